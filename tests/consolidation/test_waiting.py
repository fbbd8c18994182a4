"""A report that waits is asked about as long as nothing surely takes its place."""

from datetime import date
from itertools import permutations

import pytest

from schemas.submission import FiledDocument, PictureFile
from schemas.values import CheckStatus
from tonghop.consolidation import consolidate, find_questions, find_revisions

FIRST, SECOND = "2024-06-10 08:00", "2024-06-11 08:00"
OLD, NEW = date(2024, 6, 9), date(2024, 6, 10)
WAITS = {"status": CheckStatus.NEEDS_PERSON}


@pytest.mark.parametrize(
    ("waiting", "counted", "is_settled"),
    [
        ({"received": FIRST}, {"received": SECOND, "replaces": True}, True),
        ({"received": FIRST, "dated": OLD}, {"received": SECOND, "dated": NEW}, True),
        ({"received": FIRST, "number": "9/BC-TTNC"}, {"received": SECOND, "number": "12/BC-TTNC"}, True),
        ({"received": FIRST}, {"received": SECOND}, False),  # later by arrival alone may be its other part
        ({"received": FIRST, "dated": OLD}, {"received": SECOND, "dated": OLD}, False),
        ({"received": FIRST, "dated": NEW}, {"received": SECOND, "dated": OLD, "replaces": True}, False),
        ({"received": FIRST, "number": "12/BC-VP"}, {"received": SECOND, "number": "9/BC-VP", "replaces": True}, False),
        ({"received": SECOND, "dated": OLD}, {"received": FIRST, "dated": NEW}, False),  # it came afterwards
        ({"received": FIRST, "replaces": True}, {"received": SECOND, "replaces": True}, False),
        ({"received": FIRST, "unit": "VP"}, {"received": SECOND, "replaces": True}, False),
        ({"received": FIRST, "period": "2024-H2"}, {"received": SECOND, "replaces": True}, False),
        ({"received": FIRST, "unit": None}, {"received": SECOND, "replaces": True}, False),
        ({"received": FIRST, "status": CheckStatus.RETURNED}, {"received": SECOND, "replaces": True}, False),
    ],
)  # fmt: skip
def test_what_an_accepted_report_surely_replaces_waits_no_more(submission, activity, waiting, counted, is_settled):
    filed = [
        submission("w", (3, activity("x")), **(WAITS | waiting)),
        submission("c", (3, activity("y")), **counted),
    ]
    for order in permutations(filed):
        assert find_revisions(order) == ({"w": "c"} if is_settled else {})


def test_the_question_of_a_replaced_report_is_closed(plan, half, submission, activity):
    filed = [
        submission("w", (3, activity("x")), received=FIRST, **WAITS),
        submission("c", (3, activity("y")), received=SECOND, replaces=True),
    ]
    report = consolidate(filed, plan, half)
    assert [each.superseded_by for each in report.submissions] == ["c", None]
    assert find_questions(report, filed, plan=plan) == ()


def test_a_picture_at_which_nobody_looked_for_a_mark_is_asked_about_whatever_replaces_it(submission, activity):
    waiting = submission("w", (3, activity("x")), received=FIRST, **WAITS)
    picture = PictureFile(name="a.pdf", sha256="p", seen=False)
    waiting = waiting.model_copy(update={"content": waiting.content.model_copy(update={"pictures": (picture,)})})
    assert find_revisions([waiting, submission("c", received=SECOND, replaces=True)]) == {}


@pytest.mark.parametrize(
    ("second", "wanted"),
    [
        ({}, {"b": "a"}),
        ({"unit": "VP"}, {}),
        ({"files": (FiledDocument(name="x.docx", sha256="other"),)}, {}),
        (
            {"status": CheckStatus.ACCEPTED},
            {"a": "b"},
        ),  # the same file was accepted: the other way of arrival is settled
    ],
)
def test_the_same_bytes_wait_once(submission, activity, second, wanted):
    files = (FiledDocument(name="bc.docx", sha256="same"),)
    told = {"files": files, "status": CheckStatus.NEEDS_PERSON}
    one = submission("a", (3, activity("x")), received=FIRST, **told)
    other = submission("b", (3, activity("x")), received=SECOND, **(told | second))
    assert find_revisions([other, one]) == wanted
