"""Locators in words that people understand. Keeps out how locators are made (reading)."""

import re
from collections.abc import Collection

WHOLE_DOCUMENT = "toàn văn bản"
_TABLE, _LETTERHEAD = "bảng {}", "bảng đầu văn bản"
_STEPS = (
    (r"part(\d+)", "tệp {}"),
    (r"body", ""),
    (r"p(\d+)", "đoạn {}"),
    (r"t(\d+)", _TABLE),
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


def describe_place(locator: str | None, letterheads: Collection[str] = ()) -> str:
    """`body/t2/r4/c1` -> `bảng 2, dòng 4`; a locator of an unknown kind is told as it is.

    `letterheads` are the locators of tables (`body/t1`) that only lay out the head of a page: nobody who counts the
    tables of a report counts them, so those after them have a lower number.
    """
    if not locator:
        return WHOLE_DOCUMENT
    words: list[str] = []
    steps = locator.split("/")
    for depth, step in enumerate(steps, start=1):
        match = next(((found, text) for kind, text in _STEPS if (found := re.fullmatch(kind, step))), None)
        if match is None:
            return locator
        found, text = match
        if text == _TABLE:
            words.append(_tell_table("/".join(steps[:depth]), letterheads))
        elif text and not re.fullmatch(r"c\d+", step):
            words.append(text.format(*found.groups()))
    return ", ".join(words) or WHOLE_DOCUMENT


def _tell_table(table: str, letterheads: Collection[str]) -> str:
    if table in letterheads:
        return _LETTERHEAD
    above, _, number = table.rpartition("t")
    passed = sum(f"{above}t{earlier}" in letterheads for earlier in range(1, int(number)))
    return _TABLE.format(int(number) - passed)
