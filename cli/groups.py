"""The commands of two words: about the plan file, what waits for a person, what bears a secrecy mark."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsFormat, Choice, Debug, Folders, Format, HitKey, Maildirs, Outcome, Outputs

plan_app = typer.Typer(no_args_is_help=True, help="Tệp kế hoạch của năm.")
inbox_app = typer.Typer(no_args_is_help=True, help="Việc chờ xử lý: xem và ghi quyết định.")
secrecy_app = typer.Typer(no_args_is_help=True, help="Mục mang dấu hiệu mật: việc của người có thẩm quyền.")


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
