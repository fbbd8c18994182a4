"""Who decided what, what waits, what was returned: told to the leader, never to the recipients."""

import io
import time
from datetime import UTC, datetime

import lxml.html
import openpyxl
import pytest
from docx import Document

from schemas.question import Candidate, OpenQuestion
from schemas.report import (
    ComparedPeriod,
    Comparison,
    CoverageCell,
    Material,
    ReportDecision,
    ReportFinding,
    UnitFigure,
)
from schemas.values import CellState, CheckStatus, ComparedWith, MissingReason, Precision, QuestionKind, Scope, Severity
from tonghop.rendering import render_release_docx
from tonghop.rendering.composing import compose_body
from tonghop.rendering.coverage import label_unit_cell, summarise_unsettled
from tonghop.rendering.decided import list_asked, list_findings
from tonghop.rendering.history import list_compared
from tonghop.rendering.html import render_html
from tonghop.rendering.internal_docx import render_internal_docx
from tonghop.rendering.sources import describe_state
from tonghop.rendering.workbook import render_workbook

AT = datetime(2024, 6, 20, 2, 5, tzinfo=UTC)
PLACE = "(BC.docx, đoạn 3)"
KINDS = {CheckStatus.NEEDS_PERSON: "waiting", CheckStatus.RETURNED: "returned"}


def read(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture
def decided(make_report):
    return make_report(
        decisions=(
            ReportDecision(
                kind=QuestionKind.SUBMISSION,
                submission="S1",
                about="Báo cáo của QLCN còn chỗ phải sửa.",
                evidence="Nội dung 5: “Mục 5 để trống.”",
                chosen="Tính cả báo cáo",
                decided_by="Trần Ngọc Lân",
                recorded_by="Lê An",
                note="Đã hỏi đơn vị.",
                decided_at=AT,
            ),
        )
    )


def test_each_decision_stands_inside_with_who_when_and_why_and_not_outside(decided, plan):
    internal = read(render_internal_docx(decided, plan))
    page = lxml.html.fromstring(render_html(decided, plan, drafted_at=AT)).text_content()
    for text in (internal, page):
        assert "Các quyết định đã ghi" in text
        for part in ("Tính cả báo cáo", "“Mục 5 để trống.”", "Trần Ngọc Lân, 09:05 ngày 20/6/2024", "Lê An ghi",
                     "lý do: Đã hỏi đơn vị"):  # fmt: skip
            assert part in text
        assert "đã quyết định: Tính cả báo cáo (Trần Ngọc Lân, 20/6/2024)" in text  # beside the error finding of S1
        assert text.count("đã quyết định:") == 1  # a warning of another report is not settled by it
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(decided, plan, created_at=AT)))
    assert next(book["Quyết định"].iter_rows(min_row=4, values_only=True))[2:] == (
        "Tính cả báo cáo", "Trần Ngọc Lân", "09:05 ngày 20/6/2024", "Lê An", "Đã hỏi đơn vị.",
    )  # fmt: skip
    release = read(render_release_docx(decided, plan))
    assert "quyết định:" not in release and "Lê An" not in release


def test_a_decision_does_not_change_the_release_copy(decided, report, plan):
    assert render_release_docx(decided, plan) == render_release_docx(report, plan)


def test_a_sheet_without_rows_says_so_and_internal_ids_are_hidden(report, plan):
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, plan, created_at=AT)))
    told = [row for row in book["Quyết định"].iter_rows(values_only=True) if any(row)]
    assert [row[0] for row in told[1:]] == ["Không có nội dung nào trong phần “Quyết định”."]
    heads = [cell.value for cell in book["Hoạt động"][3]]
    letter = openpyxl.utils.get_column_letter(heads.index("Mã hoạt động") + 1)
    assert book["Hoạt động"].column_dimensions[letter].hidden
    assert [cell.value for cell in book["Cần rà soát"][3]][4] == "Vị trí" and book["Cần rà soát"][
        "E4"
    ].value == "đoạn 40"


@pytest.mark.parametrize(
    ("status", "label", "summary"),
    [
        (CheckStatus.NEEDS_PERSON, "chờ Văn phòng kiểm tra", "Đã gửi, chờ Văn phòng kiểm tra, chưa được tính: TTNC."),
        (CheckStatus.RETURNED, "đã trả lại để sửa", "Đã trả lại để sửa, chưa được tính: TTNC (cả báo cáo)."),
        (CheckStatus.SET_ASIDE, "chưa gửi báo cáo", None),
        (CheckStatus.REJECTED, "chưa gửi báo cáo", None),
    ],
)
def test_a_unit_whose_report_has_come_is_not_said_to_have_sent_none(make_report, status, label, summary):
    plain = make_report()
    cells = {code: dict(row) for code, row in plain.coverage.cells.items()}
    cells["TTNC"] = dict.fromkeys(range(1, 7), CoverageCell(state=CellState.MISSING, reason=MissingReason.NO_REPORT))
    *others, last = plain.submissions
    report = make_report(
        coverage=plain.coverage.model_copy(update={"cells": cells}),
        submissions=(*others, last.model_copy(update={"status": status})),
    )
    assert label_unit_cell(report, "TTNC", 1) == (KINDS.get(status, "missing"), label)
    assert summarise_unsettled(report) == ([summary] if summary else [])
    # A newer report that counts, or one that replaced it, settles the older one.
    newer = last.model_copy(update={"id": "S9"})
    assert summarise_unsettled(report.model_copy(update={"submissions": (*report.submissions, newer)})) == []
    replaced = report.submissions[-1].model_copy(update={"superseded_by": "S9"})
    assert summarise_unsettled(report.model_copy(update={"submissions": (*others, replaced)})) == []


def test_a_report_of_which_items_were_returned_was_accepted_in_part(make_report, plan):
    report = make_report(returned_items=(("QLCN", 1), ("QLCN", 3)))
    assert summarise_unsettled(report) == ["Đã trả lại để sửa, chưa được tính: QLCN (nội dung 1, 3)."]
    assert [describe_state(one, report) for one in report.submissions] == [
        "đã tiếp nhận", "đã tiếp nhận một phần (trả lại nội dung 1, 3)", "đã tiếp nhận",
    ]  # fmt: skip
    assert "QLCN (nội dung 1, 3)" in read(render_internal_docx(report, plan))


BELOW = UnitFigure(unit="VP", value=30, scope=Scope.PERIOD, base=46, base_scope=Scope.PERIOD)


def compare(value: float | None, base: float | None, **more: object) -> Comparison:
    change = None if value is None or base is None else value - base
    values = {"against": ComparedWith.HALF, "period": "2024-H1", "item": 4, "measure": "tin, bài", "ratio": 1.333}
    return Comparison(
        indicator="tin-bai-cong", scope=Scope.PERIOD, value=value, base=base, change=change, **{**values, **more}
    )


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (compare(14, 6), ("06", "14", "08")),
        (compare(14, 14), ("14", "14", "0")),
        (compare(14, 6, base_precision=Precision.AT_LEAST), ("trên 06", "14", "khoảng 08")),
        (compare(None, 6), ("06", "không có số liệu", "không so sánh được")),
        (compare(4, 6, suspect=True),
         ("06", "04", "không so sánh được", "nhỏ hơn số 6 tháng đã báo cáo, cần xác nhận")),
        (compare(50, 40, below=(BELOW,)),
         ("40", "50", "10", "VP: 30 nhỏ hơn 46 đã báo cáo 6 tháng đầu năm")),
        (compare(None, 6, other_scope=Scope.CUMULATIVE, other_value=30),
         ("06", "không có số liệu", "không so sánh được", "chỉ có số lũy kế: 30")),
    ],
)  # fmt: skip
def test_a_year_stands_beside_its_own_half_without_a_share(make_report, plan, row, told):
    compared = ComparedPeriod(against=ComparedWith.HALF, period="2024-H1", version=1, notes=("Chưa tính QLCN.",))
    (table,) = list_compared(make_report(period="2024", compared=(compared,), comparison=(row,)), plan, most_changes=9)
    assert table.columns[3:6] == ("6 tháng đầu năm đã báo cáo", "Cả năm", "Phần 6 tháng cuối năm")
    assert (table.rows[0][3:], table.notes) == (told, ("Chưa tính QLCN.",))
    assert len(table.columns) == len(table.rows[0])


@pytest.mark.parametrize(
    ("section", "unit", "text", "printed"),
    [
        ("budget", "VP", "đã sử dụng 80 triệu đồng", "Văn phòng Sở: Đã sử dụng 80 triệu đồng."),
        ("budget", "VP", "Kinh phí đã sử dụng 50 triệu đồng.", "Văn phòng Sở: Kinh phí đã sử dụng 50 triệu đồng."),
        ("direction", "VP", "UBND tỉnh giao Sở 02 nhiệm vụ", "Văn phòng Sở: UBND tỉnh giao Sở 02 nhiệm vụ."),
        ("direction", "VP", "Đảng ủy Sở ban hành 01 nghị quyết", "Đảng ủy Sở ban hành 01 nghị quyết."),
        ("direction", "VP", "Đảng viên học tập 01 nghị quyết", "Văn phòng Sở: Đảng viên học tập 01 nghị quyết."),
        ("direction", "VP", "Văn phòng Sở đã phân công 01 chuyên viên", "Văn phòng Sở đã phân công 01 chuyên viên."),
        ("direction", "VP", "Sở đã ban hành Kế hoạch năm 2024", "Sở đã ban hành Kế hoạch năm 2024."),
        ("strengths", "VP", "Công tác được quan tâm", "Công tác được quan tâm."),
    ],
)
def test_what_a_unit_spent_or_directed_names_the_unit(make_report, plan, section, unit, text, printed):
    one = Material(section=section, unit=unit, text=text, locator="body/p1", sha256="a" * 64)
    release = read(render_release_docx(make_report(material=(one,)), plan))
    assert f"\n- {printed}\n" in release


@pytest.mark.parametrize(
    ("kind", "text", "evidence", "told"),
    [
        (QuestionKind.ITEM, "Câu này thuộc nội dung nào?", "Đăng 22 tin, bài.", ("“Đăng 22 tin, bài.”", PLACE)),
        (QuestionKind.ITEM, "“Đăng 22 tin, bài.” thuộc nội dung nào?", "Đăng 22 tin, bài.", (PLACE,)),
        (QuestionKind.ITEM, "BC.docx, đoạn 3: thuộc nội dung nào?", None, ()),
        (QuestionKind.UNIT, "Là của đơn vị nào?", "Không thấy dấu hiệu nào.", ("Không thấy dấu hiệu nào.", PLACE)),
        (QuestionKind.UNIT, "Là của ai?", "địa chỉ gửi: “a@b.example”", ("địa chỉ gửi: “a@b.example”", PLACE)),
        # A shortened quotation is the sentence all the same; a name in quotation marks is not.
        (QuestionKind.DOUBLE_CLAIM, "A báo cáo “Đón đoàn công tác của tỉnh Savannakhet …”. Một hay hai?",
         "A: Đón đoàn công tác của tỉnh Savannakhet gồm 12 người.\nB: Đón 12 người.",
         ("“B: Đón 12 người.”", PLACE)),
        (QuestionKind.ITEM, "Báo cáo “BC” ghi gì?", "BC nhanh số 3.", ("“BC nhanh số 3.”", PLACE)),
    ],
)  # fmt: skip
def test_the_source_is_quoted_once(kind, text, evidence, told):
    question = OpenQuestion(
        kind=kind, key="k", submission=None, text=text, evidence=evidence, place="BC.docx, đoạn 3.", candidates=(),
        consequence="",
    )  # fmt: skip
    (one,) = list_asked([question])
    assert one == ((text, *told), (), ())


ITEM_CHOICES = (("item:3", "Nội dung 3: Đối ngoại"), ("item:1", "Nội dung 1: Tuyên truyền"), ("item:none", "Không có"))
OTHER_CHOICES = (("accept", "Tính cả"), ("return", "Trả lại"))


@pytest.mark.parametrize(
    ("kind", "choices", "told", "effects"),
    [
        # In the sheet and the terminal 1 is item 1, whichever stands first, and 0 is none.
        (QuestionKind.ITEM, ITEM_CHOICES, ("Nội dung 3: Đối ngoại", "Nội dung 1: Tuyên truyền", "0. Không có"),
         ("3. Như item:3", "1. Như item:1", "0. Như item:none")),
        (QuestionKind.SUBMISSION, OTHER_CHOICES, ("1. Tính cả", "2. Trả lại"), ("1. Như accept", "2. Như return")),
    ],
)  # fmt: skip
def test_choices_bear_the_numbers_that_people_type(kind, choices, told, effects):
    candidates = tuple(Candidate(code=code, label=label, effect=f"như {code}") for code, label in choices)
    question = OpenQuestion(
        kind=kind, key="k", submission=None, text="?", candidates=candidates, consequence="Chưa chọn: chờ."
    )
    (one,) = list_asked([question])
    assert (one.choices, one.effects) == (told, (*effects, "Chưa chọn: chờ."))


def test_many_sentences_that_are_not_printed_are_no_work(make_report, plan):
    (first, *_) = make_report().activities
    many = [first.model_copy(update={"id": f"a{n}", "text": f"Việc số {n}", "printed": False}) for n in range(15_000)]
    report = make_report(activities=tuple(many), double_claims=(), totals=())
    start = time.process_time()
    assert sum(line.internal for line in compose_body(report, plan)) >= len(many)
    assert time.process_time() - start < 3


def test_a_finding_of_a_report_that_is_nobodys_names_its_file(make_report, plan):
    plain = make_report()
    first, *others = plain.submissions
    nobody = first.model_copy(update={"unit": None})
    lost = ReportFinding(
        rule="unit-unclear", severity=Severity.ERROR, message="Chưa rõ đơn vị.", fix="Hỏi.", submission=first.id
    )
    named = lost.model_copy(update={"message": f"Tệp “{first.files[0].name}” chưa rõ kỳ."})
    report = make_report(submissions=(nobody, *others), findings=(lost, named))
    told = f"Tệp “{first.files[0].name}”: Chưa rõ đơn vị."
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, plan, created_at=AT)))
    assert [row[2] for row in book["Cần rà soát"].iter_rows(min_row=4, values_only=True)] == [told, named.message]
    assert told in read(render_internal_docx(report, plan))
    assert told in render_html(report, plan, drafted_at=AT).decode()


def test_the_findings_are_as_many_in_every_file(make_report, plan):
    double = ReportFinding(rule="double-claim", severity=Severity.WARNING, message="Có thể trùng.", fix="Quyết định.")
    report = make_report(findings=(*make_report().findings, double))
    count = len(list_findings(report))
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, plan, created_at=AT)))
    assert sum(1 for _ in book["Cần rà soát"].iter_rows(min_row=4)) == count
    assert f"Nội dung cần rà soát: {count};" in read(render_internal_docx(report, plan))
    page = lxml.html.fromstring(render_html(report, plan, drafted_at=AT))
    assert [card.text_content() for card in page.xpath("//div[@class='card']")][-1] == f"{count}Cần rà soát"
    # What stands in a part of its own stands in a sheet of its own too.
    assert sum(1 for _ in book["Có thể trùng"].iter_rows(min_row=4)) == len(report.double_claims)


def test_tables_are_counted_as_in_the_messages_without_that_of_the_head(make_report, plan):
    plain = make_report()
    first, *others = plain.submissions
    headed = first.model_copy(update={"letterheads": ("body/t1",)})
    activity = plain.activities[0].model_copy(update={"sha256": first.files[0].sha256, "locator": "body/t2/r4"})
    finding = plain.findings[0].model_copy(update={"submission": first.id, "locator": "body/t2/r4"})
    report = make_report(
        submissions=(headed, *others), activities=(activity,), totals=(), double_claims=(), findings=(finding,)
    )
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(report, plan, created_at=AT)))
    assert [row[4] for row in book["Cần rà soát"].iter_rows(min_row=4, values_only=True)] == ["bảng 1, dòng 4"]
    assert [row[9] for row in book["Hoạt động"].iter_rows(min_row=4, values_only=True)] == ["bảng 1, dòng 4"]
