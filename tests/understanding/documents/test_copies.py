"""Several files of one report: counted once, compared figure by figure, each file of a container by itself."""

from collections.abc import Callable, Sequence

import pytest

from schemas.document import Block, DocumentPart, Finding, ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import BlockKind, Severity
from tonghop.understanding import find_pictures, settle_pictures, understand
from tonghop.understanding.documents.copies import find_copies

Build = Callable[..., ReadDocument]
BODY = [
    "*3. Tham gia sự kiện, đón tiếp đoàn quốc tế",
    "[a)]Tổ chức đón tiếp 07 đoàn khách quốc tế với 29 lượt người đến trao đổi về hợp tác khoa học và công nghệ.",
    "[b)]Tham gia Techfest Quảng Trị 2024 ngày 12/5/2024 tại thành phố Đông Hà với 03 gian hàng trưng bày sản phẩm.",
    "*6. Hợp tác quốc tế",
    "- Ký 01 biên bản ghi nhớ hợp tác với Sở Khoa học và Công nghệ tỉnh Savannakhet, nước bạn Lào.",
]
FIGURES = {(7, "đoàn"), (29, "lượt người"), (1, "biên bản ghi nhớ")}


def as_pdf(document: ReadDocument, sha256: str, *, confidence: float | None = None) -> ReadDocument:
    """The same words as a PDF gives them: labels in the text, one line after the other, the page number below."""
    blocks = [
        Block(
            locator=f"page1/l{number}",
            kind=block.kind,
            text=f"{block.label} {block.text}".strip(),
            bold=block.bold,
            cells=block.cells,
            confidence=confidence,
        )
        for number, block in enumerate(document.blocks, start=1)
    ]
    number = Block(locator="page1/l99", kind=BlockKind.PARAGRAPH, text="1", confidence=confidence)
    scan = confidence is not None
    findings = (make_ocr(),) if scan else ()
    return ReadDocument(
        sha256=sha256, size_bytes=1, format="pdf", blocks=(*blocks, number), scan=scan, findings=findings
    )


def make_ocr(rule: str = "ocr", locator: str | None = None) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, locator=locator, message="m", fix="f")


def pack(*members: ReadDocument, first: int = 2, format_: str = "mail") -> ReadDocument:
    """A container with these files as part2, part3 and so on."""
    parts, blocks, findings = [], [], []
    for number, member in enumerate(members, start=first):
        prefix = f"part{number}"
        parts.append(
            DocumentPart(
                prefix=prefix,
                name=f"{number}.{member.format}",
                sha256=member.sha256,
                format=member.format,
                readable=member.readable,
                scan=member.scan,
            )
        )
        blocks += [block.model_copy(update={"locator": f"{prefix}/{block.locator}"}) for block in member.blocks]
        findings += [finding.model_copy(update={"locator": prefix}) for finding in member.findings]
    return ReadDocument(
        sha256="c" * 64,
        size_bytes=1,
        format=format_,
        parts=tuple(parts),
        blocks=tuple(blocks),
        findings=tuple(findings),
        readable=bool(blocks),
    )


def quantities(report: Submission) -> list[tuple[float, str]]:
    found = [
        (q.value, q.measure)
        for item in report.items.values()
        for activity in item.activities
        for q in activity.quantities
    ]
    return sorted(found)


@pytest.fixture
def make(plan: Plan, document: Build, head: list[str]) -> Callable[..., ReadDocument]:
    def build(body: Sequence[str] = BODY, sha256: str = "a" * 64, **fields: object) -> ReadDocument:
        return document([*head, *body], sha256, **fields)

    return build


@pytest.mark.parametrize("word_first", [True, False])
def test_a_pdf_beside_its_word_copy_counts_once_with_the_words_of_the_word_copy(
    make: Build, plan: Plan, *, word_first: bool
) -> None:
    word = make()
    both = [word, as_pdf(word, "b" * 64)]
    report = understand(both if word_first else both[::-1], Channel(), plan)
    assert set(quantities(report)) >= FIGURES
    assert quantities(report) == quantities(understand([word], Channel(), plan))
    assert {a.sha256 for item in report.items.values() for a in item.activities} == {"a" * 64}
    assert (report.doubts, report.unassigned) == ((), ())


def test_a_pdf_alone_says_what_its_word_copy_says(make: Build, plan: Plan) -> None:
    word = make()
    alone = understand([as_pdf(word, "b" * 64)], Channel(), plan)
    assert quantities(alone) == quantities(understand([word], Channel(), plan))
    assert (alone.unit_evidence[0].value, alone.period) == ("TTNC", "2024-H1")


def test_a_figure_that_differs_between_copies_is_one_doubt_with_both_figures(make: Build, plan: Plan) -> None:
    signed = as_pdf(make([line.replace("07 đoàn", "08 đoàn") for line in BODY]), "b" * 64)
    report = understand([make(), signed], Channel(), plan)
    (doubt,) = report.doubts
    assert doubt.rule == "copies-differ"
    assert [text.split()[0] for text in doubt.texts] == ["07", "08", "word", "pdf"]
    assert (7, "đoàn") in quantities(report)
    assert (8, "đoàn") not in quantities(report)


def test_a_figure_that_only_one_copy_has_is_a_doubt(make: Build, plan: Plan) -> None:
    signed = as_pdf(make([*BODY, "- Hỗ trợ 15 doanh nghiệp."]), "b" * 64)
    (doubt,) = understand([make(), signed], Channel(), plan).doubts
    assert (doubt.rule, doubt.texts[0].split()[0]) == ("copies-lack", "15")


def test_number_and_date_come_from_the_signed_copy_and_are_no_difference(
    document: Build, head: list[str], plan: Plan
) -> None:
    names, numbers = head[0]
    blank = [[names, ["Số:     /BC-TTNC", "Quảng Trị, ngày     tháng 6 năm 2024"]], *head[1:]]
    report = understand([document([*blank, *BODY]), as_pdf(document([*head, *BODY]), "b" * 64)], Channel(), plan)
    assert (report.number, report.dated and report.dated.isoformat()) == ("12/BC-TTNC", "2024-06-10")
    assert report.doubts == ()
    assert numbers


def test_lines_that_an_electronic_signature_prints_are_no_figures(make: Build, plan: Plan) -> None:
    stamp = "Người ký: Trung tâm Nghiên cứu\nThời gian ký: 10.06.2024 15:21:07 +07:00"
    word = make()
    pdf = as_pdf(word, "b" * 64)
    printed = Block(locator="page1/l98", kind=BlockKind.PARAGRAPH, text=stamp)
    report = understand([word, pdf.model_copy(update={"blocks": (*pdf.blocks, printed)})], Channel(), plan)
    assert report.doubts == ()


def test_the_longer_of_two_texts_is_taken_whatever_its_format(make: Build) -> None:
    more = [f"- Nội dung thứ {n} đã phối hợp với các sở ngành địa phương {'rất ' * n} tốt." for n in range(12)]
    whole = as_pdf(make([*BODY, *more]), "b" * 64)
    assert find_copies([make(), whole]) == [(0, 1)]
    assert find_copies([whole, make()]) == [(1, 0)]


def test_two_reports_of_one_unit_are_no_copies(make: Build) -> None:
    other = [
        "*1. Thông tin, tuyên truyền chủ trương, đường lối; nâng cao nhận thức về hội nhập",
        "- Tổ chức 02 lớp tập huấn về chuyển đổi số cho 120 cán bộ, công chức, viên chức tại huyện Hướng Hóa.",
        "- Phối hợp với Đài Phát thanh và Truyền hình tỉnh sản xuất 06 chuyên mục khoa học, công nghệ và đời sống.",
        "*4. Tuyên truyền trên các phương tiện thông tin truyền thông",
        "- Đăng 41 tin, bài trên Cổng thông tin điện tử; xuất bản 02 số Bản tin và 01 số Đặc san.",
    ]
    assert find_copies([make(), make(other, "b" * 64)]) == []


def test_recognised_text_of_a_copy_neither_counts_nor_names_the_unit(make: Build, plan: Plan) -> None:
    scan = as_pdf(make([line.replace("Tổ chức đón", "Tố chửc đón") for line in BODY]), "b" * 64, confidence=0.9)
    report = understand([scan, make()], Channel(), plan)
    assert quantities(report) == quantities(understand([make()], Channel(), plan))
    assert {e.locator.split("/")[0] for e in report.unit_evidence if e.locator} == {"body"}


# containers -----------------------------------------------------------------------------------------------------------


def test_each_file_of_a_container_is_understood_by_itself(make: Build, plan: Plan) -> None:
    word = make()
    report = understand([pack(word, as_pdf(word, "b" * 64))], Channel(), plan)
    assert quantities(report) == quantities(understand([word], Channel(), plan))
    activities = [activity for item in report.items.values() for activity in item.activities]
    assert {activity.sha256 for activity in activities} == {"c" * 64}
    assert {activity.locator.split("/")[0] for activity in activities} == {"part2"}
    assert (report.period, report.doubts) == ("2024-H1", ())


def test_the_covering_text_of_a_mail_is_no_part_of_its_attachment(make: Build, plan: Plan) -> None:
    mail = pack(make())
    letter = Block(locator="part1/body/p1", kind=BlockKind.PARAGRAPH, text="Kính gửi Văn phòng Sở báo cáo 6 tháng.")
    report = understand([mail.model_copy(update={"blocks": (letter, *mail.blocks)})], Channel(), plan)
    assert report.unassigned == ()
    assert quantities(report) == quantities(understand([make()], Channel(), plan))


def test_comments_quoted_mails_and_signatures_never_enter_the_report(make: Build, plan: Plan) -> None:
    said = "*3. Tham gia sự kiện, đón tiếp đoàn quốc tế\nĐón 99 đoàn. Báo cáo này thay thế báo cáo trước."
    for locator in ("comment1/p1", "part1/quote/p1", "part1/signature/p1"):
        comment = Block(locator=locator, kind=BlockKind.COMMENT, text=said)
        whole = make() if locator.startswith("comment") else pack(make())
        report = understand([whole.model_copy(update={"blocks": (*whole.blocks, comment)})], Channel(), plan)
        assert "99" not in report.model_dump_json()
        assert not report.replaces


# pictures -------------------------------------------------------------------------------------------------------------


def scan_of(sha256: str = "d" * 64, **fields: object) -> ReadDocument:
    given = {"sha256": sha256, "size_bytes": 1, "format": "pdf", "readable": False, "scan": True}
    return ReadDocument.model_validate({**given, "findings": (make_ocr("image-only"),), **fields})


def test_scans_and_stamps_wait_for_a_look_also_within_containers(make: Build) -> None:
    stamped = make(sha256="e" * 64, findings=(make_ocr("stamp-image"),))
    documents = [make(), scan_of(), stamped, pack(scan_of("f" * 64), make())]
    found = find_pictures(documents, ["a.docx", "b.pdf", "c.pdf", "d.eml"], {"e" * 64})
    assert [(each.name, each.sha256[0], each.seen) for each in found] == [
        ("b.pdf", "d", False),
        ("c.pdf", "e", True),
        ("d.eml › 2.pdf", "f", False),
    ]


def rules(documents: Sequence[ReadDocument]) -> list[tuple[str, Severity]]:
    return [(finding.rule, finding.severity) for document in documents for finding in document.findings]


@pytest.mark.parametrize("packed", [False, True])
def test_a_recognised_copy_of_a_readable_report_needs_no_check_of_its_own(make: Build, *, packed: bool) -> None:
    scan = as_pdf(make(), "d" * 64, confidence=0.9)
    documents = [make(), scan]
    settled = settle_pictures([pack(*documents)] if packed else documents, {"d" * 64})
    assert rules(settled) == []


def test_recognised_text_that_repeats_nothing_still_waits(make: Build) -> None:
    scan = as_pdf(make(), "d" * 64, confidence=0.9)
    assert rules(settle_pictures([scan], {"d" * 64})) == [("ocr", Severity.ERROR)]
    other = make(["*6. Hợp tác quốc tế", "- Ký 01 biên bản."], "b" * 64)
    annex = scan.model_copy(update={"blocks": scan.blocks[8:]})
    assert rules(settle_pictures([other, annex], {"d" * 64})) == [("ocr", Severity.ERROR)]


def test_nothing_is_settled_before_a_person_looked(make: Build) -> None:
    stamped = make(sha256="e" * 64, findings=(make_ocr("stamp-image"),))
    documents = [make(), scan_of(), stamped]
    assert settle_pictures(documents, frozenset()) == documents
    assert rules(settle_pictures(documents, {"e" * 64})) == [("image-only", Severity.ERROR)]


@pytest.mark.parametrize("rule", ["program-missing", "ocr"])
def test_a_scan_in_which_nothing_was_recognised_waits_also_beside_a_readable_file(make: Build, rule: str) -> None:
    scan = scan_of(findings=(make_ocr(rule),))
    assert rules(settle_pictures([make(), scan], {"d" * 64})) == [(rule, Severity.ERROR)]
    assert rules(settle_pictures([pack(make(), scan)], {"d" * 64})) == [(rule, Severity.ERROR)]


# figures between files ------------------------------------------------------------------------------------------------

TABLE = [
    "*4. Tuyên truyền trên các phương tiện thông tin truyền thông",
    [
        ["STT", "Nội dung", "Kết quả", "Đơn vị tính"],
        ["1", "Đăng trên Cổng Thông tin điện tử KH&CN", "156", "tin, bài"],
        ["2", "Phát hành Đặc san Khoa học và Công nghệ", "3", "số"],
        ["3", "Chuyên mục trên Đài Phát thanh - Truyền hình tỉnh", "12", "chuyên mục"],
    ],
]


def change(body: Sequence[object], *changes: tuple[str, str]) -> list[object]:
    """The lines with words replaced, also in the rows of tables."""
    changed: list[object] = []
    for line in body:
        if isinstance(line, str):
            words = line
            for old, new in changes:
                words = words.replace(old, new)
            changed.append(words)
        else:
            assert isinstance(line, list)
            changed.append([change(row, *changes) for row in line])
    return changed


@pytest.mark.parametrize(
    ("body", "changes", "one", "other"),
    [
        (BODY, (("07 đoàn", "03 đoàn"), ("03 gian", "07 gian")), ["07", "03"], ["03", "07"]),
        ([*BODY, *TABLE], (("156", "x"), ("12", "156"), ("x", "12")), ["156", "12"], ["12", "156"]),
        (
            [*BODY, [["Địa bàn", "Lớp", "Buổi"], ["Huyện Hướng Hóa", "5", "8"], ["Huyện Cam Lộ", "4", "2"]]],
            (("5", "x"), ("8", "5"), ("x", "8")),
            ["5", "8"],
            ["8", "5"],
        ),
    ],
)
def test_figures_exchanged_between_two_lines_or_cells_are_a_doubt(
    make: Build,
    plan: Plan,
    body: Sequence[object],
    changes: tuple[tuple[str, str], ...],
    one: list[str],
    other: list[str],
) -> None:
    signed = as_pdf(make(change(body, *changes)), "b" * 64)
    found = [d for d in understand([make(body), signed], Channel(), plan).doubts if d.rule == "copies-differ"]
    assert len(found) == 1
    for told, expected in zip(found[0].texts, (one, other), strict=False):
        words = told.replace(";", "").split()
        assert [word for word in words if word in expected] == expected
        assert not told.endswith((",", ";", ".", ":"))


@pytest.mark.parametrize("old", ["1", "2", "3"])
def test_a_running_number_that_ocr_lost_is_no_lacking_figure(make: Build, plan: Plan, old: str) -> None:
    lost = [[[cell if at or cell != old else "" for at, cell in enumerate(row)] for row in TABLE[1]]]
    scan = as_pdf(make([*BODY, TABLE[0], *lost]), "b" * 64, confidence=0.9)
    assert understand([make([*BODY, *TABLE]), scan], Channel(), plan).doubts == ()


def test_a_lacking_figure_of_a_table_is_told_with_the_words_before_it(make: Build, plan: Plan) -> None:
    scan = as_pdf(make(change([*BODY, *TABLE], ("156", ""))), "b" * 64, confidence=0.9)
    (doubt,) = understand([make([*BODY, *TABLE]), scan], Channel(), plan).doubts
    assert doubt == doubt.model_copy(
        update={"rule": "copies-lack", "texts": ("tin điện tử KH&CN 156 tin, bài", "word", "word", "scan")}
    )


def counted(report: Submission, indicator: str) -> list[float]:
    return [
        q.value
        for item in report.items.values()
        for activity in item.activities
        for q in activity.quantities
        if q.indicator == indicator
    ]


FORM = [
    "*BIỂU SỐ LIỆU",
    "*3. Tham gia sự kiện, đón tiếp đoàn quốc tế",
    "- Đón tiếp đoàn khách quốc tế: 07 đoàn.",
    "*6. Hợp tác quốc tế",
    "- Biên bản ghi nhớ hợp tác: 01 biên bản.",
]


@pytest.mark.parametrize("form_first", [False, True])
@pytest.mark.parametrize(("format_", "kind"), [("xlsx", "sheet"), ("pdf", "pdf"), ("mail", "mail")])
def test_a_figure_that_a_form_or_a_summary_tells_again_counts_once_and_is_asked_once(
    make: Build, document: Build, plan: Plan, format_: str, kind: str, *, form_first: bool
) -> None:
    both = [make(), document(FORM, "b" * 64, format=format_)]
    report = understand(both[::-1] if form_first else both, Channel(), plan)
    assert (counted(report, "doan-vao"), counted(report, "bien-ban-ghi-nho")) == ([7], [1])
    assert {activity.sha256 for item in report.items.values() for activity in item.activities} == {"a" * 64}
    (doubt,) = report.doubts
    assert (doubt.rule, doubt.texts) == ("copies-overlap", ("7 đoàn; 1 biên bản", kind, "word"))


def test_a_figure_that_differs_from_that_of_another_file_is_asked_and_not_added(
    make: Build, document: Build, plan: Plan
) -> None:
    form = document(change(FORM, ("07 đoàn", "09 đoàn")), "b" * 64, format="xlsx")
    report = understand([make(), form], Channel(), plan)
    assert counted(report, "doan-vao") == [7]
    (differing,) = [doubt.texts for doubt in report.doubts if doubt.rule == "copies-differ"]
    assert ("07 đoàn" in differing[0], "09 đoàn" in differing[1], *differing[2:]) == (True, True, "word", "sheet")


def test_a_total_over_the_figures_of_another_file_is_the_same_figure(make: Build, document: Build, plan: Plan) -> None:
    body = [BODY[0], "- Đón 05 đoàn khách quốc tế của Lào.", "- Đón 02 đoàn khách quốc tế của Thái Lan."]
    report = understand([make(body), document(FORM[:3], "b" * 64, format="xlsx")], Channel(), plan)
    assert counted(report, "doan-vao") == [5, 2]
    assert [doubt.rule for doubt in report.doubts] == ["copies-overlap"]


def test_what_another_file_alone_tells_is_kept_although_its_figure_must_be_asked(
    make: Build, document: Build, plan: Plan
) -> None:
    other = [BODY[0], "- Đón 07 đoàn doanh nghiệp Nhật Bản khảo sát vùng trồng dược liệu tại huyện Hướng Hóa."]
    report = understand([make(), document(other, "b" * 64)], Channel(), plan)
    assert counted(report, "doan-vao") == [7]
    assert any("Nhật Bản" in activity.text for activity in report.items[3].activities)
    assert [doubt.rule for doubt in report.doubts] == ["copies-overlap"]


@pytest.mark.parametrize(
    ("line", "is_activity"),
    [
        ("Trân trọng./.", False),
        ("Xin trân trọng cảm ơn!", False),
        ("Trân trọng kính chào quý Văn phòng.", False),
        ("Kính chào các anh chị,", False),
        ("Best regards,", False),
        ("Trình UBND tỉnh ban hành báo cáo về hợp tác với Lào.", True),
        ("Cảm ơn đoàn chuyên gia Lào bằng thư của Sở.", True),
    ],
)
def test_a_line_that_only_greets_or_takes_leave_is_no_activity(
    make: Build, plan: Plan, line: str, *, is_activity: bool
) -> None:
    report = understand([make([*BODY[3:], line])], Channel(), plan)
    said = [activity.text for activity in report.items[6].activities] + [placed.text for placed in report.unassigned]
    assert any(line.removesuffix("./.") in text for text in said) is is_activity
