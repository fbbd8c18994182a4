"""What a mail's subject announces, and what says that it speaks of a whole year and not only of its plan.

Keeps out what the words of a period mean (periods.py).
"""

import re

from tonghop.understanding.words import strip_marks

_WHOLE = re.compile(r"\b(?:ca|tron|toan)\s+nam\b|(?<!ngay )\b(?:12|muoi hai)\s+thang\b(?!\s*\d)")
_OF_TASKS = re.compile(r"\b(?:nhiem vu|chi tieu|ke hoach|chuong trinh|du toan|kinh phi|uoc|du kien)\b[^,;.]{0,30}$")
"""What is planned for the whole year, or estimated."""
_ANNUAL = re.compile(
    r"\btong ket\b[^;]*\bnam\b|\b(?:bao cao|bc)(?: (?:tong hop|tong ket|ket qua|cuoi))? nam\b(?!\s*(?:thang|hoc))"
)
_ANSWERS = re.compile(
    r"^\W*(?:re|tra loi|tl|phuc dap)\b|\b(?:de nghi|yeu cau|nhac|don doc|han|huong dan|thong bao|cong van|cv)\b"
)


def says_whole_year(text: str) -> bool:
    """Whether a text says that it tells of a whole year: kết quả cả năm 2024, 12 tháng."""
    plain = strip_marks(text)
    return any(not _OF_TASKS.search(plain[: match.start()]) for match in _WHOLE.finditer(plain))


def announces_year(subject: str) -> bool:
    """Whether a subject plainly announces an annual report: Gửi báo cáo tổng kết năm 2024, báo cáo cả năm."""
    return not is_answer(subject) and (says_whole_year(subject) or _ANNUAL.search(strip_marks(subject)) is not None)


def is_answer(subject: str) -> bool:
    """Whether a subject is a request's, or answers one: its words tell what was asked, not what is attached."""
    return _ANSWERS.search(strip_marks(subject)) is not None
