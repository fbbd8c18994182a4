from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from schemas.document import Finding
from schemas.plan import Plan
from schemas.submission import (
    Channel,
    CheckedSubmission,
    Doubt,
    Evidence,
    ItemReport,
    Quantity,
    Submission,
    UnfiledText,
)
from schemas.values import CellState, CheckStatus, EvidenceKind, Severity, SourceKind
from tonghop.checking import quarantined_json, to_json
from tonghop.checking.places import describe_place, order_place

Check = Callable[..., CheckedSubmission]
Build = Callable[..., Submission]
Reported = Callable[..., ItemReport]
SHA = "a" * 64


def rules(checked: CheckedSubmission, severity: Severity | None = None) -> set[str]:
    return {finding.rule for finding in checked.findings if severity is None or finding.severity is severity}


def tell(checked: CheckedSubmission, rule: str) -> Finding:
    return next(finding for finding in checked.findings if finding.rule == rule)


@pytest.fixture
def whole(plan: Plan, reported: Reported) -> dict[int, ItemReport]:
    return {item.number: reported("Đã tổ chức xong ngày 12/5/2024.", dates=(date(2024, 5, 12),)) for item in plan.items}


def test_a_whole_report_is_accepted_without_findings(
    check: Check, submission: Build, whole: dict[int, ItemReport]
) -> None:
    checked = check(submission(whole))
    assert (checked.status, checked.findings) == (CheckStatus.ACCEPTED, ())


@pytest.mark.parametrize(
    ("severity", "status"),
    [("critical", "needs_person"), ("error", "needs_person"), ("warning", "accepted"), ("advice", "accepted")],
)
def test_critical_and_error_findings_of_reading_wait_for_a_person(
    check: Check, submission: Build, whole: dict[int, ItemReport], severity: str, status: str
) -> None:
    finding = Finding(rule="macro", severity=Severity(severity), message="Có macro.", fix="Gửi lại.")
    checked = check(submission(whole), findings=(finding,))
    assert (checked.status.value, checked.findings) == (status, (finding,))


def test_an_unreadable_submission_is_rejected_with_the_reason_of_reading_alone(check: Check, submission: Build) -> None:
    finding = Finding(rule="truncated", severity=Severity.ERROR, message="Tệp bị cắt.", fix="Gửi lại.")
    checked = check(submission(unit=None, period=None), readable=False, findings=(finding,))
    assert (checked.status, checked.findings) == (CheckStatus.REJECTED, (finding,))


def test_a_readable_submission_without_anything_is_rejected_and_says_so(check: Check, submission: Build) -> None:
    checked = check(submission(unit=None, period=None))
    assert (checked.status, rules(checked)) == (CheckStatus.REJECTED, {"no-content"})


SENDER = Evidence(kind=EvidenceKind.SENDER, value="TTNC", text="ttnc@sokhcn.example")
HEAD = Evidence(kind=EvidenceKind.LETTERHEAD, value="QLCN", locator="body/p2", text="PHÒNG QLCN&ĐMST")


@pytest.mark.parametrize(
    ("evidence", "channel", "expected", "words"),
    [
        ((), Channel(), {"unit-unclear"}, "không nêu phòng, đơn vị nào"),
        ((SENDER,), Channel(sender=SENDER.text), {"unit-unclear"}, "Trung tâm Nghiên cứu"),
        ((SENDER, HEAD), Channel(sender=SENDER.text), {"unit-conflict"}, "PHÒNG QLCN&ĐMST"),
        ((HEAD,), Channel(sender="la@khac.example"), {"unit-unclear", "sender-unknown"}, "PHÒNG QLCN&ĐMST"),
        ((HEAD,), Channel(source=SourceKind.MAILBOX), {"unit-unclear", "sender-unknown"}, "PHÒNG QLCN&ĐMST"),
    ],
)
def test_an_open_unit_is_told_with_the_words_that_speak_for_it(
    check: Check,
    submission: Build,
    whole: dict[int, ItemReport],
    evidence: tuple[Evidence, ...],
    channel: Channel,
    expected: set[str],
    words: str,
) -> None:
    checked = check(submission(whole, unit=None, unit_evidence=evidence), channel)
    assert rules(checked) == expected
    assert checked.status is CheckStatus.NEEDS_PERSON
    assert words in tell(checked, min(expected - {"sender-unknown"})).message


@pytest.mark.parametrize(
    ("unit", "severity"), [(None, Severity.WARNING), ("QLCN", Severity.ERROR)], ids=["declared", "written only"]
)
def test_what_a_paper_says_of_itself_makes_no_stranger_known(
    check: Check, submission: Build, whole: dict[int, ItemReport], unit: str | None, severity: Severity
) -> None:
    channel = Channel(sender="la@khac.example", unit=None if unit else "QLCN")
    checked = check(submission(whole, unit="QLCN", unit_evidence=(HEAD,)), channel)
    assert tell(checked, "sender-unknown").severity is severity


def test_a_conflict_names_both_units(check: Check, submission: Build, whole: dict[int, ItemReport]) -> None:
    checked = check(submission(whole, unit=None, unit_evidence=(SENDER, HEAD)), Channel(sender=SENDER.text))
    message = tell(checked, "unit-conflict").message
    assert SENDER.text in message and "Phòng Quản lý Công nghệ" in message and "Trung tâm Nghiên cứu" in message


@pytest.mark.parametrize(
    ("values", "kind", "words"),
    [
        ((), EvidenceKind.TITLE, "không nêu kỳ"),
        (("2024-H1", "2024-H2"), EvidenceKind.TITLE, "“6 tháng đầu năm 2024” hay “6 tháng cuối năm 2024”"),
        (("2024-H1",), EvidenceKind.SUBJECT, "tiêu đề thư cho thấy “6 tháng đầu năm 2024”"),
    ],
)
def test_an_open_period_is_told_with_its_candidates(
    check: Check,
    submission: Build,
    whole: dict[int, ItemReport],
    values: tuple[str, ...],
    kind: EvidenceKind,
    words: str,
) -> None:
    evidence = tuple(Evidence(kind=kind, value=value, text="...") for value in values)
    checked = check(submission(whole, period=None, period_evidence=evidence))
    assert rules(checked, Severity.ERROR) == {"period-unclear"}
    assert words in tell(checked, "period-unclear").message


@pytest.mark.parametrize(
    ("period", "dated", "severity"),
    [
        ("2023-H2", date(2023, 12, 18), "warning"),
        ("2023-H1", date(2024, 6, 10), "error"),
        ("2024-H1", date(2024, 6, 10), None),
        ("2024-03-01..2024-04-15", None, None),
    ],
)
def test_a_period_that_the_plan_does_not_know_is_told(
    check: Check,
    submission: Build,
    whole: dict[int, ItemReport],
    period: str,
    dated: date | None,
    severity: str | None,
) -> None:
    found = [
        f.severity.value
        for f in check(submission(whole, period=period, dated=dated)).findings
        if f.rule == "period-other"
    ]
    assert found == ([severity] if severity else [])


def test_missing_items_are_told_only_when_they_are_assigned(
    check: Check, submission: Build, whole: dict[int, ItemReport], plan: Plan
) -> None:
    del whole[6]
    assert rules(check(submission(whole)), Severity.WARNING) == {"item-missing"}
    del whole[2]
    assert "nội dung 2, 6 đã giao" in tell(check(submission(whole)), "item-missing").message
    for open_field in ("unit", "period"):  # who reports on what must be known before anything is missing
        assert "item-missing" not in rules(check(submission(whole, **{open_field: None})))


def test_an_empty_item_is_told_with_its_place(check: Check, submission: Build, whole: dict[int, ItemReport]) -> None:
    whole[5] = ItemReport(state=CellState.EMPTY, locator="body/t2/r6/c2")
    found = tell(check(submission(whole)), "item-empty")
    assert "Nội dung 5" in found.message and "bảng 2, dòng 6" in found.message


@pytest.mark.parametrize("concrete", [True, False])
def test_an_item_without_a_concrete_result_is_told_and_does_not_wait(
    check: Check, submission: Build, reported: Reported, whole: dict[int, ItemReport], concrete: bool
) -> None:
    told = reported("Đẩy mạnh hợp tác quốc tế.").model_copy(update={"concrete": concrete})
    checked = check(submission({**whole, 6: told}))
    assert ("no-concrete-result" not in rules(checked)) is concrete
    assert checked.status is CheckStatus.ACCEPTED


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, "no-item"),
        ({"items": {1: ItemReport(state=CellState.NOTHING, locator="body/p7")}}, "item-missing"),
        ({"unassigned": (UnfiledText(text="Đón 02 đoàn.", locator="body/p7", sha256=SHA),)}, "text-unassigned"),
    ],
)
def test_a_report_of_none_of_the_items_waits_for_a_person(
    check: Check, submission: Build, fields: dict[str, Any], rule: str
) -> None:
    text = UnfiledText(text="Tuyển dụng 02 viên chức.", locator="body/p9", sha256=SHA)
    checked = check(submission(**{"dropped": (text,), **fields}))
    assert rule in rules(checked)
    assert ("no-item" in rules(checked)) is (rule == "no-item")
    assert (checked.status is CheckStatus.ACCEPTED) is (rule == "item-missing")


def test_a_day_outside_the_data_window_is_told(
    check: Check, submission: Build, reported: Reported, whole: dict[int, ItemReport]
) -> None:
    outside = reported("Đón đoàn ngày 20/7/2024.", dates=(date(2024, 7, 20),))
    found = tell(check(submission({**whole, 6: outside})), "date-outside-period")
    assert "20/7/2024" in found.message and "14/6/2024" in found.message


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Đón 02 đoàn.", "error"),
        ("Đón đoàn ngày 12/5.", "error"),
        (" ".join(["dài"] * 40), "error"),
        ("Công tác nội vụ ổn định.", "warning"),
    ],
)
def test_an_unassigned_text_is_grave_when_it_counts_or_is_long(
    check: Check, submission: Build, whole: dict[int, ItemReport], text: str, severity: str
) -> None:
    placed = UnfiledText(text=text, locator="body/p7", sha256=SHA)
    found = tell(check(submission(whole, unassigned=(placed,))), "text-unassigned")
    assert (found.severity.value, found.locator) == (severity, "body/p7")


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        (Doubt(rule="heading-unclear", locator="body/p7", texts=("Tập huấn", "5", "2")), "nội dung 5 “Tập huấn"),
        (Doubt(rule="heading-unclear", locator="body/p7", texts=("Chung", "1", "direction")), "phần “Công tác chỉ đạo"),
        (Doubt(rule="heading-number", locator="body/p7", texts=("Hợp tác", "2", "6")), "mang số 2"),
        (
            Doubt(rule="total-mismatch", locator="body/p7", texts=("13 đoàn", "7 đoàn, 5 đoàn")),
            "các phần 7 và 5, cộng lại là 12",
        ),
        (Doubt(rule="figure-ambiguous", locator="body/p7", texts=("1.5 tỷ đồng",)), "1.5 tỷ đồng"),
        (Doubt(rule="figure-unmeasured", locator="body/p7", texts=("05",)), "“05”"),
        (
            Doubt(rule="copies-differ", locator="body/p7", texts=("Đón 1", "Đón 2", "word", "pdf")),
            "tệp PDF ghi “Đón 2”",
        ),
        (
            Doubt(rule="copies-differ", locator="body/p7", texts=("Đón 1", "Đón 2", "word", "word")),
            "tệp Word ghi “Đón 1” (đoạn 7), tệp Word khác ghi “Đón 2”",
        ),
        (
            Doubt(rule="copies-lack", locator="body/p7", texts=("15 doanh nghiệp", "word", "pdf", "word")),
            "tệp PDF có số liệu mà tệp Word không có: “15 doanh nghiệp”",
        ),
        (
            Doubt(rule="copies-overlap", locator="body/p7", texts=("7 đoàn; 3 số", "sheet", "word")),
            "theo tệp Word: 7 đoàn; 3 số",
        ),
        (Doubt(rule="annex-not-counted", locator="body/p7", texts=("PHỤ LỤC",)), "phụ lục"),
        (Doubt(rule="figure-ambiguous", locator="body/p7", texts=("{place} {x}",)), "{place} {x}"),
    ],
)
def test_every_doubt_of_understanding_is_told_in_words(
    check: Check, submission: Build, whole: dict[int, ItemReport], doubt: Doubt, words: str
) -> None:
    found = tell(check(submission(whole, doubts=(doubt,))), doubt.rule)
    assert words in found.message
    assert "đoạn 7" in found.message


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ("copies-differ", ("Đón 1", "Đón 2", "word", "scan")),
        ("copies-lack", ("15 doanh nghiệp", "word", "scan", "word")),
        ("copies-overlap", ("7 đoàn", "mail", "word")),
    ],
)
def test_figures_that_files_do_not_share_wait_for_a_person_who_is_told_which_file_counts(
    check: Check, submission: Build, whole: dict[int, ItemReport], rule: str, texts: tuple[str, ...]
) -> None:
    checked = check(submission(whole, doubts=(Doubt(rule=rule, locator="body/p7", texts=texts),)))
    found = tell(checked, rule)
    assert checked.status is CheckStatus.NEEDS_PERSON
    assert "theo tệp Word" in found.message + found.fix
    assert "hai tệp" not in found.message.lower()


def test_findings_come_by_severity_and_then_by_place(
    check: Check, submission: Build, whole: dict[int, ItemReport]
) -> None:
    places = ["body/p10", "body/p9", "body/t1/r2/c1"]
    placed = tuple(UnfiledText(text="Đón 02 đoàn.", locator=place, sha256=SHA) for place in places)
    found = check(
        submission({**whole, 6: ItemReport(state=CellState.EMPTY, locator="body/p1")}, unassigned=placed)
    ).findings
    assert [f.locator for f in found] == ["body/p9", "body/p10", "body/t1/r2/c1", "body/p1"]


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        (None, "toàn văn bản"),
        ("body/p12", "đoạn 12"),
        ("body/t2/r4/c1", "bảng 2, dòng 4"),
        ("part2/body/p3", "tệp 2, đoạn 3"),
        ("page3/l12", "trang 3, dòng 12"),
        ("sheet1/r4", "trang tính 1, dòng 4"),
        ("box1/p2", "hộp văn bản 1, đoạn 2"),
        ("comment2/p1", "ghi chú bên lề 2, đoạn 1"),
        ("part1/quote/p3", "tệp 1, phần trích lại thư trước, đoạn 3"),
        ("khác/1", "khác/1"),
    ],
)
def test_a_place_is_told_in_words(locator: str | None, words: str) -> None:
    assert describe_place(locator) == words


def test_places_are_ordered_by_number() -> None:
    locators = ["body/p10", None, "body/p9", "body/t1/r10", "body/t1/r9", "part2/body/p1"]
    assert sorted(locators, key=order_place) == [
        None,
        "body/p9",
        "body/p10",
        "body/t1/r9",
        "body/t1/r10",
        "part2/body/p1",
    ]


def test_the_check_object_has_exactly_the_fields_of_the_contract(
    check: Check, submission: Build, reported: Reported
) -> None:
    quantity = Quantity(value=7, measure="đoàn", indicator="doan-vao")
    content = submission(
        {3: reported("Đón 07 đoàn.", quantities=(quantity,), dates=(date(2024, 5, 12),), aspects=("delegation",))},
        unassigned=(UnfiledText(text="Khác.", locator="body/p7", sha256=SHA),),
    )
    told = to_json("a.docx", SHA, check(content))
    assert list(told) == ["file", "sha256", "status", "unit", "period", "items", "unassigned", "findings"]
    assert list(told["items"]) == ["1", "2", "3", "4", "5", "6"]
    assert told["items"]["1"] == {"state": "missing", "reason": "not_mentioned", "activities": []}
    assert told["items"]["3"] == {
        "state": "reported",
        "reason": None,
        "activities": [
            {
                "text": "Đón 07 đoàn.",
                "locator": "body/p10",
                "dates": ["2024-05-12"],
                "aspects": ["delegation"],
                "quantities": [
                    {
                        "value": 7,
                        "value_max": None,
                        "measure": "đoàn",
                        "indicator": "doan-vao",
                        "scope": "period",
                        "precision": "exact",
                        "estimate": False,
                    }
                ],
            }
        ],
    }
    assert told["unassigned"] == [{"text": "Khác.", "locator": "body/p7"}]
    assert list(told["findings"][0]) == ["rule", "severity", "locator", "message", "fix"]


def test_a_quarantined_file_tells_nothing_of_its_content() -> None:
    told = quarantined_json("a.docx")
    assert list(told) == ["file", "status", "findings"]
    assert [finding["rule"] for finding in told["findings"]] == ["secrecy-mark"]
    assert told["status"] == "quarantined"


def test_too_many_texts_of_no_item_are_told_together(
    check: Check, submission: Build, whole: dict[int, ItemReport]
) -> None:
    plain = [UnfiledText(text="Tham gia các hoạt động", locator=f"body/p{at}", sha256=SHA) for at in range(20, 90)]
    grave = UnfiledText(text="Đón 02 đoàn.", locator="body/p95", sha256=SHA)
    found = [
        each for each in check(submission(whole, unassigned=(*plain, grave))).findings if "unassigned" in each.rule
    ]
    assert len(found) == 61
    assert {each.severity for each in found if each.locator == "body/p95"} == {Severity.ERROR}
    assert [each.message for each in found if each.locator is None] == [
        "Còn 11 câu khác chưa rõ thuộc nội dung nào của kế hoạch."
    ]


def test_figures_without_an_indicator_are_told_with_their_sentence_and_wait_for_nobody(
    check: Check, submission: Build, whole: dict[int, ItemReport]
) -> None:
    doubts = (
        Doubt(rule="figure-untied", locator="body/p10", texts=("Đăng 98 tin, bài trong kỳ", "98 tin, bài")),
        Doubt(rule="figure-untied-running", locator="body/p11", texts=("5 đoàn",)),
    )
    checked = check(submission(whole, doubts=doubts))
    untied, running = (finding.message for finding in checked.findings if finding.rule == "figure-untied")
    assert "“98 tin, bài”" in untied and "“Đăng 98 tin, bài trong kỳ”" in untied
    assert "“5 đoàn”" in running and "số cộng dồn" in running
    assert checked.status is CheckStatus.ACCEPTED
    assert rules(checked, Severity.WARNING) == {"figure-untied"}
