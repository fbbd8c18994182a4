"""`tonghop adjust`: one figure changed on somebody's word, shown with its trace in what is drafted next, taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from cli.adjusting import parse_figure
from cli.failures import InputError
from tonghop import steps

Tonghop = Callable[..., Any]
WHO = ("--asked-by", "Chị Hoa", "--channel", "phone", "--why", "đếm sót tin tháng 6", "--by", "Lê An")
PORTAL = ("--unit", "VP", "--item", "4", "--old", "41", "--new", "45")


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("012", 12), ("1.246", 1246), ("71,5", 71.5), ("11.974.405,56", 11974405.56), (" 7 ", 7), ("0", 0)],
)
def test_a_number_is_read_as_a_report_writes_it(text, value):
    assert parse_figure(text) == value


@pytest.mark.parametrize("text", ["", "1.5", "12.46", "1,246.5", "-3", "mười hai", "12 lớp", "1e3", "1.2460"])
def test_what_is_no_number_of_a_report_is_refused(text):
    with pytest.raises(InputError, match="Viết như trong báo cáo"):
        parse_figure(text)


def draft(open_work: Callable[..., Any], outputs: Path) -> Path:
    with open_work(outputs) as job:
        drafted = steps.draft(job)
    return outputs / "reports" / "2024-H1" / f"v{drafted.version}"


def read(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_changed_figure_makes_a_version_in_which_all_files_tell_it(
    tonghop: Tonghop, outputs: Path, open_work: Callable[..., Any]
) -> None:
    before = json.loads((outputs / "reports" / "2024-H1" / "v1" / "report.json").read_bytes())
    ended = tonghop("adjust", "2024-H1", *PORTAL, *WHO, "--outputs", outputs)
    assert ended.code == 0, ended.err
    assert "Đã ghi điều chỉnh số 1" in ended.out and "chờ văn bản xác nhận" in ended.out

    version = draft(open_work, outputs)
    assert version.name == "v2"
    facts = json.loads((version / "report.json").read_bytes())
    totals = {(one["indicator"], one["scope"]): one for one in facts["totals"]}
    changed = totals["tin-bai-cong", "period"]
    old = next(one for one in before["totals"] if (one["indicator"], one["scope"]) == ("tin-bai-cong", "period"))
    assert (changed["value"], changed["adjusted_from"]) == (old["value"] + 4, old["value"])
    (adjustment,) = facts["adjustments"]
    assert (adjustment["old"], adjustment["new"], adjustment["state"], adjustment["found"]) == (41, 45, "pending", 41)

    release, internal = read(version / "report.docx"), read(version / "report-internal.docx")
    for text in (release, internal):
        assert "KH&CN Quảng Trị: 45 tin, bài." in text
    assert "41 tin, bài" not in release
    assert "Chị Hoa" in internal and "điều chỉnh 41 → 45 tin, bài, chờ văn bản xác nhận" in internal
    assert "Chị Hoa" not in release and "điều chỉnh" not in release
    sheet = openpyxl.load_workbook(version / "annex.xlsx")["Điều chỉnh"]
    assert [row[4:6] for row in sheet.iter_rows(min_row=4, values_only=True)] == [(41, 45)]
    assert draft(open_work, outputs) == version  # nothing more has changed


def test_a_withdrawn_change_gives_back_what_the_unit_reported(
    tonghop: Tonghop, outputs: Path, open_work: Callable[..., Any]
) -> None:
    tonghop("adjust", "2024-H1", *PORTAL, *WHO, "--outputs", outputs)
    draft(open_work, outputs)
    given = ("--withdraw", "1", "--why", "ghi nhầm đơn vị", "--by", "Lê An", "--outputs", outputs)
    assert "Đã thu hồi điều chỉnh số 1" in tonghop("adjust", "2024-H1", *given).out
    assert "đã được thu hồi từ trước" in tonghop("adjust", "2024-H1", *given).out
    facts = json.loads((draft(open_work, outputs) / "report.json").read_bytes())
    assert facts["adjustments"] == []
    listed = tonghop("adjust", "2024-H1", "--list", "--outputs", outputs)
    assert listed.code == 0 and "đã thu hồi (Lê An" in listed.out and "ghi nhầm đơn vị" in listed.out


def test_the_list_tells_one_object_per_change(tonghop: Tonghop, outputs: Path) -> None:
    assert "chưa có điều chỉnh" in tonghop("adjust", "2024-H1", "--list", "--outputs", outputs).out
    tonghop("adjust", "2024-H1", *PORTAL, *WHO, "--outputs", outputs)
    tonghop("adjust", "2024-H1", "--total", "doan-ra", "--old", "07", "--new", "8", *WHO, "--outputs", outputs)
    listed = tonghop("adjust", "2024-H1", "--list", "--format", "json", "--outputs", outputs)
    first, second = map(json.loads, listed.out.splitlines())
    assert (first["unit"], first["new"], first["state"], first["withdrawn"]) == ("VP", 45, "pending", None)
    assert (second["unit"], second["indicator"], second["new"]) == (None, "doan-ra", 8)


def test_of_a_unit_it_asks_a_report_and_of_a_total_it_tells_that_the_sentences_stay(
    tonghop: Tonghop, outputs: Path
) -> None:
    own = tonghop("adjust", "2024-H1", *PORTAL, *WHO, "--outputs", outputs).out
    total = tonghop(
        "adjust", "2024-H1", "--total", "doan-ra", "--old", "7", "--new", "8", *WHO, "--outputs", outputs
    ).out
    assert "gửi lại báo cáo có số 45" in own and "vẫn ghi số cũ" not in own
    assert "Các câu của đơn vị vẫn ghi số cũ" in total and "gửi lại báo cáo" not in total
    assert "[" not in own + total, "codes stand where an option needs them alone"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((*PORTAL[:4], "--old", "12", "--new", "13", *WHO), "Không thấy số 12"),
        (("--unit", "XX", *PORTAL[2:], *WHO), "Không có đơn vị mã “XX”"),
        ((*PORTAL, *WHO[:-2]), "Ghi --by"),
        (PORTAL, "Ghi --asked-by, --channel, --why, --by"),
        ((*PORTAL[:4], "--old", "mười", "--new", "13", *WHO), "Không hiểu số “mười”"),
        ((*PORTAL, *WHO[:2], "--channel", "fax", *WHO[4:]), "--channel phải là một trong"),
        (("--withdraw", "9", "--by", "A", "--why", "B"), "không có điều chỉnh số 9"),
    ],
)
def test_what_is_not_certain_records_nothing(
    tonghop: Tonghop, outputs: Path, given: tuple[str, ...], told: str
) -> None:
    ended = tonghop("adjust", "2024-H1", *given, "--outputs", outputs)
    assert ended.code == 2 and told in ended.err
    assert "chưa có điều chỉnh" in tonghop("adjust", "2024-H1", "--list", "--outputs", outputs).out
