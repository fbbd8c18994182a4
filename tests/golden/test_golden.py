"""Whole reports of varied shape are understood as a careful officer reads them: who, when, the state of every item."""

from typing import Any

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, CheckedSubmission
from tests.golden.builders import GOLDEN, STATES, make_document, make_file
from tonghop.checking import check_submission
from tonghop.reading import read_documents
from tonghop.understanding import understand

FILES = {"docx", "eml", "txt"}


@pytest.fixture(scope="session")
def documents() -> dict[str, ReadDocument]:
    """What -> document; those that are files go through the real reader, all at once."""
    files = [report for report in GOLDEN if report["as"] in FILES]
    read = read_documents([make_file(report) for report in files])
    told = {report["what"]: document for report, document in zip(files, read, strict=True)}
    return told | {report["what"]: make_document(report) for report in GOLDEN if report["as"] not in FILES}


@pytest.fixture
def checked(plan: Plan, documents: dict[str, ReadDocument], report: dict[str, Any]) -> CheckedSubmission:
    document, channel = documents[report["what"]], Channel(sender=report.get("sender"))
    content = understand([document], channel, plan)
    return check_submission(content, document.findings, readable=document.readable, channel=channel, plan=plan)


def test_there_are_enough_of_them() -> None:
    assert len(GOLDEN) >= 30


@pytest.mark.parametrize("report", GOLDEN, ids=lambda report: report["what"])
def test_a_whole_report_is_understood(report: dict[str, Any], checked: CheckedSubmission) -> None:
    content = checked.content
    assert (content.unit, content.period) == (report["unit"], report["period"])
    for number, letter in enumerate(report["states"], start=1):
        told = content.items[number].state.value
        allowed = {STATES[letter]} if letter != "?" else {"reported", "missing"}
        assert told in allowed, (number, told)
    assert set(report.get("sections", ())) <= set(content.sections)


@pytest.mark.parametrize(
    "report", [each for each in GOLDEN if each["status"] != "?"], ids=lambda report: report["what"]
)
def test_a_whole_report_waits_for_a_person_only_where_it_must(
    report: dict[str, Any], checked: CheckedSubmission
) -> None:
    assert checked.status.value == report["status"]
    assert sorted({finding.rule for finding in checked.findings}) == report["rules"]
