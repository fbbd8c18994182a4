"""The flows that schedules, people and alarms start, through a real Prefect API and on small places."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from examples.making import ttnc
from examples.making.docx_files import write_bold_report
from examples.making.words import Part
from schemas.request import AdHocForm, AlertForm, DueForm, Workplace
from schemas.values import AlertCause, ReleaseRule, ReportKind
from tonghop import steps
from tonghop.duties import NO_SOURCE
from tonghop.job import open_job
from tonghop.ledger import drafts, orders
from tonghop.plan import PlanError

pytestmark = pytest.mark.acceptance  # two seconds of Prefect each; test_consolidate is the smoke run

SHIPPED = Path(__file__).parents[2] / "plans" / "2024.yaml"
H1 = "2024-H1 · báo cáo 6 tháng · theo kế hoạch"
WINDOW = "2024-01-01..2024-03-31"
REQUEST = {
    "number": "1234/UBND-VX",
    "date": "01/04/2024",
    "asker": "Ủy ban nhân dân tỉnh Quảng Trị",
    "first": "01/01/2024",
    "last": "2024-03-31",
    "scope": "Kết quả công tác thông tin đối ngoại quý I năm 2024",
    "deadline": "20/04/2024",
}
FindRuns = Callable[[], list[Any]]


class FrozenTime(datetime):
    """The time by which the program works in these tests; Prefect has its own."""

    at = datetime(2024, 6, 19, 2, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> "FrozenTime":
        return cls.fromtimestamp(cls.at.timestamp(), tz)


@pytest.fixture
def place(settings: None, bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> Workplace:
    """An office in the morning after the units' deadline of the first half, with one report of one unit."""
    from tasks.intake import gather_source

    bare_environment.setattr("tonghop.job.datetime", FrozenTime)
    bare_environment.setattr(gather_source, "retries", 0)
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    plan = tmp_path / "2024.yaml"
    plan.write_bytes(SHIPPED.read_bytes())
    bring_report(tmp_path / "inbox" / "TTNC" / "BC 6T.docx")
    return Workplace(folders=(tmp_path / "inbox",), plan=plan, outputs=tmp_path / "outputs")


def bring_report(path: Path, *, people: int = 420, seconds_ago: int = 120) -> None:
    """A report that has just come; another number of people makes it another one."""
    parts = tuple(reword(part, people) for part in ttnc.HALF_YEAR.parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_bold_report(replace(ttnc.HALF_YEAR, parts=parts)))
    os.utime(path, (FrozenTime.at.timestamp() - seconds_ago,) * 2)


def reword(part: Part, people: int) -> Part:
    words = tuple(text.replace("420 lượt người", f"{people} lượt người") for text in part.paragraphs)
    return replace(part, paragraphs=words, parts=tuple(reword(each, people) for each in part.parts))


def list_versions(place: Workplace, period: str = "2024-H1") -> list[int]:
    with open_job(place.make_run(period)) as job, job.ledger.read() as connection:
        return [row.version for row in drafts.load_drafts(connection, period)]


def list_mails(place: Workplace) -> list[str]:
    assert place.outputs is not None
    return sorted(path.name for path in (place.outputs / "outbox").glob("*.eml"))


def gather_without_drafting(place: Workplace) -> None:
    """What a run has done that was killed between filing and drafting."""
    with open_job(place.make_run("2024-H1")) as job:
        with job.ledger.write() as connection:
            drafts.open_period(connection, "2024-H1", at=job.now())
        for source in job.sources:
            steps.gather(job, source)
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)


def test_what_a_killed_gather_left_undone_is_drafted_by_the_next_one_and_by_no_other(
    place: Workplace, tmp_path: Path, find_runs: FindRuns
) -> None:
    from flows.gather import gather

    gather_without_drafting(place)
    before = len(find_runs())
    gathered = gather(place)
    assert [each.received for each in gathered] == [()]
    assert list_versions(place) == [1]
    gather(place)
    assert [run.name for run in find_runs()[before:]] == ["nhận báo cáo", H1, "nhận báo cáo"]
    bring_report(tmp_path / "inbox" / "TTNC" / "BC 6T gui lai.docx", people=440, seconds_ago=60)
    gather(place)
    assert list_versions(place) == [1, 2]
    assert list_versions(place, "2024") == [], "nothing came for it, and the daily look has not opened it"


def test_a_lost_source_fails_the_run_after_all_else_was_done_and_nothing_leaves(
    place: Workplace, tmp_path: Path, find_pages: Callable[[], dict[str, str]]
) -> None:
    from flows.gather import gather

    gather_without_drafting(place)
    lost = place.model_copy(update={"folders": (*place.folders, tmp_path / "mat-ket-noi")})
    state = gather(lost, return_state=True)
    assert (state.type.value, state.name) == ("FAILED", "Incomplete")
    assert "mat-ket-noi" in state.message
    assert list_versions(place) == [1]
    assert list_mails(place) == []
    assert "mat-ket-noi" in find_pages()["nguon-nhan"]


def test_what_is_due_is_made_once_however_often_it_is_asked_and_one_failure_stops_no_other(
    place: Workplace, bare_environment: pytest.MonkeyPatch, find_runs: FindRuns
) -> None:
    from flows.due import due

    bare_environment.setattr(FrozenTime, "at", datetime(2024, 12, 18, 2, 0, tzinfo=UTC))
    form = DueForm(**place.model_dump())
    draft = steps.draft

    def fail_for_the_year(job: Any) -> Any:
        if job.period.code == "2024":
            raise PlanError("Tệp kế hoạch hỏng.")
        return draft(job)

    before = len(find_runs())
    with bare_environment.context() as patch:
        patch.setattr(steps, "draft", fail_for_the_year)
        state = due(form, return_state=True)
    assert (state.name, state.message) == ("Failed", "Tệp kế hoạch hỏng.")
    assert (list_versions(place, "2024-H2"), list_versions(place, "2024")) == ([1], [])
    assert [run.period for run in due(form)] == ["2024", "2024-H2"]
    assert [run.period for run in due(form.model_copy(update={"kind": ReportKind.ANNUAL}))] == ["2024"]
    assert (list_versions(place, "2024-H2"), list_versions(place, "2024")) == ([1], [1])
    assert list_versions(place) == [], "its deadlines had passed before this office began"
    names = [run.name for run in find_runs()[before:]]
    assert names[0] == "đến hạn · mọi loại báo cáo"
    assert names[-2:] == ["đến hạn · báo cáo năm", "2024 · báo cáo năm · theo kế hoạch"]


def test_a_refused_form_tells_every_fault_in_vietnamese_and_leaves_nothing(
    place: Workplace, find_runs: FindRuns, find_pages: Callable[[], dict[str, str]]
) -> None:
    from flows.ad_hoc import ad_hoc

    pages, before = find_pages(), len(find_runs())
    form = AdHocForm(**{**place.model_dump(), **REQUEST, "number": "", "last": "31/02/2024"})
    state = ad_hoc(form, return_state=True)
    assert (state.type.value, state.name) == ("FAILED", "Refused")
    assert state.message.splitlines()[1:] == [
        "- Số, ký hiệu văn bản yêu cầu: chưa điền.",
        "- Số liệu đến hết ngày: không có ngày “31/02/2024”. Xem lại ngày, tháng, năm.",
    ]
    assert place.outputs is not None
    assert not place.outputs.exists()
    assert find_pages() == pages
    assert len(find_runs()) == before + 1


def test_a_request_is_answered_and_another_one_for_the_same_days_is_refused(
    place: Workplace, find_runs: FindRuns
) -> None:
    from flows.ad_hoc import ad_hoc

    values: dict[str, Any] = {**place.model_dump(), **REQUEST, "recipients": ["ubnd"], "send": "không gửi"}
    values["deadline"] = "20/06/2024"
    before = len(find_runs())
    _, drafted, outcomes = ad_hoc(values)  # type: ignore[arg-type]  # as the server gives it
    assert drafted is not None
    assert [(each.recipient, each.state) for each in outcomes] == [("UBND", None)]
    assert [run.name for run in find_runs()[before:]] == [
        "1234/UBND-VX · báo cáo đột xuất · không gửi",
        f"{WINDOW} · báo cáo đột xuất · không gửi",
    ]
    assert place.outputs is not None
    page = place.outputs / "hom-nay.html"
    assert "từ ngày 01/01/2024 đến ngày 31/3/2024" in page.read_text("utf-8")
    page.unlink()
    state = ad_hoc(AdHocForm(**{**values, "number": "99/UBND-VX"}), return_state=True)
    assert not page.exists(), "a refused form changes nothing"
    assert (state.name, state.message.count("\n")) == ("Refused", 0)
    assert "1234/UBND-VX" in state.message
    assert list_versions(place, WINDOW) == [1]


def test_a_request_whose_run_was_killed_is_answered_by_the_next_gather_as_it_was_asked(place: Workplace) -> None:
    from flows.gather import gather
    from tasks.places import accept_request

    accept_request(AdHocForm(**{**place.model_dump(), **REQUEST, "recipients": ("UBND",), "send": "never"}))
    gather(place)
    assert list_versions(place, WINDOW) == [1]
    assert list_mails(place) == []
    with open_job(place.make_run(WINDOW)) as job, job.ledger.read() as connection:
        order = orders.load_order(connection, WINDOW)
        assert order is not None
        assert job.run.request == order.request
        assert (order.request.number, order.send) == ("1234/UBND-VX", ReleaseRule.NEVER)


@pytest.mark.parametrize("is_plan_broken", [False, True])
def test_an_alert_is_one_mail_a_day_even_when_the_plan_is_what_is_broken(
    place: Workplace, find_runs: FindRuns, is_plan_broken: bool
) -> None:
    from flows.alert import alert

    assert place.plan is not None
    assert place.outputs is not None
    if is_plan_broken:
        place.plan.write_text("year: [", "utf-8")
    form = AlertForm(**place.model_dump(), cause=AlertCause.FAILED, deployment="gather", message="Mất kết nối")
    records = [alert(form) for _ in range(2)]
    assert records[0] == records[1]
    assert len(list((place.outputs / "outbox" / "alerts").glob("*.eml"))) == 1
    assert find_runs()[-1].name == "cảnh báo · lần chạy bị lỗi · gather"


def list_alerts(place: Workplace) -> list[str]:
    assert place.outputs is not None
    return sorted(path.name for path in (place.outputs / "outbox" / "alerts").glob("*.eml"))


def run_deployed(flow: Any, name: str, **parameters: Any) -> Any:
    """The state in which a run of a deployment ends, as its worker's process runs it."""
    from prefect.client.orchestration import get_client
    from prefect.flow_engine import run_flow

    with get_client(sync_client=True) as client:
        deployment = client.create_deployment(flow_id=client.create_flow(flow), name=name)
        run = client.create_flow_run_from_deployment(deployment, parameters=parameters)
    return run_flow(flow, flow_run=run, parameters=parameters, return_type="state")


@pytest.fixture
def broken(place: Workplace, tmp_path: Path) -> Workplace:
    """The place with a plan file that does not exist."""
    return place.model_copy(update={"plan": tmp_path / "khong-co.yaml"})


def test_a_deployed_run_that_fails_tells_of_it_itself_and_the_automations_alert_is_no_second_mail(
    broken: Workplace, find_runs: FindRuns
) -> None:
    from flows.alert import alert
    from flows.due import due

    state = run_deployed(due, "daily", form=broken.model_dump(mode="json"))
    assert (state.name, "khong-co.yaml" in state.message) == ("Failed", True)
    assert list_alerts(broken) == ["failed-daily-2024-06-19.eml"]
    assert broken.outputs is not None
    mail = message_from_bytes((broken.outputs / "outbox" / "alerts" / list_alerts(broken)[0]).read_bytes())
    text = next(
        part.get_payload(decode=True).decode() for part in mail.walk() if part.get_content_type() == "text/plain"
    )
    assert "đến hạn · mọi loại báo cáo" in text
    assert str(find_runs()[-1].id) in text
    alert(AlertForm(**broken.model_dump(), cause=AlertCause.FAILED, deployment="daily", message="Mất kết nối"))
    assert list_alerts(broken) == ["failed-daily-2024-06-19.eml"]


def test_an_alert_that_cannot_be_posted_hides_no_failure(
    broken: Workplace, bare_environment: pytest.MonkeyPatch
) -> None:
    from flows.gather import gather

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    bare_environment.setattr(steps, "post_notice", fail)
    state = run_deployed(gather, "gather", place=broken.model_dump(mode="json"))
    assert (state.name, "khong-co.yaml" in state.message) == ("Failed", True)


def test_no_mail_tells_of_a_refused_form_nor_of_a_run_that_somebody_started_at_a_command_line(
    broken: Workplace,
) -> None:
    from flows.ad_hoc import ad_hoc
    from flows.gather import gather

    refused = run_deployed(ad_hoc, "ad-hoc", form=broken.model_dump(mode="json"))
    assert refused.name == "Refused"
    assert gather(broken, return_state=True).name == "Failed"
    assert list_alerts(broken) == []


@pytest.mark.parametrize("name", ["daily", "gather", "consolidate"])
def test_a_lost_source_gives_one_mail_however_the_run_was_started(place: Workplace, tmp_path: Path, name: str) -> None:
    from flows.consolidate import consolidate
    from flows.due import due
    from flows.gather import gather

    lost = place.model_copy(update={"folders": (tmp_path / "mat-ket-noi",)}).model_dump(mode="json")
    states = {
        "daily": lambda: run_deployed(due, name, form=lost),
        "gather": lambda: run_deployed(gather, name, place=lost),
        "consolidate": lambda: run_deployed(consolidate, name, run=lost | {"period": "2024-H1", "dry_run": True}),
    }
    state = states[name]()
    assert (state.type.value, state.name) == ("FAILED", "Incomplete")
    assert list_alerts(place) == ["source-folder-mat-ket-noi-2024-06-19.eml"]


def test_a_look_that_failed_without_a_source_to_name_is_told_as_a_failed_run(
    place: Workplace, bare_environment: pytest.MonkeyPatch
) -> None:
    from flows.due import due

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "archive")

    bare_environment.setattr(steps, "gather", fail)
    state = run_deployed(due, "daily", form=place.model_dump(mode="json"))
    assert (state.name, list_alerts(place)) == ("Failed", ["failed-daily-2024-06-19.eml"])


def test_gathering_without_any_source_fails_once_something_real_has_come(place: Workplace) -> None:
    from flows.gather import gather

    gather_without_drafting(place)
    state = gather(place.model_copy(update={"folders": ()}), return_state=True)
    assert (state.name, state.message) == ("Failed", NO_SOURCE)
    assert (list_versions(place), list_mails(place)) == ([1], [])


@pytest.mark.parametrize("is_page_broken", [False, True])
def test_the_days_page_follows_an_ad_hoc_run_and_hides_no_failure_of_it(
    place: Workplace, bare_environment: pytest.MonkeyPatch, is_page_broken: bool
) -> None:
    from flows.ad_hoc import ad_hoc

    def fail(*_: object) -> None:
        raise PlanError("Tệp kế hoạch hỏng.")

    def fail_too(*_: object) -> None:
        raise OSError(28, "No space left on device", "hom-nay.html")

    bare_environment.setattr(steps, "draft", fail)
    if is_page_broken:
        bare_environment.setattr("tasks.pages.write_today_page", fail_too)
    state = ad_hoc(AdHocForm(**{**place.model_dump(), **REQUEST}), return_state=True)
    assert (state.name, state.message) == ("Failed", "Tệp kế hoạch hỏng.")
    assert place.outputs is not None
    assert (place.outputs / "hom-nay.html").exists() is not is_page_broken


# Reminders -----------------------------------------------------------------------------------------------------------


def list_reminders(place: Workplace) -> list[str]:
    assert place.outputs is not None
    return sorted(path.name for path in (place.outputs / "outbox" / "reminders").glob("*.eml"))


def test_reminding_looks_at_the_sources_first_and_spares_what_it_finds(place: Workplace) -> None:
    """On the day after the deadline; the report of TTNC lies in the folder and no run has taken it in yet."""
    from flows.remind import remind

    assert remind(place) == 1
    (name,) = list_reminders(place)
    assert (name, place.outputs is not None) == ("overdue-2024-h1-2024-06-19.eml", True)
    data = (Path(str(place.outputs)) / "outbox" / "reminders" / name).read_bytes()
    text = message_from_bytes(data, policy=default).get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert "còn 2 đơn vị chưa có báo cáo" in " ".join(text.split())
    assert "Trung tâm Nghiên cứu" not in text
    assert remind(place) == 0


def test_nobody_is_reminded_while_a_source_cannot_be_looked_at(place: Workplace, tmp_path: Path) -> None:
    from flows.remind import remind
    from tasks.endings import IncompleteError

    lost = place.model_copy(update={"folders": (*place.folders, tmp_path / "mat-ket-noi")})
    with pytest.raises(IncompleteError) as told:
        remind(lost)
    assert (told.value.values, told.value.is_unseen_only) == (0, True)
    assert list_reminders(place) == []
