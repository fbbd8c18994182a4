"""`tonghop plan import`: open the text, look for marks of secrecy, make the plan file, tell what a person must do."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from tonghop.failures import describe_os_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.document import Finding, ReadDocument
    from schemas.plan import Plan
    from tonghop.plan.importing import ImportedPlan

_MOST_BYTES = 5_000_000
_SHOWN = 60
_MUST_LOOK = 1


def import_plan_file(path: Path, output: Path | None) -> int:
    """Write the plan file to `output`, or print it; always 1, since no text gives all that a plan needs.

    Raises:
        InputError: the file cannot be used, or `output` stands there already; nothing is written then.
        PlanTextError: the text is no plan; nothing is written then.
    """
    from tonghop.plan.importing import import_plan

    _check_output(output)
    document = _read(path)
    imported = import_plan(document.blocks, _load_base())
    if output is None:
        print(imported.text, end="")
    else:
        _write(output, imported.text)
    for line in _list(imported, document.findings, output):
        print(line, file=sys.stderr if output is None else sys.stdout)
    return _MUST_LOOK


def _check_output(output: Path | None) -> None:
    if output is not None and (output.exists() or output.is_symlink()):
        raise InputError(f"Tệp {output} đã có; không ghi đè. Chọn tên khác sau -o, hoặc tự chuyển tệp cũ đi nơi khác.")


def _read(path: Path) -> "ReadDocument":
    """The text of the plan; a mark of secrecy stops here, before anything of it is shown or written."""
    from tonghop.reading import read_documents
    from tonghop.secrecy import find_mark

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"Không đọc được tệp {path}: {describe_os_error(error)}.") from error
    [document] = read_documents([(path.name, data[:_MOST_BYTES])])
    if find_mark([path.name], [document]) is not None:
        raise InputError(
            "Văn bản có dấu hiệu mật: dừng lại, không ghi gì. Giao cho người có thẩm quyền xử lý; "
            "không đưa văn bản mật vào máy có nối mạng."
        )
    if len(data) > _MOST_BYTES:
        raise InputError(
            f"Tệp {path} quá lớn (trên {_MOST_BYTES // 1_000_000} MB). Lưu riêng văn bản kế hoạch, bỏ ảnh."
        )
    if not document.readable or not document.blocks:
        why = " ".join(finding.message for finding in document.findings)
        raise InputError(f"Không đọc được {path}. {why} Lưu văn bản dạng .docx hoặc .txt rồi chạy lại.")
    return document


def _load_base() -> "Plan | None":
    """The newest plan file that can be used; one that is still being completed is passed over."""
    from tonghop.plan import PlanError, find_plan_file, load_plan
    from tonghop.plan.loading import list_plan_years

    for year in reversed(list_plan_years()):
        try:
            return load_plan(find_plan_file(year))
        except PlanError:
            continue
    return None


def _write(output: Path, text: str) -> None:
    """Write a new file, and the folder that it is to stand in; a failure leaves no file behind."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with output.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            output.unlink()
            raise


def _list(imported: "ImportedPlan", findings: "tuple[Finding, ...]", output: Path | None) -> "Iterator[str]":
    doubts = (*imported.doubts, *(f"{finding.message} {finding.fix}" for finding in findings))
    yield from _show("Đã hiểu", imported.understood)
    yield from _show("Chưa hiểu, cần xem lại", doubts)
    yield from _show("Văn bản không có", imported.missing)
    yield from _show("Lấy từ kế hoạch năm trước, kiểm tra xem còn đúng không", imported.taken)
    name = output or "TỆP.yaml"
    yield f"Việc tiếp theo: mở {name}, bổ sung chỗ ghi null, xem lại các mục trên, rồi chạy: tonghop plan check {name}"


def _show(title: str, lines: "tuple[str, ...]") -> "Iterator[str]":
    yield f"{title} ({len(lines)}):"
    for line in lines[:_SHOWN]:
        yield f"  - {line}"
    if len(lines) > _SHOWN:
        yield f"  … và {len(lines) - _SHOWN} mục khác"
