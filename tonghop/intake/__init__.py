"""Intake (tiếp nhận): what comes in, durably. Sources, the archive, the memory of secrecy hits.

A source only looks and gives bytes; the composition scans them for secrecy marks, then keeps them in the archive, then
records them in the ledger, and only then acknowledges. Keeps out the reading and understanding of what came.
"""
