"""`tonghop form`: a file of its own, never over another one; what is unknown is told with what is known."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

Tonghop = Callable[..., Any]


def test_a_form_is_written_and_never_over_another_file(tonghop: Tonghop, tmp_path: Path) -> None:
    file = tmp_path / "new" / "form.docx"
    ended = tonghop("form", "TTNC", "2024-H1", "-o", file)
    assert (ended.code, ended.err) == (0, "")
    assert str(file) in ended.out
    assert Document(io.BytesIO(file.read_bytes())).tables[0].cell(1, 0).text.endswith("/BC-TTNC")
    before = file.read_bytes()
    again = tonghop("form", "VP", "2024-H1", "-o", file)
    assert again.code == 2
    assert "không ghi đè" in again.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("unit", "period", "name", "told"),
    [
        ("KHAC", "2024-H1", "a.docx", "VP, QLCN, TTNC"),
        ("TTNC", "2024-H3", "a.docx", "2024-H1, 2024-H2"),
        ("TTNC", "2024-H1", "a.pdf", ".docx"),
    ],
)
def test_a_wrong_unit_period_or_name_writes_nothing(
    unit: str, period: str, name: str, told: str, tonghop: Tonghop, tmp_path: Path
) -> None:
    ended = tonghop("form", unit, period, "-o", tmp_path / name)
    assert ended.code == 2
    assert told in ended.err
    assert not (tmp_path / name).exists()
