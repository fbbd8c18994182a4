"""Exit codes of design 4.1, and messages that a person in the office can act on."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli.failures import explain_failure
from tonghop.delivery.outbox import OutboxError
from tonghop.intake.archive import ArchiveError
from tonghop.intake.hits import SecretError
from tonghop.intake.sources import SourceError
from tonghop.ledger.engine import LedgerError
from tonghop.plan.loading import PlanError
from tonghop.settings import SettingsError
from tonghop.versions import VersionError

Tonghop = Callable[..., Any]
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def test_help_lists_exactly_the_commands_that_work(tonghop: Tonghop) -> None:
    ended = tonghop("--help")
    assert ended.code == 0
    listed = re.findall(r"^│ (\w+)  ", ended.out.split("Commands")[1], re.MULTILINE)
    assert listed == [
        *("run", "gather", "receive", "reread", "read", "check", "explain", "form", "status", "adjust", "verify"),
        *("serve", "deploy", "plan", "inbox", "secrecy"),
    ]
    plan = re.findall(r"^│ (\w+)  ", tonghop("plan", "--help").out.split("Commands")[1], re.MULTILINE)
    assert plan == ["check", "import", "learn"]
    inbox = re.findall(r"^│ (\w+)  ", tonghop("inbox", "--help").out.split("Commands")[1], re.MULTILINE)
    assert inbox == ["list", "show", "decide", "file", "export", "apply"]
    secrecy = re.findall(r"^│ (\w+)  ", tonghop("secrecy", "--help").out.split("Commands")[1], re.MULTILINE)
    assert secrecy == ["list", "show", "resolve"]


@pytest.mark.parametrize(
    "command",
    [
        ["run"],
        ["gather"],
        ["receive"],
        ["read"],
        ["check"],
        ["form"],
        ["status"],
        ["verify"],
        ["plan", "check"],
        ["inbox", "list"],
        ["inbox", "show"],
        ["inbox", "decide"],
        ["inbox", "file"],
        ["inbox", "export"],
        ["inbox", "apply"],
        ["reread"],
        ["secrecy", "list"],
        ["secrecy", "show"],
        ["secrecy", "resolve"],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself_in_vietnamese_and_takes_debug(tonghop: Tonghop, command: list[str]) -> None:
    ended = tonghop(*command, "--help")
    assert ended.code == 0
    assert VIETNAMESE.search(ended.out)
    assert "--debug" in ended.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["status", "2024-H3"], "Không hiểu kỳ báo cáo “2024-H3”"),
        (["run", "2024-H3"], "Không hiểu kỳ báo cáo “2024-H3”"),
        (["verify", "2024-H3"], "Không hiểu kỳ báo cáo “2024-H3”"),
        (["run", "2024-04-15..2024-03-01"], "ngày bắt đầu sau ngày kết thúc"),
        (["status", "2031-H1"], "Chưa có tệp kế hoạch plans/2031.yaml"),
        (["status", "2024-H1", "--plan", "khong-co.yaml"], "Không đọc được tệp kế hoạch"),
        (["run", "2024-H1", "--plan", "bad.yaml"], "tonghop plan check"),
        (["check", "khong-co.docx"], "Không đọc được tệp khong-co.docx: không có tệp"),
        (["read", "."], "đây là thư mục, không phải tệp"),
        (["check", "bad.yaml", "--unit", "XX"], "Không có đơn vị mã “XX” trong kế hoạch. Các mã: VP, QLCN, TTNC."),
        (["plan", "check", "khong-co.yaml"], "Không đọc được tệp kế hoạch khong-co.yaml"),
        (["run", "2024-H1", "--request", "khong-co.yaml"], "Không đọc được văn bản yêu cầu"),
        (["run", "2024-H1", "--request", "bad.yaml"], "Cần các dòng: number"),
        (["run", "2024-H1", "--send", "now"], "--send phải là một trong: 'person', 'complete', 'always', 'never'."),
        (["run", "2024-H1", "--folder"], "--folder cần một giá trị đi kèm."),
        (["status"], "thiếu PERIOD."),
        (["form", "TTNC", "2024-H1"], "thiếu --output."),
        (["status", "2024-H1", "2024-H2"], "thừa: 2024-H2."),
        (["send", "2024-H1"], "không có lệnh “send”."),
        (["status", "2024-H1", "--outputs", "outptus"], "Không có thư mục kết quả"),
        (["read", "--ocr", "a.pdf"], "không có tùy chọn --ocr."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_two_with_one_message_and_no_traceback(
    tonghop: Tonghop, tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "cwd" / "bad.yaml").write_text("year: [2024\n", "utf-8")
    ended = tonghop(*arguments)
    assert ended.code == 2
    assert told in ended.err
    assert "Traceback" not in ended.out + ended.err
    assert ended.out == ""
    assert not (tmp_path / "cwd" / "outputs").exists()


def test_no_command_at_all_shows_the_help(tonghop: Tonghop) -> None:
    ended = tonghop()
    assert ended.code == 2
    assert "Commands" in ended.out
    assert ended.err == ""


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SETTLE_SECONDS": "lâu"}, "TONGHOP_SETTLE_SECONDS"),
        (
            {"FOLDERS": "/a", "SMTP_HOST": "mail.sokhcn.example", "SMTP_SECURITY": "plain"},
            "Không gửi thư không mã hóa",
        ),
        (
            {"FOLDERS": "/a", "SMTP_HOST": "localhost", "SMTP_USER": "a", "SMTP_PASSWORD_FILE": "/khong/co"},
            "TONGHOP_SMTP_PASSWORD_FILE",
        ),
    ],
    ids=["value", "plain", "password"],
)
def test_a_wrong_setting_stops_a_run_before_prefect_starts(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], told: str
) -> None:
    for name, value in variables.items():
        bare_environment.setenv(f"TONGHOP_{name}", value)
    ended = tonghop("run", "2024-H1")
    assert ended.code == 2
    assert told in ended.err
    assert not (tmp_path / "cwd" / "outputs" / "prefect").exists()


def test_outputs_that_cannot_be_written_are_three(tonghop: Tonghop, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    ended = tonghop("gather", "--outputs", blocked)
    assert ended.code == 3
    assert str(blocked) in ended.err
    assert "Kiểm tra đường dẫn" in ended.err


def test_a_ledger_that_cannot_be_opened_is_three_and_shows_no_password(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch
) -> None:
    bare_environment.setenv("TONGHOP_DATABASE_URL", "nonesuch://tonghop:mat-khau-that@127.0.0.1:1/so")
    ended = tonghop("status", "2024-H1")
    assert ended.code in (2, 3)
    assert "mat-khau-that" not in ended.out + ended.err
    assert "Traceback" not in ended.err
    assert "TONGHOP_DATABASE_URL" in ended.err


def test_debug_shows_the_traceback_and_keeps_the_exit_code(tonghop: Tonghop) -> None:
    ended = tonghop("status", "2031-H1", "--debug")
    assert ended.code == 2
    assert "Traceback (most recent call last)" in ended.err
    assert ended.err.rstrip().endswith("Tạo tệp này theo mẫu plans/2024.yaml rồi chạy lại.")


def test_what_nobody_foresaw_is_three_with_a_way_on(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch, inbox: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("inner detail")

    bare_environment.setattr("cli.inspecting.read_files", fail)
    ended = tonghop("read", inbox / "Thumbs.db")
    assert ended.code == 3
    assert "--debug" in ended.err
    assert "inner detail" not in ended.err


def test_control_c_is_three_and_says_that_nothing_is_lost(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    bare_environment.setattr("cli.running.make_run", interrupt)
    ended = tonghop("status", "2024-H1")
    assert ended.code == 3
    assert "không có gì bị mất" in ended.err


@pytest.mark.parametrize(
    ("error", "is_wrong_use"),
    [
        (PlanError("Tệp kế hoạch hỏng."), True),
        (SettingsError("Cấu hình hỏng."), True),
        (LedgerError("Sổ hỏng."), False),
        (ArchiveError("Kho hỏng."), False),
        (SourceError("Nguồn hỏng."), False),
        (OutboxError("Hộp thư đi hỏng."), False),
        (SecretError("Khóa hỏng."), False),
        (VersionError("Tệp đã bị thay đổi."), False),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_failure_of_ours_is_told_in_its_own_words(error: Exception, is_wrong_use: bool) -> None:
    assert explain_failure(error) == (str(error), is_wrong_use)


def test_a_full_disk_is_told_in_vietnamese() -> None:
    message, is_wrong_use = explain_failure(OSError(28, "No space left on device", "/srv/outputs"))
    assert message == "Không dùng được /srv/outputs: hết chỗ trên đĩa. Kiểm tra đường dẫn, quyền và đĩa."
    assert not is_wrong_use


def test_a_plan_with_mistakes_is_one_and_each_has_its_line_and_remedy(tonghop: Tonghop, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "plans" / "2024.yaml").read_text("utf-8")
    bad = tmp_path / "2024.yaml"
    bad.write_text(text.replace("year: 2024\n", "year: 2024\nnam: 2024\n", 1), "utf-8")
    ended = tonghop("plan", "check", bad)
    assert ended.code == 1
    assert re.search(rf"{re.escape(str(bad))}, dòng 6: .+\n    → .+", ended.out)
    assert tonghop("plan", "check").code == 0


def test_a_source_that_cannot_be_looked_at_is_one_and_the_other_is_taken_in(
    tonghop: Tonghop, bare_environment: pytest.MonkeyPatch, inbox: Path, tmp_path: Path
) -> None:
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    ended = tonghop("gather", "--folder", tmp_path / "mat-ket-noi", "--folder", inbox / "folder" / "QLCN")
    assert ended.code == 1
    assert "Không xem được nguồn nhận" in ended.out
    assert "Mới nhận: 2 báo cáo." in ended.out


def test_gathering_tells_what_was_passed_over_and_never_names_a_marked_file(tonghop: Tonghop) -> None:
    ended = tonghop("gather")
    assert ended.code == 1
    for words in (
        "Mới nhận: 9 báo cáo.",
        "1 thư chưa rõ người gửi",
        "Thumbs.db",
        "tệp khóa tạm của Word",
        "1 mục có dấu hiệu mật",
    ):
        assert words in ended.out
    assert "Tep thu cong" not in ended.out
    again = tonghop("gather")
    assert "Không có báo cáo mới." in again.out


def test_status_is_one_while_something_waits(tonghop: Tonghop, outputs: Path, examples_done: SimpleNamespace) -> None:
    ended = tonghop("status", "2024-H1", "--outputs", outputs)
    assert ended.code == 1
    for words in ("VÍ DỤ", "đúng hạn", "nộp muộn 1 ngày", "Dự thảo lần 1\n", "Việc cần làm tiếp"):
        assert words in ended.out


def test_a_source_that_is_gone_is_not_told_as_one_without_news(tonghop: Tonghop, tmp_path: Path) -> None:
    (tmp_path / "nhan").mkdir()
    for gone, told in ((["mat"], "Không xem được nguồn nhận nào"), (["nhan", "mat"], "Không xem được 1 trong 2")):
        folders = [part for name in gone for part in ("--folder", tmp_path / name)]
        ended = tonghop("gather", *folders, "--outputs", tmp_path / "o")
        assert (ended.code, told in ended.out, "Không có báo cáo mới" in ended.out) == (1, True, False)
