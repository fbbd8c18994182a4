"""Answers of many kinds of servers, and how mails are fetched together."""

from datetime import UTC, datetime

import pytest

from tonghop.intake.imap.fetching import Fetched, Listed, make_number_set, parse_fetched, plan_chunks

JUNE = datetime(2024, 6, 18, 10, 25, tzinfo=UTC)
DATE = b'INTERNALDATE "18-Jun-2024 17:25:00 +0700"'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([None], []),
        ([], []),
        ([(b"1 (UID 7 " + DATE + b" BODY[] {4}", b"mail"), b")"], [Fetched(7, None, JUNE, b"mail")]),
        ([(b"1 (BODY[] {4}", b"mail"), b" " + DATE + b" UID 7)"], [Fetched(7, None, JUNE, b"mail")]),
        ([b'1 (UID 7 BODY[] "")'], [Fetched(7, None, None, b"")]),
        ([b"1 (UID 7 BODY[] NIL)"], [Fetched(7, None, None, b"")]),
        ([b"3 (UID 9 RFC822.SIZE 130000)", b"4 (RFC822.SIZE 2 UID 10)"],
         [Fetched(9, 130000, None, None), Fetched(10, 2, None, None)]),
        ([b"1 (FLAGS (\\Seen) UID 7)", (b"1 (UID 7 BODY[] {1}", b"x"), b")"],
         [Fetched(7, None, None, None), Fetched(7, None, None, b"x")]),
        ([(b"1 (UID 7 BODY[] {21}", b"9 (UID 8 BODY[] {2}\r\n"), b")", (b"2 (UID 8 BODY[] {1}", b"y"), b")"],
         [Fetched(7, None, None, b"9 (UID 8 BODY[] {2}\r\n"), Fetched(8, None, None, b"y")]),
        ([(b'1 (UID 7 INTERNALDATE " 8-Jun-2024 00:00:00 +0000" BODY[] {1}', b"x"), b")"],
         [Fetched(7, None, datetime(2024, 6, 8, tzinfo=UTC), b"x")]),
        ([(b'1 (UID 7 INTERNALDATE "hom qua" BODY[] {1}', b"x"), b")"], [Fetched(7, None, None, b"x")]),
        ([(b"1 (UID 7 BODY[HEADER]<0> {2}", b"\r\n"), b")"], [Fetched(7, None, None, b"\r\n")]),
    ],
)  # fmt: skip
def test_an_answer_in_any_order_gives_the_mails_and_nothing_of_a_mail_is_taken_for_an_answer(
    answer: list[object], expected: list[Fetched]
) -> None:
    assert parse_fetched(answer) == expected


def test_mails_are_fetched_together_bounded_by_number_and_by_bytes_in_their_order() -> None:
    sizes = [10, 10, 10, 95, 200, 10, 50, 60]
    chunks = list(plan_chunks([Listed(number, size) for number, size in enumerate(sizes)], mails=3, size=100))
    assert chunks == [(0, 1, 2), (3,), (4,), (5, 6), (7,)]
    assert list(plan_chunks([])) == []


def test_numbers_are_written_in_ranges_once_each() -> None:
    assert make_number_set([7, 1, 2, 3, 3, 9, 10]) == "1:3,7,9:10"
    assert make_number_set([5]) == "5"
