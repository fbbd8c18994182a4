"""`tonghop verify` finds what was changed behind the ledger's back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tonghop = Callable[..., Any]


def test_untouched_outputs_are_zero(tonghop: Tonghop, outputs: Path) -> None:
    ended = tonghop("verify", "--outputs", outputs)
    assert (ended.code, ended.out) == (0, "Sổ theo dõi, kho lưu và kết quả khớp nhau.\n")
    assert tonghop("verify", "2024-H1", "--outputs", outputs).code == 0


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("archive/??/*", "Bản gốc trong kho lưu không còn nguyên vẹn"),
        ("outbox/2024-H1-v1-UBND.eml", "Thư gửi UBND của dự thảo lần 1 (kỳ 2024-H1) trong hộp thư đi đã bị thay đổi"),
        ("reports/2024-H1/v1/report.docx", "Tệp report.docx của dự thảo lần 1 (kỳ 2024-H1) đã bị thay đổi"),
        ("reports/2024-H1/v1/report.json", "Tệp report.json của dự thảo lần 1 (kỳ 2024-H1) đã bị thay đổi"),
    ],
)
def test_one_changed_byte_is_found_and_the_way_on_is_told(
    tonghop: Tonghop, outputs: Path, pattern: str, told: str
) -> None:
    path = sorted(outputs.glob(pattern))[0]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    for arguments in (["2024-H1"], []):
        ended = tonghop("verify", *arguments, "--outputs", outputs)
        if ended.code == 0:  # an original that belongs to another period
            assert arguments
            assert pattern.startswith("archive")
            continue
        assert ended.code == 1
        assert told in ended.out
        assert "→" in ended.out
    assert ended.code == 1


@pytest.mark.parametrize("pattern", ["archive/??/*", "outbox/2024-H1-v1-STTTT.eml", "reports/2024-H1/v1/annex.xlsx"])
def test_a_missing_file_is_found(tonghop: Tonghop, outputs: Path, pattern: str) -> None:
    sorted(outputs.glob(pattern))[0].unlink()
    ended = tonghop("verify", "--outputs", outputs)
    assert ended.code == 1
    assert "thiếu" in ended.out.lower()


def test_edits_in_the_working_copy_are_nobody_s_fault(tonghop: Tonghop, outputs: Path) -> None:
    next((outputs / "reports" / "2024-H1" / "working").glob("*.docx")).write_bytes(b"edited")
    assert tonghop("verify", "--outputs", outputs).code == 0
