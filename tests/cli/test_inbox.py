"""`tonghop inbox`: what waits, under keys that stay, and what may be decided by the command."""

import base64
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tonghop import steps
from tonghop.decisions import sheet_messages as words
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


def list_entries(tonghop: Tonghop, outputs: Path, *more: str) -> list[dict[str, Any]]:
    listed = tonghop("inbox", "list", "--outputs", outputs, "--format", "json", *more).out.splitlines()
    return [dict(json.loads(line)) for line in listed]


def test_one_question_is_shown_with_every_choice_and_what_each_does(tonghop: Tonghop, outputs: Path) -> None:
    for entry in list_entries(tonghop, outputs):
        shown = tonghop("inbox", "show", entry["key"], "--outputs", outputs)
        assert shown.code == 0
        assert entry["text"] in shown.out
        assert entry["consequence"] in shown.out
        is_told = [each["label"] in shown.out and each["effect"] in shown.out for each in entry["candidates"]]
        assert not entry["periods"] or "6 tháng đầu năm 2024" in shown.out
        assert "2024-H1" not in shown.out.splitlines()[0]
        assert set(is_told) == {entry["kind"] != "secrecy"}
    unknown = tonghop("inbox", "show", "00000000", "--outputs", outputs)
    assert (unknown.code, "Không có việc nào mang mã “00000000”" in unknown.err) == (2, True)


def test_an_unknown_choice_lists_the_valid_ones_and_secrecy_is_decided_elsewhere(
    tonghop: Tonghop, outputs: Path
) -> None:
    for entry in list_entries(tonghop, outputs):
        given = ["--choice", "khong-co", "--by", "Trần Ngọc Lân", "--outputs", outputs]
        ended = tonghop("inbox", "decide", entry["key"], *given)
        assert ended.code == 2, entry
        if entry["kind"] == "secrecy":
            assert "tonghop secrecy resolve" in ended.err
        elif entry["kind"] in ("scan", "sender"):
            assert f"tonghop inbox show {entry['key']}" in ended.err
        else:
            assert all(f"{each['code']} (" in ended.err for each in entry["candidates"] if each["code"] != "by-hand")
    assert list_entries(tonghop, outputs, "--decided") == []


def test_a_decision_is_recorded_told_again_and_reversed(tonghop: Tonghop, outputs: Path) -> None:
    entry = next(each for each in list_entries(tonghop, outputs) if each["kind"] == "double-claim")

    def decide(choice: str, by: str) -> Any:
        return tonghop("inbox", "decide", entry["key"], "--choice", choice, "--by", by, "--outputs", outputs)

    first, again, other = decide("count-first", "Lân"), decide("count-first", "Hà"), decide("count-both", "Hà")
    assert [ended.code for ended in (first, again, other)] == [0, 0, 0]
    assert f"Đã ghi (mã {entry['key']}): Lân – Là một hoạt động" in first.out
    assert "được ghi đúng như vậy" in again.out
    assert "thay lần ghi trước: Lân đã ghi “Là một hoạt động, tính của" in other.out
    assert entry["key"] not in [each["key"] for each in list_entries(tonghop, outputs)]
    (decided,) = list_entries(tonghop, outputs, "--decided")
    assert (decided["decision"]["choice"], decided["decision"]["decided_by"]) == ("count-both", "Hà")
    assert (
        "Đã quyết định: Là hai hoạt động khác nhau" in tonghop("inbox", "list", "--decided", "--outputs", outputs).out
    )


def test_the_sheet_goes_out_and_comes_back(tonghop: Tonghop, outputs: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "việc.xlsx"
    ended = tonghop("inbox", "export", "-o", sheet, "--outputs", outputs)
    assert (ended.code, f"ra {sheet}" in ended.out) == (0, True)
    assert ended.out.rstrip().endswith(f"--outputs {shlex.quote(str(outputs))}"), "the hint names the same ledger"
    empty = tonghop("inbox", "apply", sheet, "--by", "Hà", "--outputs", outputs)
    assert (empty.code, "Đã ghi 0 quyết định" in empty.out) == (0, True), empty.out
    entry = next(each for each in list_entries(tonghop, outputs) if each["kind"] == "double-claim")
    book = openpyxl.load_workbook(sheet)
    (row,) = (row for row in book.worksheets[0].iter_rows() if row[words.KEY].value == entry["key"])
    row[words.CHOICE].value, row[words.NOTE].value = entry["candidates"][2]["label"], "đã hỏi hai đơn vị"
    book.save(sheet)
    first = tonghop("inbox", "apply", sheet, "--by", "Hà", "--outputs", outputs)
    assert (first.code, "Đã ghi 1 quyết định" in first.out) == (0, True), first.out
    (decided,) = list_entries(tonghop, outputs, "--decided")
    assert (decided["decision"]["recorded_by"], decided["decision"]["note"]) == ("Hà", "đã hỏi hai đơn vị")
    row[words.CHOICE].value = entry["candidates"][0]["label"]
    book.save(sheet)
    refused = tonghop("inbox", "apply", sheet, "--by", "Hà", "--outputs", outputs)
    assert (refused.code, "KHÔNG GHI. Việc này đã được Hà quyết định khác" in refused.out) == (1, True)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["export", "-o", "viec.csv"], "Tên tệp phải kết thúc bằng .xlsx"),
        (["export", "--period", "quý 3"], "quý 3"),
        (["apply", "khong-co.xlsx", "--by", "Hà"], "Không đọc được khong-co.xlsx"),
        (["apply", "README.md", "--by", " "], "Ghi họ tên người nộp tệp"),
        (["file", "x", "--text", "a", "--item", "ba", "--by", "Hà"], "Sau --item ghi số"),
        (["file", "x", "--text", "a", "--item", "²", "--by", "Hà"], "Sau --item ghi số"),
        (["file", "khong-co", "--text", "a", "--item", "3", "--by", "Hà"], "Không có báo cáo mang mã “khong-co”"),
    ],
)
def test_wrong_use_is_told(tonghop: Tonghop, outputs: Path, command: list[str], told: str) -> None:
    ended = tonghop("inbox", *command, "--outputs", outputs)
    assert (ended.code, told in ended.err) == (2, True), ended.err


def test_reading_again_on_purpose_says_what_changed(tonghop: Tonghop, outputs: Path) -> None:
    ended = tonghop("reread", "2024-H1", "--unit", "VP", "--by", "Lân", "--outputs", outputs)
    assert (ended.code, "0 báo cáo thay đổi" in ended.out) == (0, True), ended.out
    wrong = tonghop("reread", "2024-H1", "--unit", "XYZ", "--by", "Lân", "--outputs", outputs)
    assert (wrong.code, "Kế hoạch không có đơn vị mang mã “XYZ”" in wrong.err) == (2, True)


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
        (["00000000", "--by", "A"], "--choice"),
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
