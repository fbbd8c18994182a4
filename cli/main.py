"""The commands. Each is a few lines: open a job, call the steps, show what came of it, choose the exit code."""

import enum
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from cli.adjust_command import adjust
from cli.groups import plan_app, secrecy_app
from cli.inbox_group import inbox_app
from cli.options import AsFormat, Debug, Files, Folders, Format, Hand, Maildirs, Outputs, PeriodCode, PlanFile, Send

app = typer.Typer(
    name="tonghop",
    help="Tổng hợp báo cáo của các đơn vị thành một báo cáo chính thức và gửi đi an toàn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(plan_app, name="plan")
app.add_typer(inbox_app, name="inbox")
app.add_typer(secrecy_app, name="secrecy")


class ExitCode(enum.IntEnum):
    """What the exit status tells (design 4.1)."""

    DONE = 0
    LOOK = 1
    WRONG_USE = 2
    FAILED = 3


_INTERRUPTED = 130
"""What typer gives back when somebody pressed Ctrl+C."""


@app.command()
def run(
    period: PeriodCode,
    folder: Folders = None,
    maildir: Maildirs = None,
    request: Annotated[Path | None, typer.Option(help="Văn bản yêu cầu báo cáo đột xuất (tệp YAML).")] = None,
    send: Annotated[Send | None, typer.Option(help="Cách gửi; mặc định theo kế hoạch.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nhận và xem, không lập dự thảo, không gửi.")] = False,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Việc chính: nhận báo cáo, tổng hợp, lập dự thảo, gửi theo quy tắc phát hành."""
    from cli.running import make_run, run_consolidation

    form = make_run(period, folder, maildir, outputs, plan, request_file=request, send=send, dry_run=dry_run)
    raise typer.Exit(run_consolidation(form))


@app.command()
def gather(
    folder: Folders = None,
    maildir: Maildirs = None,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Chỉ nhận báo cáo mới từ các nguồn, chưa lập dự thảo."""
    from cli.running import make_run, run_gathering
    from tonghop.job import read_clock
    from tonghop.plan import choose_plan_year
    from tonghop.plan.dates import find_office_day

    year = str(choose_plan_year(find_office_day(read_clock())))
    raise typer.Exit(run_gathering(make_run(year, folder, maildir, outputs, plan)))


@app.command()
def receive(
    unit: Annotated[str, typer.Option(help="Mã đơn vị có báo cáo.")],
    channel: Annotated[
        Hand,
        typer.Option(
            help="zalo; document-system: hệ thống quản lý văn bản; usb; paper: bản giấy; phone: điện thoại (gõ lại "
            "thành tệp .docx hoặc .txt)."
        ),
    ],
    received_at: Annotated[str, typer.Option(help="Lúc nhận, giờ Việt Nam, như “2024-06-18 16:50”.")],
    by: Annotated[str, typer.Option(help="Họ tên người đã nhận và khai báo.")],
    files: Annotated[list[Path] | None, typer.Argument(help="Các tệp của một báo cáo.", metavar="FILE...")] = None,
    period: Annotated[str, typer.Option(help="Kỳ báo cáo; mặc định theo nội dung báo cáo.", show_default=False)] = "",
    note: Annotated[str, typer.Option(help="Ghi chú.", show_default=False)] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Xác nhận lúc nhận đã quá 60 ngày là đúng.")] = False,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Ghi nhận báo cáo nhận qua Zalo, USB, hệ thống văn bản, bản giấy, điện thoại, theo khai báo của người nhận."""
    from cli.receiving import receive_files
    from schemas.request import ReceiveForm

    form = ReceiveForm(
        unit=unit,
        channel=channel.value,
        received_at=received_at,
        by=by,
        period=period,
        note=note,
        confirmed=yes,
        outputs=outputs,
        plan=plan,
    )
    raise typer.Exit(receive_files(files or [], form))


@app.command()
def reread(
    period: PeriodCode,
    by: Annotated[str, typer.Option(help="Họ tên người cho đọc lại.")],
    unit: Annotated[str | None, typer.Option(help="Mã đơn vị; mặc định mọi đơn vị.", show_default=False)] = None,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Đọc lại các báo cáo của một kỳ theo kế hoạch và mô hình hiện nay, nói rõ thay đổi; không tự chạy."""
    from cli.rereading import reread_period
    from cli.running import make_run

    raise typer.Exit(reread_period(make_run(period, None, None, outputs, plan), unit=unit, by=by))


@app.command()
def read(files: Files, format_: AsFormat = Format.TEXT, debug: Debug = False) -> None:
    """In mọi chữ nhìn thấy được của tệp, kèm vị trí."""
    from cli.inspecting import read_files

    raise typer.Exit(read_files(files, as_json=format_ is Format.JSON))


@app.command()
def check(
    files: Files,
    unit: Annotated[str | None, typer.Option(help="Mã đơn vị do người nhận khai báo.")] = None,
    sender: Annotated[str | None, typer.Option(help="Địa chỉ thư của người gửi.")] = None,
    format_: AsFormat = Format.TEXT,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Cho biết một báo cáo được hiểu thế nào và còn gì phải sửa; không ghi sổ."""
    from cli.inspecting import check_files

    raise typer.Exit(check_files(files, unit=unit, sender=sender, plan_file=plan, as_json=format_ is Format.JSON))


@app.command()
def explain(format_: AsFormat = Format.TEXT, plan: PlanFile = None, debug: Debug = False) -> None:
    """Mỗi dòng nhập vào là một câu: cho biết câu đó thuộc nội dung nào, chắc đến đâu, vì những chữ nào."""
    from cli.explaining import explain_lines

    raise typer.Exit(explain_lines(plan, as_json=format_ is Format.JSON))


@app.command()
def form(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị trong tệp kế hoạch, ví dụ TTNC.", metavar="UNIT")],
    period: PeriodCode,
    output: Annotated[Path, typer.Option("-o", "--output", help="Tệp Word sẽ ghi.", metavar="FILE.docx")],
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Lập biểu mẫu báo cáo của một đơn vị: mở bằng Word, điền, in, ký; gửi lại thì đọc đúng từng nội dung."""
    from cli.forming import write_form

    raise typer.Exit(write_form(unit, period, output, outputs, plan))


@app.command()
def status(
    period: PeriodCode,
    format_: AsFormat = Format.TEXT,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Đơn vị nào đã nộp, nộp muộn, còn thiếu; việc gì đang chờ."""
    from cli.running import make_run, show_status

    raise typer.Exit(show_status(make_run(period, None, None, outputs, plan), as_json=format_ is Format.JSON))


app.command()(adjust)


@app.command()
def verify(
    period: Annotated[str | None, typer.Argument(help="Kỳ báo cáo; để trống: tất cả.", metavar="[PERIOD]")] = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Chứng minh sổ theo dõi, kho lưu và kết quả khớp nhau."""
    from cli.inspecting import verify_outputs

    raise typer.Exit(verify_outputs(period, outputs))


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng của trang quản lý trên máy này.")] = 4200,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Chạy tất cả trên một máy: máy chủ, lịch chạy, các worker; phần nào dừng thì tự chạy lại."""
    from cli.serving import serve as serve_here

    raise typer.Exit(serve_here(port, outputs, debug=debug))


@app.command()
def deploy(debug: Debug = False) -> None:
    """Đưa các công việc, lịch chạy theo kế hoạch và cảnh báo lên máy chủ Prefect của PREFECT_API_URL."""
    from cli.deploying import deploy as deploy_there

    raise typer.Exit(deploy_there())


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a failure ends with one Vietnamese message and its exit code, a traceback only with --debug."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = app(args=given, standalone_mode=False)
    except TyperException as error:
        message = error.format_message()  # empty after the help that stands for a missing command
        _fail(_explain_usage(message) if message.strip() else "", ExitCode.WRONG_USE)
    except (typer.Abort, KeyboardInterrupt):
        code = _INTERRUPTED
    except Exception as error:
        if "--debug" in given:
            traceback.print_exc()
        _fail(*_explain(error))
    if code == _INTERRUPTED:
        _fail("Đã dừng theo yêu cầu. Chạy lại lệnh này để làm tiếp; không có gì bị mất.", ExitCode.FAILED)
    sys.exit(code or ExitCode.DONE)


def _explain_usage(message: str) -> str:
    from cli.failures import explain_usage

    return f"Lệnh chưa đúng: {explain_usage(message)}\nXem cách dùng: tonghop --help"


def _explain(error: Exception) -> tuple[str, ExitCode]:
    from cli.failures import explain_failure

    message, is_wrong_use = explain_failure(error)
    return message, ExitCode.WRONG_USE if is_wrong_use else ExitCode.FAILED


def _fail(message: str, code: ExitCode) -> None:
    if message:
        print(message, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
