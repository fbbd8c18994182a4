"""When a file of a shared folder is whole, known or new again, whatever its clock says."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from schemas.values import Severity
from tonghop.intake import messages
from tonghop.intake.folder import FolderSource
from tonghop.intake.sources import Incoming, Skipped

Put = Callable[..., Path]
Look = Callable[..., tuple[list[Incoming], list[Skipped]]]


def test_what_is_settled_is_not_read_again(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("a.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    monkeypatch.setattr("tonghop.intake.folder.read_file", lambda *given: pytest.fail("read again"))
    assert look(folder, known) == ([], [])
    assert look(folder, known.get) == ([], [])


def test_other_bytes_of_the_same_size_and_time_come_in(folder: FolderSource, put: Put, look: Look) -> None:
    path = put("a.docx", b"abc")
    before = path.stat()
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    path.write_bytes(b"abd")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one.parts[0][1] for one in look(folder, known)[0]] == [b"abd"]


@pytest.mark.parametrize("change", ["content", "time"])
def test_a_file_that_changed_comes_in_again(folder: FolderSource, put: Put, look: Look, change: str) -> None:
    put("a.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    put("a.docx", b"abcd" if change == "content" else b"abc", age_seconds=3600 if change == "content" else 1800)
    assert len(look(folder, known)[0]) == 1


def test_of_two_files_under_one_name_the_one_seen_later_came_later(root: Path, put: Put, look: Look) -> None:
    """Also when it was copied there with an older time, or a time between those of the ones before."""
    known: dict[str, str] = {}
    came = []
    for age_seconds in (3600, 86400, 7200, -86400, 1800):
        put("VP/a.docx", b"%d" % age_seconds, age_seconds=age_seconds)
        later = datetime.now(UTC) + timedelta(minutes=len(came))
        (one,), _ = look(FolderSource(root, settle_seconds=0, now=later), known)
        known = {one.source_key: one.stamp}
        assert one.received_at <= later
        came.append(one.received_at)
    assert came == sorted(set(came))


def test_a_file_counts_as_complete_only_when_left_alone_long_enough(root: Path, put: Put, look: Look) -> None:
    # An old modification time says nothing: copying carries it over before the last byte is there.
    put("a.docx", age_seconds=86400)
    soon, later = (datetime.now(UTC) + timedelta(seconds=seconds) for seconds in (5, 40))
    incoming, (skipped,) = look(FolderSource(root, settle_seconds=30, now=soon))
    assert (incoming, skipped.reason, skipped.needs_person) == ([], messages.UNSETTLED, False)
    assert len(look(FolderSource(root, settle_seconds=30, now=later))[0]) == 1


def test_a_file_that_grows_slowly_with_an_old_time_comes_in_only_whole(root: Path, put: Put, look: Look) -> None:
    path = put("a.docx", b"abc", age_seconds=86400)
    start = path.stat().st_ctime
    for seconds, data in ((5, b"abcdef"), (25, b"abcdefghi")):
        now = datetime.fromtimestamp(start + seconds, UTC)
        assert [one.reason for one in look(FolderSource(root, settle_seconds=30, now=now))[1]] == [messages.UNSETTLED]
        put("a.docx", data, age_seconds=86400)
    later = datetime.now(UTC) + timedelta(seconds=31)
    assert [one.parts[0][1] for one in look(FolderSource(root, settle_seconds=30, now=later))[0]] == [b"abcdefghi"]


def test_a_server_whose_clock_is_hours_ahead_holds_no_file_for_hours(root: Path, put: Put, look: Look) -> None:
    put("a.docx", age_seconds=86400)
    ahead, slightly = (datetime.now(UTC) - timedelta(seconds=seconds) for seconds in (7 * 3600, 60))
    assert len(look(FolderSource(root, settle_seconds=30, now=ahead))[0]) == 1
    assert [one.reason for one in look(FolderSource(root, settle_seconds=30, now=slightly))[1]] == [messages.UNSETTLED]


def test_a_file_saved_on_a_machine_whose_clock_is_ahead_comes_in_as_of_now(root: Path, put: Put, look: Look) -> None:
    later = datetime.now(UTC) + timedelta(seconds=60)
    put("a.docx", age_seconds=-86400)
    (one,), _ = look(FolderSource(root, settle_seconds=30, now=later))
    assert one.received_at == later
    assert [(finding.rule, finding.severity) for finding in one.findings] == [("clock-ahead", Severity.WARNING)]


def test_a_time_that_no_calendar_has_harms_nothing(root: Path, put: Put, look: Look, now: datetime) -> None:
    path = put("a.docx")
    for seconds in (2**33, -(2**31)):
        os.utime(path, (0, seconds))
        (one,), _ = look(FolderSource(root, settle_seconds=0, now=now))
        assert datetime(1970, 1, 1, tzinfo=UTC) <= one.received_at <= now


def test_a_known_file_costs_one_look_at_its_entry(
    folder: FolderSource, put: Put, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        put(f"VP/{number}.docx")
    known = {one.source_key: one.stamp for one in look(folder)[0]}
    new = put("VP/mới.docx")
    asked: list[Any] = []
    real = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **given: (asked.append(path), real(path, **given))[1])
    assert [one.source_key for one in look(folder, known)[0]] == ["VP/mới.docx"]
    assert new.name in asked
    assert not [path for path in asked if str(path).endswith("1.docx")]
