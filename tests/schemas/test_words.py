"""The base of every word, and the run form that people fill in."""

import datetime as dt

import pytest
from pydantic import ValidationError

from schemas.document import Finding
from schemas.request import Request, RunRequest
from schemas.run import DeliveryOutcome, Waiting
from schemas.submission import Quantity
from schemas.values import DeliveryState, Severity


def test_a_word_cannot_be_changed_and_takes_nothing_unknown() -> None:
    finding = Finding(rule="item-empty", severity=Severity.WARNING, message="Để trống", fix="Bổ sung")
    with pytest.raises(ValidationError):
        finding.rule = "other"  # type: ignore[misc]  # what is being tried
    with pytest.raises(ValidationError):
        Finding(rule="x", severity=Severity.WARNING, message="m", fix="f", colour="red")  # type: ignore[call-arg]


def test_words_with_the_same_fields_share_what_was_given_and_a_copy_leaves_it_alone() -> None:
    one, other = (Quantity(value=value, measure="đoàn") for value in (1, 2))
    assert one.model_fields_set is other.model_fields_set
    assert one.model_copy(update={"estimate": True}).model_fields_set == {"value", "measure", "estimate"}
    assert other.model_fields_set == {"value", "measure"}
    assert one.model_dump(exclude_unset=True) == {"value": 1, "measure": "đoàn"}


def test_the_form_of_a_run_needs_only_the_period_and_comes_back_from_json() -> None:
    run = RunRequest(
        period="2024-03-01..2024-04-15",
        request=Request(
            number="812/UBND-VX",
            date=dt.date(2024, 4, 16),
            asker="UBND tỉnh Quảng Trị",
            scope="Kết quả hợp tác với Lào",
            deadline=dt.date(2024, 4, 20),
        ),
    )
    assert RunRequest.model_validate_json(run.model_dump_json()) == run
    assert "required" not in RunRequest.model_json_schema(), "a period left empty is refused by us, in Vietnamese"


def test_every_field_of_the_form_has_a_vietnamese_title() -> None:
    for form in (RunRequest, Request):
        assert all(field.title for field in form.model_fields.values())


def test_the_scope_of_a_request_fits_the_page() -> None:
    with pytest.raises(ValidationError, match="scope"):
        Request(number="1", date=dt.date(2024, 1, 1), asker="a", scope="x" * 501, deadline=dt.date(2024, 1, 2))


@pytest.mark.parametrize(
    ("state", "needs"),
    [(None, True)] + [(state, state not in (DeliveryState.ACCEPTED, DeliveryState.WRITTEN)) for state in DeliveryState],
)
def test_only_what_arrived_or_was_written_as_asked_needs_no_person(state: DeliveryState | None, needs: bool) -> None:
    assert DeliveryOutcome(recipient="UBND", state=state).needs_person is needs


def test_a_waiting_matter_says_for_whom_under_the_name_of_the_contract() -> None:
    waiting = Waiting(what="a", for_whom="b", how="c")
    assert waiting.model_dump(by_alias=True) == {"what": "a", "for": "b", "how": "c"}
