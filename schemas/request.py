"""What a person or a schedule asks for: the run form and the ad hoc request (văn bản yêu cầu)."""

import datetime as dt
from pathlib import Path

from pydantic import ConfigDict, Field, field_validator

from schemas.base import Word
from schemas.period import parse_period
from schemas.values import ReleaseRule

_AS_CONFIGURED = "Để trống: dùng cấu hình của máy chủ"


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


class RunRequest(Word):
    """The form of one run: what every deployment takes and the CLI builds."""

    model_config = ConfigDict(json_schema_extra={"description": "Chỉ cần điền kỳ báo cáo; các ô khác có thể để trống."})

    period: str = Field(title="Kỳ báo cáo", description="2024-H1, 2024-H2, 2024 hoặc 2024-03-01..2024-04-15")
    folders: tuple[Path, ...] = Field(default=(), title="Thư mục nhận báo cáo", description=_AS_CONFIGURED)
    maildirs: tuple[Path, ...] = Field(default=(), title="Hộp thư (Maildir)", description=_AS_CONFIGURED)
    plan: Path | None = Field(default=None, title="Tệp kế hoạch", description="Để trống: plans/<năm>.yaml")
    outputs: Path | None = Field(default=None, title="Thư mục kết quả", description=_AS_CONFIGURED)
    request: Request | None = Field(default=None, title="Văn bản yêu cầu (báo cáo đột xuất)")
    send: ReleaseRule | None = Field(default=None, title="Cách gửi", description="Để trống: theo kế hoạch")
    dry_run: bool = Field(default=False, title="Chạy thử", description="Chỉ xem, không lập dự thảo, không gửi")

    @field_validator("period")
    @classmethod
    def _known_period(cls, code: str) -> str:
        parse_period(code)
        return code
