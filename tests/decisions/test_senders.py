"""Mails of unknown senders: asked once per address in bounded space, and decided only as far as a person was told."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.plan import Plan
from schemas.values import QuestionKind, ScanChoice, SenderChoice
from tonghop.audit.chain import find_chain_faults
from tonghop.decisions import (
    DecisionError,
    InboxEntry,
    SenderDecision,
    describe_waiting_senders,
    list_inbox,
    record_open_questions,
    record_scan_look,
    record_sender_decision,
)
from tonghop.ledger import Ledger
from tonghop.ledger.questions import load_decisions, load_open_questions
from tonghop.ledger.sightings import load_accepted, load_known, record_sighting
from tonghop.ledger.strangers import load_strangers, release_listed

AT = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)
SOURCE = "imap:baocao"
LISTED, NEAR, FAR = "ttnc@sokhcn.example", "phong.a@sokhcn.example", "ban.b@khac.example"


def see(ledger: Ledger, *senders: str | None, at: datetime = AT, reason: str = "lạ", source: str = SOURCE) -> None:
    """One mail of each, with a key that tells sender, time and place in the list."""
    with ledger.write() as connection:
        for place, sender in enumerate(senders):
            key = f"INBOX;1;{sender}{at:%M}{place}"
            record_sighting(
                connection,
                source_name=source,
                source_key=key,
                stamp="",
                outcome="stranger",
                reason=reason,
                sender=sender,
                at=at,
            )


def find(ledger: Ledger, plan: Plan) -> list[InboxEntry]:
    return [entry for entry in list_inbox(ledger, plan) if entry.kind is QuestionKind.SENDER]


def decide(ledger: Ledger, plan: Plan, key: str, choice: SenderChoice, unit: str | None = None) -> SenderDecision:
    return record_sender_decision(
        ledger,
        key,
        choice,
        unit=unit,
        plan=plan,
        example=False,
        decided_by="Trần Ngọc Lân",
        recorded_by="Văn thư",
        note="đã gọi điện",
        at=AT,
    )


def load_states(ledger: Ledger) -> tuple[dict[str, str], set[str]]:
    """(key -> unit of what is let in, keys that are settled)."""
    with ledger.read() as connection:
        return load_accepted(connection, SOURCE), set(load_known(connection, SOURCE))


def test_each_address_is_asked_once_and_who_pretends_to_be_a_unit_comes_first(ledger: Ledger, plan: Plan) -> None:
    see(ledger, FAR, FAR, None, reason="không có trong kế hoạch")
    see(ledger, NEAR, LISTED, at=AT - timedelta(minutes=5))
    see(ledger, FAR, at=AT + timedelta(minutes=5), reason="hai lần")
    spoofed, near, far, nobody = find(ledger, plan)
    told = describe_waiting_senders(ledger, example=False)
    assert told is not None
    assert "Có 6 thư của 4 địa chỉ chưa rõ người gửi (thư mới nhất thấy lúc 09:05 ngày 19/6/2024)" in told
    assert describe_waiting_senders(ledger, example=True) is None
    assert f"1 thư gửi từ địa chỉ “{LISTED}” (thư mới nhất thấy lúc 08:55 ngày 19/6/2024)" in spoofed.text
    assert "gọi điện hỏi đơn vị" in spoofed.consequence
    assert (NEAR in near.text, "thêm địa chỉ vào kế hoạch" in near.consequence) == (True, True)
    assert f"3 thư gửi từ địa chỉ “{FAR}”" in far.text
    assert far.text.endswith(": hai lần; không có trong kế hoạch.")
    assert [(each.code, each.label) for each in far.candidates] == [
        ("accept", "Là báo cáo của đơn vị, cho tiếp nhận"),
        ("ignore", "Không phải báo cáo, bỏ qua"),
    ]
    assert "1 thư không có một địa chỉ gửi rõ ràng" in nobody.text


def test_only_the_mails_that_were_told_of_are_let_in(ledger: Ledger, plan: Plan) -> None:
    see(ledger, FAR, FAR, NEAR)
    key = find(ledger, plan)[1].key
    see(ledger, FAR, at=AT + timedelta(minutes=1))
    with pytest.raises(DecisionError, match="đã có thêm thư"):
        decide(ledger, plan, key, SenderChoice.ACCEPT, "TTNC")
    assert load_states(ledger)[0] == {}
    key = next(entry.key for entry in find(ledger, plan) if FAR in entry.text)
    assert decide(ledger, plan, key, SenderChoice.ACCEPT, "TTNC") == SenderDecision(is_new=True, mails=3, sender=FAR)
    see(ledger, FAR, at=AT + timedelta(minutes=2))
    accepted, settled = load_states(ledger)
    assert (len(accepted), set(accepted.values())) == (3, {"TTNC"})
    assert not set(accepted) & settled  # so that the next look gives them again
    assert [FAR in entry.text for entry in find(ledger, plan)] == [False, True]
    assert decide(ledger, plan, key, SenderChoice.ACCEPT, "TTNC").is_new is False


def test_a_later_sighting_takes_back_no_decision(ledger: Ledger, plan: Plan) -> None:
    see(ledger, FAR)
    decide(ledger, plan, find(ledger, plan)[0].key, SenderChoice.ACCEPT, "TTNC")
    see(ledger, FAR)  # a run that had judged it before
    assert list(load_states(ledger)[0].values()) == ["TTNC"]


def test_a_decision_is_kept_with_names_closes_every_period_and_is_no_part_of_a_draft(
    ledger: Ledger, plan: Plan
) -> None:
    see(ledger, FAR)
    for period in ("2024-H1", "2024-H2"):
        record_open_questions(ledger, period, [], example=False, at=AT, plan=plan)
    (entry,) = find(ledger, plan)
    decide(ledger, plan, entry.key, SenderChoice.IGNORE)
    with ledger.read() as connection:
        assert load_open_questions(connection, "2024-H1") == load_open_questions(connection, "2024-H2") == []
        assert load_decisions(connection, "2024-H1") == []
        assert find_chain_faults(connection) == []
        told = connection.exec_driver_sql("select choice, decided_by, recorded_by, note from decisions").one()
        events = connection.exec_driver_sql("select group_concat(subject || data) from events").scalar()
    assert tuple(told) == ("ignore", "Trần Ngọc Lân", "Văn thư", "đã gọi điện")
    assert "khac.example" not in str(events)
    assert len(load_states(ledger)[1]) == 1


def test_what_names_no_one_address_is_only_brought_in_by_hand(ledger: Ledger, plan: Plan) -> None:
    see(ledger, None, None)
    (entry,) = find(ledger, plan)
    with pytest.raises(DecisionError, match="tonghop receive"):
        decide(ledger, plan, entry.key, SenderChoice.ACCEPT, "TTNC")
    assert decide(ledger, plan, entry.key, SenderChoice.IGNORE).mails == 2


def test_many_addresses_are_fifty_questions_and_one_sum(ledger: Ledger, plan: Plan) -> None:
    see(ledger, *(f"a{n}@rac.example" for n in range(100)))
    see(ledger, NEAR, at=AT - timedelta(days=9))
    first, *_, rest = entries = find(ledger, plan)
    assert len(entries) == 51
    assert NEAR in first.text
    assert "51 thư của 51 địa chỉ khác" in rest.text
    with pytest.raises(DecisionError, match="không cho tiếp nhận chung được"):
        decide(ledger, plan, rest.key, SenderChoice.ACCEPT, "TTNC")
    assert decide(ledger, plan, rest.key, SenderChoice.IGNORE).mails == 51
    assert len(find(ledger, plan)) == 50


def test_an_address_that_bears_a_mark_is_not_shown(ledger: Ledger, plan: Plan) -> None:
    see(ledger, "toi.mat@rac.example")
    (entry,) = find(ledger, plan)
    assert ("toi.mat" in entry.text, "“(không hiển thị)”" in entry.text) == (False, True)
    assert decide(ledger, plan, entry.key, SenderChoice.ACCEPT, "TTNC").sender is None


def test_a_sender_is_no_scan_though_no_period_has_asked_yet(ledger: Ledger, plan: Plan) -> None:
    see(ledger, FAR)
    with pytest.raises(DecisionError, match="thư chưa rõ người gửi"):
        record_scan_look(
            ledger,
            find(ledger, plan)[0].key,
            ScanChoice.MARK,
            decided_by="A",
            recorded_by="A",
            note=None,
            make_hit_key=str,
            at=AT,
        )


def test_strangers_among_the_examples_are_not_those_of_an_office(ledger: Ledger, plan: Plan) -> None:
    see(ledger, FAR, source="maildir:examples")
    assert find(ledger, plan) == []
    assert len(list_inbox(ledger, plan, example=True)) == 1


def test_who_enters_the_plan_is_judged_anew_but_not_who_only_pretends(ledger: Ledger) -> None:
    see(ledger, FAR, NEAR, reason="không có trong kế hoạch")
    see(ledger, FAR, at=AT + timedelta(minutes=1), reason="giả mạo")
    with ledger.write() as connection:
        assert release_listed(connection, {FAR}, ["không có trong kế hoạch"], examples=False) == 1
        assert release_listed(connection, {FAR}, ["không có trong kế hoạch"], examples=False) == 0
        assert {each.sender: each.mails for each in load_strangers(connection, examples=False)} == {FAR: 1, NEAR: 1}
