"""The understanding room: blocks of documents -> one Submission, with what stays open as doubts.

Holds everything that gives text a meaning: who reports, for which period, which item, which figures. Keeps out
judgement and wording (tonghop.checking), other submissions (tonghop.consolidation) and any input or output.
"""

from tonghop.understanding.documents.pictures import find_pictures, settle_pictures
from tonghop.understanding.settling import settle
from tonghop.understanding.understanding import understand

__all__ = ["find_pictures", "settle", "settle_pictures", "understand"]
