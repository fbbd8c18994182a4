"""Alerts: one per cause and day, in words that help, and nothing of what came in."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemas.notice import Notice
from schemas.request import AlertForm
from schemas.today import SourceHealth
from schemas.values import AlertCause, NoticeKind, SourceKind
from tonghop.delivery.alerts import (
    compose_run_alert,
    compose_secrecy_alert,
    compose_source_alert,
    compose_warning_alert,
    compose_year_alert,
)

ROOT = Path(__file__).parents[2]
DAY = date(2024, 6, 19)
AT = datetime(2024, 6, 19, 1, 15, tzinfo=UTC)
FORM = {"cause": AlertCause.FAILED, "deployment": "gather", "run_name": "2024 · nhận báo cáo"}


def run_alert(day: date = DAY, **changes: Any) -> Notice:
    return compose_run_alert(AlertForm(**(FORM | changes)), today=day)


def test_only_work_that_no_schedule_starts_again_asks_for_a_run_by_hand() -> None:
    definitions = YAML(typ="safe").load(ROOT / "prefect.yaml")["deployments"]
    scheduled = {each["name"]: bool(each.get("schedules")) for each in definitions if each["name"] != "alert"}
    told = {name: "bấm Retry" in " ".join(run_alert(deployment=name).text.split()) for name in scheduled}
    assert told == {name: not comes_again for name, comes_again in scheduled.items()}
    assert {True, False} == set(told.values())


@pytest.mark.parametrize("cause", list(AlertCause))
def test_every_cause_says_what_happened_what_it_means_and_what_to_do(cause: AlertCause) -> None:
    alert = run_alert(cause=cause, run_url="http://127.0.0.1:4200/runs/flow-run/1", message="Hỏng")
    assert alert.kind is NoticeKind.ALERT
    assert alert.key == f"{cause.value}-gather-2024-06-19"
    assert alert.subject == f"[CẢNH BÁO] Nhận báo cáo của các đơn vị (gather): {cause.label}"
    for word in (
        "19/6/2024",
        "Ý nghĩa:",
        "Việc cần làm:",
        "2024 · nhận báo cáo",
        "Hỏng",
        "http://127.0.0.1:4200/runs",
    ):
        assert word in alert.text


def test_one_key_per_cause_deployment_and_day_whatever_the_run_says() -> None:
    key = run_alert().key
    assert run_alert(run_name="khác", message="khác", run_url="http://h/x").key == key
    others = [
        run_alert(cause=AlertCause.LATE),
        run_alert(deployment="daily"),
        run_alert(DAY + timedelta(days=1)),
        run_alert(deployment=""),
    ]
    assert len({key, *(each.key for each in others)}) == 5


@pytest.mark.parametrize("deployment", ["", "Báo cáo Đột xuất!", "x" * 200, "../../etc", "·", "gather/gather"])
def test_any_name_makes_a_key(deployment: str) -> None:
    assert run_alert(deployment=deployment).key.endswith("-2024-06-19")


def test_what_is_not_known_has_no_empty_line() -> None:
    text = run_alert(run_name="", deployment="", run_url="javascript:x").text
    assert "Lần chạy:" not in text and "Xem lần chạy" not in text and "Thông báo của hệ thống" not in text
    assert "không rõ tên" in text


def test_a_message_of_the_system_is_short_and_bears_no_secret() -> None:
    text = run_alert(message="mở postgresql://so:mat-khau@db.example\n" + "dài " * 900).text
    assert "mat-khau" not in text
    assert len(text) < 2500


@pytest.mark.parametrize(
    ("today", "key"),
    [
        (date(2024, 12, 2), "no-plan-2025-ahead"),
        (date(2024, 12, 24), "no-plan-2025-ahead"),
        (date(2024, 12, 25), "no-plan-2025-last-week"),
        (date(2024, 12, 31), "no-plan-2025-last-week"),
        (date(2025, 1, 1), "no-plan-2025-begun"),
        (date(2025, 7, 1), "no-plan-2025-begun"),
    ],
)
def test_a_year_without_plan_is_told_ahead_in_the_last_week_and_when_it_begins(today: date, key: str) -> None:
    alert = compose_year_alert(2025, today=today)
    assert alert.key == key
    assert "plans/2025.yaml" in alert.text and "tonghop plan import" in alert.text
    assert ("Còn" in alert.text) is (today.year == 2024)


def test_a_danger_is_told_once_a_month_for_each_sentence() -> None:
    sentence = "Báo cáo 6 tháng chưa có dự thảo."
    alert = compose_warning_alert(sentence, today=DAY)
    assert alert.text.startswith(f"{sentence}\n")
    assert alert.key == compose_warning_alert(sentence, today=DAY.replace(day=30)).key
    others = [compose_warning_alert(sentence, today=day) for day in (date(2024, 7, 1), date(2025, 6, 19))]
    others.append(compose_warning_alert("Báo cáo năm chưa có dự thảo.", today=DAY))
    assert len({alert.key, *(each.key for each in others)}) == 4


def test_a_secrecy_alert_tells_channel_and_time_and_one_item_from_another() -> None:
    alert = compose_secrecy_alert("ab" * 32, SourceKind.MAILBOX, AT)
    assert alert.key == "secrecy-" + "ab" * 12
    assert alert.key != compose_secrecy_alert("cd" * 32, SourceKind.MAILBOX, AT).key
    assert "08:15 ngày 19/6/2024" in alert.text and "hộp thư" in alert.text
    assert "bí mật nhà nước" in alert.text


def test_what_was_brought_by_hand_is_looked_up_with_whoever_brought_it() -> None:
    alert = compose_secrecy_alert("ab" * 32, SourceKind.HAND, AT)
    assert alert.subject.endswith("Có mục có dấu hiệu mật nhận trực tiếp")
    assert "không xem lại được, hỏi người đã ghi nhận" in alert.text
    assert "trong thư mục nhận trực tiếp thì xem" in alert.text
    assert "qua nhận trực tiếp" not in alert.text


@pytest.mark.parametrize(("is_kept", "told"), [(False, "không lưu nội dung"), (True, "vẫn còn trong kho lưu")])
def test_a_secrecy_alert_tells_where_the_original_lies(*, is_kept: bool, told: str) -> None:
    alert = compose_secrecy_alert("ab" * 32, SourceKind.MAILBOX, AT, is_kept=is_kept)
    assert [text in alert.text for text in ("không lưu nội dung", "vẫn còn trong kho lưu")].count(True) == 1
    assert told in alert.text


@pytest.mark.parametrize(
    ("seen", "told"), [(AT, "Lần gần nhất xem được đầy đủ: 08:15 ngày 19/6/2024."), (None, "chưa lần nào xem được")]
)
def test_a_source_that_could_not_be_seen_is_told_once_a_day_with_since_when(seen: datetime | None, told: str) -> None:
    source = SourceHealth(
        name="Báo cáo chung",
        kind=SourceKind.FOLDER,
        looked_at=AT,
        succeeded_at=seen,
        newest_at=None,
        failure="Ổ đĩa chưa được kết nối.",
    )
    alert = compose_source_alert(source, today=DAY)
    assert alert.key == "source-folder-bao-cao-chung-2024-06-19"
    assert "thư mục dùng chung Báo cáo chung" in alert.subject
    assert told in alert.text and "Ổ đĩa chưa được kết nối." in alert.text
