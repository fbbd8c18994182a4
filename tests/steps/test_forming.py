"""A unit's form is made with what the ledger knows, and comes back through the main job as that unit's report."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from schemas.period import parse_period
from schemas.values import CheckStatus
from tonghop import steps
from tonghop.ledger import submissions
from tonghop.steps.drafting import assess
from tonghop.steps.forming import find_previous_figures, find_previous_period, make_form, name_form

OpenWork = Callable[..., AbstractContextManager[Any]]


def read_words(form: bytes) -> str:
    return "".join(text.text or "" for text in Document(io.BytesIO(form)).element.body.iter(qn("w:t")))


def read_footer(form: bytes) -> str:
    return "\n".join(line.text for line in Document(io.BytesIO(form)).sections[0].footer.paragraphs)


@pytest.mark.parametrize(
    ("period", "before"),
    [("2024-H2", "2024-H1"), ("2024-H1", "2023-H2"), ("2024", "2023"), ("2024-03-01..2024-04-15", None)],
)
def test_the_period_before_is_the_one_of_the_same_kind(period: str, before: str | None) -> None:
    found = find_previous_period(parse_period(period))
    assert (found.code if found else None) == before


def test_a_form_shows_what_the_unit_itself_reported_the_period_before(outputs: Path, open_work: OpenWork) -> None:
    with open_work(outputs, period="2024-H1") as job:
        report = assess(job).report
    counted = {activity.id: activity.unit for activity in report.activities}
    with open_work(outputs, period="2024-H2") as job:
        for unit in job.plan.units:
            figures = find_previous_figures(job, unit.code)
            parts = {
                (total.indicator, total.scope): total
                for total in report.totals
                if {counted[activity] for activity, _ in total.parts} == {unit.code}
            }
            assert parts.items() <= {(one.indicator, one.scope): one for one in figures}.items() or not parts
            assert {counted[activity] for one in figures for activity, _ in one.parts} <= {unit.code}
            words = read_words(make_form(job, unit.code))
            assert ("Tham khảo kỳ trước" in words) == any(one.scope.value != "planned" for one in figures)
            assert ("VÍ DỤ" in read_footer(make_form(job, unit.code))) == bool(figures)


def test_a_form_of_the_first_period_shows_no_figures_and_one_of_an_unknown_unit_is_refused(
    outputs: Path, open_work: OpenWork
) -> None:
    with open_work(outputs, period="2024-H1") as job:
        assert "Tham khảo kỳ trước" not in read_words(make_form(job, "TTNC"))
        with pytest.raises(ValueError, match="VP, QLCN, TTNC"):
            make_form(job, "KHAC")
    assert name_form("TTNC", parse_period("2024-H1")) == "Bieu mau TTNC 2024-H1.docx"


def test_a_filled_form_in_the_shared_folder_is_that_units_report(
    office: SimpleNamespace, open_work: OpenWork, fill_form: Callable[..., bytes]
) -> None:
    given = {"folders": (office.extra,), "maildirs": ()}
    with open_work(office.outputs, period="2024-H2", **given) as job:
        form = fill_form(make_form(job, "TTNC"), {"item:6": ["Ký kết 01 biên bản ghi nhớ với Lào."]}, [1, 2, 3, 4, 5])
    (office.extra / "TTNC").mkdir()
    (office.extra / "TTNC" / "bao cao.docx").write_bytes(form)
    with open_work(office.outputs, period="2024-H2", **given) as job:
        for source in job.sources:
            steps.gather(job, source)
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        with job.ledger.read() as connection:
            rows = submissions.load_submissions(connection, period="2024-H2")
    [filed] = [row for row in rows if row.files and row.files[0].name == "bao cao.docx"]
    assert filed.status is CheckStatus.ACCEPTED
    assert filed.content is not None
    assert (filed.content.unit, filed.content.period) == ("TTNC", "2024-H2")
    states = [report.state.value for report in filed.content.items.values()]
    assert states == ["nothing"] * 5 + ["reported"]
    quantities = [
        q.value for report in filed.content.items.values() for one in report.activities for q in one.quantities
    ]
    assert quantities == [1]  # and none of the figures of the first half, which the form shows
