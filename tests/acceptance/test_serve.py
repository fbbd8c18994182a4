"""`tonghop serve` on a fresh machine: everything stands, people can work in a browser, a dead part comes back."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
VIEW = {"viewport": {"width": 1400, "height": 1500}, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
WINDOW = "2024-01-01..2024-03-31"
JOBS = "/deployments?deployments.tags.name=tonghop"
PEOPLE_START = ("ad-hoc", "annual", "consolidate", "daily", "decide", "gather", "publish", "receive", "semiannual")


@pytest.fixture(scope="module")
def served(start_serve: Callable[..., Any], inbox: Any, plan_file: Path) -> Any:
    return start_serve(
        TONGHOP_FOLDERS=inbox.folder,
        TONGHOP_MAILDIRS=inbox.maildir,
        TONGHOP_PLAN=plan_file,
        PREFECT_WORKER_QUERY_SECONDS=1,
    )


def test_a_fresh_machine_is_told_where_everything_is_and_what_is_missing(
    served: Any, inbox: Any, start_serve: Any
) -> None:
    said = served.said()
    for words in (
        "Lần chạy đầu tiên: đang chuẩn bị máy chủ Prefect, mất khoảng nửa phút",
        f"Đã sẵn sàng: {served.address} · kết quả trong {served.place / 'outputs'}",
        f"Danh sách công việc, biểu mẫu: {served.address}{JOBS}",
        "Kế hoạch các năm: 2024",
        f"chưa có tệp kế hoạch năm {date.today().year}",  # noqa: DTZ011 (the year of the machine, as serve sees it)
        f"Nguồn nhận: {inbox.folder}, {inbox.maildir}",
        "chưa đặt mật khẩu, ai có tài khoản trên máy này cũng chạy và sửa được các công việc",
        "PREFECT_SERVER_API_AUTH_STRING=tên:mật-khẩu",
    ):
        assert words in said
    assert (served.place / "outputs" / "prefect" / "prefect.db").is_file()
    assert sorted(path.name for path in (served.place / "outputs" / "logs").glob("*.log")) == [
        "server.log",
        "worker-tonghop-watch.log",
        "worker-tonghop.log",
    ]


def test_all_deployments_stand_with_their_schedules_and_their_next_runs_a_year_ahead(
    served: Any, patiently: Callable[..., None]
) -> None:
    found = {each["name"]: each for each in served.ask("/deployments/filter")}
    assert set(found) == {
        "semiannual",
        "annual",
        "daily",
        "ad-hoc",
        "gather",
        "receive",
        "decide",
        "remind",
        "publish",
        "consolidate",
        "alert",
    }
    assert {each["job_variables"]["working_dir"] for each in found.values()} == {str(served.place)}
    schedules = {
        each["slug"]: (each["schedule"]["cron"], each["schedule"]["timezone"], each["active"])
        for deployment in found.values()
        for each in deployment["schedules"]
    }
    zone = "Asia/Ho_Chi_Minh"
    assert schedules == {
        "h1": ("30 7 19 6 *", zone, True),
        "h2": ("30 7 18 12 *", zone, True),
        "year": ("0 8 18 12 *", zone, True),
        "every-morning": ("15 8 * * *", zone, True),
        "every-15-minutes": ("*/15 * * * *", zone, True),
        "twice-a-day": ("5 8,14 * * *", zone, True),
    }

    def list_days() -> set[str]:
        runs = served.ask("/flow_runs/filter", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}})
        semiannual = found["semiannual"]["id"]
        return {run["expected_start_time"][5:16] for run in runs if run["deployment_id"] == semiannual}

    patiently(lambda: {"06-19T00:30", "12-18T00:30"} <= list_days(), 90, list_days)


def test_only_this_machine_can_reach_it_and_no_forged_request_is_taken(served: Any) -> None:
    lines = Path("/proc/net/tcp").read_text().splitlines() + Path("/proc/net/tcp6").read_text().splitlines()
    listening = [line.split()[1] for line in lines[1:] if line.split()[3] == "0A"]
    assert [address for address in listening if address.endswith(f":{served.port:04X}")] == [
        f"0100007F:{served.port:04X}"
    ]
    assert httpx.get(f"{served.address}/api/admin/version").status_code == 200
    for foreign in (
        {"Origin": "https://evil.example"},
        {"Host": "evil.example"},
        {"Host": f"evil.example:{served.port}"},
    ):
        for path in ("/", "/api/health", "/api/admin/version", "/api/csrf-token?client=x"):
            answer = httpx.get(f"{served.address}{path}", headers=foreign)
            assert (answer.status_code, answer.text) == (403, "Chỉ mở được từ chính máy này.\n")
            assert "access-control-allow-origin" not in answer.headers
    assert httpx.post(f"{served.address}/api/flows/filter", json={}).status_code == 403, "no token"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 101),
        ({"Origin": "http://127.0.0.1:{port}"}, 101),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, 403),
    ],
    ids=["client", "own-page", "foreign-page", "page-of-another-port", "sandboxed-page", "rebound-name"],
)
@pytest.mark.parametrize("path", ["/api/events/in", "/api/events/out", "/api/logs/out"])
def test_websockets_are_opened_only_by_our_own_pages_and_programs(
    served: Any, path: str, headers: dict[str, str], status: int
) -> None:
    asked = {"Host": f"127.0.0.1:{served.port}"} | {key: text.format(port=served.port) for key, text in headers.items()}
    asked |= {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    asked |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "prefect"}
    with httpx.stream("GET", f"{served.address}{path}", headers=asked, timeout=30) as answer:
        assert answer.status_code == status


def test_an_officer_reads_the_dates_fills_the_ad_hoc_form_and_reads_what_came_of_it(
    served: Any, browser: Any, keep_picture: Callable[[Any, str], None], patiently: Callable[..., None]
) -> None:
    page = browser.new_page(**VIEW)
    page.goto(f"{served.address}{JOBS}")
    for name in PEOPLE_START:
        page.get_by_text(name, exact=True).first.wait_for()
    page.get_by_text("semiannual", exact=True).click()
    page.get_by_text(re.compile(r"Scheduled for 20\d\d/(06/19|12/18) 07:30:00 AM")).first.wait_for()
    keep_picture(page, "next-dates")

    page.goto(f"{served.address}{JOBS}")
    page.get_by_text("At 08:15 AM every day").wait_for()
    keep_picture(page, "deployments")
    page.get_by_text("ad-hoc", exact=True).first.click()
    page.get_by_text("Run", exact=True).click()
    page.get_by_text("Custom run").click()
    page.get_by_text("Điền theo văn bản yêu cầu báo cáo đột xuất, sau đó bấm chạy.").wait_for()
    _write(page, "Số, ký hiệu văn bản yêu cầu", "1234/UBND-VX")
    _write(page, "Ngày văn bản yêu cầu", "01/04/2024")
    _write(page, "Cơ quan yêu cầu", "Ủy ban nhân dân tỉnh Quảng Trị")
    _write(page, "Số liệu từ ngày", "01/01/2024")
    _write(page, "Số liệu đến hết ngày", "31/03/2024")
    _write(page, "Nội dung yêu cầu báo cáo", "Kết quả công tác thông tin đối ngoại quý I năm 2024")
    _write(page, "Hạn gửi báo cáo", "20/04/2024")
    keep_picture(page, "ad-hoc-form")
    _submit(page, served)

    reports = served.place / "outputs" / "reports" / WINDOW.replace("..", "_") / "v1"
    name = "1234/UBND-VX · báo cáo đột xuất · theo kế hoạch"
    done = lambda: [  # noqa: E731
        (run["name"], run["state_name"], run["state"]["message"])
        for run in served.ask("/flow_runs/filter", sort="START_TIME_DESC")
        if run["name"] == name
    ]
    patiently(lambda: any(state == "Completed" for _, state, _ in done()), 90, done)
    assert json.loads((reports / "report.json").read_bytes())["request"]["number"] == "1234/UBND-VX"

    (gather,) = [each["id"] for each in served.ask("/deployments/filter") if each["name"] == "gather"]
    served.ask(f"/deployments/{gather}/create_flow_run")
    pages = lambda: {each["key"]: each for each in served.ask("/artifacts/latest/filter")}  # noqa: E731
    patiently(lambda: "hom-nay" in pages(), 90, pages)
    assert (served.place / "outputs" / "hom-nay.html").is_file()
    for key, words in (("hom-nay", "Hôm nay"), ("tinh-hinh-2024-01-01-2024-03-31", "Tình hình báo cáo")):
        page.goto(f"{served.address}/artifacts/key/{key}")
        page.get_by_text(pages()[key]["latest_id"][:8]).first.click()  # the newest in the list of what was shown
        page.get_by_role("heading", name=words).first.wait_for()
        keep_picture(page, key)
    page.goto(f"{served.address}/runs")
    page.get_by_text(name).first.wait_for()
    keep_picture(page, "runs")
    page.close()


def test_what_it_writes_is_closed_to_other_accounts(served: Any) -> None:
    outputs = served.place / "outputs"
    paths = [outputs, *(path for path in outputs.rglob("*") if path.exists() and not path.is_symlink())]
    assert {"prefect.db", "server.log", "report.json", "hom-nay.html"} <= {path.name for path in paths}
    is_open = [path for path in paths if path.stat().st_mode & 0o007]
    assert [path for path in is_open if "reports" not in path.parts] == []  # versions: read-only, in a closed folder
    assert (outputs / "reports").stat().st_mode & 0o007 == 0


def _submit(page: Any, served: Any) -> None:
    """Press the button; again if the server was busy (SQLite), which the page tells and a person would do too."""
    (ad_hoc,) = [each["id"] for each in served.ask("/deployments/filter") if each["name"] == "ad-hoc"]
    for _ in range(3):
        page.get_by_role("button", name="Submit").click()
        page.wait_for_timeout(3000)
        if served.ask("/flow_runs/count", flow_runs={"deployment_id": {"any_": [ad_hoc]}}):
            return


def _write(page: Any, title: str, text: str) -> None:
    label = page.locator("label", has=page.get_by_text(f"{title} (Optional)", exact=True))
    field = label.locator("xpath=ancestor::div[contains(concat(' ', @class, ' '), ' p-label ')][1]")
    field.locator("textarea").fill(text)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (("cli.local_server",), "Máy chủ Prefect"),
        (("worker", "start", "tonghop"), "Worker “tonghop”"),
        (("worker", "start", "tonghop-watch"), "Worker “tonghop-watch”"),
    ],
    ids=["server", "worker", "watch"],
)
def test_a_killed_part_is_told_and_works_again(
    served: Any, words: tuple[str, ...], label: str, patiently: Callable[..., None]
) -> None:
    killed = served.find_child(*words)
    os.kill(killed, signal.SIGKILL)
    served.wait_for(f"{label} đã dừng (bị ngắt bởi tín hiệu 9); khởi động lại sau 1 giây.", 20)
    served.wait_for(f"{label} đã được khởi động lại.", 20)
    assert re.search(rf"^\d\d:\d\d:\d\d \d\d/\d\d/\d{{4}}  {label} đã dừng", served.said(), re.MULTILINE)
    assert served.find_child(*words) != killed
    if "worker" not in words:
        patiently(lambda: _answers(served), 60)
    else:
        pool = words[-1]
        patiently(lambda: served.ask(f"/work_pools/{pool}/workers/filter")[0]["status"] == "ONLINE", 60)


def test_a_killed_guard_is_replaced_and_the_work_goes_on(served: Any, patiently: Callable[..., None]) -> None:
    guard, worker = served.find_child("-I"), served.find_child("worker", "start", "tonghop-watch")
    os.kill(guard, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    served.wait_for("Tiến trình canh giữ đã dừng; đã được khởi động lại.", 20)
    patiently(lambda: len(served.list_children()) == 4, 60, served.said)
    assert guard != served.find_child("-I")
    assert worker != served.find_child("worker", "start", "tonghop-watch")
    assert served.process.poll() is None
    assert _answers(served)


def _answers(served: Any) -> bool:
    try:
        return httpx.get(f"{served.address}/api/health", timeout=2).is_success
    except httpx.HTTPError:
        return False


def test_a_second_serve_on_the_same_outputs_is_refused_and_harms_nothing(served: Any) -> None:
    second = subprocess.run(
        [BIN / "tonghop", "serve", "--port", str(served.port)],
        env=served.environ, cwd=served.place, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert second.returncode == 2
    assert f"Đã có một “tonghop serve” khác (tiến trình {served.process.pid})" in second.stderr
    assert served.process.poll() is None
    assert _answers(served)


def test_it_stops_cleanly_and_leaves_nobody_behind(served: Any) -> None:
    children = [pid for pid, _ in served.list_children()]
    assert len(children) == 4
    assert served.end() == 0
    assert served.said().rstrip().endswith("Đã dừng.")
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
