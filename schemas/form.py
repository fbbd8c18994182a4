"""The form that a unit fills in, as far as it is written in one room and read back in another.

Ids stand in the tags of content controls; code, marks and hints stand on the page, so that paper says the same.
Keep out how the page looks (rendering) and what a filled form means (understanding).
"""

import re

from schemas.base import Word
from schemas.period import parse_period

TAG_PREFIX = "tonghop:"
"""Before the id of each of our content controls; `schemas.document.Block.control` is what follows it."""
_VERSION = "1"

ITEM, SECTION, NOTHING, REFERENCE, NAME = "item", "section", "nothing", "reference", "name"
"""Kinds of controls: an item's or section's text, an item's box and figures of the last period, the signer's name."""

NOTHING_LABEL = "Không phát sinh"
NOTHING_NOTE = "(đánh dấu nếu không có kết quả)"
"""Behind the label, so that a box that is not ticked, or was lost on the way, never reads as a declaration."""
REFERENCE_LEAD = "Tham khảo kỳ trước (không tính):"
"""Begins the figures of the last period, which stand in square brackets."""
ITEM_HINT = "[Nhập kết quả trong kỳ: việc đã làm, thời gian, nơi thực hiện, số liệu]"
SECTION_HINT = "[Nhập nội dung]"
NAME_HINT = "[Họ và tên]"
HINTS = (ITEM_HINT, SECTION_HINT, NAME_HINT)

_CODE = re.compile(r"Mẫu\s+(?P<unit>[^\s/]{1,40})\s*/\s*(?P<period>\d{4}(?:-H[12]|-\d\d-\d\d\.\.\d{4}-\d\d-\d\d)?)")
_HEAD = re.compile(rf"form:{_VERSION}:(?P<unit>.{{1,40}}):(?P<period>[^\s:]{{4,30}})")
_PART = re.compile(rf"(?P<kind>{ITEM}|{SECTION}|{NOTHING}|{REFERENCE}|{NAME})(?::(?P<of>[\w-]{{1,40}}))?")


class FormId(Word):
    """For which unit and period a form was made, as the form itself says: both may be unknown to the plan."""

    unit: str
    period: str

    @property
    def tag(self) -> str:
        """The tag of the control around the word BÁO CÁO."""
        return f"{TAG_PREFIX}form:{_VERSION}:{self.unit}:{self.period}"

    @property
    def code(self) -> str:
        """The form's code as people see it: Mẫu TTNC/2024-H1."""
        return f"Mẫu {self.unit}/{self.period}"


class FormPart(Word):
    """What a control within the form holds: of which item or section, if of one."""

    kind: str
    of: str = ""

    @property
    def tag(self) -> str:
        """The tag of the control."""
        return f"{TAG_PREFIX}{self.kind}{f':{self.of}' if self.of else ''}"


def read_head(control: str) -> FormId | None:
    """The form's id out of what a control is (a tag without its prefix), None when it is none."""
    match = _HEAD.fullmatch(control)
    return _make_id(match) if match else None


def read_code(text: str) -> FormId | None:
    """The form's id out of a line that is its code and nothing else."""
    match = _CODE.fullmatch(text.strip())
    return _make_id(match) if match else None


def read_part(control: str) -> FormPart | None:
    """What a control holds, None when it is none of a form's parts."""
    match = _PART.fullmatch(control)
    return FormPart(kind=match["kind"], of=match["of"] or "") if match else None


def _make_id(match: re.Match[str]) -> FormId | None:
    try:
        return FormId(unit=match["unit"], period=parse_period(match["period"]).code)
    except ValueError:
        return None
