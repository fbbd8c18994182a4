"""The commands of two words: about the plan file, what bears a secrecy mark."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsFormat, Debug, Folders, Format, HitKey, Maildirs, Outcome, Outputs, PlanFile, RecordedBy

plan_app = typer.Typer(no_args_is_help=True, help="Tệp kế hoạch của năm.")
secrecy_app = typer.Typer(no_args_is_help=True, help="Mục mang dấu hiệu mật: việc của người có thẩm quyền.")


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
    recorded_by: RecordedBy = None,
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
    """Giải thích mọi lỗi của tệp kế hoạch, kèm dòng và cách xử lý."""
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


@plan_app.command("learn")
def learn_plan(
    plan: PlanFile = None,
    outputs: Outputs = None,
    no_ledger: Annotated[
        bool, typer.Option("--no-ledger", help="Chỉ dùng tệp ví dụ, không lấy quyết định từ sổ theo dõi.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Thay mô hình dù mô hình mới kém hơn.")] = False,
    debug: Debug = False,
) -> None:
    """Đưa các câu Văn phòng đã xếp vào tệp ví dụ, rồi lập lại mô hình xếp câu không có tiêu đề."""
    from cli.learning import learn

    raise typer.Exit(learn(plan, outputs, with_ledger=not no_ledger, force=force))
