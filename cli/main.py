"""The commands. Each is a few lines: open a job, call the steps, show what came of it, choose the exit code."""

import enum
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

app = typer.Typer(
    name="tonghop",
    help="Tổng hợp báo cáo của các đơn vị thành một báo cáo chính thức và gửi đi an toàn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(no_args_is_help=True, help="Tệp kế hoạch của năm.")
app.add_typer(plan_app, name="plan")
inbox_app = typer.Typer(no_args_is_help=True, help="Việc chờ xử lý: xem và ghi quyết định.")
app.add_typer(inbox_app, name="inbox")


class ExitCode(enum.IntEnum):
    """What the exit status tells (design 4.1)."""

    DONE = 0
    LOOK = 1
    WRONG_USE = 2
    FAILED = 3


class Format(enum.StrEnum):
    """How an answer is printed."""

    TEXT = "text"
    JSON = "json"


class Send(enum.StrEnum):
    """The values of --send; the release rules of the plan."""

    PERSON = "person"
    COMPLETE = "complete"
    ALWAYS = "always"
    NEVER = "never"


class Look(enum.StrEnum):
    """The values of --choice: what was seen on a scan."""

    NO_MARK = "no-mark"
    MARK = "mark"


_INTERRUPTED = 130
"""What typer gives back when somebody pressed Ctrl+C."""

Outputs = Annotated[Path | None, typer.Option(help="Thư mục kết quả (mặc định: outputs).", show_default=False)]
PlanFile = Annotated[Path | None, typer.Option(help="Tệp kế hoạch (mặc định: plans/<năm>.yaml).", show_default=False)]
Folders = Annotated[list[Path] | None, typer.Option("--folder", help="Thư mục dùng chung; ghi nhiều lần nếu có nhiều.")]
Maildirs = Annotated[list[Path] | None, typer.Option("--maildir", help="Hộp thư Maildir; ghi nhiều lần nếu có nhiều.")]
Debug = Annotated[bool, typer.Option("--debug", help="In chi tiết lỗi cho người quản trị.")]
AsFormat = Annotated[Format, typer.Option("--format", help="Cách in kết quả.")]
Files = Annotated[list[Path], typer.Argument(help="Các tệp cần đọc.", metavar="FILE...")]
PeriodCode = Annotated[str, typer.Argument(help="2024-H1, 2024-H2, 2024 hoặc 2024-03-01..2024-04-15", metavar="PERIOD")]


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


@inbox_app.command("list")
def list_inbox(outputs: Outputs = None, format_: AsFormat = Format.TEXT, debug: Debug = False) -> None:
    """Mọi việc đang chờ người xử lý, kèm mã việc."""
    from cli.inbox import list_questions

    raise typer.Exit(list_questions(outputs, as_json=format_ is Format.JSON))


@inbox_app.command("decide")
def decide(
    key: Annotated[str, typer.Argument(help="Mã việc, xem bằng “tonghop inbox list”.", metavar="KEY")],
    choice: Annotated[Look, typer.Option(help="no-mark: đã xem, không có dấu mật; mark: có dấu mật.")],
    by: Annotated[str, typer.Option(help="Họ tên người đã xem tệp.")],
    recorded_by: Annotated[
        str | None, typer.Option(help="Họ tên người ghi, nếu là người khác.", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option(help="Ghi chú.", show_default=False)] = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi kết quả xem dấu mật trên ảnh, bản quét."""
    from cli.inbox import decide_question
    from schemas.values import ScanChoice

    looked = ScanChoice(choice.value)
    raise typer.Exit(decide_question(outputs, key, looked, by=by, recorded_by=recorded_by, note=note))


@plan_app.command("check")
def check_plan(
    file: Annotated[Path | None, typer.Argument(help="Tệp kế hoạch; để trống: tệp mới nhất.", metavar="[FILE]")] = None,
    debug: Debug = False,
) -> None:
    """Giải thích mọi lỗi của tệp kế hoạch, kèm dòng và cách sửa."""
    from cli.inspecting import check_plan_files

    raise typer.Exit(check_plan_files(file))


@plan_app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(help="Văn bản kế hoạch: .docx hoặc .txt.", metavar="FILE")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Tệp kế hoạch sẽ ghi; để trống: in ra màn hình.", metavar="FILE.yaml"),
    ] = None,
    debug: Debug = False,
) -> None:
    """Lập tệp kế hoạch từ văn bản để người phụ trách bổ sung; nêu rõ chỗ chưa hiểu và chỗ văn bản không có."""
    from cli.importing import import_plan_file

    raise typer.Exit(import_plan_file(file, output))


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
