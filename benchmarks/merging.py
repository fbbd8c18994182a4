"""Many reports merged: seconds, memory, and how time grows with the input, beside the plain sums as a floor.

Makes submissions of ten activities each, of many units, with revisions, events that two units tell, cumulative
figures and sentences that everybody copies; consolidates them in a process of their own, at a tenth of the size and at
the full size, beside the issued report of the period before and of the year before; sums the same figures by a bare
pandas groupby as the peer that does nothing else.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

from schemas.history import IssuedReport
from schemas.period import parse_period
from schemas.plan import Plan, Unit
from schemas.submission import Activity, FiledDocument, FiledSubmission, ItemReport, Quantity, Submission
from schemas.values import CellState, CheckStatus, MissingReason, Scope, SourceKind
from tonghop.consolidation.history import list_compared_periods, make_issued
from tonghop.consolidation.merging import consolidate
from tonghop.plan import load_plan

COUNT = 10_000
ACTIVITIES = 10
PERIOD = "2024-H1"
MOST_SECONDS, MOST_MEMORY_MB, MOST_GROWTH = 60.0, 1_000.0, 12.0
REVISED = 10  # one report in so many is a revision of the one before
SHARED = 12  # one activity in so many is told by another unit too
_PLAN = Path(__file__).parents[1] / "plans" / "2024.yaml"
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_WHO = ("đoàn công tác", "đoàn chuyên gia", "đoàn doanh nghiệp", "nhóm nghiên cứu", "đoàn cán bộ trẻ", "đoàn sinh viên")
_FROM = (
    "Savannakhet",
    "Salavan",
    "Kyushu",
    "Osaka",
    "Chiang-Mai",
    "Ubon",
    "Champasak",
    "Nagoya",
    "Khon-Kaen",
    "Sendai",
    "Attapeu",
    "Lampang",
)
_ON = (
    "nuôi cấy mô cây dược liệu",
    "tiêu chuẩn đo lường chất lượng",
    "chỉ dẫn địa lý cà phê Khe Sanh",
    "chuyển giao công nghệ sấy lạnh",
    "truy xuất nguồn gốc hồ tiêu",
    "khởi nghiệp đổi mới sáng tạo",
    "điểm thông tin khoa học và công nghệ",
    "nhãn hiệu tập thể gạo hữu cơ",
)
_PLACES = ("Đông Hà", "Lao Bảo", "Hướng Hóa", "Vĩnh Linh", "Gio Linh", "Cam Lộ", "Triệu Phong", "Hải Lăng")
_COPIED = "Tiếp tục đẩy mạnh hợp tác quốc tế về khoa học và công nghệ với các nước như Lào, Nhật Bản, Thái Lan"
_SYLLABLES = ("an", "bao", "chi", "dung", "giang", "hanh", "khoa", "lam", "minh", "nam", "phuc", "quang", "son", "thao")


class Measured(NamedTuple):
    """One run: seconds of consolidating and of the peer, the most memory, and what came out."""

    submissions: int
    activities: int
    seconds: float
    peer_seconds: float
    memory_mb: float
    totals: int
    claims: int
    comparisons: int


def make_plan(units: int) -> Plan:
    """The shipped plan with that many units."""
    plan = load_plan(_PLAN)
    items = tuple(item.number for item in plan.items)
    many = tuple(Unit(code=f"DV{n:05d}", name=f"Đơn vị số {n}", items=items) for n in range(units))
    return plan.model_copy(update={"units": many})


def make_submissions(plan: Plan, count: int, seed: int) -> Iterator[FiledSubmission]:
    """That many reports of the plan's units, some of them revisions of the one before."""
    chance = random.Random(seed)  # noqa: S311 (no secret: the same reports in every run)
    told: list[Activity] = []
    unit = -1
    for number in range(count):
        if number % REVISED:
            unit += 1
        yield _make_submission(plan, chance, number, max(unit, 0) % len(plan.units), told)


def _make_submission(
    plan: Plan, chance: random.Random, number: int, unit: int, told: list[Activity]
) -> FiledSubmission:
    sha256 = f"{number:064x}"
    items: dict[int, list[Activity]] = {item.number: [] for item in plan.items}
    for place in range(ACTIVITIES):
        item = chance.choice(plan.items).number
        items[item].append(_make_activity(plan, chance, f"body/p{place + 9}", sha256, item, told))
    states = {
        item: ItemReport(state=CellState.REPORTED, activities=tuple(each))
        if each
        else ItemReport(state=CellState.MISSING, reason=MissingReason.NOT_MENTIONED)
        for item, each in items.items()
    }
    arrived = datetime(2024, 6, 1, 8, tzinfo=_ZONE) + timedelta(minutes=number % 40_000)
    return FiledSubmission(
        id=f"{number:016x}",
        source=SourceKind.FOLDER,
        received_at=arrived,
        files=(FiledDocument(name=f"bc-{number}.docx", sha256=sha256),),
        status=CheckStatus.ACCEPTED,
        content=Submission(unit=plan.units[unit].code, period=PERIOD, items=states, number=f"{number % 90}/BC-DV"),
    )


def _make_activity(
    plan: Plan, chance: random.Random, locator: str, sha256: str, item: int, told: list[Activity]
) -> Activity:
    if told and chance.randrange(SHARED) == 0:
        return chance.choice(told[-500:]).model_copy(update={"locator": locator, "sha256": sha256})
    if chance.randrange(15) == 0:
        return Activity(text=_COPIED, locator=locator, sha256=sha256)
    day = date(2023, 12, 15) + timedelta(days=chance.randrange(180))
    dated = chance.randrange(3) > 0
    people, name = chance.randrange(2, 60), " ".join(chance.choices(_SYLLABLES, k=2)).title()
    text = (
        f"{f'Ngày {day:%d/%m/%Y}, ' if dated else ''}{chance.choice(('đón', 'làm việc với', 'tổ chức cho'))} "
        f"{chance.choice(_WHO)} {chance.choice(_FROM)} do ông {name} dẫn đầu gồm {people} người "
        f"về {chance.choice(_ON)} tại {chance.choice(_PLACES)}, ký {chance.randrange(1, 6)} biên bản, "
        f"đăng {chance.randrange(2, 30)} tin và {chance.randrange(2, 12)} bài"
    )
    activity = Activity(
        text=text[:1].upper() + text[1:],
        locator=locator,
        sha256=sha256,
        dates=(day,) if dated else (),
        quantities=tuple(_make_quantities(plan, chance, item, people)),
    )
    told.append(activity)
    del told[:-500]
    return activity


def _make_quantities(plan: Plan, chance: random.Random, item: int, people: int) -> Iterator[Quantity]:
    yield Quantity(value=people, measure="người")
    indicators = plan.items[item - 1].indicators
    for indicator in chance.sample(indicators, k=min(2, len(indicators))):
        scope = Scope.CUMULATIVE if chance.randrange(6) == 0 else Scope.PERIOD
        measure = chance.choice(("tin", "bài")) if indicator.measure == "tin, bài" else indicator.measure
        yield Quantity(value=chance.randrange(1, 40), measure=measure, indicator=indicator.id, scope=scope)


def sum_plainly(submissions: list[FiledSubmission]) -> int:
    """The peer: the same figures summed by indicator and scope, without any rule. The number of sums."""
    rows = [
        (figure.indicator, figure.scope.value, figure.value)
        for submission in submissions
        if submission.content is not None
        for report in submission.content.items.values()
        for activity in report.activities
        for figure in activity.quantities
    ]
    return len(pd.DataFrame(rows, columns=["indicator", "scope", "value"]).groupby(["indicator", "scope"]).sum())


def measure_here(count: int, units: int, seed: int) -> Measured:
    """Make, consolidate and measure in this process."""
    plan, period = make_plan(units), parse_period(PERIOD)
    history = issue_apart(count, units, seed)
    submissions = list(make_submissions(plan, count, seed))
    sum_plainly(submissions[:10])
    started = time.process_time()
    sum_plainly(submissions)
    peer = time.process_time() - started
    started = time.process_time()
    report = consolidate(submissions, plan, period, history=history)
    seconds = time.process_time() - started
    return Measured(
        submissions=count,
        activities=len(report.activities),
        seconds=seconds,
        peer_seconds=peer,
        memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        totals=len(report.totals),
        claims=len(report.double_claims),
        comparisons=len(report.comparison),
    )


def issue_apart(count: int, units: int, seed: int) -> list[IssuedReport]:
    """Two issued reports of the same size, made by another process."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "report.json"
        command = [sys.executable, __file__, "--issue", str(file), "--here", str(count), "--units", str(units)]
        subprocess.run([*command, "--seed", str(seed + 1)], check=True)
        text = file.read_bytes()
    return [
        make_issued(json.loads(text) | {"period": code}, against=against, version=1, issued_on=None)
        for against, code in list_compared_periods(parse_period(PERIOD))
    ]


def measure_apart(count: int, units: int, seed: int) -> Measured:
    """The same in a process of its own, whose memory is nobody else's."""
    command = [sys.executable, __file__, "--here", str(count), "--units", str(units)]
    done = subprocess.run([*command, "--seed", str(seed)], check=True, capture_output=True, text=True)
    return Measured(*json.loads(done.stdout))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--units", type=int, default=0, help="0: one unit for each report")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--here", type=int, default=0, help="measure that many in this process")
    options.add_argument("--issue", type=Path, help="write the report of --here submissions into this file")
    told = options.parse_args()
    if told.issue is not None:
        plan = make_plan(told.units or told.here)
        report = consolidate(list(make_submissions(plan, told.here, told.seed)), plan, parse_period(PERIOD))
        told.issue.write_text(report.model_dump_json(), encoding="utf-8")
        return
    if told.here:
        print(json.dumps(measure_here(told.here, told.units or told.here, told.seed)))
        return
    sizes = (told.count // 10, told.count)
    runs = [measure_apart(size, told.units or size, told.seed) for size in sizes]
    print("submissions  activities  seconds  peer s  ratio  memory MB  totals  claims  compared")
    for run in runs:
        print(
            f"{run.submissions:11d}  {run.activities:10d}  {run.seconds:7.2f}  {run.peer_seconds:6.3f}  "
            f"{run.seconds / run.peer_seconds:5.0f}  {run.memory_mb:9.0f}  {run.totals:6d}  "
            f"{run.claims:6d}  {run.comparisons:8d}"
        )
    growth = runs[1].seconds / runs[0].seconds
    print(f"ten times the input takes {growth:.1f} times as long (bound {MOST_GROWTH:.0f})")
    if runs[1].seconds > MOST_SECONDS or runs[1].memory_mb > MOST_MEMORY_MB or growth > MOST_GROWTH:
        raise SystemExit("below what was promised")


if __name__ == "__main__":
    main()
