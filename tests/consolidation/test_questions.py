"""What a person is asked, and why a complete draft waits."""

from datetime import date

import pytest

from schemas.decision import Decision
from schemas.document import Finding
from schemas.report import ReportActivity
from schemas.subjects import make_claim_subject, make_item_subject, make_result_subject
from schemas.submission import Evidence, Filing, ItemCandidate, PictureFile, UnfiledText
from schemas.values import CellState, CheckStatus, EvidenceKind, HoldReason, QuestionKind, Severity, SubmissionChoice
from tonghop.consolidation import consolidate, find_open_points, find_questions
from tonghop.consolidation.claim_questions import name_apart
from tonghop.consolidation.question_messages import count_one

LACK = Finding(rule="program-missing", severity=Severity.ERROR, message="Máy chưa cài X.", fix="Báo cài X.")
LOOK = Finding(rule="image-only", severity=Severity.ERROR, message="Tệp chỉ có ảnh.", fix="Mở tệp xem.")
PERIOD_UNCLEAR = Finding(
    rule="period-unclear", severity=Severity.ERROR, message="Chưa rõ kỳ báo cáo.", fix="Xác định kỳ."
)
EMPTY = Finding(rule="item-empty", severity=Severity.WARNING, message="Mục 4 để trống.", fix="Bổ sung.")


def says(kind, *values):
    return tuple(Evidence(kind=kind, value=value, text=value) for value in values)


@pytest.fixture
def confirmed(plan):
    """The plan with deadlines that somebody confirmed."""
    return plan.model_copy(
        update={"periods": tuple(each.model_copy(update={"confirm": False}) for each in plan.periods)}
    )


@pytest.fixture
def complete(submission, activity):
    """One accepted report of every unit."""
    return [submission(unit, (3, activity(f"Hoạt động của {unit}")), unit=unit) for unit in ("VP", "QLCN", "TTNC")]


def tell(question) -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in question.candidates]


NO_REPORT = [("return", "Trả lại cả báo cáo để đơn vị sửa"), ("set-aside", SubmissionChoice.SET_ASIDE.label)]


def test_a_report_of_unclear_unit_and_period_is_asked_whose_it_is_first(submission, plan, half) -> None:
    filed = submission(
        "a",
        unit=None,
        period=None,
        status=CheckStatus.NEEDS_PERSON,
        unit_evidence=says(EvidenceKind.SENDER, "VP") + says(EvidenceKind.LETTERHEAD, "TTNC", "TTNC"),
        period_evidence=says(EvidenceKind.TITLE, "2024-H1", "2024"),
        findings=(PERIOD_UNCLEAR, EMPTY),
        states={1: CellState.NOTHING},
    )
    unit, period = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert (unit.kind, unit.submission, period.kind, period.key) == (QuestionKind.UNIT, "a", "period", "period:a")
    centre = "Là báo cáo của Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    assert tell(unit)[:2] == [("unit:VP", "Là báo cáo của Văn phòng Sở"), ("unit:TTNC", centre)]
    assert {code for code, _ in tell(unit)} == {*(f"unit:{each.code}" for each in plan.units), "return", "set-aside"}
    assert tell(unit)[-2:] == NO_REPORT
    assert tell(period)[:2] == [
        ("period:2024-H1", "Là báo cáo 6 tháng đầu năm 2024"),
        ("period:2024", "Là báo cáo năm 2024"),
    ]
    assert tell(period)[-2:] == NO_REPORT
    assert "“a.docx” (thư mục dùng chung; đến lúc 08:00 ngày 10/6/2024) là của đơn vị nào?" in unit.text
    assert unit.evidence.splitlines() == [
        "địa chỉ gửi: “VP” → Văn phòng Sở",
        f"tên đơn vị ở đầu văn bản: “TTNC” → {centre.removeprefix('Là báo cáo của ')}",
    ]
    assert period.evidence.splitlines()[1] == "trích yếu: “2024” → năm 2024"


def test_without_a_hint_every_unit_is_offered(submission, plan, half) -> None:
    filed = submission("a", unit=None, status=CheckStatus.NEEDS_PERSON, states={1: CellState.NOTHING})
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert len(question.candidates) == 3 + 2
    assert question.evidence == "Không thấy dấu hiệu nào trong văn bản và nơi gửi."


UNASSIGNED = Finding(rule="text-unassigned", severity=Severity.ERROR, message="Chưa xếp “x”.", fix="Chọn nội dung.")
TEXT = "Tổ chức 02 buổi giới thiệu sản phẩm tại Savannakhet."


def unfile(filed, *texts, filing=None):
    placed = tuple(
        UnfiledText(text=text, locator=f"body/p{n}", sha256=f"sha-{filed.id}", filing=filing, context="Kết quả khác:")
        for n, text in enumerate(texts, 1)
    )
    return filed.model_copy(update={"content": filed.content.model_copy(update={"unassigned": placed})})


def test_a_sentence_is_asked_with_its_place_and_the_two_best_items_first(submission, plan, half) -> None:
    filing = Filing(
        automatic=False,
        candidates=tuple(ItemCandidate(item=n, score=s) for n, s in ((6, 0.5), (None, 0.2), (3, 0.2), (1, 0.1))),
        words=("Savannakhet", "giới thiệu"),
    )
    filed = unfile(submission("a", status=CheckStatus.NEEDS_PERSON, findings=(UNASSIGNED,)), TEXT, filing=filing)
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert (question.kind, question.key) == (
        QuestionKind.ITEM,
        make_item_subject("2024-H1", "TTNC", TEXT, "Kết quả khác:"),
    )
    assert [code for code, _ in tell(question)] == [
        *("item:6", "item:3", "item:1", "item:2", "item:4", "item:5", "item:none")
    ]
    assert question.evidence == TEXT
    assert question.place == "tệp “a.docx”, đoạn 1, dưới dòng “Kết quả khác:”"
    leaning = "nội dung 6 (50%), sau đó không thuộc nội dung nào (20%), nội dung 3 (20%), nội dung 1 (10%)"
    assert f"Phần mềm nghiêng về {leaning}, vì có “Savannakhet”, “giới thiệu”." in question.text
    assert [each.code for each in question.candidates if each.suggested] == ["item:6", "item:3", "item:none"]
    assert "cả báo cáo của đơn vị chưa được tính" in question.consequence


@pytest.mark.parametrize(
    ("text", "scores", "told", "untold", "suggested"),
    [
        (TEXT, ((5, 0.63), (6, 0.25)), "nghiêng về nội dung 5 (63%), sau đó nội dung 6 (25%)", "chưa tự xếp", [5, 6]),
        (TEXT, ((5, 0.9), (6, 0.03)), "nghiêng về nội dung 5 (90%).", "nội dung 6", [5]),
        (TEXT, ((5, 0.99), (6, 0.01)), "thấy câu gần nội dung 5, nhưng chưa tự xếp vì", "%", [5]),
        (TEXT, (), "thuộc nội dung nào của kế hoạch?", "Phần mềm", []),
        ("Tham gia giới thiệu hình ảnh.", ((4, 0.6), (3, 0.3)), "nội dung 4 (60%)", "chưa tự xếp", [4, 3]),
    ],
)
def test_a_share_is_told_where_it_explains_why_a_person_is_asked(
    submission, plan, half, text, scores, told, untold, suggested
) -> None:
    candidates = tuple(ItemCandidate(item=item, score=score) for item, score in scores)
    filing = Filing(automatic=False, candidates=candidates, words=()) if scores else None
    filed = unfile(submission("a", status=CheckStatus.NEEDS_PERSON, findings=(UNASSIGNED,)), text, filing=filing)
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert told in question.text and untold not in question.text
    assert [each.code for each in question.candidates if each.suggested] == [f"item:{item}" for item in suggested]
    promises = "số khác chỉ trích dẫn" in question.consequence
    assert promises is (text == TEXT), "nothing is said of figures where there are none"


@pytest.mark.parametrize(
    ("sentences", "findings", "status", "kinds"),
    [
        (0, (PERIOD_UNCLEAR,), CheckStatus.NEEDS_PERSON, ["submission"]),
        (1, (UNASSIGNED,), CheckStatus.NEEDS_PERSON, ["item"]),
        (2, (UNASSIGNED, PERIOD_UNCLEAR), CheckStatus.NEEDS_PERSON, ["item", "item", "submission"]),
        (2, (), CheckStatus.ACCEPTED, ["item", "item"]),
        (60, (UNASSIGNED,), CheckStatus.NEEDS_PERSON, ["item"] * 60),
        (61, (UNASSIGNED,), CheckStatus.NEEDS_PERSON, ["submission"]),
        (2, (UNASSIGNED,), CheckStatus.RETURNED, []),
        (2, (UNASSIGNED,), CheckStatus.SET_ASIDE, []),
    ],
)
def test_sentences_are_asked_one_by_one_as_long_as_a_person_can_answer(
    submission, plan, half, sentences, findings, status, kinds
) -> None:
    filed = unfile(submission("a", status=status, findings=findings), *(f"{TEXT} ({n})" for n in range(sentences)))
    asked = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert [question.kind for question in asked] == kinds
    assert ["Có 61 câu chưa rõ" in question.text for question in asked] == [sentences == 61] * len(kinds)


def test_why_a_likely_sentence_is_asked_all_the_same_is_told_instead_of_its_share(submission, plan, half) -> None:
    candidates = (ItemCandidate(item=5, score=0.8), ItemCandidate(item=6, score=0.1))
    filing = Filing(automatic=False, candidates=candidates, words=("báo chí",), held=HoldReason.CLOSED)
    filed = unfile(submission("a", status=CheckStatus.NEEDS_PERSON, findings=(UNASSIGNED,)), TEXT, filing=filing)
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert f"gần nội dung 5 (có “báo chí”), nhưng chưa tự xếp vì {HoldReason.CLOSED.label}." in question.text
    assert "%" not in question.text


def test_an_item_without_a_concrete_result_is_asked_once_it_counts(submission, activity, plan, half) -> None:
    filed = submission("a", (1, activity("Tiếp tục đẩy mạnh tuyên truyền.")))
    items = {n: each.model_copy(update={"concrete": n != 1}) for n, each in filed.content.items.items()}
    filed = filed.model_copy(update={"content": filed.content.model_copy(update={"items": items})})
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert (question.kind, question.key) == (QuestionKind.RESULT, make_result_subject("2024-H1", "TTNC", 1, items[1]))
    assert [code for code, _ in tell(question)] == ["count", "drop"]
    assert question.evidence == "Tiếp tục đẩy mạnh tuyên truyền."


@pytest.mark.parametrize(
    ("choice", "is_asked"), [("item:3", False), ("item:none", False), ("item:9", True), ("wait", True)]
)
def test_what_a_person_decided_is_asked_no_more_unless_the_choice_is_none_now(
    submission, plan, half, choice, is_asked
) -> None:
    filed = unfile(submission("a", status=CheckStatus.NEEDS_PERSON, findings=(UNASSIGNED,)), TEXT)
    decision = Decision(
        subject=make_item_subject("2024-H1", "TTNC", TEXT, "Kết quả khác:"),
        kind=QuestionKind.ITEM,
        choice=choice,
        decided_by="A",
        recorded_by="A",
        decided_at=filed.received_at,
    )
    report = consolidate([filed], plan, half)
    asked = find_questions(report, [filed], plan=plan, decisions={decision.subject: decision})
    assert bool(asked) is is_asked


def test_single_items_may_be_returned_where_only_they_are_to_blame(submission, activity, plan, half) -> None:
    filed = submission("a", (3, activity("Đón đoàn")), status=CheckStatus.NEEDS_PERSON, findings=(PERIOD_UNCLEAR,))
    report = consolidate([filed], plan, half)
    for returnable, codes in (({"a": {4, 2}}, ["accept", "return-items"]), ({}, ["accept"])):
        (question,) = find_questions(report, [filed], plan=plan, returnable=returnable)
        assert [code for code, _ in tell(question)] == [*codes, "return", "set-aside"]
        labels = [each.label for each in question.candidates if each.code == "return-items"]
        assert labels == ["Trả lại nội dung 2, 4; tính nội dung 3"] * len(returnable)


def test_what_accepting_a_report_counts_is_said_in_figures(submission, activity, quantity, plan, half) -> None:
    mixed = activity(
        "Đăng 70 tin, bài, gồm 41 trên Cổng và 8 trên Báo Quảng Trị",
        locator="body/p4",
        quantities=(
            quantity(70, "tin, bài"),
            quantity(41, "tin, bài", "tin-bai-cong"),
            quantity(8, "tin, bài", "tin-bai-bao-quang-tri"),
        ),
    )
    other = activity("Đón 02 đoàn", locator="body/p3", quantities=(quantity(2, "đoàn", "doan-vao"),))
    placed = PERIOD_UNCLEAR.model_copy(update={"rule": "total-mismatch", "locator": "body/p4"})
    for finding, told, untold in (
        (placed, ["số liệu ở chỗ nêu trên được cộng: 41 tin, bài", "08 tin, bài", "không cộng: 70 tin, bài"], "đoàn"),
        (PERIOD_UNCLEAR, ["số liệu được cộng: 02 đoàn", "41 tin, bài"], "70"),
    ):
        filed = submission("a", (3, other), (4, mixed), status=CheckStatus.NEEDS_PERSON, findings=(finding,))
        (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
        effect = question.candidates[0].effect
        assert effect.startswith("tính nội dung 3, 4; ")
        assert all(each in effect for each in told) and untold not in effect
        assert (question.evidence == mixed.text) is (finding is placed)


AMBIGUOUS = PERIOD_UNCLEAR.model_copy(update={"rule": "figure-ambiguous", "locator": "body/t1/r2"})


@pytest.mark.parametrize(
    ("counted", "finding", "effect"),
    [
        (("tin, bài", None), AMBIGUOUS, "số liệu có thể hiểu theo nhiều cách"),
        (("tin, bài", None), PERIOD_UNCLEAR, "chưa rõ số nào thuộc chỉ tiêu nào"),
        (None, PERIOD_UNCLEAR, "báo cáo không nêu số liệu nào"),
        (("tin, bài", "tin-bai-cong"), AMBIGUOUS, None),
    ],
)
def test_accepting_a_report_of_which_no_figure_counts_says_so_and_why(
    submission, activity, quantity, plan, half, counted, finding, effect
) -> None:
    quantities = (quantity(5, *counted),) if counted else ()
    told = activity("Đăng tin, bài trên Cổng", locator="body/p9", quantities=quantities)
    filed = submission(
        "a", (4, told), status=CheckStatus.NEEDS_PERSON, findings=(finding,), states={1: CellState.EMPTY},
    )  # fmt: skip
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    accept = question.candidates[0].effect
    assert accept.startswith("tính nội dung 4; ")  # not the item of which there is a heading alone
    assert (f"không số nào được cộng, vì {effect}" in accept) is (effect is not None)
    assert ("không số nào" in accept) is (effect is not None)


@pytest.mark.parametrize(
    ("number", "replaces", "status", "paper"),
    [
        ("21/BC-VP", True, CheckStatus.NEEDS_PERSON, "số 21/BC-VP"),
        (None, True, CheckStatus.NEEDS_PERSON, "“old.docx”"),
        ("21/BC-VP", False, CheckStatus.NEEDS_PERSON, None),
        ("21/BC-VP", True, CheckStatus.ACCEPTED, None),
    ],
)
def test_while_a_replacement_waits_it_is_told_that_the_replaced_report_counts(
    submission, activity, plan, half, number, replaces, status, paper
) -> None:
    old = submission("old", (3, activity("Đón đoàn")), number=number, received="2024-06-13 08:00")
    new = submission(
        "new", (3, activity("Đón 02 đoàn")), number="23/BC-VP", replaces=replaces, status=status,
        findings=(PERIOD_UNCLEAR,), received="2024-06-17 08:00",
    )  # fmt: skip
    for filed in ([old, new], [new, old]):
        report = consolidate(filed, plan, half)
        questions = find_questions(report, filed, plan=plan)
        meanwhile = f"Chưa chọn: tạm tính theo báo cáo {paper} mà đơn vị đã thay thế."
        expected = [meanwhile if paper else "Chưa chọn: báo cáo chưa được tính."]
        assert [each.consequence for each in questions] == expected * (status is CheckStatus.NEEDS_PERSON)
        found = [each for each in report.findings if each.rule == "replacement-waits"]
        assert [each.severity for each in found] == [Severity.WARNING] * bool(paper)
        assert all("“new.docx”, số 23/BC-VP" in each.message and "“old.docx”" in each.message for each in found)


def test_a_replacement_that_came_before_or_of_another_unit_replaces_nothing(submission, plan, half) -> None:
    old = submission("old", number="21/BC-VP", received="2024-06-17 08:00", states={1: CellState.NOTHING})
    for values in ({"received": "2024-06-13 08:00"}, {"unit": "VP"}):
        new = submission(
            "new", replaces=True, status=CheckStatus.NEEDS_PERSON, findings=(PERIOD_UNCLEAR,),
            states={1: CellState.NOTHING}, **{"received": "2024-06-18 08:00", **values},
        )  # fmt: skip
        report = consolidate([old, new], plan, half)
        assert [each for each in report.findings if each.rule == "replacement-waits"] == []


@pytest.mark.parametrize(
    ("findings", "seen", "is_asked"),
    [
        ((LOOK,), False, False),
        ((LOOK, EMPTY), False, False),
        ((LOOK,), True, True),
        ((LOOK, PERIOD_UNCLEAR), False, True),
    ],
)
def test_what_only_waits_for_a_look_is_asked_about_by_the_look_alone(
    submission, plan, half, findings, seen, is_asked
) -> None:
    filed = submission("a", status=CheckStatus.NEEDS_PERSON, findings=findings)
    picture = PictureFile(name="a.pdf", sha256="d" * 64, seen=seen)
    filed = filed.model_copy(update={"content": filed.content.model_copy(update={"pictures": (picture,)})})
    assert bool(find_questions(consolidate([filed], plan, half), [filed], plan=plan)) is is_asked


def test_a_lack_of_this_machine_is_mended_here_and_its_unit_is_not_asked_to_send_again(submission, plan, half) -> None:
    filed = submission("a", unit=None, period=None, status=CheckStatus.NEEDS_PERSON, findings=(LACK,))
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert "Máy chưa cài X. Báo cài X." in question.text
    assert tell(question) == [("wait-program", "Chờ cài chương trình, phần mềm tự đọc lại"), NO_REPORT[1]]
    assert "đơn vị không phải gửi lại" in question.candidates[0].effect


def test_what_was_read_beside_a_file_that_waits_for_a_program_can_be_taken_as_it_is(
    submission, activity, plan, half
) -> None:
    filed = submission("a", (3, activity("Đón đoàn")), status=CheckStatus.NEEDS_PERSON, findings=(LACK, EMPTY))
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert [code for code, _ in tell(question)] == ["wait-program", "accept", "return", "set-aside"]
    assert question.candidates[0].effect.startswith("cài xong thì")


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (
            {"status": CheckStatus.NEEDS_PERSON, "states": {1: CellState.NOTHING}, "findings": (PERIOD_UNCLEAR,)},
            "accept",
        ),
        ({"status": CheckStatus.NEEDS_PERSON, "findings": (PERIOD_UNCLEAR,)}, "return"),
        ({"status": CheckStatus.REJECTED, "content": None, "files": ()}, "return"),
    ],
)
def test_every_waiting_or_unreadable_report_is_asked_about_once(submission, plan, half, values, first) -> None:
    filed = [submission("a", **values), submission("b", unit="VP")]
    (question,) = find_questions(consolidate(filed, plan, half), filed, plan=plan)
    assert question.candidates[0].code == first
    assert question.consequence


def test_a_double_claim_is_a_question_with_a_stable_key(submission, activity, plan, half) -> None:
    told = {"dates": (date(2024, 5, 12),)}
    filed = [
        submission("b", (3, activity("Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet", **told)), unit="VP"),
        submission("a", (6, activity("Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024", **told))),
    ]
    (question,) = find_questions(consolidate(filed, plan, half, version=1), filed, plan=plan)
    centre, office = (
        ("TTNC", "Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024"),
        ("VP", "Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet"),
    )
    assert (question.kind, question.key) == (QuestionKind.DOUBLE_CLAIM, make_claim_subject("2024-H1", *office, *centre))
    assert tell(question) == [
        ("count-first", "Là một hoạt động, tính của TTNC"),
        ("count-second", "Là một hoạt động, tính của VP"),
        ("count-both", "Là hai hoạt động khác nhau, tính cả hai"),
    ]
    assert [each.unit for each in question.candidates] == ["TTNC", "VP", None]
    assert question.place == "TTNC: tệp “a.docx”, đoạn 1\nVP: tệp “b.docx”, đoạn 1"


@pytest.mark.parametrize(
    ("items", "texts", "labels"),
    [
        (
            (4, 4),
            ("Đăng 01 bài “Cà phê Khe Sanh” trên Báo Quảng Trị.", "Đăng 01 bài “Cà phê Khe Sanh” trên Cổng của Sở."),
            ["tính câu “… trên Báo Quảng Trị” của VP", "tính câu “… trên Cổng của Sở” của VP"],
        ),
        (
            (3, 6),
            ("Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet", "Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024"),
            ["tính câu ở nội dung 3 của VP", "tính câu ở nội dung 6 của VP"],
        ),
    ],
)
def test_two_activities_of_one_unit_are_told_apart_by_item_or_words(items, texts, labels) -> None:
    one, other = (
        ReportActivity(id=str(item), unit="VP", item=item, text=text, locator="body/p1", sha256="a" * 64)
        for item, text in zip(items, texts, strict=True)
    )
    told = [count_one(name_apart(one, other)), count_one(name_apart(other, one))]
    assert told == [f"Là một hoạt động, {label}" for label in labels]


def test_a_complete_report_has_no_open_point(complete, confirmed, half) -> None:
    report = consolidate(complete, confirmed, half)
    assert find_open_points(report, confirmed) == ()
    assert find_questions(report, complete) == ()


def test_a_missing_unit_a_waiting_report_and_assumed_deadlines_are_open_points(
    submission, complete, plan, half
) -> None:
    waiting = submission("x", unit="TTNC", status=CheckStatus.NEEDS_PERSON, findings=(PERIOD_UNCLEAR,))
    centre = "Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo"
    assert find_open_points(consolidate([*complete[:2], waiting], plan, half), plan) == (
        f"Chưa có báo cáo được tiếp nhận của {centre}.",
        f"Báo cáo “x.docx” ({centre}): chờ Văn phòng xử lý.",
        "Thời hạn của kỳ 6 tháng đầu năm 2024 trong tệp kế hoạch chưa được xác nhận.",
    )


def test_an_undecided_double_claim_is_an_open_point(submission, activity, complete, confirmed, half) -> None:
    told = {"dates": (date(2024, 5, 12),)}
    filed = [
        submission("b", (3, activity("Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet", **told)), unit="VP"),
        submission("a", (3, activity("Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024", **told)), unit="QLCN"),
        complete[2],
    ]
    (reason,) = find_open_points(consolidate(filed, confirmed, half), confirmed)
    assert reason.startswith("Chưa xác định hoạt động có thể báo cáo trùng: ")
    assert "Văn phòng Sở (nội dung 3)" in reason


def test_an_undecided_sentence_of_a_report_that_counts_is_an_open_point(complete, confirmed, half) -> None:
    filed = [unfile(complete[0], TEXT), *complete[1:]]
    report = consolidate(filed, confirmed, half)
    (reason,) = find_open_points(report, confirmed, find_questions(report, filed, plan=confirmed))
    assert reason.startswith(f"Chưa có quyết định – câu chưa rõ thuộc nội dung nào: Câu “{TEXT}”")


@pytest.mark.parametrize(
    ("severity", "open_points"), [(Severity.CRITICAL, 1), (Severity.ERROR, 1), (Severity.WARNING, 0)]
)
def test_a_serious_finding_of_an_accepted_report_is_an_open_point(
    complete, confirmed, half, severity, open_points
) -> None:
    finding = EMPTY.model_copy(update={"severity": severity})
    filed = [complete[0].model_copy(update={"findings": (finding,)}), *complete[1:]]
    assert len(find_open_points(consolidate(filed, confirmed, half), confirmed)) == open_points
