"""The words of an example report: its head, parts, table and signature, as plain data without format."""

from dataclasses import dataclass
from datetime import date

PARENT = "SỞ KHOA HỌC VÀ CÔNG NGHỆ"
PLACE = "Quảng Trị"
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True)
class Part:
    """A heading without its number, the paragraphs below it, and its sub-parts."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()
    listed: bool = True


@dataclass(frozen=True)
class TableItem:
    """One numbered item of a table report: rows of (result, amount, note), or one declaration across them."""

    title: str
    rows: tuple[tuple[str, str, str], ...] = ()
    declaration: str = ""


@dataclass(frozen=True)
class UnitReport:
    """One report as a unit types it."""

    issuer: str
    number: str
    dated: date
    abstract: str
    addressee: str
    opening: str
    parts: tuple[Part, ...]
    closing: str
    position: str
    signer: str
    copies: tuple[str, ...]
    parent: str = PARENT
    table: tuple[TableItem, ...] = ()

    @property
    def place_line(self) -> str:
        """Place and date as they stand under the letterhead; months are padded only for January and February."""
        month = f"{self.dated.month:02}" if self.dated.month < 3 else f"{self.dated.month}"
        return f"{PLACE}, ngày {self.dated.day:02} tháng {month} năm {self.dated.year}"
