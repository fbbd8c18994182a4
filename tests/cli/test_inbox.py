"""`tonghop inbox`: what waits, under keys that stay, and what may be decided by the command."""

import base64
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tonghop import steps
from tonghop.steps.drafting import ask

Tonghop = Callable[..., Any]


def test_every_open_question_is_listed_with_a_key_that_stays(tonghop: Tonghop, outputs: Path) -> None:
    ended = tonghop("inbox", "list", "--outputs", outputs, "--format", "json")
    entries = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.code == 1
    assert len(entries) > 3
    assert {"secrecy", "submission", "double-claim"} <= {entry["kind"] for entry in entries}
    keys = [entry["key"] for entry in entries]
    assert len(set(keys)) == len(keys)
    told = tonghop("inbox", "list", "--outputs", outputs)
    assert re.findall(r"^([0-9a-f]{8})  ", told.out, re.MULTILINE) == keys
    assert all(entry["text"] in told.out and entry["consequence"] in told.out for entry in entries)


def test_other_questions_than_scans_and_senders_are_not_decided_here(tonghop: Tonghop, outputs: Path) -> None:
    listed = tonghop("inbox", "list", "--outputs", outputs, "--format", "json").out.splitlines()
    for entry in map(json.loads, listed):
        fitting = {"ignore", "accept"} if entry["kind"] == "sender" else set()
        for choice in {"no-mark", "ignore", "accept"} - fitting:
            given = ["--choice", choice, *(["--unit", "VP"] if choice == "accept" else [])]
            ended = tonghop("inbox", "decide", entry["key"], "--by", "Trần Ngọc Lân", "--outputs", outputs, *given)
            assert (ended.code, "không ghi được bằng lựa chọn này" in ended.err) == (2, True)


STRANGER = "banthuky@khoinghieptre.example"


def find_sender(tonghop: Tonghop, outputs: Path) -> dict[str, Any]:
    listed = tonghop("inbox", "list", "--outputs", outputs, "--format", "json").out.splitlines()
    (entry,) = (entry for entry in map(json.loads, listed) if entry["kind"] == "sender")
    return dict(entry)


def test_a_stranger_is_let_in_by_the_command_that_is_told(tonghop: Tonghop, outputs: Path) -> None:
    key = find_sender(tonghop, outputs)["key"]
    told = tonghop("inbox", "list", "--outputs", outputs).out
    (command,) = re.findall(rf"^ +Ghi kết quả: tonghop (inbox decide {key} .+)$", told, re.MULTILINE)
    assert tonghop(*shlex.split(command)).code == 2  # MÃ is to be filled in
    given = [word if word != "MÃ" else "VP" for word in shlex.split(command)]
    first, again = tonghop(*given), tonghop(*given)
    assert (first.code, again.code) == (0, 0)
    assert "cho tiếp nhận 1 thư này là báo cáo của Văn phòng Sở" in first.out
    assert f"Nếu {STRANGER} là địa chỉ của đơn vị, thêm địa chỉ vào kế hoạch" in first.out
    assert "được ghi đúng như vậy" in again.out
    other = tonghop("inbox", "decide", key, "--choice", "ignore", "--by", "A", "--outputs", outputs)
    assert (other.code, "quyết định khác từ trước" in other.err) == (2, True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["accept"], "Ghi mã đơn vị của báo cáo sau --unit. Các đơn vị trong kế hoạch: VP (Văn phòng Sở)"),
        (["accept", "--unit", "XYZ"], "Kế hoạch không có đơn vị mang mã “XYZ”"),
        (["ignore", "--unit", "VP"], "Chỉ ghi --unit với --choice accept"),
        (["mark"], "không ghi được bằng lựa chọn này"),
    ],
)
def test_a_wrong_decision_on_a_sender_changes_nothing(
    tonghop: Tonghop, outputs: Path, given: list[str], told: str
) -> None:
    before = find_sender(tonghop, outputs)
    ended = tonghop("inbox", "decide", before["key"], "--by", "A", "--outputs", outputs, "--choice", *given)
    assert (ended.code, told in ended.err) == (2, True), ended.err
    assert find_sender(tonghop, outputs) == before


def test_an_ignored_stranger_is_asked_no_more(tonghop: Tonghop, outputs: Path) -> None:
    key = find_sender(tonghop, outputs)["key"]
    ended = tonghop("inbox", "decide", key, "--choice", "ignore", "--by", "Trần Ngọc Lân", "--outputs", outputs)
    assert (ended.code, "bỏ qua 1 thư" in ended.out) == (0, True)
    assert STRANGER not in tonghop("inbox", "list", "--outputs", outputs).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["00000000", "--choice", "mark", "--by", "A"], "Không có việc nào mang mã “00000000”"),
        (["00000000", "--choice", "yes", "--by", "A"], "--choice"),
        (["00000000", "--choice", "mark"], "--by"),
        (["00000000", "--choice", "mark", "--by", " "], "Ghi họ tên"),
    ],
)
def test_a_wrong_decision_is_wrong_use(tonghop: Tonghop, outputs: Path, arguments: list[str], told: str) -> None:
    ended = tonghop("inbox", "decide", *arguments, "--outputs", outputs)
    assert (ended.code, told in ended.err) == (2, True), ended.err


def test_without_a_ledger_there_is_nothing_to_list(tonghop: Tonghop, tmp_path: Path) -> None:
    ended = tonghop("inbox", "list", "--outputs", tmp_path / "nowhere")
    assert ended.code == 2
    assert "Chưa có sổ theo dõi" in ended.err
    assert not (tmp_path / "nowhere").exists()


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def scanned(tmp_path: Path, open_work: Callable[..., Any], bare_environment: pytest.MonkeyPatch) -> Path:
    """Outputs, on a machine without tesseract, in which one scan of TTNC waits for a look."""
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    place = tmp_path / "chung" / "TTNC"
    place.mkdir(parents=True)
    (place / "BC.png").write_bytes(PICTURE)
    outputs = tmp_path / "kết quả"
    with open_work(outputs, folders=(place.parent,)) as job:
        steps.gather(job, job.sources[0])
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        ask(job)
    return outputs


def find_key(tonghop: Tonghop, outputs: Path) -> str:
    (line,) = tonghop("inbox", "list", "--outputs", outputs, "--format", "json").out.splitlines()
    return str(json.loads(line)["key"])


def test_the_command_that_is_told_works_as_it_stands(tonghop: Tonghop, scanned: Path) -> None:
    told = tonghop("inbox", "list", "--outputs", scanned).out
    (command,) = re.findall(r"^ +Ghi kết quả: tonghop (.+)$", told, re.MULTILINE)
    ended = tonghop(*shlex.split(command))
    assert (ended.code, tonghop("inbox", "list", "--outputs", scanned).code) == (0, 0)


def test_what_a_person_saw_is_answered_with_what_is_true_of_the_file(tonghop: Tonghop, scanned: Path) -> None:
    key = find_key(tonghop, scanned)

    def decide(choice: str, by: str) -> Any:
        return tonghop("inbox", "decide", key, "--choice", choice, "--by", by, "--outputs", scanned)

    first = decide("no-mark", "Trần Ngọc Lân").out
    assert "chưa có chương trình nhận dạng chữ tesseract" in first
    assert "sẽ nhận dạng" not in first
    assert "được ghi đúng như vậy" in decide("no-mark", "Lê Văn A").out
    marked = decide("mark", "Lê Văn A").out
    assert "thay lần ghi trước: Trần Ngọc Lân đã ghi “Đã xem, không có dấu mật” lúc " in marked
    (kept,) = re.findall(r"^    (/.+/archive/.+)$", marked, re.MULTILINE)
    assert Path(kept).read_bytes() == PICTURE
    assert "không được đọc" not in marked
    assert kept in decide("mark", "Lê Văn A").out
    refused = decide("no-mark", "Lê Văn A")
    assert (refused.code, "không đổi lại được" in refused.err) == (2, True)
