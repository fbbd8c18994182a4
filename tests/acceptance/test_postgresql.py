"""The same inbox, and the same decisions of people, give on PostgreSQL what the embedded default on SQLite gives."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy

pytestmark = pytest.mark.acceptance

BIN = Path(sys.executable).parent
V1 = Path("reports") / "2024-H1" / "v1"


def test_two_workers_on_postgresql_make_the_same_report_as_one_on_sqlite(
    inbox: Any,
    source_options: Callable[[Any], list[object]],
    plan_file: Path,
    postgresql_url: str,
    prefect: SimpleNamespace,
    start: Callable[..., Any],
    finish: Callable[..., SimpleNamespace],
    make_environ: Callable[..., dict[str, str]],
    read_standing: Callable[..., Any],
    tmp_path: Path,
) -> None:
    run = [BIN / "tonghop", "run", "2024-H1", *source_options(inbox), "--plan", plan_file, "--send", "always"]
    places = {"sqlite": tmp_path / "sqlite", "postgresql": tmp_path / "postgresql"}
    settings: dict[str, dict[str, str]] = {"sqlite": {}, "postgresql": {"TONGHOP_DATABASE_URL": postgresql_url}}
    for name, workers in (("sqlite", 1), ("postgresql", 2), ("postgresql", 1)):
        environ = make_environ(**settings[name]) | prefect.environ
        started = [start([*run, "--outputs", places[name]], environ) for _ in range(workers)]
        for done in [finish(each) for each in started]:
            assert done.code in (0, 1), done.said
    assert not (places["postgresql"] / "ledger.db").exists()
    for file in ("report.docx", "report.json"):
        assert (places["postgresql"] / V1 / file).read_bytes() == (places["sqlite"] / V1 / file).read_bytes()
    assert read_standing(places["postgresql"], postgresql_url) == read_standing(places["sqlite"])
    assert read_standing(places["sqlite"]).faults == []


SENTENCE = "Hướng dẫn 14 doanh nghiệp"
"""Stands under item 1 of QLCN's report; people find that it belongs to item 6."""
_SEEN = re.compile(r"thấy lúc \d\d:\d\d ngày [\d/]+")
DECEMBER = datetime(2024, 12, 16, 2, 0, tzinfo=UTC)
SECOND_HALF = """SỞ KHOA HỌC VÀ CÔNG NGHỆ QUẢNG TRỊ
VĂN PHÒNG SỞ
Số: 45/BC-VP
BÁO CÁO
Kết quả công tác thông tin đối ngoại 6 tháng cuối năm 2024
5. Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại
Phát ngôn, cung cấp thông tin cho báo chí theo đúng quy định; số lượng: 09 lần.
"""
ADJUST = ("--unit", "VP", "--item", "5", "--old", "11", "--new", "12", "--asked-by", "Hoàng Bình")
HOW = ("--channel", "phone", "--why", "đếm sót một lần", "--by", "Hà")


class Office:
    """One office at one database: `tell` what a command says, `run` the main job."""

    def __init__(self, place: Path, inbox: Any, plan_file: Path, driver: Any, environ: dict[str, str]) -> None:
        self.outputs, self.inbox, self.driver, self.environ = place / "outputs", inbox, driver, environ
        self.plan, self.second = place / "2024.yaml", place.parent / "second"
        place.mkdir()
        shutil.copy(plan_file, self.plan)

    def tell(self, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [BIN / "tonghop", *arguments, "--outputs", self.outputs], env=self.environ, cwd=self.outputs.parent,
            text=True, capture_output=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout.replace(str(self.outputs.parent), "")

    def tell_json(self, *arguments: str, code: int = 0) -> Any:
        told = self.tell(*arguments, "--format", "json", code=code)
        return forget_times([json.loads(line) for line in told.splitlines()])

    def run(self, period: str, send: str = "always") -> Any:
        """The main job; gives report.json of the version that it made."""
        known = len(list(self.outputs.glob(f"reports/{period}/v*")))
        run = {"period": period, "folders": [self.inbox.folder, self.second], "maildirs": [self.inbox.maildir]}
        run |= {"plan": self.plan, "outputs": self.outputs, "send": send}
        self.driver.begin(point=None, run=run, environ=self.environ)
        assert self.driver.end() == 0, self.driver.log.read_text()[-2000:]
        return json.loads((self.outputs / "reports" / period / f"v{known + 1}" / "report.json").read_bytes())


def forget_times(told: Any) -> Any:
    """The same without moments (`..._at`, `at`), and without the strangers, whose question tells one."""
    if isinstance(told, dict):
        return {key: forget_times(value) for key, value in told.items() if key != "at" and not key.endswith("_at")}
    if isinstance(told, list):
        return [forget_times(each) for each in told if not (isinstance(each, dict) and each.get("kind") == "sender")]
    return _SEEN.sub("", told) if isinstance(told, str) else told


def work_a_year(office: Office) -> dict[str, Any]:
    """Everything that people do about questions and figures; what the office then says."""
    office.second.mkdir(exist_ok=True)
    for old in office.second.rglob("*.txt"):
        old.unlink()
    first = office.run("2024-H1", "person")
    waiting = office.tell_json("inbox", "list", code=1)
    claim = next(each["key"] for each in waiting if each["kind"] == "double-claim")
    (found,) = [each["sha256"] for each in first["activities"] if each["text"].startswith(SENTENCE)]
    (report,) = [each["id"] for each in first["submissions"] if found in {file["sha256"] for file in each["files"]}]
    said = [
        office.tell("inbox", "file", report, "--text", SENTENCE, "--item", "6", "--by", "Hà"),
        office.tell("inbox", "decide", claim, "--choice", "count-first", "--by", "Hà"),
        office.tell("adjust", "2024-H1", *ADJUST, *HOW),
        office.tell("adjust", "2024-H1", "--unit", "VP", "--item", "4", "--old", "8", "--new", "7", *ADJUST[-2:], *HOW),
        office.tell("adjust", "2024-H1", "--withdraw", "2", "--by", "Hà", "--why", "ghi nhầm"),
        office.tell("reread", "2024-H1", "--by", "Hà"),
    ]
    again = office.run("2024-H1")
    came = office.second / "VP" / "BC 6 tháng cuối năm.txt"
    came.parent.mkdir(parents=True, exist_ok=True)
    came.write_text(SECOND_HALF, "utf-8")
    os.utime(came, (DECEMBER.timestamp(), DECEMBER.timestamp()))
    second = office.run("2024-H2")
    said.append(office.tell("plan", "learn", "--plan", str(office.plan), code=1))  # one sentence trains no model
    return {
        "said": said,
        "reports": [forget_times(each) for each in (first, again, second)],
        "waiting": waiting,
        "decided": office.tell_json("inbox", "list", "--decided"),
        "changes": office.tell_json("adjust", "2024-H1", "--list"),
        "status": [office.tell_json("status", period, code=1) for period in ("2024-H1", "2024-H2")],
        "learnt": (office.plan.parent / "examples-2024.jsonl").read_text("utf-8"),
        "proved": office.tell("verify"),
    }


def test_decisions_adjustments_rereading_and_comparison_are_the_same_on_both(
    inbox: Any,
    plan_file: Path,
    postgresql_url: str,
    start_driver: Callable[[], Any],
    start_mail_server: Callable[[], Any],
    make_environ: Callable[..., dict[str, str]],
    tmp_path: Path,
) -> None:
    engine = sqlalchemy.create_engine(
        postgresql_url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE decided")
    engine.dispose()
    settings = {"sqlite": {}, "postgresql": {"TONGHOP_DATABASE_URL": postgresql_url.replace("/postgres", "/decided")}}
    told = {}
    for name, given in settings.items():
        with start_mail_server() as server:
            environ = make_environ(**given, **server.environ)
            told[name] = work_a_year(Office(tmp_path / name, inbox, plan_file, start_driver(), environ))
    assert told["postgresql"] == told["sqlite"]
    check_year(told["sqlite"])


def check_year(told: dict[str, Any]) -> None:
    """It is the same, and it is what people said."""
    _, again, second = told["reports"]
    assert SENTENCE in told["learnt"]
    assert [(each["id"], each["withdrawn"] is None) for each in told["changes"]] == [(1, True), (2, False)]
    (moved,) = [each for each in again["activities"] if each["text"].startswith(SENTENCE)]
    assert moved["item"] == 6
    figures = {each["indicator"]: each for each in again["totals"] if each["scope"] == "period"}
    assert figures["lan-cung-cap-thong-tin"]["value"] == figures["lan-cung-cap-thong-tin"]["adjusted_from"] + 1
    assert not any(each["disputed"] for each in again["totals"])
    (compared,) = [each for each in second["comparison"] if each["indicator"] == "lan-cung-cap-thong-tin"]
    issued = figures["lan-cung-cap-thong-tin"]["value"]
    assert (compared["value"], compared["base"], compared["change"]) == (9, issued, 9 - issued)
