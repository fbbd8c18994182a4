"""Locators in words that people understand. Keeps out how locators are made (reading)."""

import re

WHOLE_DOCUMENT = "toàn văn bản"
_STEPS = (
    (r"part(\d+)", "tệp {}"),
    (r"body", ""),
    (r"p(\d+)", "đoạn {}"),
    (r"t(\d+)", "bảng {}"),
    (r"r(\d+)", "dòng {}"),
    (r"c(\d+)", "cột {}"),
    (r"header(\d+)", "đầu trang, chân trang {}"),
    (r"note(\d+)", "chú thích {}"),
    (r"box(\d+)", "hộp văn bản {}"),
    (r"page(\d+)", "trang {}"),
    (r"l(\d+)", "dòng {}"),
    (r"sheet(\d+)", "trang tính {}"),
    (r"comment(\d+)", "ghi chú bên lề {}"),
    (r"quote", "phần trích lại thư trước"),
    (r"signature", "chữ ký cuối thư"),
    (r"forward", "phần đầu thư được chuyển tiếp"),
)


def describe_place(locator: str | None) -> str:
    """`body/t2/r4/c1` -> `bảng 2, dòng 4`; a locator of an unknown kind is told as it is."""
    if not locator:
        return WHOLE_DOCUMENT
    words: list[str] = []
    for step in locator.split("/"):
        match = next(((found, text) for kind, text in _STEPS if (found := re.fullmatch(kind, step))), None)
        if match is None:
            return locator
        found, text = match
        if text and not re.fullmatch(r"c\d+", step):
            words.append(text.format(*found.groups()))
    return ", ".join(words) or WHOLE_DOCUMENT
