"""Laws that hold whatever comes in whatever order, and however units open and close."""

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.plan import Unit
from schemas.values import CellState, CheckStatus
from tonghop.consolidation import consolidate
from tonghop.consolidation.deadlines import find_expected_units

UNITS, EXAMPLES = 200, 50
"""10,000 openings and closings."""
WINDOW_END = date(2024, 6, 14)
TEXTS = tuple(f"Đón đoàn công tác {name} về {what}" for name in ("Savannakhet", "Kyushu") for what in ("a b", "c d"))


def _shift(chance: random.Random, day: date) -> date | None:
    return None if chance.randrange(3) == 0 else day + timedelta(days=chance.randrange(-40, 40))


def _open_and_close(chance: random.Random, plan):
    """The plan with many units, each opened or closed somewhere around the window's end, or never."""
    units = tuple(
        Unit(
            code=f"U{n}",
            name=f"Đơn vị {n}",
            items=tuple(item.number for item in plan.items if chance.randrange(4)),
            valid_from=_shift(chance, WINDOW_END),
            valid_to=_shift(chance, WINDOW_END),
        )
        for n in range(UNITS)
    )
    return plan.model_copy(update={"units": units})


@pytest.fixture(scope="module")
def pile(submission, activity, quantity):
    """pile(chance, units, count): reports of some units, with revisions, old files sent again and closed ones."""

    def build(chance, units, count):
        filed = []
        for n in range(count):
            told = [
                (
                    chance.randint(1, 6),
                    activity(
                        chance.choice(TEXTS),
                        locator=f"body/p{place}",
                        quantities=(quantity(chance.randrange(9), "đoàn", chance.choice(("doan-ra", "doan-vao"))),),
                    ),
                )
                for place in range(chance.randrange(3))
            ]
            states = {chance.randint(1, 6): chance.choice((CellState.NOTHING, CellState.EMPTY))}
            filed.append(
                submission(
                    f"s{n}",
                    *told,
                    unit=chance.choice(units).code,
                    received=f"2024-06-{chance.randint(15, 22)} 08:00",
                    dated=chance.choice((None, None, date(2024, 6, 12), date(2024, 6, 13))),
                    number=chance.choice((None, "5/BC", "9/BC")),
                    replaces=chance.randrange(9) == 0,
                    status=chance.choice((*[CheckStatus.ACCEPTED] * 5, *CheckStatus)),
                    states={} if told else states,
                )
            )
        return filed

    return build


@settings(max_examples=EXAMPLES, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_rate_exceeds_the_whole_however_units_open_and_close(seed, pile, plan, half) -> None:
    chance = random.Random(seed)
    plan = _open_and_close(chance, plan)
    filed = pile(chance, plan.units, 60)
    report = consolidate(filed, plan, half)
    chance.shuffle(filed)
    assert consolidate(filed, plan, half).model_dump() == report.model_dump()
    coverage, expected = report.coverage, find_expected_units(plan, half)
    assert coverage.expected_units == len(expected) == len(coverage.cells)
    assert 0 <= coverage.on_time_units <= coverage.reported_units <= coverage.expected_units
    assert coverage.reported_units + len(report.missing_units) == coverage.expected_units
    assert set(coverage.cells) == {unit.code for unit in plan.units if unit.is_valid_on(WINDOW_END)}
    for unit in expected:
        cells = coverage.cells[unit.code]
        outside = {item for item, cell in cells.items() if cell.state is CellState.NOT_ASSIGNED}
        assert outside.isdisjoint(unit.items)
        assert {item for item in cells if item not in unit.items} - outside <= {
            each.item for each in report.activities if each.unit == unit.code
        }


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_every_total_is_the_sum_of_its_parts_and_nothing_appears_twice(seed, pile, plan, half) -> None:
    chance = random.Random(seed)
    report = consolidate(pile(chance, plan.units, 12), plan, half)
    known = {each.id: each for each in report.activities}
    assert len(known) == len(report.activities)
    parts = [part for total in report.totals for part in total.parts]
    assert len(parts) == len(set(parts))
    for total in report.totals:
        values = [known[name].quantities[n].value for name, n in total.parts]
        assert total.value == sum(values)
    figures = [
        (each.id, n)
        for each in report.activities
        for n, quantity in enumerate(each.quantities)
        if quantity.indicator is not None
    ]
    assert sorted(parts) == sorted(figures)
    rows = [each.id for each in report.submissions]
    assert len(rows) == len(set(rows))
    counted = {each.id for each in report.submissions if each.superseded_by is None}
    assert {each.id.split(":")[0] for each in report.activities} <= counted
    assert {each.superseded_by for each in report.submissions} - {None} <= counted


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_another_units_report_changes_no_part_of_the_others(
    seed, pile, submission, activity, quantity, plan, half
) -> None:
    chance = random.Random(seed)
    filed = pile(chance, plan.units[:2], 8)
    other = submission(
        "other",
        (3, activity("Đón đoàn Salavan về e f", quantities=(quantity(3, "đoàn", "doan-vao"),))),
        unit=plan.units[2].code,
    )
    before, after = consolidate(filed, plan, half), consolidate([other, *filed], plan, half)
    kept = {
        (total.indicator, part) for total in after.totals for part in total.parts if not part[0].startswith("other:")
    }
    assert kept == {(total.indicator, part) for total in before.totals for part in total.parts}
    told = [each for each in after.activities if each.unit != plan.units[2].code]
    assert told == list(before.activities)


def test_an_old_number_sent_last_changes_nothing(submission, activity, quantity, plan, half) -> None:
    """Numbered 9, then 5, then 9 again: what counts is 9, as it came first."""

    def told(number, value, day):
        row = activity(f"Đón {value} đoàn", quantities=(quantity(value, "đoàn", "doan-vao"),))
        return submission(f"n{number}-{day}", (3, row), number=f"{number}/BC-TTNC", received=f"2024-06-{day} 08:00")

    filed = [told(9, 15, 10), told(5, 12, 11), told(9, 15, 12)]
    for n in range(1, 4):
        report = consolidate(filed[:n], plan, half)
        assert [total.value for total in report.totals] == [15]
        assert {row.superseded_by for row in report.submissions} - {None} <= {"n9-10"}


def test_a_thousand_revisions_of_one_report_are_sorted_out(submission, activity, plan, half) -> None:
    start = datetime(2024, 6, 1)  # noqa: DTZ001 (as the builder takes it)
    filed = [
        submission(f"s{n}", (3, activity(f"Đón đoàn {n}")), received=str(start + timedelta(minutes=n)))
        for n in range(1000)
    ]
    report = consolidate(filed, plan, half)
    assert {row.superseded_by for row in report.submissions} == {"s999", None}
