"""Filled forms through LibreOffice: saved anew in another format, or printed, they say what was typed."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.report import Total
from schemas.submission import Channel, CheckedSubmission
from schemas.values import CheckStatus, Precision, Scope
from tonghop.checking import check_submission
from tonghop.reading import read_documents
from tonghop.reading.limits import Limits
from tonghop.reading.ocr import find_tesseract, recognise
from tonghop.reading.pdf import count_pages, render_page
from tonghop.rendering.forms import render_form
from tonghop.understanding import understand

pytestmark = pytest.mark.acceptance

FORMATS = ("docx", "pdf")
LONG = " ".join(["Phối hợp với các sở, ngành và địa phương tuyên truyền chủ trương, chính sách đến nhân dân."] * 12)
SECTIONS = {
    "section:direction": ["Đã ban hành 02 văn bản triển khai."],
    "section:budget": ["Đã sử dụng 71 triệu đồng."],
    "section:strengths": ["Phối hợp chặt chẽ với các đơn vị."],
    "section:causes": ["Nhân lực còn thiếu."],
    "section:tasks": ["Đăng 15 tin, bài trên Báo Quảng Trị trong 6 tháng cuối năm 2024."],
    "section:proposals": ["Đề nghị bố trí thêm kinh phí.", "Đề nghị mở lớp tập huấn."],
}
CASES: dict[str, tuple[dict[str, list[Any]], tuple[int, ...]]] = {
    "untouched": ({}, ()),
    "nothing at all": ({}, (1, 2, 3, 4, 5, 6)),
    "lines and a table": (
        {
            **SECTIONS,
            "item:1": ["Tổ chức 03 buổi tuyên truyền về chuyển đổi số cho 120 lượt người (ngày 12/3/2024)."],
            "item:3": [
                "Tham gia Techfest vùng Bắc Trung Bộ tại Huế ngày 19/4/2024 với 02 gian hàng.",
                "- Đón 03 đoàn khách quốc tế với 15 lượt người.",
                "- Cử 01 đoàn đi công tác tại Lào với 04 lượt người.",
            ],
            "item:4": [
                "Kết quả cụ thể như sau:",
                [
                    ["STT", "Nội dung", "Số lượng", "Đơn vị tính"],
                    ["1", "Tin, bài trên Cổng Thông tin điện tử", "25", "tin, bài"],
                    ["2", "Bài trên Báo Quảng Trị", "04", "bài"],
                ],
            ],
            "item:6": ["Ký kết 01 biên bản ghi nhớ với tỉnh Savannakhet (Lào)."],
        },
        (2, 5),
    ),
    "lines like headings, and many pages": (
        {
            **SECTIONS,
            "item:1": [LONG, "Tổ chức 02 buổi phổ biến nghị quyết cho 85 lượt người.", LONG],
            "item:2": ["Ban hành 05 văn bản.", "Hợp tác quốc tế về khoa học và công nghệ:", "Mở 01 lớp tập huấn."],
            "item:3": ["1. Tham gia Techfest tại Huế.", "2. Tham gia Techdemo tại Đà Nẵng.", LONG, LONG],
            "item:4": ["Đăng 41 tin, bài trên Cổng Thông tin điện tử.", LONG, LONG, "Phát hành 02 số Đặc san."],
            "item:5": ["Cử 03 cán bộ tập huấn nghiệp vụ.", "Không phát sinh vụ việc phải phát ngôn."],
            "item:6": [LONG, "Duy trì 36 điểm thông tin khoa học và công nghệ."],
        },
        (),
    ),
}  # fmt: skip


def make_previous() -> list[Total]:
    """Figures enough for several lines on the page."""
    told = [(4, "tin-bai-cong", "tin, bài", 1246), (4, "so-dac-san", "số", 7), (4, "so-ban-tin", "số", 9)]
    told += [(4, "tin-bai-bao-quang-tri", "tin, bài", 77), (4, "chuyen-muc-truyen-hinh", "chuyên mục", 55)]
    told += [(3, "doan-vao", "đoàn", 66), (6, "bien-ban-ghi-nho", "văn bản", 88)]
    return [
        Total(
            item=item,
            indicator=name,
            measure=measure,
            scope=Scope.PERIOD,
            value=value,
            precision=Precision.EXACT,
            parts=(),
        )
        for item, name, measure, value in told
    ]


@pytest.fixture(scope="module")
def saved(
    plan: Plan,
    fill_form: Callable[..., bytes],
    lack: Callable[[str], None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Each case as it was filled in, `<number>.docx`, and in a folder of each format as LibreOffice saved it."""
    directory = tmp_path_factory.mktemp("forms")
    form = render_form(plan, "TTNC", "2024-H1", make_previous())
    files = [directory / f"{number}.docx" for number in range(len(CASES))]
    for file, (texts, ticked) in zip(files, CASES.values(), strict=True):
        file.write_bytes(fill_form(form, texts, ticked))
    soffice = shutil.which("soffice")
    if soffice is None:
        lack("LibreOffice")
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    for format_ in FORMATS:
        command = [soffice, profile, "--headless", "--convert-to", format_, "--outdir", directory / format_, *files]
        subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)
    return directory


@pytest.fixture
def read(plan: Plan) -> Callable[[Path, str], list[CheckedSubmission]]:
    """read(folder, format): what each case says, in their order."""

    def check(folder: Path, format_: str) -> list[CheckedSubmission]:
        paths = [folder / f"{number}.{format_}" for number in range(len(CASES))]
        documents = read_documents([(path.name, path.read_bytes()) for path in paths])
        told = [(understand([document], Channel(), plan), document.findings) for document in documents]
        return [check_submission(content, of, readable=True, channel=Channel(), plan=plan) for content, of in told]

    return check


def tell(checked: CheckedSubmission) -> dict[str, Any]:
    """Everything but places and what a format brings with it."""
    content = checked.content
    return {
        "of": (content.unit, content.period, checked.status),
        "items": {
            number: (report.state, [(one.text, one.dates, one.quantities) for one in report.activities])
            for number, report in content.items.items()
        },
        "sections": {name: [text.text for text in texts] for name, texts in content.sections.items()},
        "unassigned": [text.text for text in content.unassigned],
        "rules": sorted(finding.rule for finding in checked.findings),
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_a_form_saved_by_libreoffice_or_printed_says_what_the_filled_one_says(
    format_: str, saved: Path, read: Callable[[Path, str], list[CheckedSubmission]]
) -> None:
    whole, anew = (map(tell, read(*of)) for of in ((saved, "docx"), (saved / format_, format_)))
    for (name, (texts, ticked)), filled, again in zip(CASES.items(), whole, anew, strict=True):
        assert again == filled, name
        assert filled["of"][:2] == ("TTNC", "2024-H1")
        assert filled["of"][2] is (CheckStatus.ACCEPTED if texts or ticked else CheckStatus.NEEDS_PERSON)
        assert filled["unassigned"] == []


def test_a_scanned_form_gives_the_figures_of_this_period_alone(
    saved: Path, plan: Plan, read: Callable[[Path, str], list[CheckedSubmission]], lack: Callable[[str], None]
) -> None:
    if find_tesseract() is None:
        lack("tesseract with Vietnamese")
    number = list(CASES).index("lines and a table")
    data = (saved / "pdf" / f"{number}.pdf").read_bytes()
    reading = recognise([render_page(data, page, Limits()) for page in range(count_pages(data))], Limits())
    blocks = [
        raw._asdict() | {"cells": [{"column": column, "text": text} for column, text in raw.cells]}
        for raw in reading.blocks
    ]
    document = ReadDocument.model_validate({"sha256": "a" * 64, "size_bytes": 1, "format": "pdf", "blocks": blocks})
    scanned, filled = understand([document], Channel(), plan), read(saved, "docx")[number].content
    assert (scanned.unit, scanned.period) == ("TTNC", "2024-H1")
    for item, report in filled.items.items():
        told = [[one.quantities for one in each.activities] for each in (report, scanned.items[item])]
        assert told[0] == told[1], item
    assert {name: len(texts) for name, texts in scanned.sections.items()} == {
        name: len(texts) for name, texts in filled.sections.items()
    }
