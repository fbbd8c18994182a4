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
secrecy_app = typer.Typer(no_args_is_help=True, help="Mục mang dấu hiệu mật: việc của người có thẩm quyền.")
app.add_typer(secrecy_app, name="secrecy")


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


class Hand(enum.StrEnum):
    """The values of --channel: how a report came that a person brought in by hand."""

    ZALO = "zalo"
    DOCUMENT_SYSTEM = "document-system"
    USB = "usb"
    PAPER = "paper"
    PHONE = "phone"


class Choice(enum.StrEnum):
    """The values of --choice: what was seen on a scan, or whether mails of an unknown sender are taken in."""

    NO_MARK = "no-mark"
    MARK = "mark"
    ACCEPT = "accept"
    IGNORE = "ignore"


class Outcome(enum.StrEnum):
    """The values of --outcome: what came of an item that bears a secrecy mark."""

    SECRET = "secret"  # noqa: S105 (an outcome)
    FALSE_ALARM = "false-alarm"


_INTERRUPTED = 130
"""What typer gives back when somebody pressed Ctrl+C."""

Outputs = Annotated[Path | None, typer.Option(help="Thư mục kết quả (mặc định: outputs).", show_default=False)]
PlanFile = Annotated[Path | None, typer.Option(help="Tệp kế hoạch (mặc định: plans/<năm>.yaml).", show_default=False)]
Folders = Annotated[list[Path] | None, typer.Option("--folder", help="Thư mục dùng chung; ghi nhiều lần nếu có nhiều.")]
Maildirs = Annotated[list[Path] | None, typer.Option("--maildir", help="Hộp thư Maildir; ghi nhiều lần nếu có nhiều.")]
Debug = Annotated[bool, typer.Option("--debug", help="In chi tiết lỗi cho người quản trị.")]
AsFormat = Annotated[Format, typer.Option("--format", help="Cách in kết quả.")]
Files = Annotated[list[Path], typer.Argument(help="Các tệp cần đọc.", metavar="FILE...")]
HitKey = Annotated[str, typer.Argument(help="Mã mục, xem bằng “tonghop secrecy list”.", metavar="KEY")]
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
def form(
    unit: Annotated[str, typer.Argument(help="Mã đơn vị trong tệp kế hoạch, ví dụ TTNC.", metavar="UNIT")],
    period: PeriodCode,
    output: Annotated[Path, typer.Option("-o", "--output", help="Tệp Word sẽ ghi.", metavar="FILE.docx")],
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Lập biểu mẫu báo cáo của một đơn vị: mở bằng Word, điền, in, ký; gửi lại thì đọc đúng từng mục."""
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
    choice: Annotated[
        Choice,
        typer.Option(
            help="Ảnh, bản quét: no-mark (đã xem, không có dấu mật), mark (có dấu mật). Thư chưa rõ người gửi: accept "
            "(là báo cáo, kèm --unit), ignore (không phải báo cáo)."
        ),
    ],
    by: Annotated[str, typer.Option(help="Họ tên người quyết định (người đã xem tệp, xem thư).")],
    unit: Annotated[
        str | None, typer.Option(help="Mã đơn vị của báo cáo trong thư, với accept.", show_default=False)
    ] = None,
    recorded_by: Annotated[
        str | None, typer.Option(help="Họ tên người ghi, nếu là người khác.", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option(help="Ghi chú.", show_default=False)] = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi kết quả xem dấu mật trên ảnh, bản quét, và quyết định về thư chưa rõ người gửi."""
    from cli.inbox import decide_question

    raise typer.Exit(decide_question(outputs, key, choice.value, by=by, unit=unit, recorded_by=recorded_by, note=note))


@secrecy_app.command("list")
def list_secrecy(outputs: Outputs = None, format_: AsFormat = Format.TEXT, debug: Debug = False) -> None:
    """Các mục đang chờ: chỉ mã, thời điểm, kênh nhận và lý do dừng."""
    from cli.running import make_ledger_run
    from cli.secrecy import list_hits

    raise typer.Exit(list_hits(make_ledger_run(outputs), outputs, as_json=format_ is Format.JSON))


@secrecy_app.command("show")
def show_secrecy(
    key: HitKey,
    yes: Annotated[bool, typer.Option("--yes", help="Chắc chắn đầu ra là màn hình của người có thẩm quyền.")] = False,
    folder: Folders = None,
    maildir: Maildirs = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Xem lại tại nơi nhận mục đó là gì, dấu ở đâu; chỉ in ra màn hình, không lưu gì."""
    from cli.running import make_ledger_run
    from cli.secrecy import show_hit

    raise typer.Exit(show_hit(make_ledger_run(outputs, folder, maildir), outputs, key, is_sure=yes))


@secrecy_app.command("resolve")
def resolve_secrecy(
    key: HitKey,
    outcome: Annotated[
        Outcome, typer.Option(help="secret: đúng là tài liệu mật, đã xử lý; false-alarm: báo nhầm, cho tiếp nhận.")
    ],
    by: Annotated[str, typer.Option(help="Họ tên người có thẩm quyền đã xử lý.")],
    recorded_by: Annotated[
        str | None, typer.Option(help="Họ tên người ghi, nếu là người khác.", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option(help="Ghi chú; không ghi nội dung mật.", show_default=False)] = None,
    seen: Annotated[
        str | None,
        typer.Option(help="Mã nội dung mà lệnh show đã in: chỉ ghi khi vẫn đúng tệp đó.", show_default=False),
    ] = None,
    folder: Folders = None,
    maildir: Maildirs = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi kết quả xử lý; từ đó mục này không còn tạm dừng việc gửi."""
    from cli.running import make_ledger_run
    from cli.secrecy import resolve_hit
    from schemas.values import HitOutcome

    run_form = make_ledger_run(outputs, folder, maildir)
    found = HitOutcome(outcome.value)
    raise typer.Exit(resolve_hit(run_form, key, found, seen=seen, by=by, recorded_by=recorded_by, note=note))


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
