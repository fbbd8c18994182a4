"""The commands that touch the ledger: run, gather, status."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cli.embedded import prepare_prefect
from cli.failures import InputError, check_period
from schemas.period import parse_period
from schemas.request import Request, RunRequest
from schemas.values import ReleaseRule
from tonghop.failures import describe_os_error

_REQUEST_LINES = (
    "Cần các dòng: number (số, ký hiệu), date (ngày, dạng 2024-03-01), asker (cơ quan yêu cầu), scope (nội dung), "
    "deadline (hạn gửi, dạng 2024-04-20); có thể thêm recipients (mã nơi nhận), first và last (từ ngày, đến ngày)."
)

if TYPE_CHECKING:
    from schemas.run import Gathered
    from tonghop.intake.sources import Source
    from tonghop.job import Job


def make_run(
    period: str,
    folders: list[Path] | None,
    maildirs: list[Path] | None,
    outputs: Path | None,
    plan: Path | None,
    *,
    request_file: Path | None = None,
    send: str | None = None,
    dry_run: bool = False,
) -> RunRequest:
    """The run form from what the command line gave.

    Raises InputError when the period or the request cannot be understood.
    """
    check_period(period)
    return RunRequest(
        period=period,
        folders=tuple(folder.absolute() for folder in folders or ()),
        maildirs=tuple(maildir.absolute() for maildir in maildirs or ()),
        plan=plan.absolute() if plan else None,
        outputs=outputs.absolute() if outputs else None,
        request=_read_request(request_file, period, plan) if request_file else None,
        send=ReleaseRule(send) if send else None,
        dry_run=dry_run,
    )


def make_ledger_run(
    outputs: Path | None, folders: list[Path] | None = None, maildirs: list[Path] | None = None
) -> RunRequest:
    """A run form of this year at a ledger that is there; for what belongs to no one period.

    Raises InputError when there is no ledger.
    """
    from tonghop.job import read_clock
    from tonghop.plan import choose_plan_year
    from tonghop.plan.dates import find_office_day
    from tonghop.settings import load_settings

    settings = load_settings(outputs=outputs)
    if settings.database_url is None and not (settings.outputs / "ledger.db").is_file():
        raise InputError(f"Chưa có sổ theo dõi trong {settings.outputs}. Kiểm tra --outputs hoặc TONGHOP_OUTPUTS.")
    return make_run(str(choose_plan_year(find_office_day(read_clock()))), folders, maildirs, outputs, None)


def _read_request(path: Path, period: str, plan_file: Path | None) -> Request:
    from tonghop.job import read_clock
    from tonghop.plan import find_plan_file, load_plan
    from tonghop.plan.dates import find_office_day
    from tonghop.plan.requests import RequestError, read_request
    from tonghop.settings import load_settings

    try:
        values = YAML(typ="base").load(path.read_bytes())  # every value as it is written: 031 and 31/02 stay text
    except OSError as error:
        raise InputError(f"Không đọc được văn bản yêu cầu {path}: {describe_os_error(error)}.") from error
    except YAMLError as error:
        raise InputError(f"Văn bản yêu cầu {path} không đúng cách viết YAML. {_REQUEST_LINES}") from error
    if not isinstance(values, dict):
        raise InputError(f"Văn bản yêu cầu {path} không có dòng nào dùng được. {_REQUEST_LINES}")
    named = load_settings(plan=plan_file).plan
    try:
        _, request = read_request(
            {str(name): value for name, value in values.items()},
            plan_of=lambda year: load_plan(named or find_plan_file(year)),
            today=find_office_day(read_clock()),
            period=parse_period(period),
        )
    except RequestError as error:
        raise InputError(f"{path}: {error}\n{_REQUEST_LINES}") from error
    return request


def run_consolidation(run: RunRequest) -> int:
    """Run the main job as a Prefect flow and show the closing table; the exit code tells whether a person must look."""
    from cli.console import make_console
    from cli.show import show_closing
    from tonghop.job import open_job

    console = make_console()
    with open_job(run) as job:  # a bad plan or setting stops here, before Prefect starts and before anything is read
        outputs = job.settings.outputs
        _accept_request(job)
        _ = job.smtp
        if not job.sources:
            console.print("Chưa cấu hình nguồn nhận nào: chỉ tổng hợp từ những báo cáo đã nhận trước đây.")
    _start_prefect(console, outputs)
    from flows.consolidate import consolidate
    from tasks.endings import IncompleteError

    with console.status("Đang nhận báo cáo, tổng hợp và lập dự thảo …"):
        try:
            gathered, drafted, outcomes = consolidate(run)
        except IncompleteError as told:  # a source could not be looked at: the closing table says which
            gathered, drafted, outcomes = told.values

    from tonghop.status import find_status

    with open_job(run) as job:
        status, report = find_status(job)
        show_closing(
            console,
            status,
            report,
            job.plan,
            gathered=gathered,
            drafted=drafted,
            outcomes=outcomes,
            outputs=outputs,
            settle_seconds=job.settings.settle_seconds,
        )
    must_look = (
        status.waiting
        or any(outcome.needs_person for outcome in outcomes)
        or any(each.failure or each.held or each.strangers or each.secrecy_holds for each in gathered)
    )
    return 1 if must_look else 0


def _accept_request(job: "Job") -> None:
    from tonghop import steps
    from tonghop.plan.requests import RequestError

    if job.run.request is None:
        return
    try:
        steps.accept_request(job)
    except RequestError as error:
        raise InputError(str(error)) from error


def _start_prefect(console: Console, outputs: Path) -> None:
    if prepare_prefect(outputs):
        console.print("Lần chạy đầu tiên: đang chuẩn bị Prefect, mất khoảng nửa phút …")


def run_gathering(run: RunRequest) -> int:
    """Take in and file what the sources hold and answer the units; no draft. Needs no Prefect."""
    from cli.console import make_console
    from cli.show import show_intake, show_settling
    from tonghop import steps
    from tonghop.job import open_job

    console = make_console()
    with open_job(run) as job:
        gathered = []
        for source in job.sources:
            with console.status(f"Đang xem {source.kind.label} …"):
                gathered.append(_gather(job, source))
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        steps.ask_waiting(job)
        steps.send_receipts(job)
        show_settling(console, gathered, job.settings.settle_seconds)
    show_intake(console, gathered)
    return 1 if any(each.failure or each.held or each.strangers or each.secrecy_holds for each in gathered) else 0


def _gather(job: "Job", source: "Source") -> "Gathered":
    """A source that cannot be looked at is told and stops no other."""
    from schemas.run import Gathered
    from tonghop import steps
    from tonghop.intake.sources import SourceError

    try:
        return steps.gather(job, source)
    except SourceError as error:
        return Gathered(source=source.name, failure=str(error))


def show_status(run: RunRequest, *, as_json: bool) -> int:
    """Print where the period stands; 1 when something waits for a person."""
    from cli.console import make_console
    from cli.show import show_status_table
    from tonghop.job import open_job
    from tonghop.status import find_status, to_json

    if (
        run.outputs is not None and not run.outputs.is_dir()
    ):  # mistyped: an empty table would look like "nobody reported"
        raise InputError(f"Không có thư mục kết quả {run.outputs}. Kiểm tra lại --outputs.")
    with open_job(run) as job:
        status, report = find_status(job)
        if as_json:
            print(json.dumps(to_json(status), ensure_ascii=False))
        else:
            show_status_table(make_console(), status, report, job.plan)
    return 1 if status.waiting else 0
