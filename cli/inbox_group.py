"""The commands about what waits for a person: inbox list, show, decide, file, export, apply."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsFormat, Debug, Format, Outputs, RecordedBy

inbox_app = typer.Typer(no_args_is_help=True, help="Việc chờ xử lý: xem và ghi quyết định.")

_Key = Annotated[str, typer.Argument(help="Mã việc, xem bằng “tonghop inbox list”.", metavar="KEY")]
_Note = Annotated[str | None, typer.Option(help="Ghi chú, lý do.", show_default=False)]


@inbox_app.command("list")
def list_inbox(
    decided: Annotated[bool, typer.Option("--decided", help="Các việc đã quyết định, thay cho việc đang chờ.")] = False,
    outputs: Outputs = None,
    format_: AsFormat = Format.TEXT,
    debug: Debug = False,
) -> None:
    """Mọi việc đang chờ người xử lý, kèm mã việc và các lựa chọn."""
    from cli.inbox import list_questions

    raise typer.Exit(list_questions(outputs, as_json=format_ is Format.JSON, decided=decided))


@inbox_app.command("show")
def show(key: _Key, outputs: Outputs = None, format_: AsFormat = Format.TEXT, debug: Debug = False) -> None:
    """Một việc: câu trong báo cáo, vị trí, các lựa chọn, hệ quả, quyết định nếu đã có."""
    from cli.inbox import show_question

    raise typer.Exit(show_question(outputs, key, as_json=format_ is Format.JSON))


@inbox_app.command("decide")
def decide(
    key: _Key,
    choice: Annotated[
        str,
        typer.Option(help="Lựa chọn như “tonghop inbox show KEY” liệt kê, ví dụ item:3, unit:TTNC, accept, no-mark."),
    ],
    by: Annotated[str, typer.Option(help="Họ tên người quyết định (người đã xem tệp, xem thư).")],
    unit: Annotated[
        str | None, typer.Option(help="Mã đơn vị của báo cáo trong thư chưa rõ người gửi.", show_default=False)
    ] = None,
    recorded_by: RecordedBy = None,
    note: _Note = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi quyết định về một việc; ghi lại được, lần ghi sau thay lần ghi trước."""
    from cli.deciding import decide_question

    raise typer.Exit(decide_question(outputs, key, choice, by=by, unit=unit, recorded_by=recorded_by, note=note))


@inbox_app.command("file")
def file(
    submission: Annotated[str, typer.Argument(help="Mã báo cáo (vài chữ đầu).", metavar="SUBMISSION")],
    text: Annotated[str, typer.Option(help="Câu trong báo cáo, hoặc một đoạn của câu.")],
    item: Annotated[str, typer.Option(help="Số của nội dung trong kế hoạch, hoặc none: không thuộc nội dung nào.")],
    by: Annotated[str, typer.Option(help="Họ tên người quyết định.")],
    recorded_by: RecordedBy = None,
    note: _Note = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Xếp lại một câu của báo cáo vào đúng nội dung, kể cả câu phần mềm đã tự xếp."""
    from cli.deciding import file_sentence

    raise typer.Exit(
        file_sentence(outputs, submission, text=text, item=item, by=by, recorded_by=recorded_by, note=note)
    )


@inbox_app.command("export")
def export(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Tệp Excel sẽ ghi (mặc định: viec-cho-xu-ly.xlsx).", metavar="FILE.xlsx"),
    ] = None,
    period: Annotated[str | None, typer.Option(help="Chỉ các việc của kỳ này.", show_default=False)] = None,
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi mọi việc đang chờ ra một tệp Excel có ô chọn sẵn, để người chỉ dùng Excel quyết định."""
    from cli.inbox_sheet import export_sheet

    raise typer.Exit(export_sheet(outputs, output or Path("viec-cho-xu-ly.xlsx"), period=period))


@inbox_app.command("apply")
def apply(
    file: Annotated[Path, typer.Argument(help="Tệp Excel đã điền.", metavar="FILE.xlsx")],
    by: Annotated[str, typer.Option(help="Họ tên người nộp tệp; dòng không ghi người quyết định thì tính người này.")],
    outputs: Outputs = None,
    debug: Debug = False,
) -> None:
    """Ghi các quyết định trong tệp Excel; dòng cũ, lạ hoặc sai thì từ chối riêng dòng đó và nói lý do."""
    from cli.inbox_sheet import apply_sheet

    raise typer.Exit(apply_sheet(outputs, file, by=by))
