"""What is looked at in the bytes before any parser runs: which format they are, and whether they may be parsed.

Keeps out everything that inflates or parses, but for `soundness`, which runs in the child before LibreOffice gets a
file that it would mend without a word.
"""
