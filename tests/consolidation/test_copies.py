"""A signed copy and its working copy that came apart are one report; figures that differ are a question."""

from datetime import date
from itertools import permutations

import pytest

from schemas.document import Finding
from schemas.submission import FiledDocument, PictureFile
from schemas.values import CheckStatus, CopyChoice, QuestionKind, Role, Severity
from tonghop.consolidation import consolidate, count_submissions, find_revisions
from tonghop.consolidation.copies import ask_copies

FIRST, SECOND, THIRD = "2024-06-10 08:00", "2024-06-11 08:00", "2024-06-12 08:00"
SENTENCES = (
    "Đón và làm việc với {} đoàn công tác của tỉnh Savannakhet về chuyển giao công nghệ sấy lạnh cà phê Khe Sanh",
    "Tổ chức tập huấn kỹ năng thông tin đối ngoại cho cán bộ các phòng chuyên môn thuộc Sở tại Đông Hà",
)
OTHER = (
    "Tham dự hội nghị xúc tiến đầu tư {} tỉnh miền Trung với các doanh nghiệp Thái Lan và Nhật Bản tại Huế",
    "Xây dựng chuyên mục phát thanh về tiêu chuẩn đo lường chất lượng hàng xuất khẩu qua cửa khẩu Lao Bảo",
)


@pytest.fixture
def report_of(submission, activity, quantity):
    """report_of(id, figure, name, cut=): a report of two sentences with one figure; `cut` as a PDF cuts them."""

    def build(id, figure, name="bc.docx", *, role=Role.WORKING, cut=False, sentences=SENTENCES, **values):
        told, more = sentences[0].format(f"{figure:02d}"), sentences[1]
        first = activity(told, quantities=(quantity(figure, "đoàn", "doan-vao"),))
        rest = [more] if not cut else [more[:40].rsplit(" ", 1)[0], more[len(more[:40].rsplit(" ", 1)[0]) :].strip()]
        rows = [first, *(activity(text, locator=f"body/p{n}") for n, text in enumerate(rest, 2))]
        files = (FiledDocument(name=name, sha256=f"sha-{id}", role=role),)
        return submission(id, *((3, each) for each in rows), files=files, **values)

    return build


SIGNED = {"name": "bc.pdf", "role": Role.SIGNED, "number": "12/BC-TTNC", "dated": date(2024, 6, 9), "signer": "Lê A"}


@pytest.mark.parametrize(
    ("arrivals", "signed"),
    [
        ((FIRST, SECOND), SIGNED),
        ((SECOND, FIRST), SIGNED),
        ((FIRST, SECOND), SIGNED | {"cut": True}),
        ((SECOND, FIRST), SIGNED | {"cut": True}),
        ((FIRST, SECOND), SIGNED | {"role": Role.WORKING}),
    ],
    ids=["signed later", "signed first", "cut otherwise", "cut otherwise, first", "a printed PDF"],
)
def test_words_are_those_of_the_working_copy_and_authority_that_of_the_signed_one(
    report_of, plan, half, arrivals, signed
) -> None:
    filed = [report_of("w", 7, received=arrivals[0]), report_of("s", 7, received=arrivals[1], **signed)]
    for order in permutations(filed):
        report = consolidate(order, plan, half)
        assert find_revisions(order) == {"s": "w"}
        rows = {row.id: (row.superseded_by, row.number, row.dated, row.signer) for row in report.submissions}
        assert rows["w"] == (None, "12/BC-TTNC", date(2024, 6, 9), "Lê A")
        assert rows["s"][0] == "w"
        assert [total.value for total in report.totals] == [7]
        assert [(each.working, each.signed, each.counted) for each in report.signed_copies] == [("w", "s", "w")]
        assert ask_copies(report, plan) == ()
        assert "signed-differs" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    ("choice", "value", "disputed"), [(None, 7, True), (CopyChoice.WORKING, 7, False), (CopyChoice.SIGNED, 9, False)]
)
def test_a_differing_figure_is_a_question_whose_answer_counts(
    report_of, decide, plan, half, choice, value, disputed
) -> None:
    filed = [report_of("w", 7, received=FIRST), report_of("s", 9, received=SECOND, **SIGNED)]
    (question,) = ask_copies(consolidate(filed, plan, half), plan)
    assert (question.kind, question.submission) == (QuestionKind.COPIES, "w")
    assert "7 đoàn" in question.text
    assert "9 đoàn" in question.text
    decisions = decide((question.kind, question.key, choice)) if choice else {}
    for order in permutations(filed):
        report = consolidate(order, plan, half, decisions=decisions)
        assert [(total.value, total.disputed) for total in report.totals] == [(value, disputed)]
        assert [finding.rule for finding in report.findings if finding.severity is Severity.ERROR] == (
            ["signed-differs"] if choice is None else []
        )
        assert len(ask_copies(report, plan)) == (choice is None)
        (row,) = [row for row in report.submissions if row.superseded_by is None]
        assert (row.number, row.signer) == ("12/BC-TTNC", "Lê A")
        (counted,) = count_submissions(order, half.code, plan, decisions)
        assert (counted.id, counted.content.number) == (row.id, "12/BC-TTNC")


@pytest.mark.parametrize(
    ("working", "signed", "counted"),
    [
        ({"received": FIRST}, SIGNED | {"received": SECOND, "sentences": OTHER}, "s"),
        ({"received": FIRST, "number": "9/BC-TTNC"}, SIGNED | {"received": SECOND}, "s"),
        ({"received": FIRST}, SIGNED | {"received": SECOND, "replaces": True}, "s"),
        ({"received": SECOND, "dated": date(2024, 6, 10)}, SIGNED | {"received": FIRST}, "w"),
        ({"received": FIRST}, {"name": "bc2.docx", "received": SECOND}, "s"),
    ],
    ids=["other words", "another number", "it replaces", "another date", "two working copies"],
)
def test_two_documents_are_a_revision_and_no_copies(report_of, plan, half, working, signed, counted) -> None:
    filed = [report_of("w", 7, **working), report_of("s", 9, **signed)]
    report = consolidate(filed, plan, half)
    assert report.signed_copies == ()
    assert [row.id for row in report.submissions if row.superseded_by is None] == [counted]


def test_a_signed_copy_belongs_to_the_working_copy_with_its_figures(report_of, plan, half) -> None:
    filed = [
        report_of("old", 5, received=FIRST),
        report_of("new", 7, received=SECOND),
        report_of("s", 7, received=THIRD, **SIGNED),
    ]
    for order in permutations(filed):
        assert find_revisions(order) == {"old": "new", "s": "new"}
        assert ask_copies(consolidate(order, plan, half), plan) == ()


OCR = Finding(rule="ocr", severity=Severity.ERROR, message="Nhận dạng từ ảnh.", fix="Đối chiếu.")
UNSEEN = Finding(rule="image-only", severity=Severity.ERROR, message="Ảnh.", fix="Xem.")


@pytest.mark.parametrize(("figure", "finding", "superseded"), [(7, OCR, {"s": "w"}), (9, OCR, {}), (7, UNSEEN, {})])
def test_a_recognised_scan_is_settled_by_its_working_copy_only_where_their_figures_agree(
    report_of, plan, half, figure, finding, superseded
) -> None:
    picture = PictureFile(name="bc.png", sha256="sha-s", seen=True)
    scan = report_of("s", figure, "bc.png", status=CheckStatus.NEEDS_PERSON, findings=(finding,), number="72/BC-TTNC")
    scan = scan.model_copy(update={"content": scan.content.model_copy(update={"pictures": (picture,)})})
    filed = [report_of("w", 7), scan]
    report = consolidate(filed, plan, half)
    assert find_revisions(filed) == superseded
    assert [total.value for total in report.totals] == [7]
    # What a machine recognised and nobody has read gives no number.
    assert {row.id: row.number for row in report.submissions}["w"] is None


def test_a_scan_alone_never_counts(report_of, plan, half) -> None:
    scan = report_of("s", 7, "bc.pdf", status=CheckStatus.NEEDS_PERSON, findings=(OCR,))
    assert find_revisions([scan]) == {}
    assert "TTNC" in consolidate([scan], plan, half).missing_units


def test_the_same_words_as_word_file_and_pdf_are_one_however_the_pdf_cuts_them(report_of) -> None:
    """So that a copy in another format, sent late, does not bring an old figure back."""
    filed = [
        report_of("a", 5, received=FIRST),
        report_of("b", 7, received=SECOND),
        report_of("c", 5, "bc.odt", cut=True, received=THIRD),
    ]
    for order in permutations(filed):
        assert find_revisions(order) == {"a": "b", "c": "b"}


def test_figures_exchanged_between_two_sentences_are_no_copy(submission, activity, quantity) -> None:
    def told(out, into):
        return (
            (3, activity(f"Có {out} đoàn ra", quantities=(quantity(out, "đoàn", "doan-ra"),))),
            (3, activity(f"Có {into} đoàn vào", locator="p2", quantities=(quantity(into, "đoàn", "doan-vao"),))),
        )

    filed = [submission("a", *told(7, 6), received=FIRST), submission("b", *told(6, 7), received=SECOND)]
    assert find_revisions(filed) == {"a": "b"}
