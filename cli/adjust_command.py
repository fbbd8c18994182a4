"""The options of `tonghop adjust`. Keeps out what it does (adjusting), which loads the ledger."""

from typing import Annotated

import typer

from cli.options import AsFormat, Asking, Debug, Format, Outputs, PeriodCode, PlanFile, ScopeName


def adjust(
    period: PeriodCode,
    unit: Annotated[str | None, typer.Option(help="Mã đơn vị có số liệu cần sửa.", show_default=False)] = None,
    item: Annotated[int | None, typer.Option(help="Nội dung của kế hoạch (1-6).", show_default=False)] = None,
    total: Annotated[
        str | None, typer.Option(help="Sửa một tổng số: mã chỉ tiêu, thay cho --unit và --item.", show_default=False)
    ] = None,
    old: Annotated[str | None, typer.Option(help="Số đang được tính.", show_default=False)] = None,
    new: Annotated[str | None, typer.Option(help="Số đúng.", show_default=False)] = None,
    asked_by: Annotated[str | None, typer.Option(help="Ai đề nghị sửa.", show_default=False)] = None,
    channel: Annotated[
        Asking | None,
        typer.Option(
            help="Đề nghị bằng cách nào: phone (điện thoại), zalo, mail (thư), document (văn bản), meeting (gặp).",
            show_default=False,
        ),
    ] = None,
    why: Annotated[str | None, typer.Option(help="Vì sao sửa (hoặc vì sao thu hồi).", show_default=False)] = None,
    by: Annotated[str | None, typer.Option(help="Họ tên người ghi.", show_default=False)] = None,
    indicator: Annotated[str | None, typer.Option(help="Mã chỉ tiêu, để chỉ rõ số.", show_default=False)] = None,
    measure: Annotated[str | None, typer.Option(help="Đơn vị tính, để chỉ rõ số.", show_default=False)] = None,
    scope: Annotated[
        ScopeName | None,
        typer.Option(
            help="Để chỉ rõ số: period (trong kỳ), cumulative (lũy kế), planned (dự kiến).", show_default=False
        ),
    ] = None,
    text: Annotated[str | None, typer.Option(help="Một đoạn của câu, để chỉ rõ số.", show_default=False)] = None,
    list_: Annotated[bool, typer.Option("--list", help="Xem các điều chỉnh của kỳ.")] = False,
    withdraw: Annotated[int | None, typer.Option(help="Thu hồi điều chỉnh có số này.", show_default=False)] = None,
    format_: AsFormat = Format.TEXT,
    outputs: Outputs = None,
    plan: PlanFile = None,
    debug: Debug = False,
) -> None:
    """Điều chỉnh một số liệu theo đề nghị của đơn vị, chờ văn bản xác nhận; xem và thu hồi điều chỉnh."""
    from cli import adjusting

    if list_:
        raise typer.Exit(adjusting.list_changes(period, outputs, plan, as_json=format_ is Format.JSON))
    if withdraw is not None:
        raise typer.Exit(adjusting.withdraw_change(period, withdraw, outputs, plan, by or "", why or ""))
    told = {"unit": unit, "item": item, "total": total, "old": old, "new": new, "asked_by": asked_by}
    told |= {"channel": channel, "why": why, "by": by, "indicator": indicator, "measure": measure, "text": text}
    raise typer.Exit(adjusting.change_figure(period, outputs, plan, told | {"scope": scope}))
