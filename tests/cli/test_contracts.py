"""The JSON objects of design 4.2 as outside tools read them: one per line, exactly these fields."""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Tonghop = Callable[..., Any]
CHECK = ["file", "sha256", "status", "unit", "period", "items", "unassigned", "findings"]
FINDING = {"rule", "severity", "locator", "message", "fix"}
QUANTITY = {"value", "value_max", "measure", "indicator", "scope", "precision", "estimate"}
STATUSES = {"accepted", "needs_person", "rejected", "quarantined"}


def read_lines(out: str) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def files(inbox: Path) -> list[Path]:
    found = [path for path in sorted(inbox.rglob("*")) if path.suffix in (".docx", ".eml", ".part", ".db")]
    return [path for path in found if not path.name.startswith("~$")]


def test_check_has_exactly_the_fields_of_the_contract(tonghop: Tonghop, files: list[Path]) -> None:
    ended = tonghop("check", *files, "--format", "json")
    answers = read_lines(ended.out)
    assert [answer["file"] for answer in answers] == [str(path) for path in files]
    assert ended.code == 1
    for path, answer in zip(files, answers, strict=True):
        assert answer["status"] in STATUSES
        assert {frozenset(finding) for finding in answer["findings"]} <= {frozenset(FINDING)}
        if answer["status"] == "quarantined":
            continue
        assert list(answer) == CHECK
        assert answer["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert list(answer["items"]) == ["1", "2", "3", "4", "5", "6"]
        for item in answer["items"].values():
            assert set(item) == {"state", "reason", "activities"}
            assert (item["state"] == "reported") == bool(item["activities"])
            for activity in item["activities"]:
                assert set(activity) == {"text", "locator", "dates", "aspects", "quantities"}
                assert all(set(quantity) == QUANTITY for quantity in activity["quantities"])
        assert all(set(each) == {"text", "locator"} for each in answer["unassigned"])
        serious = [finding for finding in answer["findings"] if finding["severity"] in ("critical", "error")]
        assert not serious or answer["status"] != "accepted"


def test_a_marked_file_gives_file_status_and_one_finding_and_nothing_else(tonghop: Tonghop, inbox: Path) -> None:
    marked = inbox / "folder" / "VP" / "Tep thu cong kiem tra.docx"
    ended = tonghop("check", marked, "--format", "json")
    (answer,) = read_lines(ended.out)
    assert list(answer) == ["file", "status", "findings"]
    assert (answer["file"], answer["status"]) == (str(marked), "quarantined")
    assert [finding["rule"] for finding in answer["findings"]] == ["secrecy-mark"]
    assert ended.code == 1
    assert hashlib.sha256(marked.read_bytes()).hexdigest() not in ended.out
    in_text = tonghop("check", marked)
    assert in_text.code == 1
    assert "Đơn vị" not in in_text.out


def test_check_is_zero_only_when_all_are_accepted(tonghop: Tonghop, inbox: Path) -> None:
    good = inbox / "folder" / "QLCN" / "BC 6T (1)_final.docx"
    ended = tonghop("check", good, "--format", "json")
    (answer,) = read_lines(ended.out)
    assert (ended.code, answer["status"], answer["unit"], answer["period"]) == (0, "accepted", "QLCN", "2024-H1")
    broken = inbox / "folder" / "TTNC" / "BC_TTDN_6T_2024.docx"
    ended = tonghop("check", good, broken, "--format", "json")
    assert (ended.code, [answer["status"] for answer in read_lines(ended.out)]) == (1, ["accepted", "rejected"])


def test_a_declared_unit_that_contradicts_the_letterhead_needs_a_person(tonghop: Tonghop, inbox: Path) -> None:
    good = inbox / "folder" / "QLCN" / "BC 6T (1)_final.docx"
    (answer,) = read_lines(tonghop("check", good, "--unit", "VP", "--format", "json").out)
    assert (answer["status"], answer["unit"]) == ("needs_person", None)
    assert "unit-conflict" in {finding["rule"] for finding in answer["findings"]}
    told = tonghop("check", good, "--unit", "QLCN", "--sender", "qlcn@sokhcn.example", "--format", "json")
    assert read_lines(told.out)[0]["unit"] == "QLCN"


def test_read_has_exactly_the_fields_of_the_contract(tonghop: Tonghop, files: list[Path]) -> None:
    ended = tonghop("read", *files, "--format", "json")
    answers = read_lines(ended.out)
    assert ended.code == 1
    assert [answer["file"] for answer in answers] == [str(path) for path in files]
    for path, answer in zip(files, answers, strict=True):
        assert list(answer) == ["file", "sha256", "blocks", "findings"]
        assert answer["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert all(set(block) == {"locator", "kind", "label", "text"} for block in answer["blocks"])
        assert all(unicodedata.is_normalized("NFC", block["text"]) for block in answer["blocks"])
        locators = [block["locator"] for block in answer["blocks"]]
        assert len(set(locators)) == len(locators)


def test_read_and_check_give_the_same_locators(tonghop: Tonghop, inbox: Path) -> None:
    path = next((inbox / "folder").glob("BC TT*.docx"))
    (shown,) = read_lines(tonghop("read", path, "--format", "json").out)
    (checked,) = read_lines(tonghop("check", path, "--format", "json").out)
    rows = {block["locator"] for block in shown["blocks"]}
    places = [activity["locator"] for item in checked["items"].values() for activity in item["activities"]]
    assert places
    assert all(place in rows or place.rpartition("/")[0] in rows for place in places)


def test_read_as_text_prints_numbers_and_words(tonghop: Tonghop, inbox: Path) -> None:
    ended = tonghop("read", inbox / "folder" / "QLCN" / "BC 6T (1)_final.docx")
    assert ended.code == 0
    (shown,) = read_lines(tonghop("read", inbox / "folder" / "QLCN" / "BC 6T (1)_final.docx", "--format", "json").out)
    for block in shown["blocks"]:
        assert block["label"] in ended.out
        assert block["text"] in ended.out


def test_status_has_exactly_the_fields_of_the_contract(
    tonghop: Tonghop, outputs: Path, examples_done: SimpleNamespace
) -> None:
    ended = tonghop("status", "2024-H1", "--outputs", outputs, "--format", "json")
    (status,) = read_lines(ended.out)
    assert list(status) == ["period", "state", "data_window", "due_at", "units", "waiting", "drafts", "deliveries"]
    assert {unit["unit"]: unit["state"] for unit in status["units"]} == {
        "VP": "on_time",
        "QLCN": "on_time",
        "TTNC": "late",
    }
    assert status["drafts"][0]["sha256"] == examples_done.drafted.sha256


def test_status_after_a_run_with_a_folder_tells_of_that_folder(tonghop: Tonghop, office: SimpleNamespace) -> None:
    ended = tonghop("status", "2024-H1", "--outputs", office.outputs, "--format", "json")
    (status,) = read_lines(ended.out)
    assert {unit["state"] for unit in status["units"]} == {"on_time", "late"}
    assert "VÍ DỤ" not in tonghop("status", "2024-H1", "--outputs", office.outputs).out
