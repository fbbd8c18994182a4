"""`tonghop inbox`: what waits, under keys that stay, and what may be decided by the command."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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


def test_other_questions_than_scans_are_not_decided_here(tonghop: Tonghop, outputs: Path) -> None:
    listed = tonghop("inbox", "list", "--outputs", outputs, "--format", "json").out.splitlines()
    for entry in map(json.loads, listed):
        ended = tonghop(
            "inbox", "decide", entry["key"], "--choice", "no-mark", "--by", "Trần Ngọc Lân", "--outputs", outputs
        )
        assert ended.code == 2
        assert "chưa ghi được quyết định cho loại việc đó" in ended.err


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
