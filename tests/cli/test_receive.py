"""`tonghop receive`: what an officer types, what they are told, and the exit code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Tonghop = Callable[..., Any]
REPORT = Path("folder") / "QLCN" / "BC 6T (1)_final.docx"
MARKED = Path("folder") / "VP" / "Tep thu cong kiem tra.docx"


@pytest.fixture
def receive(tonghop: Tonghop, tmp_path: Path) -> Tonghop:
    """receive(files, ..., by=..., received_at=..., more options) -> how the command ended."""

    def run(*files: object, **given: str) -> Any:
        yesterday = datetime.now(UTC) - timedelta(days=1)
        options = {
            "unit": "QLCN",
            "channel": "zalo",
            "by": "Nguyễn Văn A",
            "received_at": f"{yesterday:%Y-%m-%d %H:%M}",
        }
        named = [part for name, value in (options | given).items() for part in (f"--{name.replace('_', '-')}", value)]
        return tonghop("receive", *files, *named, "--outputs", tmp_path / "outputs")

    return run


UNDERSTOOD = "Đơn vị: QLCN – Phòng Quản lý Công nghệ và Đổi mới sáng tạo · Kỳ báo cáo: 6 tháng đầu năm 2024"


def test_the_officer_sees_what_was_recorded_and_what_the_report_says(receive: Tonghop, inbox: Path) -> None:
    ended = receive(inbox / REPORT, channel="document-system")
    assert (ended.code, ended.err) == (0, "")
    first = ended.out.splitlines()[0]
    assert first.startswith("Đã ghi nhận báo cáo của QLCN: Nhận trực tiếp qua hệ thống quản lý văn bản lúc ")
    assert "theo khai báo của Nguyễn Văn A." in first
    assert UNDERSTOOD in ended.out and "đã tiếp nhận" in ended.out
    code = first.rpartition(" ")[2].rstrip(".")
    assert len(code) == 8 and code == code.upper()
    again = receive(inbox / REPORT, by="Người khác")
    assert (again.code, f"đã nhận từ trước, mã {code}" in again.out) == (0, True)
    assert "theo khai báo của Nguyễn Văn A" in again.out and "Người khác" not in again.out


def test_a_report_of_another_unit_waits_for_a_person(receive: Tonghop, inbox: Path) -> None:
    ended = receive(inbox / REPORT, unit="VP")
    assert (ended.code, "Đơn vị: chưa rõ" in ended.out) == (1, True)


def test_what_waits_for_a_person_is_listed_at_once(
    receive: Tonghop, tonghop: Tonghop, inbox: Path, tmp_path: Path
) -> None:
    receive(inbox / REPORT, unit="VP")
    for command in (["inbox", "list"], ["status", "2024-H1"]):
        told = tonghop(*command, "--outputs", tmp_path / "outputs")
        assert (told.code, REPORT.name in told.out) == (1, True)


def test_a_marked_file_is_told_without_its_name(receive: Tonghop, inbox: Path, tmp_path: Path) -> None:
    ended = receive(inbox / MARKED, unit="VP")
    assert (ended.code, ended.err) == (1, "")
    assert "dấu hiệu mật" in ended.out and MARKED.name not in ended.out
    assert not [path for path in (tmp_path / "outputs" / "archive").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"unit": "X"}, "Đơn vị: không có đơn vị “X” trong kế hoạch. Các mã: VP, QLCN, TTNC."),
        ({"channel": "bồ câu"}, "--channel phải là một trong: "),
        ({"received_at": "nay"}, "Thời điểm nhận: “nay” không phải ngày giờ."),
        ({"received_at": "2023-06-18 16:50"}, "--yes"),
        ({"by": " "}, "Người khai báo: chưa điền."),
        ({"period": "2024-H3"}, "Kỳ báo cáo: "),
    ],
)
def test_wrong_use_is_told_and_leaves_nothing(
    receive: Tonghop, inbox: Path, tmp_path: Path, given: dict[str, str], told: str
) -> None:
    ended = receive(inbox / REPORT, **given)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert not (tmp_path / "outputs").exists()


def test_a_missing_way_of_arrival_is_told_in_vietnamese(tonghop: Tonghop, inbox: Path) -> None:
    ended = tonghop("receive", inbox / REPORT, "--unit", "QLCN")
    assert (ended.code, ended.err.splitlines()[0]) == (2, "Lệnh chưa đúng: thiếu --channel.")


def test_a_report_without_any_file_is_told_how_to_make_one(receive: Tonghop) -> None:
    ended = receive(channel="phone")
    assert (ended.code, "gõ lại thành tệp .docx hoặc .txt" in ended.err) == (2, True)


def test_what_was_typed_after_a_call_comes_in_with_its_unit_and_period(receive: Tonghop, tmp_path: Path) -> None:
    note = tmp_path / "gọi điện.txt"
    note.write_text("1. Tập huấn\nTổ chức 02 lớp tập huấn cho 50 lượt người.", "utf-8")
    ended = receive(note, channel="phone", period="2024-H1", note="chị Hoa đọc")
    assert "qua điện thoại" in ended.out and "Ghi chú: chị Hoa đọc" in ended.out
    assert UNDERSTOOD in ended.out
    assert "đề nghị đơn vị gửi văn bản xác nhận" in ended.out
