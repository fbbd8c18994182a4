"""Titles of a table's columns -> what each column holds; columns of another period, and parts beside their total.

Keeps out rows (tables.py). A column that tells of last year, of another period or of a part of what another column
adds up is never counted.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from schemas.document import Block
from tonghop.understanding.words import normalise, strip_marks


class Column(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TOPIC = "topic"
    RESULT = "result"
    AMOUNT = "amount"
    CUMULATIVE = "cumulative"
    PLANNED = "planned"
    MEASURE = "measure"
    TIME = "time"
    PLACE = "place"
    NOTE = "note"
    COMPARED = "compared"
    """A rate or a comparison: quoted, never counted."""
    PAST = "past"
    """Another period: neither quoted nor counted."""
    PART = "part"
    """A month or a quarter beside the column that adds them up: not counted again."""
    HALF = "half"
    """Half-years beside the whole year: which of them counts, the report's period tells (halves.py)."""


_PERIOD = (
    r"(?:(?:ket qua|thuc hien|so lieu|so luong)(?: thuc hien)? )?(?:trong )?(?:(?:cung ky|ky truoc|nam truoc),? ?)?"
    r"(?:(?:(?:(?:0?[369]|sau|chin) thang|0?[369] ?th?)(?: dau| cuoi)?(?: nam)?|ca nam|nam|quy (?:[ivx]+|\d)"
    r"|thang \d{1,2}|(?:ky|nam) (?:nay|bao cao))"
    r"(?:[ /]*(?:nam )?\d{4})?|\d{4})?"
)
_WHOLE = r"tong(?: cong| so)?|cong|ca nam(?: \d{4})?|ca ky"
_SHORT = re.compile(r"(?:quy (?:[ivx]+|\d)|thang \d{1,2})(?:[ /]*(?:nam )?\d{4})?")
_HALF = re.compile(r".*(?:(?:0?6|sau) thang (?:dau|cuoi)).*")
_AHEAD = re.compile(
    r"(?:du kien )?(?:ke hoach|phuong huong|nhiem vu|cong viec|noi dung)\b.*"
    r"\b(?:cuoi nam|toi|tiep theo|ky sau|quy sau|thang sau|nam sau)\b.*"
)
"""Columns that tell of what is to be done: a section of the report, no results."""
_ESTIMATED = re.compile(r"uoc (?:thuc hien|dat|ket qua|th|tinh|(?:0?[369]|sau) thang|ca nam|nam)\b.*")
_PAST = re.compile(r"(?!so (?:voi )?).*\b(?:cung ky|nam truoc|ky truoc)\b.*")
_TITLES = (
    (Column.NUMBER, r"stt|tt|so tt|so thu tu|s\.t\.t"),
    (Column.CUMULATIVE, r"(?:so luong |so lieu |thuc hien )?luy ke.*|.*tu dau nam"),
    (Column.COMPARED, r"(?:dat )?ty le.*|ti le.*|%.*|so (?:sanh|voi).*|so cung ky.*|tang.*giam.*"),
    (
        Column.PLANNED,
        r"ke hoach(?: (?:giao|nam|\d{4}).*)?|chi tieu(?: ke hoach| giao)?|so luong ke hoach|du kien.*"
        r"|(?:ke hoach|phuong huong|nhiem vu) .*\d{4}",
    ),
    (Column.MEASURE, r"don vi tinh|dvt|đvt"),
    (
        Column.AMOUNT,
        r"(?:tong )?so luong.*|so (?:doan|luot|cuoc|buoi|lop|nguoi|tin|bai|su kien|du an|diem|lan)\b.*|sl"
        r"|so (?:khach|can bo|dai bieu|hoc vien|san pham|gian hang)\b.*"
        r"|so lieu.*|ket qua \(so luong\)|trong ky.*|so luong trong ky|ky nay",
    ),
    (
        Column.RESULT,
        r"(?:cac )?ket qua.*|tinh hinh.*|noi dung thuc hien|(?:cac )?hoat dong.*|thuc hien.*|noi dung cu the"
        r"|dien giai.*|chi tiet.*|mo ta.*|cu the"
        rf"|{_ESTIMATED.pattern}",
    ),
    (
        Column.TOPIC,
        r"(?:ten )?noi dung.*|(?:ten )?nhiem vu.*|hang muc.*|cong viec.*|chi tieu .*|ten hoat dong|linh vuc",
    ),
    (Column.TIME, r"thoi gian.*|ngay.*|thoi diem.*"),
    (Column.PLACE, r"dia diem.*|noi to chuc.*"),
    (Column.NOTE, r"ghi chu.*|don vi (?:chu tri|thuc hien|phoi hop).*|don vi|nguon.*|minh chung.*"),
)
_BRACKET = re.compile(r"\(([^)]*)\)")
_YEAR = re.compile(r"\b20\d\d\b")
_COUNTED = (Column.RESULT, Column.AMOUNT)


@dataclass
class Columns:
    """The columns of one table, by their number."""

    roles: dict[int, Column] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    """As they are written."""
    others: dict[int, str] = field(default_factory=dict)
    """Titles that say nothing about counting: Kênh tuyên truyền, Đối tác, Tồn tại."""

    def find(self, role: Column) -> int | None:
        """The first column of a role."""
        return next(iter(self.list_all(role)), None)

    def list_all(self, role: Column) -> list[int]:
        """All columns of a role, from left to right."""
        return sorted(column for column, at in self.roles.items() if at is role)

    def list_estimated(self) -> list[int]:
        """The columns that count and are titled as estimates."""
        return [c for c, at in self.roles.items() if at in _COUNTED and is_estimated(fold_title(self.titles[c]))]

    def add_titles(self, block: Block) -> None:
        """Take one row of titles."""
        for cell in block.cells:
            if not cell.text.strip():
                continue
            title = fold_title(cell.text)
            bare = _BRACKET.sub("", title).strip()
            role = next((role for role, words in _TITLES if re.fullmatch(words, bare or title)), None)
            role = None if _AHEAD.fullmatch(bare) else role
            if role is not None:
                self.roles[cell.column] = role
            if role is not None or is_period(title):
                self.titles[cell.column] = cell.text
                self.others.pop(cell.column, None)
            elif cell.column not in self.titles and re.search(r"[^\W\d_]{2}", title):
                self.others[cell.column] = cell.text

    def settle(self) -> None:
        """Decide what single titles leave open: the column of topics, of other periods, of parts and of their total."""
        plain = {column: fold_title(title) for column, title in self.titles.items()}
        self._settle_periods(plain)
        self._settle_parts(plain)
        self._settle_topic(plain)

    def _settle_periods(self, plain: dict[int, str]) -> None:
        counted = [c for c in plain if self.roles.get(c, Column.AMOUNT) in _COUNTED]
        dated = [c for c in plain if c in counted or self.roles[c] is Column.PLANNED]
        latest = max((year for column in dated for year in _YEAR.findall(plain[column])), default="")
        for column in counted:
            years = _YEAR.findall(plain[column])
            if _PAST.fullmatch(plain[column]) or (years and max(years) < latest):
                self.roles[column] = Column.PAST
            else:
                self.roles.setdefault(column, Column.AMOUNT)

    def _settle_parts(self, plain: dict[int, str]) -> None:
        counted = [c for c in plain if self.roles[c] in _COUNTED]
        wholes = [c for c in counted if re.fullmatch(_WHOLE, plain[c])]
        short = [c for c in counted if _SHORT.fullmatch(plain[c])]
        halves = [c for c in counted if _HALF.fullmatch(plain[c])]
        estimated = [c for c in counted if is_estimated(plain[c])]
        dated = [c for c in counted if c not in estimated and re.search(r"\b(?:thang|quy|ngay)\b", plain[c])]
        if len(halves) > 1 or (halves and any(plain[c].startswith("ca nam") for c in wholes)):
            self.roles.update(dict.fromkeys([*halves, *wholes], Column.HALF))
        elif (len(short) > 1 and wholes) or (short and halves):
            self.roles.update(dict.fromkeys(short, Column.PART))
        elif estimated and dated:  # Thực hiện 5 tháng | Ước thực hiện 6 tháng
            self.roles.update(dict.fromkeys(dated, Column.PART))

    def _settle_topic(self, plain: dict[int, str]) -> None:
        """Chỉ tiêu beside figures, or Hoạt động beside Kết quả, names what is told in the columns behind it."""
        if self.find(Column.TOPIC) is not None:
            return
        told = [c for c in self.roles if self.roles[c] in (*_COUNTED, Column.PLANNED, Column.HALF)]
        named = [c for c in sorted(told) if plain[c] == "chi tieu" or self.roles[c] is Column.RESULT]
        is_first = bool(named) and named[0] == min(told)
        is_name = is_first and (plain[named[0]] == "chi tieu" or len(told) > 1)
        if is_name and not plain[named[0]].startswith("ket qua"):
            self.roles[named[0]] = Column.TOPIC
        elif self.others and (not told or min(self.others) < min(told)):
            first = min(self.others)
            self.roles[first], self.titles[first] = Column.TOPIC, self.others.pop(first)


def fold_title(text: str) -> str:
    """A title without marks, breaks and the stop behind it."""
    return strip_marks(normalise(text).replace("\n", " ")).strip(" .:")


def is_title(text: str) -> bool:
    """Whether a cell reads as a title of a column."""
    title = fold_title(text)
    return is_period(title) or any(re.fullmatch(words, title) for _, words in _TITLES)


def is_number_title(title: str) -> bool:
    """Whether a column numbers its rows: STT."""
    return re.fullmatch(dict(_TITLES)[Column.NUMBER], fold_title(title)) is not None


def is_estimated(title: str) -> bool:
    """Whether a folded title says that the figures below it are estimates: Ước thực hiện 6 tháng."""
    return _ESTIMATED.fullmatch(title) is not None


def is_period(title: str) -> bool:
    """Whether a title only names a period, or the sum of several."""
    return bool(title) and re.fullmatch(rf"(?:{_PERIOD}|{_WHOLE})", title) is not None


def find_bracketed(title: str) -> str:
    """The words in brackets of a column title: Số lượng (đoàn) counts đoàn."""
    match = _BRACKET.search(title)
    return match[1].strip() if match else ""
