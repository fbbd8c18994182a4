"""The secrecy gate: marks of state secrets in names, subjects and texts, looked for before anything is kept.

Holds the wording of the marks (law), how a mark differs from prose, and legacy codes of the mark words. Keeps out what
happens on a hit (intake) and everything about other contents of a report.
"""

from tonghop.secrecy.gate import Mark, add_circulation_findings, find_circulation_mark, find_mark

__all__ = ["Mark", "add_circulation_findings", "find_circulation_mark", "find_mark"]
