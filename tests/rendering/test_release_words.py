"""What the release copy says and what it never says."""

import hashlib
import io
import os
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document

from schemas.plan import Basis
from schemas.report import CoverageCell, DoubleClaim, Material
from schemas.request import Request
from schemas.values import CellState, MissingReason
from tonghop.rendering import render_release_docx
from tonghop.rendering.composing import (
    compose_body,
    find_blanks,
    name_subject,
    tell_claim_decision,
    tell_no_result,
    tell_unprinted,
)

REQUEST = Request(
    number="1234/UBND-VX",
    date=date(2024, 3, 5),
    asker="UBND tỉnh Quảng Trị",
    scope="Báo cáo kết quả công tác thông tin đối ngoại quý I năm 2024.",
    deadline=date(2024, 4, 20),
)


@pytest.fixture
def read(plan):
    def read(report, changed=None) -> str:
        document = Document(io.BytesIO(render_release_docx(report, changed or plan)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])

    return read


@pytest.mark.parametrize(
    ("period", "title"),
    [
        ("2024-H1", "6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024 và phương hướng, nhiệm vụ năm 2025"),
        ("2024", "năm 2024 và phương hướng, nhiệm vụ năm 2025"),
    ],
)
def test_the_abstract_names_the_period_and_the_next_one(make_report, read, period, title):
    assert f"Kết quả công tác thông tin đối ngoại {title}\n" in read(make_report(period=period))


def test_an_ad_hoc_report_names_and_cites_its_request(make_report, read):
    text = read(make_report(period="2024-03-01..2024-04-15", request=REQUEST))
    assert "BÁO CÁO\nKết quả công tác thông tin đối ngoại quý I năm 2024\n" in text
    assert "văn bản số 1234/UBND-VX ngày 05/3/2024 của UBND tỉnh Quảng Trị, Sở Khoa học" in text
    assert "Kính gửi: Ủy ban nhân dân tỉnh Quảng Trị\n" in text


def test_an_ad_hoc_report_without_a_request_still_has_a_title(make_report, read):
    text = read(make_report(period="2024-03-01..2024-04-15"))
    assert "từ ngày 01/3/2024 đến ngày 15/4/2024" in text
    assert "{" not in text


def test_another_asker_is_addressed_on_a_line_of_its_own(make_report, read):
    request = REQUEST.model_copy(update={"asker": "Sở Thông tin và Truyền thông"})
    text = read(make_report(period="2024-03-01..2024-04-15", request=request))
    assert "Kính gửi:\n- Ủy ban nhân dân tỉnh Quảng Trị;\n- Sở Thông tin và Truyền thông.\n" in text


@pytest.mark.parametrize(
    ("asker", "lines"),
    [
        ("Sở Thông tin và Truyền thông", 1),  # addressed, so it is `Như trên` and no copy of its own
        ("Uỷ ban nhân dân tỉnh Quảng Trị", 0),  # uỷ and ủy are one word: the addressee of every report
        ("UBND tỉnh", 0),
    ],
)
def test_who_asks_stands_once_on_the_page(make_report, read, asker, lines):
    text = read(make_report(period="2024-03-01..2024-04-15", request=REQUEST.model_copy(update={"asker": asker})))
    assert text.count(f"- {asker}") == lines
    assert ("Kính gửi: Ủy ban nhân dân tỉnh Quảng Trị\n" in text) is (lines == 0)


def test_the_days_of_an_ad_hoc_period_are_written_as_all_days_are(make_report, read):
    assert "từ ngày 01/3/2024 đến ngày 15/4/2024" in read(make_report(period="2024-03-01..2024-04-15", request=REQUEST))


def test_the_superior_plan_is_cited_in_full_and_an_unknown_number_is_left_to_fill(report, read):
    text = read(report)
    assert "Kế hoạch số 43/KH-UBND ngày 27/02/2024 của UBND tỉnh Quảng Trị về việc ban hành" in text
    assert "Kế hoạch số ……… ngày ……… của Sở Khoa học và Công nghệ Quảng Trị thực hiện" in text


def test_a_known_number_of_our_own_plan_is_cited(report, plan, read):
    own = plan.own.model_copy(update={"number": "15/KH-SKHCN", "issued_date": date(2024, 3, 8)})
    assert "Kế hoạch số 15/KH-SKHCN ngày 08/3/2024 của Sở" in read(report, plan.model_copy(update={"own": own}))


def test_legal_bases_end_with_semicolons_and_a_full_stop(report, plan, read):
    bases = (
        Basis(name="Luật A", number="1/2024/QH15", issued_date=date(2024, 1, 2)),
        Basis(name="Nghị định B", number="2"),
    )
    text = read(report, plan.model_copy(update={"legal_basis": bases}))
    assert "Căn cứ Luật A số 1/2024/QH15 ngày 02/01/2024;\nCăn cứ Nghị định B số 2 ngày ………." in text


@pytest.mark.parametrize("example", [False, True])
def test_nothing_internal_stands_in_the_release_copy(make_report, plan, example):
    report = make_report(example=example, missing_units=("TTNC",))
    data = render_release_docx(report, plan)
    document = Document(io.BytesIO(data))
    parts = [document.element.body, *(one.footer._element for one in document.sections)]
    text = "\n".join("".join(part.itertext()) for part in parts)
    words = ["[", "]", "BC 6T", ".docx", "muộn", "Văn phòng bổ sung", "chưa gửi", "trùng", "VP,", "TTNC"]
    words += [one.sha256 for one in report.activities] + [one.locator for one in report.activities]
    assert [word for word in words if word in text.replace("Lưu: VT, VP", "")] == []
    assert ("VÍ DỤ" in text) is example


def test_an_empty_section_has_a_dotted_line_to_fill(make_report, read):
    text = read(make_report(material=()))
    assert sum(set(line) == {"…"} for line in text.split("\n")) == 6  # I, three parts of IV, V, VI


def test_an_item_without_results_says_so_in_one_neutral_sentence(report, plan, read):
    assert read(report).count(plan.outline.no_result) == 1


def test_a_sentence_that_two_units_wrote_stands_once(report, read):
    assert (
        read(report).count("ham mưu ban hành Kế hoạch thực hiện công tác thông tin đối ngoại năm 2024 và phân công")
        == 1
    )


def test_a_decided_double_claim_stands_once(make_report, read):
    claim = DoubleClaim(activities=("QLCN-009", "TTNC-010"), score=0.93, counted="QLCN-009")
    assert "Tham gia gian hàng tại Techfest" in read(make_report())
    text = read(make_report(double_claims=(claim,)))
    assert "Tham gia gian hàng tại Techfest" not in text
    assert "Tham gia Ngày hội Khởi nghiệp" in text


def test_markup_and_control_characters_of_a_unit_are_plain_words(report, read):
    assert "Trao đổi kinh nghiệm <b>quản lý tiêu chuẩn, đo lường & chất lượng</b> với đoàn chuyên gia JICA." in read(
        report
    )


def test_estimated_figures_say_so(make_report, read):
    text = read(make_report(estimate=True))
    assert "Trong kỳ: ước 06 đoàn vào; ước 07 đoàn ra" in text
    assert "Lũy kế: 8.730 tin, bài trên Cổng Thông tin điện tử." in text


def test_what_came_in_and_what_went_out_are_never_added(report, read):
    text = read(report)
    assert "06 đoàn vào; 07 đoàn ra" in text
    assert "13 đoàn" not in text


def test_a_recipient_that_is_gone_at_the_periods_end_is_not_addressed(make_report, plan, read):
    assert "- Sở Thông tin và Truyền thông;" in read(make_report())
    gone = tuple(
        one.model_copy(update={"valid_to": date(2024, 5, 1)}) if one.code == "STTTT" else one for one in plan.recipients
    )
    assert "Sở Thông tin và Truyền thông" not in read(make_report(), plan.model_copy(update={"recipients": gone}))


def test_neither_version_nor_time_changes_the_bytes(make_report, plan):
    first = render_release_docx(make_report(), plan)
    assert render_release_docx(make_report(version=7), plan) == first
    later = tuple(
        one.model_copy(update={"received_at": datetime(2025, 1, 1, tzinfo=UTC)}) for one in make_report().submissions
    )
    assert render_release_docx(make_report(submissions=later), plan) == first
    assert render_release_docx(make_report(totals=make_report().totals[1:]), plan) != first


def test_another_process_renders_the_same_bytes(report, plan, tmp_path):
    path = tmp_path / "report.pickle"
    path.write_bytes(pickle.dumps((report, plan)))
    code = (
        "import hashlib, pathlib, pickle, sys\n"
        "from tonghop.rendering.release_docx import render_release_docx\n"
        "from tonghop.rendering.internal_docx import render_internal_docx\n"
        "values = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "print(hashlib.sha256(render_release_docx(*values) + render_internal_docx(*values)).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/New_York"}
    root = Path(__file__).resolve().parents[2]
    out = subprocess.run(
        [sys.executable, "-c", code, str(path)], env=environment, capture_output=True, check=True, cwd=root
    )
    from tonghop.rendering.internal_docx import render_internal_docx

    own = hashlib.sha256(render_release_docx(report, plan) + render_internal_docx(report, plan)).hexdigest()
    assert out.stdout.decode().strip() == own


def test_units_sentences_for_a_section_that_people_write_stay_internal(report, plan):
    section = next(each for each in plan.outline.sections if each.written_by == "people")
    offer = Material(
        section=section.id, unit="VP", text="Đề nghị Lãnh đạo Sở bổ sung máy ảnh.", locator="body/p1", sha256="a" * 64
    )
    lines = compose_body(report.model_copy(update={"material": (*report.material, offer)}), plan)
    assert [line.text for line in lines if line.internal] == [offer.text]
    assert not any("máy ảnh" in line.text for line in lines if not line.internal)
    assert section.heading in find_blanks(lines)


@pytest.mark.parametrize(
    ("counted", "planned", "claim", "told"),
    [
        (None, False, False, "chưa có kết quả cụ thể, không in"),
        (None, True, False, "việc dự kiến, xem phần phương hướng, nhiệm vụ"),
        (None, False, True, "có thể báo cáo trùng, chờ quyết định, chưa in"),
        ("QLCN-009", False, True, "báo cáo trùng, không tính"),
    ],
)
def test_a_sentence_that_is_not_printed_says_why_to_the_leader(make_report, plan, counted, planned, claim, told):
    activities = tuple(
        one.model_copy(update={"printed": False, "planned": planned}) if one.id == "TTNC-010" else one
        for one in make_report().activities
    )
    claims = (DoubleClaim(activities=("QLCN-009", "TTNC-010"), score=0.93, counted=counted),) if claim else ()
    report = make_report(activities=activities, double_claims=claims)
    assert tell_unprinted(report)["TTNC-010"] == told
    lines = [line for line in compose_body(report, plan) if "Tham gia gian hàng tại Techfest" in line.text]
    assert all(line.internal for line in lines)


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        (None, "chờ quyết định"),
        ("QLCN-009", "tính hoạt động thứ nhất (QLCN)"),
        ("TTNC-010", "tính hoạt động thứ hai (TTNC)"),
        ("both", "là hai hoạt động, tính cả hai"),
    ],
)
def test_what_counts_of_a_pair_is_told_by_its_place(make_report, counted, told):
    claim = DoubleClaim(activities=("QLCN-009", "TTNC-010"), score=0.93, counted=counted)
    assert tell_claim_decision(claim, {one.id: one for one in make_report().activities}) == told


NOTHING, MISSING = CellState.NOTHING, CellState.MISSING


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"VP": NOTHING, "QLCN": NOTHING, "TTNC": NOTHING}, "Trong kỳ không phát sinh."),
        ({"VP": NOTHING, "QLCN": CellState.NOT_ASSIGNED, "TTNC": NOTHING}, "Trong kỳ không phát sinh."),
        ({"VP": NOTHING, "QLCN": NOTHING, "TTNC": MissingReason.NO_REPORT},
         "Theo các báo cáo đã tiếp nhận, trong kỳ không phát sinh."),
        ({"VP": NOTHING, "QLCN": NOTHING, "TTNC": MissingReason.NOT_MENTIONED}, None),
        ({"VP": NOTHING, "QLCN": CellState.EMPTY, "TTNC": NOTHING}, None),
        ({"VP": CellState.REPORTED, "QLCN": NOTHING, "TTNC": NOTHING}, None),
        (dict.fromkeys(("VP", "QLCN", "TTNC"), MissingReason.NO_REPORT), None),
    ],
)  # fmt: skip
def test_an_item_where_nothing_happened_says_so_and_no_more_than_the_reports_say(make_report, plan, cells, told):
    made = {
        unit: CoverageCell(state=MISSING, reason=state)
        if isinstance(state, MissingReason)
        else CoverageCell(state=state)
        for unit, state in cells.items()
    }
    report = make_report()
    coverage = report.coverage.model_copy(update={"cells": {unit: {5: cell} for unit, cell in made.items()}})
    item = next(one for one in plan.items if one.number == 5)
    assert tell_no_result(make_report(coverage=coverage), plan, item) == (told or plan.outline.no_result)


@pytest.mark.parametrize(
    ("unit", "text", "told"),
    [
        ("TTNC", "Trung tâm đã tổ chức 03 buổi.", "{name} đã tổ chức 03 buổi."),
        ("QLCN", "Phòng phối hợp tổ chức 02 lớp.", "{name} phối hợp tổ chức 02 lớp."),
        ("VP", "Văn phòng đã tham mưu.", "{name} đã tham mưu."),
        ("QLCN", "Phòng, chống tội phạm được quan tâm.", None),
        ("QLCN", "Phòng không nhân dân được quan tâm.", None),
        ("QLCN", "Phòng Quản lý Công nghệ đã tổ chức.", None),
        ("VP", "Phòng đã tổ chức.", None),
        ("TTNC", "Ngày 15/5/2024, Trung tâm phối hợp đón đoàn.", None),
        ("XYZ", "Trung tâm đã tổ chức.", None),
    ],
)
def test_a_unit_that_calls_itself_short_is_named_where_its_sentence_begins(plan, unit, text, told):
    found = plan.find_unit(unit)
    assert name_subject(text, found) == (told.format(name=found.name) if told else text)


def test_equal_sentences_of_two_units_about_themselves_stay_two(make_report, plan, read):
    first, second, *_ = make_report().activities
    text = "Phòng đã tổ chức 02 buổi nói chuyện."
    units = tuple(unit.model_copy(update={"name": f"Phòng {unit.code}"}) for unit in plan.units)
    pair = tuple(
        one.model_copy(update={"id": unit.code, "unit": unit.code, "item": 1, "text": text})
        for one, unit in zip((first, second), units, strict=False)
    )
    report = make_report(activities=pair, totals=(), double_claims=())
    lines = [line.text for line in compose_body(report, plan.model_copy(update={"units": units}))]
    assert [line for line in lines if line.endswith("đã tổ chức 02 buổi nói chuyện.")] == [
        f"Phòng {one.unit} đã tổ chức 02 buổi nói chuyện." for one in pair
    ]
