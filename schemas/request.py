"""What a person or a schedule asks for: the run form and the ad hoc request (văn bản yêu cầu)."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, field_validator

from schemas.base import Word
from schemas.period import parse_period
from schemas.values import AlertCause, HandChannel, ReleaseRule, ReportKind

_AS_CONFIGURED = "Để trống: dùng cấu hình của máy chủ"
_AS_PLANNED = "Để trống: theo kế hoạch"
_DAY = "Phải điền, viết như 01/4/2024"


def _show_as_text(schema: dict[str, Any]) -> None:
    """One line to type in, in place of a choice between a value and none."""
    schema.pop("anyOf", None)
    schema.pop("default", None)
    schema["type"] = "string"


def _show_labels(schema: dict[str, Any]) -> None:
    """The release rules by their labels, the plan's own (nothing chosen) first."""
    schema.pop("anyOf", None)
    schema |= {"type": "string", "default": "", "enum": ["", *(rule.label for rule in ReleaseRule)]}


def _describe_run(schema: dict[str, Any]) -> None:
    """A period left empty is refused by us, in Vietnamese; the server would refuse it in English."""
    schema.pop("required", None)
    schema["description"] = "Chỉ cần điền kỳ báo cáo; các ô khác có thể để trống."


def _read_blank(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _read_rule(value: object) -> object:
    """A rule may be given by its label."""
    return next((rule for rule in ReleaseRule if value == rule.label), _read_blank(value))


OptionalPath = Annotated[Path | None, BeforeValidator(_read_blank)]
ChosenRule = Annotated[ReleaseRule | None, BeforeValidator(_read_rule)]


class Request(Word):
    """Who asks for a period's report; the window asked for is the period itself."""

    model_config = ConfigDict(json_schema_extra={"description": "Cơ quan yêu cầu báo cáo, nội dung và thời hạn."})

    number: str = Field(title="Số, ký hiệu", description="Số, ký hiệu của văn bản yêu cầu, ví dụ 1234/UBND-VX")
    date: dt.date = Field(title="Ngày văn bản")
    asker: str = Field(title="Cơ quan yêu cầu")
    scope: str = Field(title="Nội dung yêu cầu báo cáo", max_length=500)
    deadline: dt.date = Field(title="Hạn gửi báo cáo")
    recipients: tuple[str, ...] = Field(
        default=(), title="Nơi nhận", description="Mã nơi nhận trong kế hoạch; để trống: tất cả"
    )


class Workplace(Word):
    """Where a run works: its sources, plan file and outputs; all empty means as the machine is configured."""

    model_config = ConfigDict(json_schema_extra={"description": "Để trống tất cả: dùng cấu hình của máy chủ."})

    folders: tuple[Path, ...] = Field(default=(), title="Thư mục nhận báo cáo", description=_AS_CONFIGURED)
    maildirs: tuple[Path, ...] = Field(default=(), title="Hộp thư (Maildir)", description=_AS_CONFIGURED)
    plan: OptionalPath = Field(
        default=None,
        title="Tệp kế hoạch",
        description="Để trống: plans/<năm>.yaml",
        json_schema_extra=_show_as_text,
    )
    outputs: OptionalPath = Field(
        default=None, title="Thư mục kết quả", description=_AS_CONFIGURED, json_schema_extra=_show_as_text
    )

    def make_run(self, period: str, **more: Any) -> "RunRequest":
        """The run form for one period at this place."""
        place = {name: getattr(self, name) for name in Workplace.model_fields}
        return RunRequest(period=period, **place, **more)


class RunRequest(Workplace):
    """The form of one run: what the main job takes and the CLI builds."""

    model_config = ConfigDict(json_schema_extra=_describe_run)

    period: str = Field(title="Kỳ báo cáo", description="Phải điền: 2024-H1, 2024-H2, 2024 hoặc 2024-03-01..2024-04-15")
    request: Request | None = Field(default=None, title="Văn bản yêu cầu (báo cáo đột xuất)")
    send: ReleaseRule | None = Field(default=None, title="Cách gửi", description=_AS_PLANNED)
    dry_run: bool = Field(default=False, title="Chạy thử", description="Chỉ xem, không lập dự thảo, không gửi")

    @field_validator("period")
    @classmethod
    def _known_period(cls, code: str) -> str:
        parse_period(code)
        return code


class DueForm(Workplace):
    """The form of the daily look and of the scheduled reports: which kind of report, at which place."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Lập các báo cáo đã đến hạn theo kế hoạch. Không cần điền ô nào."}
    )

    kind: ReportKind | None = Field(default=None, title="Loại báo cáo", description="Để trống: mọi loại đến hạn")


class AdHocForm(Workplace):
    """The form of an ad hoc report as an officer fills it in; every value is text, so that we say what is wrong."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Điền theo văn bản yêu cầu báo cáo đột xuất, sau đó bấm chạy."}
    )

    number: str = Field(default="", title="Số, ký hiệu văn bản yêu cầu", description="Phải điền, ví dụ 1234/UBND-VX")
    date: str = Field(default="", title="Ngày văn bản yêu cầu", description=_DAY)
    asker: str = Field(
        default="", title="Cơ quan yêu cầu", description="Phải điền, ví dụ Ủy ban nhân dân tỉnh Quảng Trị"
    )
    first: str = Field(default="", title="Số liệu từ ngày", description=_DAY)
    last: str = Field(default="", title="Số liệu đến hết ngày", description=_DAY)
    scope: str = Field(
        default="",
        title="Nội dung yêu cầu báo cáo",
        description="Phải điền; dùng làm trích yếu, ví dụ Kết quả công tác thông tin đối ngoại quý I năm 2024",
    )
    deadline: str = Field(default="", title="Hạn gửi báo cáo", description=_DAY)
    recipients: tuple[str, ...] = Field(
        default=(), title="Nơi nhận", description="Mã nơi nhận trong kế hoạch, ví dụ UBND; để trống: tất cả"
    )
    send: ChosenRule = Field(default=None, title="Cách gửi", description=_AS_PLANNED, json_schema_extra=_show_labels)
    dry_run: bool = Field(default=False, title="Chạy thử", description="Chỉ xem, không lập dự thảo, không gửi")


def _read_lines(value: object) -> object:
    return tuple(line.strip() for line in value.splitlines() if line.strip()) if isinstance(value, str) else value


def _show_as_lines(schema: dict[str, Any]) -> None:
    """One box to type in, a line for each, in place of a list that grows by a button."""
    _show_as_text(schema)
    schema.pop("items", None)


def _show_channels(schema: dict[str, Any]) -> None:
    """The ways of arrival by their labels; none is chosen for the person."""
    schema |= {"enum": ["", *(channel.label for channel in HandChannel)]}


class ReceiveForm(Workplace):
    """The form of a report that came by hand; every value is text, so that we say what is wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "description": "Báo cáo nhận qua Zalo, hệ thống quản lý văn bản, USB, bản giấy, điện thoại: chép tệp vào "
            "thư mục nhận trực tiếp của máy chủ, điền biểu mẫu rồi bấm chạy."
        }
    )

    files: Annotated[tuple[str, ...], BeforeValidator(_read_lines)] = Field(
        default=(),
        title="Tệp báo cáo",
        description="Phải điền: tên tệp trong thư mục nhận trực tiếp, mỗi tệp một dòng; các tệp của cùng một báo cáo",
        json_schema_extra=_show_as_lines,
    )
    unit: str = Field(default="", title="Đơn vị", description="Phải điền: mã đơn vị trong kế hoạch, ví dụ VP")
    channel: str = Field(default="", title="Cách nhận", description="Phải chọn", json_schema_extra=_show_channels)
    received_at: str = Field(
        default="", title="Thời điểm nhận", description="Phải điền, viết như 16:50 18/6/2024 (giờ Việt Nam)"
    )
    by: str = Field(default="", title="Người khai báo", description="Phải điền: họ tên người đã nhận báo cáo")
    period: str = Field(
        default="", title="Kỳ báo cáo", description="Để trống: theo nội dung báo cáo; ví dụ 2024-H1, 2024-H2, 2024"
    )
    note: str = Field(default="", title="Ghi chú", description="Có thể để trống")
    confirmed: bool = Field(
        default=False, title="Giờ nhận đã lâu là đúng", description="Chỉ đánh dấu khi thời điểm nhận đã quá 60 ngày"
    )


class DecideForm(Workplace):
    """The form of a decision on what waits for a person; every value is text, so that we say what is wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "description": "Ghi quyết định về một việc chờ xử lý: mã việc và các lựa chọn ghi trong tệp Excel các việc "
            "chờ xử lý và trong lệnh tonghop inbox list."
        }
    )

    key: str = Field(default="", title="Mã việc", description="Phải điền, ví dụ 1a2b3c4d")
    choice: str = Field(
        default="",
        title="Lựa chọn",
        description="Phải điền: mã lựa chọn như item:3, unit:TTNC, accept; hoặc nguyên văn lựa chọn",
    )
    by: str = Field(default="", title="Người quyết định", description="Phải điền: họ tên")
    recorded_by: str = Field(default="", title="Người ghi", description="Để trống: chính người quyết định")
    note: str = Field(default="", title="Ghi chú", description="Lý do; có thể để trống")


class AlertForm(Workplace):
    """What an automation tells when a run goes wrong; texts come from Prefect, never from a unit."""

    model_config = ConfigDict(
        json_schema_extra={"description": "Do hệ thống tự điền khi có lần chạy bị lỗi; gửi thư cảnh báo."}
    )

    cause: AlertCause = Field(title="Sự cố")
    deployment: str = Field(default="", title="Công việc", max_length=200)
    run_name: str = Field(default="", title="Lần chạy", max_length=300)
    run_url: str = Field(default="", title="Địa chỉ xem lần chạy", max_length=500)
    message: str = Field(default="", title="Thông báo của hệ thống", max_length=4000)
