"""The command about a report that came by hand: check what is declared, take it in, show what it says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from schemas.request import ReceiveForm
from schemas.submission import CheckedSubmission, FiledSubmission
from schemas.values import CheckStatus

if TYPE_CHECKING:
    from schemas.run import Received
    from tonghop.job import Job

_NEW = "Đã ghi nhận báo cáo của {unit}: {said} Mã: {code}."
_KNOWN = "Báo cáo này đã nhận từ trước, mã {code}; lần này không ghi thêm gì. {said}"
_UNFILED = "Chưa đọc được bản gốc trong kho lưu; chạy “tonghop verify” để xem."


def receive_files(files: Sequence[Path], form: ReceiveForm) -> int:
    """Take in one report of all the files; 0 when it is accepted, 1 when a person must look at it.

    Raises InputError with every fault of what is declared.
    """
    from cli.running import make_run
    from tonghop import steps
    from tonghop.intake.declaring import DeclarationError
    from tonghop.job import open_job, read_clock

    try:
        read, declaration = steps.read_report(form, files, now=read_clock())
        with open_job(make_run(steps.find_year(form, read_clock()), None, None, form.outputs, form.plan)) as job:
            received = steps.receive(job, read, declaration)
            if received.submission is not None:
                steps.file_submissions(job, [received.submission])
                steps.ask_waiting(replace(job, is_example=False))
                return _show(job, received, received.submission)
    except DeclarationError as error:
        raise InputError(str(error)) from error
    print(received.reason)
    return 1


def _show(job: "Job", received: "Received", submission_id: str) -> int:
    """What was recorded and what the report is understood to say."""
    from cli.inspecting import show_check
    from tonghop.ledger.submissions import load_submissions

    with job.ledger.read() as connection:
        (filed,) = load_submissions(connection, ids=[submission_id])
    told = _NEW if received.is_new else _KNOWN
    print(told.format(unit=filed.channel.unit, said=_find_said(filed), code=filed.id[:8].upper()))
    if filed.content is None or filed.status is None:
        print(_UNFILED)
        return 1
    checked = CheckedSubmission(content=filed.content, findings=filed.findings, status=filed.status)
    name = ", ".join(file.name for file in filed.files)
    show_check(name, checked, job.plan)
    return 0 if filed.status is CheckStatus.ACCEPTED else 1


def _find_said(filed: FiledSubmission) -> str:
    return next((finding.message for finding in filed.findings if finding.rule == "by-hand"), "")
