"""How a line begins when it begins a paragraph: list numbers and bullets as they are typed or printed."""

import re

_BULLET = r"[-–—−+*•·●○▪■□◦►➢✓✔❖\uf0b7\uf02d\uf0a7\uf0d8]"
_NUMBER = r"\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,6})[.)](?:\d{1,2}[.)])*(?:\d{1,2})?|\d{1,2}(?:\.\d{1,2}){1,4}"
_LABEL = re.compile(rf"(?:{_BULLET}|{_NUMBER})(?=\s|$)")
_CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""For a character class; a range À-Ỹ would hold small letters too."""
_GLUED = re.compile(
    # "12/KH-UBND" is none
    rf"[-+•](?=[^\W\d_])|(?:[IVX]{1, 5}|\d{1, 2}|[a-zđ])(?:[.)]|/(?![A-ZĐ]{1, 8}[-/]))(?=[{_CAPITALS}])"
)
_NAMED = re.compile(r"(?:Phần|Chương|Mục|Điều|Phụ lục|PHẦN|CHƯƠNG|MỤC|PHỤ LỤC)\s+(?:\d+|[IVX]+|thứ)\b")
_WEAK = re.compile(r"\d{1,2}[.)]?$|\d{1,2}(?:\.\d{1,2})+$|[-–—−]$")
_SENTENCE_END = re.compile(r"[.;:!?…/][”\"')\]]*$")


def find_label(text: str) -> str:
    """The bullet or number with which a line begins, or ""."""
    match = _LABEL.match(text) or _GLUED.match(text) or _NAMED.match(text)
    return match[0] if match else ""


def is_weak(label: str) -> bool:
    """Whether a wrapped sentence may well continue with these characters: "2024 / 12. Tiếp", "thanh / - Truyền"."""
    return bool(_WEAK.match(label)) and label.rstrip(".)") != ""


def is_label(text: str) -> bool:
    """Whether the text is nothing but a bullet or number."""
    return bool(text) and (find_label(text) == text or text.rstrip(".").isdigit())


def ends_sentence(text: str) -> bool:
    """Whether the line may be the last of its paragraph."""
    return bool(_SENTENCE_END.search(text))
