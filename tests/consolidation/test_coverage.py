"""Units x items, and who has reported in time."""

from datetime import date, datetime

import pytest

from schemas.subjects import make_period_subject
from schemas.submission import Evidence
from schemas.values import CellState, CheckStatus, EvidenceKind, MissingReason, QuestionKind
from tonghop.consolidation import consolidate
from tonghop.consolidation.deadlines import find_first_report

REPORTED, NOTHING, EMPTY, MISSING, NOT_ASSIGNED = CellState


@pytest.fixture
def change(plan):
    """change(unit code, field=value): the plan with that unit changed."""

    def changed(code, **values):
        units = tuple(unit.model_copy(update=values) if unit.code == code else unit for unit in plan.units)
        return plan.model_copy(update={"units": units})

    return changed


def test_every_unit_and_item_has_a_cell_with_its_reason(submission, activity, plan, half) -> None:
    report = consolidate(
        [
            submission("a", (3, activity("x")), unit="VP", states={1: NOTHING, 2: EMPTY}),
            submission("b", (3, activity("y")), unit="QLCN", status=CheckStatus.NEEDS_PERSON),
        ],
        plan,
        half,
    )
    cells = {
        unit: {item: (cell.state, cell.reason) for item, cell in row.items()}
        for unit, row in report.coverage.cells.items()
    }
    assert list(cells) == ["VP", "QLCN", "TTNC"]
    assert cells["VP"] == {
        1: (NOTHING, None),
        2: (EMPTY, None),
        3: (REPORTED, None),
        4: (MISSING, MissingReason.NOT_MENTIONED),
        5: (MISSING, MissingReason.NOT_MENTIONED),
        6: (MISSING, MissingReason.NOT_MENTIONED),
    }
    assert set(cells["QLCN"].values()) == set(cells["TTNC"].values()) == {(MISSING, MissingReason.NO_REPORT)}
    assert report.missing_units == ("QLCN", "TTNC")
    assert (report.coverage.expected_units, report.coverage.reported_units, report.coverage.on_time_units) == (3, 1, 1)


@pytest.mark.parametrize(
    ("states", "best"),
    [
        ((REPORTED, NOTHING, EMPTY), REPORTED),
        ((MISSING, NOTHING, EMPTY), NOTHING),
        ((EMPTY, MISSING, EMPTY), EMPTY),
        ((MISSING, MISSING, MISSING), MISSING),
    ],
)
def test_an_item_shows_the_best_state_of_all_units(submission, activity, plan, half, states, best) -> None:
    reports = [
        submission(unit, (1, activity("x")), unit=unit)
        if state is REPORTED
        else submission(unit, unit=unit, states={1: state})
        for unit, state in zip(("VP", "QLCN", "TTNC"), states, strict=True)
    ]
    assert consolidate(reports, plan, half).coverage.items[1].state is best


def test_an_item_counts_its_activities_and_shows_every_aspect(submission, activity, plan, half) -> None:
    reports = [
        submission(
            "a", (3, activity("x", aspects=("techfest",))), (3, activity("y", aspects=("techfest", "exchange")))
        ),
        submission("b", (3, activity("z")), (6, activity("t", aspects=("laos",))), unit="VP"),
    ]
    item = consolidate(reports, plan, half).coverage.items[3]
    assert item.activities == 3
    assert item.aspects == {
        "techfest": True,
        "techdemo": False,
        "cooperation": False,
        "exchange": True,
        "delegation": False,
    }


def test_an_item_that_is_not_assigned_is_outside_unless_the_unit_reports_on_it(
    submission, activity, change, half
) -> None:
    plan = change("QLCN", items=(1, 2))
    report = consolidate([submission("a", (4, activity("x")), unit="QLCN", states={5: NOTHING})], plan, half)
    assert [cell.state for cell in report.coverage.cells["QLCN"].values()] == [
        MISSING,
        MISSING,
        NOT_ASSIGNED,
        REPORTED,
        NOT_ASSIGNED,
        NOT_ASSIGNED,
    ]


def test_an_item_that_nobody_is_assigned_is_not_missing(plan, half) -> None:
    units = tuple(unit.model_copy(update={"items": (1,)}) for unit in plan.units)
    items = consolidate([], plan.model_copy(update={"units": units}), half).coverage.items
    assert (items[1].state, items[2].state) == (MISSING, NOT_ASSIGNED)


def test_a_unit_that_ended_within_the_period_is_not_expected_but_its_results_stand(
    submission, activity, change, half
) -> None:
    plan = change("QLCN", valid_to=date(2024, 6, 13))
    report = consolidate([submission("a", (3, activity("x")), unit="QLCN")], plan, half)
    assert "QLCN" not in report.coverage.cells
    assert (report.coverage.expected_units, report.coverage.reported_units, report.coverage.on_time_units) == (2, 0, 0)
    assert (report.coverage.items[3].state, report.coverage.items[3].activities) == (REPORTED, 1)
    assert [finding.rule for finding in report.findings if finding.submission == "a"] == ["unit-not-expected"]


def test_a_unit_valid_on_the_last_day_is_expected(change, half) -> None:
    assert "QLCN" in consolidate([], change("QLCN", valid_to=date(2024, 6, 14)), half).missing_units


@pytest.mark.parametrize(
    ("received", "late"),
    [
        ("2024-06-18 23:59:59", False),
        ("2024-06-19 00:00:00", True),
        ("2024-06-10 08:00", False),
        ("2024-07-01 08:00", True),
    ],
)
def test_the_due_date_runs_to_midnight_in_vietnam(submission, plan, half, received, late) -> None:
    report = consolidate([submission("a", received=received)], plan, half)
    assert report.submissions[0].late is late
    assert report.coverage.on_time_units == (0 if late else 1)
    assert report.coverage.reported_units == 1


def test_a_server_clock_in_another_zone_does_not_shift_the_deadline(submission, plan, half) -> None:
    late = submission("a", received_at=datetime.fromisoformat("2024-06-18T17:00:00+00:00"))
    assert consolidate([late], plan, half).submissions[0].late is True


def test_a_late_revision_does_not_make_a_unit_late_and_a_refused_first_try_does_not_make_it_on_time(
    submission, activity, plan, half
) -> None:
    report = consolidate(
        [
            submission("a", (3, activity("x")), received="2024-06-10 08:00"),
            submission("b", (3, activity("y")), received="2024-06-20 08:00"),
            submission(
                "c", (3, activity("z")), unit="VP", status=CheckStatus.NEEDS_PERSON, received="2024-06-10 08:00"
            ),
            submission("d", (3, activity("t")), unit="VP", received="2024-06-20 08:00"),
        ],
        plan,
        half,
    )
    assert (report.coverage.reported_units, report.coverage.on_time_units) == (2, 1)
    assert {row.id: row.late for row in report.submissions} == {"a": False, "b": True, "c": False, "d": True}


@pytest.mark.parametrize(
    ("says", "is_decided", "has_own", "on_time"),
    [
        ("2024-01-01..2024-03-31", True, True, False),  # the quarter's is no answer for the half-year
        ("2024-01-01..2024-03-31", True, False, True),  # unless nothing else counts
        ("2024-H1", True, True, True),  # it was the half-year's, only unclear
        (None, True, True, True),
        ("2023-12-15..2024-06-14", False, True, True),  # nobody had to give it to the period
    ],
)
def test_a_report_that_a_person_gave_to_the_period_makes_no_late_unit_punctual(
    submission, plan, half, decide, says, is_decided, has_own, on_time
) -> None:
    evidence = (Evidence(kind=EvidenceKind.TITLE, value=says, text=says),) if says else ()
    early = submission("q1", received="2024-04-02 14:10", period_evidence=evidence, states={1: CellState.NOTHING})
    late = submission("h1", received="2024-06-19 08:14", states={1: CellState.NOTHING, 2: CellState.NOTHING})
    decisions = decide((QuestionKind.PERIOD, make_period_subject("q1"), "period:2024-H1")) if is_decided else {}
    report = consolidate([early, late] if has_own else [early], plan, half, decisions=decisions)
    assert report.coverage.on_time_units == on_time
    first = find_first_report(report.submissions)
    assert first is not None and first.late is not on_time
