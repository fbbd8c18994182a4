"""`tonghop form`: make a unit's form and write it to a file of its own."""

from pathlib import Path

from cli.failures import InputError, check_period
from schemas.period import parse_period
from schemas.request import RunRequest


def write_form(unit: str, period: str, output: Path, outputs: Path | None, plan: Path | None) -> int:
    """Write the form to `output`; always 0.

    Raises:
        InputError: unit or period is unknown, or `output` stands there already; nothing is written then.
    """
    check_period(period)
    if output.suffix.lower() != ".docx":
        raise InputError(f"Biểu mẫu là tệp Word: đặt tên sau -o có đuôi .docx (đang là {output}).")
    if output.exists() or output.is_symlink():
        raise InputError(f"Tệp {output} đã có; không ghi đè. Chọn tên khác sau -o, hoặc tự chuyển tệp cũ đi nơi khác.")
    _write(output, _make(unit, period, outputs, plan))
    name = parse_period(period).name
    print(f"Đã lập biểu mẫu {output}: đơn vị {unit}, kỳ {name}. Mở bằng Word, điền, in và ký; gửi lại chính tệp này.")
    return 0


def _make(unit: str, period: str, outputs: Path | None, plan: Path | None) -> bytes:
    from tonghop.job import open_job
    from tonghop.steps.forming import make_form

    run = RunRequest(
        period=period,
        outputs=outputs.absolute() if outputs else None,
        plan=plan.absolute() if plan else None,
    )
    with open_job(run) as job:
        try:
            return make_form(job, unit)
        except ValueError as error:
            raise InputError(str(error)) from error


def _write(output: Path, data: bytes) -> None:
    """Write a new file, and the folder that it is to stand in; a failure leaves no file behind."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            output.unlink()
            raise
