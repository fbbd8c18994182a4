"""What several commands share in their options: the words that may follow one, and how it explains itself."""

import enum
from pathlib import Path
from typing import Annotated

import typer


class Format(enum.StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


class Send(enum.StrEnum):
    """The values of --send; the release rules of the plan."""

    PERSON = "person"
    COMPLETE = "complete"
    ALWAYS = "always"
    NEVER = "never"


class Hand(enum.StrEnum):
    """The values of --channel: how a report came that a person brought in by hand."""

    ZALO = "zalo"
    DOCUMENT_SYSTEM = "document-system"
    USB = "usb"
    PAPER = "paper"
    PHONE = "phone"


class Outcome(enum.StrEnum):
    """The values of --outcome: what came of an item that bears a secrecy mark."""

    SECRET = "secret"  # noqa: S105 (an outcome)
    FALSE_ALARM = "false-alarm"


class Asking(enum.StrEnum):
    """The values of --channel of an adjustment: how the change was asked for."""

    PHONE = "phone"
    ZALO = "zalo"
    MAIL = "mail"
    DOCUMENT = "document"
    MEETING = "meeting"


class ScopeName(enum.StrEnum):
    """The values of --scope: of what span of time a figure speaks."""

    PERIOD = "period"
    CUMULATIVE = "cumulative"
    PLANNED = "planned"


Outputs = Annotated[Path | None, typer.Option(help="Thư mục kết quả (mặc định: outputs).", show_default=False)]
PlanFile = Annotated[Path | None, typer.Option(help="Tệp kế hoạch (mặc định: plans/<năm>.yaml).", show_default=False)]
Folders = Annotated[list[Path] | None, typer.Option("--folder", help="Thư mục dùng chung; ghi nhiều lần nếu có nhiều.")]
Maildirs = Annotated[list[Path] | None, typer.Option("--maildir", help="Hộp thư Maildir; ghi nhiều lần nếu có nhiều.")]
Debug = Annotated[bool, typer.Option("--debug", help="In chi tiết lỗi cho người quản trị.")]
AsFormat = Annotated[Format, typer.Option("--format", help="Cách in kết quả.")]
Files = Annotated[list[Path], typer.Argument(help="Các tệp cần đọc.", metavar="FILE...")]
RecordedBy = Annotated[str | None, typer.Option(help="Họ tên người ghi, nếu là người khác.", show_default=False)]
HitKey = Annotated[str, typer.Argument(help="Mã mục, xem bằng “tonghop secrecy list”.", metavar="KEY")]
PeriodCode = Annotated[str, typer.Argument(help="2024-H1, 2024-H2, 2024 hoặc 2024-03-01..2024-04-15", metavar="PERIOD")]
