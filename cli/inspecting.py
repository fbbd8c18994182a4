"""The commands that only look: read, check, plan check, verify. They load neither Prefect nor pandas."""

import json
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from cli.failures import InputError, check_period
from schemas.document import Finding
from schemas.plan import Plan
from schemas.submission import CheckedSubmission
from schemas.values import CheckStatus, Severity
from tonghop.failures import describe_os_error

_T = TypeVar("_T")
_FEW = 3
"""Up to so many files nobody needs a progress bar."""


def _check_paths(files: Sequence[Path]) -> None:
    """Raises InputError for the first that is no file which can be opened, before any is read."""
    for path in files:
        try:
            path.open("rb").close()
        except OSError as error:
            raise InputError(f"Không đọc được tệp {path}: {describe_os_error(error)}.") from error


def _load_each(files: Sequence[Path]) -> Iterator[tuple[Path, bytes]]:
    for path in files:
        try:
            yield path, path.read_bytes()
        except OSError as error:
            raise InputError(f"Không đọc được tệp {path}: {describe_os_error(error)}.") from error


def _track(answers: Iterator[_T], files: Sequence[Path]) -> Iterator[_T]:
    """The same answers; a bar on the terminal's errors tells how far it is when there are many files."""
    if len(files) <= _FEW or not sys.stderr.isatty():
        yield from answers
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # What is printed stands above the bar where both share the screen; a pipe gets only what is printed.
    shares = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shares) as progress:
        task = progress.add_task("Đang đọc", total=len(files))
        for answer in answers:
            yield answer
            progress.advance(task)


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False))


def read_files(files: Sequence[Path], *, as_json: bool) -> int:
    """Print the visible text of each file, also of scans; 1 when one cannot be read or a person must look at it."""
    from tonghop.reading import Reader, to_json, to_text

    _check_paths(files)
    is_fine = True
    with Reader(may_recognise=lambda _: True) as reader:
        documents = reader.read_each((path.name, data) for path, data in _load_each(files))
        for path, document in zip(files, _track(documents, files), strict=True):
            serious = any(finding.severity.is_serious for finding in document.findings)
            is_fine = is_fine and document.readable and not serious
            if as_json:
                _print_json(to_json(document, str(path)))
                continue
            if len(files) > 1:
                print(f"== {path}")
            if document.blocks:
                print(to_text(document))
            for finding in document.findings:
                print(f"[{finding.severity.label}] {_tell(finding)} → {finding.fix}")
    return 0 if is_fine else 1


def _tell(finding: Finding, letterheads: Collection[str] = ()) -> str:
    """The message, with its place in words where it does not say it."""
    from tonghop.checking.places import describe_place

    place = describe_place(finding.locator, letterheads)
    return finding.message if finding.locator is None or place in finding.message else f"{finding.message} ({place})"


def check_files(
    files: Sequence[Path], *, unit: str | None, sender: str | None, plan_file: Path | None, as_json: bool
) -> int:
    """Print what each report is understood to say, with findings; 0 only when all are accepted."""
    from tonghop.reading import Reader

    Reader().warm_up()  # the process that reads starts while the other rooms and the plan are loaded
    from tonghop.inspection import check_each
    from tonghop.plan import choose_plan_year, find_plan_file, load_plan
    from tonghop.plan.dates import find_office_day

    year = choose_plan_year(find_office_day(datetime.now(UTC)))
    plan = load_plan(plan_file or find_plan_file(year))
    if unit is not None and plan.find_unit(unit) is None:
        known = ", ".join(each.code for each in plan.units)
        raise InputError(f"Không có đơn vị mã “{unit}” trong kế hoạch. Các mã: {known}.")
    _check_paths(files)
    accepted = True
    for told in _track(check_each(_load_each(files), plan, unit=unit, sender=sender), files):
        accepted = accepted and told.checked is not None and told.checked.status is CheckStatus.ACCEPTED
        if as_json:
            _print_json(told.to_json())
        else:
            show_check(told.path.name, told.checked, plan)
    return 0 if accepted else 1


def show_check(name: str, checked: CheckedSubmission | None, plan: Plan) -> None:
    """Print one report and its findings for people; None is a file with a mark of secrecy."""
    from cli.checked import tell_checked, tell_findings
    from cli.console import make_console
    from schemas.rules import make_finding

    findings = [make_finding("secrecy-mark")] if checked is None else checked.findings
    heads = checked.content.letterheads if checked is not None else ()
    placed = [each.model_copy(update={"message": _tell(each, heads)}) for each in findings]
    make_console().print("\n".join([*tell_checked(name, checked, plan), *tell_findings(placed)]))


_PLAN_LABELS = {Severity.ERROR: "lỗi, phải sửa"}
"""A mistake of the plan stops every run, which is more than the doubt that the same severity means in a report."""


def check_plan_files(file: Path | None, schedules: Path = Path("prefect.yaml")) -> int:
    """Print every mistake of a plan file and each schedule that differs from it; 1 when there is an error or a warning.

    `schedules` is compared only if it is there and the plan can be used.
    """
    from tonghop.plan import find_plan_file, load_plan
    from tonghop.plan.checking import check_plan_file
    from tonghop.plan.schedules import check_schedules

    path = file or find_plan_file()
    findings = _check_file("tệp kế hoạch", path, check_plan_file)
    errors = sum(each.severity is Severity.ERROR for each in findings)
    _show_lines(path, findings)
    if not errors:
        plan = load_plan(path)
        others = _check_file("tệp lịch", schedules, lambda place: check_schedules(plan, place))
        _show_lines(schedules, others)
        findings += others
    warnings = sum(each.severity is Severity.WARNING for each in findings)
    verdict = f"không dùng được, có {errors} lỗi" if errors else "dùng được"
    print(f"Tệp kế hoạch {path}: {verdict}{f', {warnings} cảnh báo' if warnings else ''}.")
    return 1 if errors or warnings else 0


def _check_file(what: str, path: Path, check: Callable[[Path], list[Finding]]) -> list[Finding]:
    try:
        return check(path)
    except OSError as error:
        raise InputError(f"Không đọc được {what} {path}: {describe_os_error(error)}.") from error


def _show_lines(path: Path, findings: Sequence[Finding]) -> None:
    for finding in sorted(findings, key=lambda each: int((each.locator or "line0").removeprefix("line"))):
        line = (finding.locator or "").removeprefix("line")
        label = _PLAN_LABELS.get(finding.severity, finding.severity.label)
        print(f"{path}, dòng {line}: {label}: {finding.message}\n    → {finding.fix}")


def verify_outputs(period: str | None, outputs: Path | None) -> int:
    """Print where ledger, archive and outputs disagree; 1 when they do."""
    from tonghop.audit import verify
    from tonghop.ledger import open_ledger
    from tonghop.settings import load_settings

    if period is not None:
        check_period(period)
    settings = load_settings(outputs=outputs)
    if settings.database_url is None and not (settings.outputs / "ledger.db").is_file():
        raise InputError(f"Chưa có sổ theo dõi trong {settings.outputs}. Kiểm tra --outputs hoặc TONGHOP_OUTPUTS.")
    ledger = open_ledger(settings.ledger_url())
    try:
        findings = verify(ledger, settings.outputs / "archive", settings.outputs, period=period)
    finally:
        ledger.close()
    for finding in findings:
        print(f"[{finding.severity.label}] {finding.message}\n    → {finding.fix}")
    serious = [finding for finding in findings if finding.severity is not Severity.ADVICE]
    print("Sổ theo dõi, kho lưu và kết quả khớp nhau." if not serious else f"Có {len(serious)} chỗ không khớp.")
    return 1 if serious else 0
