"""SIGKILL while people decide, adjust or have reports read again: nothing said is lost, nothing counts twice."""

import io
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from schemas.plan import Plan
from tonghop.decisions import InboxEntry, list_inbox
from tonghop.decisions import sheet_messages as words
from tonghop.decisions.sheet import make_rows, write_sheet
from tonghop.ledger import Ledger, open_ledger
from tonghop.ledger.events import load_first
from tonghop.ledger.submissions import load_submissions
from tonghop.plan.dates import OFFICE_ZONE

pytestmark = pytest.mark.acceptance

RECORDING, SETTLING = "tonghop.decisions.recording:record_decision", "tonghop.steps.settling"
SENTENCE = "Hướng dẫn 14 doanh nghiệp"
"""Stands under item 1 of QLCN's report; people find that it belongs to item 6."""

# Name of the point -> (what people do, call, when, count, whether it is kept already), in the order of the way.
POINTS: dict[str, tuple[str, str, str, int, bool]] = {
    # a sentence is filed elsewhere: its submission is settled anew
    "decision-uncommitted": ("file", RECORDING, "after", 1, False),
    "decision-committed": ("file", "tonghop.steps:follow_decisions", "before", 1, True),
    "not-judged": ("file", f"{SETTLING}:judge", "before", 1, True),
    "settling-uncommitted": ("file", f"{SETTLING}:settling.record_settling", "after", 1, True),
    "settled-not-asked": ("file", "tonghop.steps.deciding:ask_waiting", "before", 1, True),
    "questions-uncommitted": ("file", "tonghop.decisions.asking:record_questions", "after", 1, True),
    "asked-anew": ("file", "tonghop.steps.deciding:ask_waiting", "after", 1, True),
    # which of two units counts
    "claim-uncommitted": ("claim", RECORDING, "after", 1, False),
    "claim-committed": ("claim", "tonghop.steps:follow_decisions", "before", 1, True),
    # whose report it is, and a claim, by one sheet
    "first-row-uncommitted": ("sheet", RECORDING, "after", 1, False),
    "some-rows-committed": ("sheet", "tonghop.steps.applying:decide", "after", 1, False),
    "all-rows-committed": ("sheet", "tonghop.steps.applying:follow_decisions", "before", 1, True),
    "sheet-settling-uncommitted": ("sheet", f"{SETTLING}:settling.record_settling", "after", 1, True),
    # a figure on somebody's word, and back again
    "adjustment-uncommitted": ("adjust", "tonghop.decisions.adjusting:record_adjustment", "after", 1, False),
    "adjustment-committed": ("adjust", "tonghop.steps.adjusting:record_change", "after", 1, True),
    "withdrawal-uncommitted": ("withdraw", "tonghop.decisions.adjusting:withdraw_adjustment", "after", 1, False),
    "withdrawal-committed": ("withdraw", "tonghop.steps.adjusting:withdraw_change", "after", 1, True),
    # read again on purpose
    "rereading-told": ("reread", "tonghop.steps.rereading:read_again", "before", 1, False),
    "reread-uncommitted": ("reread", "tonghop.steps.filing:submissions.record_filing", "after", 1, False),
    "some-reread": ("reread", "tonghop.steps.filing:submissions.record_filing", "before", 3, False),
    "reread-not-asked": ("reread", "tonghop.steps:ask_waiting", "before", 1, False),
}
ACTS = ("file", "claim", "sheet", "adjust", "withdraw", "reread")
ADJUST = ("adjust", "2024-H1", "--unit", "VP", "--item", "5", "--old", "11", "--new", "12", "--asked-by", "Hoàng Bình")
FIGURE = ("--channel", "phone", "--why", "đếm sót một lần", "--by", "Hà")
BROKEN = 70
"""What the driver gives for a traceback."""
KNOWN = {"adjust": 2}
"""Exit code of an act that was done already: the figure that was to be changed is no more."""

Work = Callable[..., int]


@pytest.fixture(scope="module")
def work(start_driver: Callable[[], Any], inbox: Any, plan_file: Path) -> Work:
    """work(outputs) is the next look and the next run, work(outputs, command, point) a command; gives the exit code."""
    driver = start_driver()
    sources = {"folders": [inbox.folder], "maildirs": [inbox.maildir]}

    def do(**job: Any) -> int:
        driver.begin(environ={}, **job)
        code = int(driver.end())
        assert code != BROKEN, driver.log.read_text()[-2000:]
        return code

    def run(outputs: Path, command: list[str] | None = None, point: dict[str, Any] | None = None) -> int:
        if command is not None:
            return do(point=point, command=command)
        look = ["gather", "--folder", inbox.folder, "--maildir", inbox.maildir, "--outputs", outputs]
        assert do(point=None, command=list(map(str, look))) in (0, 1)  # mails of strangers wait
        whole = {"period": "2024-H1", "plan": plan_file, "outputs": outputs, "send": "always", **sources}
        return do(point=None, run=whole)

    return run


@pytest.fixture(scope="module")
def before(work: Work, tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> dict[str, Path]:
    """What each act begins with: outputs that are never changed."""
    asked = tmp_path_factory.mktemp("asked") / "outputs"
    assert work(asked) == 0
    adjusted, filed = (Path(shutil.copytree(asked, asked.with_name(name))) for name in ("adjusted", "filed"))
    assert work(adjusted, make_act("adjust", adjusted, plan)) == 0
    assert work(filed, make_act("file", filed, plan)) == 0
    return dict.fromkeys(ACTS, asked) | {"withdraw": adjusted, "reread": filed}


@pytest.fixture(scope="module")
def undisturbed(
    work: Work, before: dict[str, Path], read_standing: Any, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """How things stand after each act and the next run."""
    standings = {}
    for act in ACTS:
        outputs = Path(shutil.copytree(before[act], tmp_path_factory.mktemp(act) / "outputs"))
        assert work(outputs, make_act(act, outputs, plan)) == 0
        assert work(outputs) == 0
        standings[act] = read_standing(outputs)
        assert standings[act].faults == []
    for act in ("file", "sheet", "claim", "adjust"):
        assert len(standings[act].drafts) == 2, act
    return standings


@contextmanager
def open_at(outputs: Path) -> Iterator[Ledger]:
    ledger = open_ledger(f"sqlite:///{outputs / 'ledger.db'}")
    try:
        yield ledger
    finally:
        ledger.close()


def make_act(act: str, outputs: Path, plan: Plan) -> list[str]:
    """The command by which people do it, on what this ledger holds."""
    place = ["--outputs", str(outputs)]
    with open_at(outputs) as ledger:
        entries = [each for decided in (False, True) for each in list_inbox(ledger, plan, decided=decided)]
        claim = next(each for each in entries if each.kind == "double-claim")
        match act:
            case "file":
                command = ["inbox", "file", find_report(ledger), "--text", SENTENCE, "--item", "6", "--by", "Hà"]
            case "claim":
                command = ["inbox", "decide", claim.key, "--choice", "count-first", "--by", "Hà"]
            case "sheet":
                sheet = outputs.parent / "viec.xlsx"
                if not sheet.exists():
                    fill_sheet(sheet, ledger, entries, plan)
                command = ["inbox", "apply", str(sheet), "--by", "Hà"]
            case "adjust":
                command = [*ADJUST, *FIGURE]
            case "withdraw":
                command = ["adjust", "2024-H1", "--withdraw", "1", "--by", "Hà", "--why", "ghi nhầm"]
            case _:
                command = ["reread", "2024-H1", "--by", "Hà"]
    return [*command, *place]


def find_report(ledger: Ledger) -> str:
    """Id of the report that counts with the sentence."""
    with ledger.read() as connection:
        rows = load_submissions(connection, period="2024-H1")
    held = [
        row
        for row in rows
        if row.content is not None
        and any(one.text.startswith(SENTENCE) for item in row.content.items.values() for one in item.activities)
    ]
    return max(held, key=lambda row: row.received_at).id


def fill_sheet(path: Path, ledger: Ledger, entries: list[InboxEntry], plan: Plan) -> None:
    """What waits, with a choice in two rows: the mail is TTNC's, and the first of the two units counts."""
    chosen = {"unit": "unit:TTNC", "double-claim": "count-first"}
    with ledger.read() as connection:
        rows = make_rows(entries, plan, load_first(connection))
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(rows, plan, entries[0].opened_at.astimezone(OFFICE_ZONE))))
    labels = {
        row.entry.key: next(each.label for each in row.choices if each.code == chosen[row.entry.kind])
        for row in rows
        if row.entry.kind in chosen
    }
    assert len(labels) == 2
    for line in book[words.SHEET].iter_rows():
        if (key := line[words.KEY].value) in labels:
            line[words.CHOICE].value = labels[str(key)]
    book.save(path)


@pytest.mark.parametrize("name", POINTS)
def test_what_people_do_holds_once_wherever_it_is_cut_short(
    name: str,
    work: Work,
    before: dict[str, Path],
    undisturbed: dict[str, Any],
    read_standing: Any,
    plan: Plan,
    tmp_path: Path,
) -> None:
    act, call, when, count, is_kept = POINTS[name]
    outputs = Path(shutil.copytree(before[act], tmp_path / "outputs"))
    command = make_act(act, outputs, plan)
    assert work(outputs, command, {"call": call, "when": when, "count": count}) == -signal.SIGKILL
    if not is_kept:  # the person was told nothing and does it again
        assert work(outputs, command) == 0
    assert work(outputs) == 0
    assert simplify(act, read_standing(outputs)) == simplify(act, undisturbed[act])
    assert work(outputs, command) == KNOWN.get(act, 0)  # and once more, by someone who does not know
    assert work(outputs) == 0
    assert simplify(act, read_standing(outputs)) == simplify(act, undisturbed[act])


def simplify(act: str, standing: Any) -> Any:
    """Each reading on purpose is told, so that one that was cut short stands there twice."""
    return replace(standing, told=sorted(set(standing.told))) if act == "reread" else standing
