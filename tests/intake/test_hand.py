"""What comes by hand: one report of many files, and folders that tell unit, way, time and who."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.plan import Plan
from schemas.values import HandChannel, Severity, SourceKind
from tonghop.intake import messages
from tonghop.intake.declaring import Declaration
from tonghop.intake.hand import HandFolderSource, HandSource
from tonghop.intake.sources import Incoming, Skipped, SourceError

Put = Callable[..., Path]
Look = Callable[..., tuple[list[Incoming], list[Skipped]]]
AT = datetime(2024, 6, 18, 9, 50, tzinfo=UTC)
SAID = Declaration(unit="TTNC", channel=HandChannel.ZALO, received_at=AT, declared_by="Nguyễn Văn A")
WORD, SCAN = ("BC.docx", b"word"), ("BC ký.pdf", b"scan")


def test_all_files_of_a_report_are_one_item_with_what_was_declared(look: Look) -> None:
    (one,), _ = look(HandSource([WORD, SCAN], SAID))
    assert (one.source, one.source_name, one.stamp) == (SourceKind.HAND, "hand", "")
    assert (one.unit, one.hand, one.declared_by, one.received_at) == ("TTNC", HandChannel.ZALO, "Nguyễn Văn A", AT)
    assert set(one.parts) == {WORD, SCAN}
    (finding,) = one.findings
    assert (finding.rule, finding.severity) == ("by-hand", Severity.ADVICE)
    assert finding.message == "Nhận trực tiếp qua Zalo lúc 16:50 ngày 18/6/2024, theo khai báo của Nguyễn Văn A."
    assert "Nguyễn" not in repr(one.model_copy(update={"findings": ()}))


def test_what_was_dictated_asks_for_a_paper_and_a_note_is_told(look: Look) -> None:
    said = SAID.model_copy(update={"channel": HandChannel.PHONE, "note": "chị Hoa đọc"})
    (one,), _ = look(HandSource([WORD], said))
    (finding,) = one.findings
    assert (finding.severity, "văn bản xác nhận" in finding.fix) == (Severity.WARNING, True)
    assert finding.message.endswith("Ghi chú: chị Hoa đọc")


@pytest.mark.parametrize(
    ("files", "changed", "is_same"),
    [
        ([SCAN, WORD], {}, True),
        ([("đổi tên.docx", b"word"), SCAN], {}, True),
        ([WORD, SCAN, ("bản sao.docx", b"word")], {}, True),
        ([WORD, SCAN], {"received_at": AT + timedelta(hours=1), "declared_by": "B", "note": "khác"}, True),
        ([WORD, SCAN], {"channel": HandChannel.USB}, True),
        ([WORD], {}, False),
        ([WORD, ("BC ký.pdf", b"scan 2")], {}, False),
        ([WORD, SCAN], {"unit": "VP"}, False),
        ([WORD, SCAN], {"period": "2024-H1"}, False),
    ],
)
def test_a_report_is_the_same_by_unit_period_and_content(
    look: Look, files: list[tuple[str, bytes]], changed: dict[str, object], *, is_same: bool
) -> None:
    first, again = HandSource([WORD, SCAN], SAID), HandSource(files, SAID.model_copy(update=changed))
    assert (first.key == again.key) == is_same
    assert len(look(again, {first.key: ""})[0]) == (0 if is_same else 1)
    assert "Nguyễn" not in again.key and "docx" not in again.key


@pytest.fixture
def hand(root: Path, plan: Plan, now: datetime) -> HandFolderSource:
    return HandFolderSource(root, units=plan.units, settle_seconds=0, now=now)


@pytest.mark.parametrize(
    ("place", "unit", "channel"),
    [
        ("TTNC/Zalo", "TTNC", HandChannel.ZALO),
        ("vp/USB", "VP", HandChannel.USB),
        ("Văn phòng Sở/Bản giấy", "VP", HandChannel.PAPER),
        ("QLCN/He thong quan ly van ban", "QLCN", HandChannel.DOCUMENT_SYSTEM),
        ("QLCN/phone", "QLCN", HandChannel.PHONE),
    ],
)
def test_folders_tell_the_unit_and_the_way_and_the_file_its_time(
    hand: HandFolderSource, put: Put, look: Look, now: datetime, place: str, unit: str, channel: HandChannel
) -> None:
    path = put(f"{place}/báo cáo.docx", b"noi dung", age_seconds=7200)
    (one,), skipped = look(hand)
    assert (one.unit, one.hand, one.declared_by) == (unit, channel, messages.HAND_FOLDER_SAVER)
    assert abs(one.received_at - (now - timedelta(hours=2))) < timedelta(seconds=1)
    assert (one.source, one.source_name, one.source_key) == (SourceKind.HAND, hand.name, f"{place}/báo cáo.docx")
    assert (one.parts, one.folders, skipped) == ((("báo cáo.docx", b"noi dung"),), tuple(place.split("/")), [])
    assert one.stamp == f"8:{path.stat().st_mtime_ns}:{path.stat().st_ctime_ns}"
    assert [finding.rule for finding in one.findings] == ["by-hand"]
    assert look(hand, {one.source_key: one.stamp}) == ([], [])


def test_a_zalo_file_declared_16_50_and_saved_next_day_came_at_16_50(root: Path, plan: Plan, look: Look) -> None:
    next_day = datetime(2024, 6, 19, 1, 0, tzinfo=UTC)
    path = root / "TTNC" / "Zalo" / "2024-06-18 16.50 Nguyễn Văn A" / "báo cáo.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"abc")
    os.utime(path, (next_day.timestamp(), next_day.timestamp()))
    (one,), _ = look(HandFolderSource(root, units=plan.units, settle_seconds=0, now=next_day))
    assert (one.received_at, one.declared_by) == (AT, "Nguyễn Văn A")
    assert one.findings[0].message.endswith("lúc 16:50 ngày 18/6/2024, theo khai báo của Nguyễn Văn A.")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("báo cáo.docx", messages.HAND_NO_UNIT),
        ("Phòng khác/Zalo/báo cáo.docx", messages.HAND_NO_UNIT),
        ("VP/báo cáo.docx", messages.HAND_NO_CHANNEL),
        ("VP/Nhóm chat/báo cáo.docx", messages.HAND_NO_CHANNEL),
        ("VP/Zalo/tháng 6/báo cáo.docx", messages.HAND_NO_MOMENT),
        ("VP/Zalo/2024-06-31 8.00 A/báo cáo.docx", messages.HAND_NO_MOMENT),
        ("VP/Zalo/2024-06-18 8.00 A/thêm/báo cáo.docx", messages.HAND_TOO_DEEP),
        ("VP/Zalo/2999-06-18 8.00 A/báo cáo.docx", messages.HAND_MOMENT_AHEAD),
        ("VP/Zalo/2014-06-18 8.00 A/báo cáo.docx", messages.HAND_MOMENT_OLD),
    ],
)
def test_what_lies_elsewhere_awaits_a_person_and_is_not_read(
    hand: HandFolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.setattr("tonghop.intake.folder.read_file", lambda *given: pytest.fail("read"))
    put(name)
    put(str(Path(name).with_name("~$báo cáo.docx")))
    incoming, skipped = look(hand)
    assert incoming == []
    held = [one for one in skipped if one.needs_person]
    assert len(held) == 1 and held[0].reason.startswith(reason.partition("{")[0])
    assert [one.reason for one in skipped if not one.needs_person] == [messages.LOCK_FILE]
    assert "{" not in held[0].reason and held[0].stamp


def test_folders_without_files_say_nothing(hand: HandFolderSource, root: Path, look: Look) -> None:
    for name in ("VP/Zalo/tháng 6", "Mẫu biểu", "TTNC/Khác"):
        (root / name).mkdir(parents=True)
    assert look(hand) == ([], [])


def test_an_old_folder_with_a_fresh_ledger_comes_in_as_it_came(root: Path, plan: Plan, look: Look, put: Put) -> None:
    put("VP/Zalo/" + f"{datetime.now(UTC):%Y-%m-%d} 00.01 A/báo cáo.docx")
    later = datetime.now(UTC) + timedelta(days=400)
    assert len(look(HandFolderSource(root, units=plan.units, settle_seconds=0, now=later))[0]) == 1


def test_what_holds_for_a_folder_holds_here(hand: HandFolderSource, root: Path, put: Put, look: Look) -> None:
    with pytest.raises(SourceError, match="trống trơn"):
        look(hand, {"VP/Zalo/a.docx": "3:1:1"})
    os.mkfifo(put("VP/Zalo/a (conflicted copy 2024-06-18 165000).docx").with_name("ống"))
    assert [one.reason for one in look(hand)[1]] == [messages.CONFLICT_COPY, messages.NOT_REGULAR]
