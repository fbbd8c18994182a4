"""`tonghop secrecy`: what the authorised person is shown, and what others are not."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

Tonghop = Callable[..., Any]


@pytest.fixture
def marked(tonghop: Tonghop, open_work: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder with a marked file that was gathered once: `options` name it, `key` is the hit's."""
    from tonghop import steps

    monkeypatch.setenv("TONGHOP_SETTLE_SECONDS", "0")
    folder = tmp_path / "chung" / "VP"
    folder.mkdir(parents=True)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    document.add_paragraph("Kế hoạch sao mai")
    document.save(str(folder / "sao mai.docx"))
    with open_work(tmp_path / "outputs", folders=(folder.parent,)) as job:
        steps.gather(job, job.sources[0])
    listed = tonghop("secrecy", "list", "--outputs", tmp_path / "outputs", "--format", "json")
    options = ("--folder", folder.parent, "--outputs", tmp_path / "outputs")
    return SimpleNamespace(file=folder / "sao mai.docx", options=options, key=json.loads(listed.out)["key"])


def test_the_list_tells_key_time_channel_and_rule_only(tonghop: Tonghop, marked: Any) -> None:
    ended = tonghop("secrecy", "list", *marked.options[2:])
    assert ended.code == 1
    assert re.match(r"[0-9a-f]{8}  \d\d:\d\d ngày \d\d/\d{1,2}/\d{4}  thư mục dùng chung  có dấu hiệu mật", ended.out)
    assert "sao mai" not in ended.out


def test_a_pipe_is_shown_nothing(tonghop: Tonghop, marked: Any) -> None:
    ended = tonghop("secrecy", "show", marked.key, *marked.options)
    assert (ended.code, ended.out) == (2, "")
    assert "--yes" in ended.err


@pytest.mark.parametrize("is_screen", [True, False])
def test_the_screen_is_shown_the_file_the_place_and_the_words(
    tonghop: Tonghop, marked: Any, monkeypatch: pytest.MonkeyPatch, is_screen: bool
) -> None:
    if is_screen:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ended = tonghop("secrecy", "show", marked.key, *marked.options, *([] if is_screen else ["--yes"]))
    assert ended.code == 0, ended.err
    assert "Mục: VP/sao mai.docx" in ended.out
    assert "Dấu trong tệp sao mai.docx, header1/p1: TỐI MẬT" in ended.out
    assert ended.err == ""


def test_an_item_that_is_gone_is_said_to_be_gone(tonghop: Tonghop, marked: Any) -> None:
    marked.file.unlink()
    (marked.file.parent / "khác.txt").write_text("x")
    ended = tonghop("secrecy", "show", marked.key, *marked.options, "--yes")
    assert ended.code == 1
    assert "Không còn thấy mục này" in ended.out


def test_what_was_seen_is_what_is_let_in(tonghop: Tonghop, marked: Any) -> None:
    shown = tonghop("secrecy", "show", marked.key, *marked.options, "--yes").out
    seen = re.search(r"--seen ([0-9a-f]{8})", shown)
    assert seen is not None
    marked.file.write_bytes(marked.file.read_bytes() + b"\0")
    command = ("secrecy", "resolve", marked.key, "--outcome", "false-alarm", "--by", "Trần Lân")
    refused = tonghop(*command, "--seen", seen[1], *marked.options)
    assert (refused.code, "Xem lại" in refused.err) == (2, True)
    assert tonghop("secrecy", "list", *marked.options[2:]).code == 1


@pytest.mark.parametrize(("outcome", "told"), [("secret", "không bao giờ tiếp nhận"), ("false-alarm", "sẽ tiếp nhận")])
def test_a_resolved_item_waits_no_longer(tonghop: Tonghop, marked: Any, outcome: str, told: str) -> None:
    command = ("secrecy", "resolve", marked.key, "--outcome", outcome, "--by", "Trần Lân", *marked.options)
    ended = tonghop(*command)
    assert (ended.code, told in ended.out) == (0, True), ended
    assert tonghop("secrecy", "list", *marked.options[2:]).code == 0
    again = tonghop(*command)
    assert (again.code, "Không có mục nào đang chờ" in again.err) == (2, True)


def test_nobody_decides_without_a_name(tonghop: Tonghop, marked: Any) -> None:
    ended = tonghop("secrecy", "resolve", marked.key, "--outcome", "secret", "--by", " ", *marked.options)
    assert (ended.code, "Ghi họ tên" in ended.err) == (2, True)
