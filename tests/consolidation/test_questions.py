"""What a person is asked, and why a complete draft waits."""

from datetime import date

import pytest

from schemas.document import Finding
from schemas.submission import Evidence, PictureFile
from schemas.values import CheckStatus, EvidenceKind, QuestionKind, Severity
from tonghop.consolidation import consolidate, find_open_points, find_questions

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


def test_a_report_of_unclear_unit_and_period_offers_what_was_found(submission, plan, half) -> None:
    filed = submission(
        "a",
        unit=None,
        period=None,
        status=CheckStatus.NEEDS_PERSON,
        unit_evidence=says(EvidenceKind.SENDER, "VP") + says(EvidenceKind.LETTERHEAD, "TTNC", "TTNC"),
        period_evidence=says(EvidenceKind.TITLE, "2024-H1", "2024"),
        findings=(PERIOD_UNCLEAR, EMPTY),
    )
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert (question.kind, question.key, question.submission) == (QuestionKind.SUBMISSION, "submission:a", "a")
    assert question.candidates == (
        "Là báo cáo của Văn phòng Sở",
        "Là báo cáo của Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo",
        "Là báo cáo 6 tháng đầu năm 2024",
        "Là báo cáo năm 2024",
        "Trả lại, đề nghị đơn vị gửi lại",
        "Không phải báo cáo của kỳ này, để ngoài",
    )
    assert "“a.docx” (chưa rõ đơn vị; thư mục dùng chung; đến lúc 08:00 ngày 10/06/2024)" in question.text
    assert "Chưa rõ kỳ báo cáo." in question.text
    assert "để trống" not in question.text


def test_without_a_hint_every_unit_is_offered(submission, plan, half) -> None:
    filed = submission("a", unit=None, status=CheckStatus.NEEDS_PERSON)
    report = consolidate([filed], plan, half)
    assert len(find_questions(report, [filed], plan=plan)[0].candidates) == 3 + 2
    assert find_questions(report, [filed])[0].candidates[0].startswith("Trả lại")


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
    assert question.candidates == (
        "Chờ cài chương trình, phần mềm tự đọc lại",
        "Không phải báo cáo của kỳ này, để ngoài",
    )
    assert "Đơn vị không phải gửi lại." in question.consequence


def test_what_was_read_beside_a_file_that_waits_for_a_program_can_be_taken_as_it_is(
    submission, activity, plan, half
) -> None:
    filed = submission("a", (3, activity("Đón đoàn")), status=CheckStatus.NEEDS_PERSON, findings=(LACK, EMPTY))
    (question,) = find_questions(consolidate([filed], plan, half), [filed], plan=plan)
    assert question.candidates[:2] == ("Chờ cài chương trình, phần mềm tự đọc lại", "Tiếp nhận như hiện có")
    assert question.consequence.startswith("Chờ cài chương trình: ")


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({"status": CheckStatus.NEEDS_PERSON}, "Tiếp nhận như hiện có"),
        ({"status": CheckStatus.REJECTED, "content": None, "files": ()}, "Trả lại, đề nghị đơn vị gửi lại"),
    ],
)
def test_every_waiting_or_unreadable_report_is_asked_about_once(submission, plan, half, values, first) -> None:
    filed = [submission("a", **values), submission("b", unit="VP")]
    (question,) = find_questions(consolidate(filed, plan, half), filed, plan=plan)
    assert question.candidates[0] == first
    assert question.consequence


def test_a_double_claim_is_a_question_with_a_stable_key(submission, activity, plan, half) -> None:
    told = {"dates": (date(2024, 5, 12),)}
    filed = [
        submission("b", (3, activity("Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet", **told)), unit="VP"),
        submission("a", (6, activity("Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024", **told))),
    ]
    (question,) = find_questions(consolidate(filed, plan, half, version=1), filed, plan=plan)
    assert (question.kind, question.key) == (QuestionKind.DOUBLE_CLAIM, "double-claim:a:body/p1|b:body/p1")
    assert question.candidates == (
        "Một hoạt động, tính theo Văn phòng Sở (nội dung 3): “Ngày 12/5/2024 đón đoàn công tác tỉnh Savannakhet”",
        "Một hoạt động, tính theo Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo (nội dung 6): "
        "“Đón đoàn công tác tỉnh Savannakhet ngày 12/5/2024”",
        "Hai hoạt động khác nhau, tính cả hai",
    )


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
    assert reason.startswith("Chưa xác định hoạt động có thể báo cáo trùng: Văn phòng Sở (nội dung 3)")


@pytest.mark.parametrize(
    ("severity", "open_points"), [(Severity.CRITICAL, 1), (Severity.ERROR, 1), (Severity.WARNING, 0)]
)
def test_a_serious_finding_of_an_accepted_report_is_an_open_point(
    complete, confirmed, half, severity, open_points
) -> None:
    finding = EMPTY.model_copy(update={"severity": severity})
    filed = [complete[0].model_copy(update={"findings": (finding,)}), *complete[1:]]
    assert len(find_open_points(consolidate(filed, confirmed, half), confirmed)) == open_points
