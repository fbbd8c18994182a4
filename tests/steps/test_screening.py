"""What leaves is searched once more: a mark keeps it here, and people are told without its words."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter

from schemas.notice import Notice
from schemas.values import DeliveryState, NoticeKind
from tonghop import steps
from tonghop.steps.screening import bears_mark

OpenWork = Callable[..., Any]


def read_alerts(outputs: Path) -> list[str]:
    found = (outputs / "outbox" / "alerts").glob("outgoing-*.eml")
    return [" ".join(message_from_bytes(path.read_bytes(), policy=default).get_content().split()) for path in found]


def find_traces(outputs: Path, word: str) -> list[str]:
    files = [path for path in outputs.rglob("*") if path.is_file()]
    return [path.name for path in files if word.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("kind", "part"), [(NoticeKind.RECEIPT, "text"), (NoticeKind.REMINDER, "subject"), (NoticeKind.TODAY, "html")]
)
def test_a_notice_that_bears_a_mark_is_held_and_its_words_stay_nowhere(
    office: SimpleNamespace, open_work: OpenWork, kind: NoticeKind, part: str
) -> None:
    marked = {"subject": "[MẬT] Biên nhận", "text": "saomai\nTỐI MẬT\nx", "html": "<p>saomai</p><p>MẬT</p>"}
    said = {"subject": "Biên nhận", "text": "saomai", part: marked[part]}
    with open_work(office.outputs, **office.form) as job:
        record = steps.post_notice(job, Notice(kind=kind, key="thu-2024-06-19", **said))
        again = steps.post_notice(job, Notice(kind=kind, key="thu-2024-06-19", **said))
    assert (record.state, again.state) == (DeliveryState.HELD, DeliveryState.HELD)
    assert "dấu hiệu mật" in (record.reply or "")
    assert find_traces(office.outputs, "saomai") == []
    (alert,) = read_alerts(office.outputs)
    assert f"một thư thuộc loại {kind.label}" in alert


def test_no_mail_and_no_report_of_the_examples_is_held(examples_done: SimpleNamespace) -> None:
    mails = sorted((examples_done.outputs / "outbox").rglob("*.eml"))
    assert len(mails) >= 3  # among them the alert that tells of a mark
    assert not bears_mark([("thư.eml", path.read_bytes()) for path in mails])
    assert read_alerts(examples_done.outputs) == []


@pytest.mark.parametrize(("name", "is_held"), [("annex.xlsx", True), ("report-internal.docx", False)])
def test_every_file_of_a_draft_is_searched_and_what_people_get_is_held(
    office: SimpleNamespace, open_work: OpenWork, name: str, is_held: bool
) -> None:
    with open_work(office.outputs, **office.form, send="always") as job:
        path = job.version_directory(1) / name
        path.unlink()
        book = xlsxwriter.Workbook(str(path))
        book.add_worksheet().write("A1", "TỐI MẬT")
        book.close()
        outcomes = steps.publish(job)
        steps.publish(job)
    assert {each.state is None for each in outcomes} == {is_held}
    (alert,) = read_alerts(office.outputs)
    assert "dự thảo lần 1 của báo cáo 6 tháng đầu năm 2024" in alert
