from collections.abc import Callable, Sequence

import pytest

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CellState
from tonghop.understanding import understand

Read = Callable[..., Submission]
TITLES = (
    "Thông tin, tuyên truyền chủ trương, đường lối của Đảng",
    "Chỉ đạo, định hướng thông tin đối ngoại",
    "Tham gia sự kiện, đón tiếp đoàn khách quốc tế",
    "Tuyên truyền trên các phương tiện thông tin truyền thông",
    "Tập huấn, bồi dưỡng nghiệp vụ; phát ngôn và cung cấp thông tin cho báo chí",
    "Hợp tác quốc tế về KH&CN",
)


def texts(report: Submission) -> dict[int, list[str]]:
    return {n: [a.text for a in item.activities] for n, item in report.items.items() if item.activities}


def write(style: str) -> list[str]:
    """All six items, one sentence each, with headings in one of the styles that units use."""
    lines: list[str] = []
    for number, title in enumerate(TITLES, start=1):
        heading = {
            "typed numbers": f"{number}. {title}",
            "typed numbers, bold": f"*{number}. {title}",
            "list numbers": f"[{number}.]{title}",
            "list numbers, bold": f"*[{number}.]{title}",
            "bold": f"*{title}",
            "plain lines": title,
            "upper case": title.upper(),
            "heading styles": f"#{title}",
            "roman": f"*{('I', 'II', 'III', 'IV', 'V', 'VI')[number - 1]}. {title}",
            "below a section": f"[1.{number}.]{title}",
            "named": f"*Nội dung {number}: {title}",
            "letters": f"[{'abcdef'[number - 1]})]{title}",
            "slash": f"{number}/ {title}",
        }[style]
        lines += [heading, f"- Việc đã làm thứ {['một', 'hai', 'ba', 'bốn', 'năm', 'sáu'][number - 1]} trong kỳ."]
    return lines


@pytest.mark.parametrize(
    "style",
    [
        "typed numbers",
        "typed numbers, bold",
        "list numbers",
        "list numbers, bold",
        "bold",
        "plain lines",
        "upper case",
        "heading styles",
        "roman",
        "below a section",
        "named",
        "letters",
        "slash",
    ],
)
def test_items_are_found_under_headings_of_any_style(read: Read, style: str) -> None:
    report = read(write(style), body=True)
    assert {n: len(found) for n, found in texts(report).items()} == dict.fromkeys(range(1, 7), 1)
    assert report.unassigned == ()
    assert report.doubts == ()


def test_items_in_another_order_and_without_numbers_are_found(read: Read) -> None:
    lines = write("bold")
    turned = [line for pair in range(5, -1, -1) for line in lines[2 * pair : 2 * pair + 2]]
    assert sorted(texts(read(turned, body=True))) == [1, 2, 3, 4, 5, 6]


def test_the_plans_own_sentences_serve_as_headings(read: Read, plan: Plan) -> None:
    lines = [line for item in plan.items for line in (f"{item.number}. {item.text}", "- Đã thực hiện xong.")]
    assert {n: len(found) for n, found in texts(read(lines, body=True)).items()} == dict.fromkeys(range(1, 7), 1)


def test_a_heading_and_its_text_may_share_a_line(read: Read) -> None:
    report = read(["1. Tuyên truyền chủ trương, chính sách: Đã tổ chức 03 buổi tuyên truyền."], body=True)
    assert texts(report) == {1: ["Đã tổ chức 03 buổi tuyên truyền."]}
    assert report.items[1].activities[0].locator == "body/p6"


def test_a_right_title_under_a_wrong_number_is_filed_by_its_title(read: Read) -> None:
    report = read(["*2. Hợp tác quốc tế về khoa học và công nghệ", "- Ký kết 01 biên bản ghi nhớ."], body=True)
    assert list(texts(report)) == [6]
    assert [doubt.rule for doubt in report.doubts] == ["heading-number"]


def test_a_doubtful_heading_leaves_its_text_unassigned_and_names_two_candidates(read: Read) -> None:
    report = read(["*Tập huấn", "- Tổ chức 02 lớp."], body=True)
    assert [placed.text for placed in report.unassigned] == ["Tổ chức 02 lớp."]
    (doubt,) = report.doubts
    assert (doubt.rule, set(doubt.texts[1:])) == ("heading-unclear", {"2", "5"})


SECTIONS = [
    "*I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "Đã ban hành 02 văn bản.",
    "*II. KẾT QUẢ THỰC HIỆN CÔNG TÁC THÔNG TIN ĐỐI NGOẠI",
    "*1. Tuyên truyền chủ trương, chính sách",
    "- Tổ chức 03 buổi tuyên truyền.",
    "*III. KINH PHÍ THỰC HIỆN",
    "Đã sử dụng 71 triệu đồng.",
    "*IV. ĐÁNH GIÁ CHUNG",
    "*1. Kết quả đạt được",
    "Đạt kế hoạch.",
    "*2. Khó khăn, hạn chế",
    "Còn ít tin tiếng Anh.",
    "*3. Nguyên nhân",
    "Thiếu người.",
    "*V. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2024",
    "*1. Tuyên truyền chủ trương, chính sách",
    "- Tổ chức 05 buổi tuyên truyền.",
    "*2. Hợp tác quốc tế về KH&CN",
    "- Ký kết 02 biên bản ghi nhớ.",
    "*VI. ĐỀ XUẤT, KIẾN NGHỊ",
    "Bổ sung kinh phí.",
]


def test_sections_are_offered_as_material_and_planned_work_is_no_activity(read: Read) -> None:
    report = read(SECTIONS, body=True)
    assert texts(report) == {1: ["Tổ chức 03 buổi tuyên truyền."]}
    assert {section: len(found) for section, found in report.sections.items()} == {
        "direction": 1,
        "budget": 1,
        "strengths": 1,
        "shortcomings": 1,
        "causes": 1,
        "tasks": 4,
        "proposals": 1,
    }
    assert report.unassigned == ()


def test_unnumbered_sections_end_the_items(read: Read) -> None:
    lines = [line.lstrip("*").split(". ", 1)[-1] if line.startswith("*") else line for line in SECTIONS]
    report = read(
        [f"*{line}" if line in {x.split(". ", 1)[-1] for x in SECTIONS} else line for line in lines], body=True
    )
    assert texts(report) == {1: ["Tổ chức 03 buổi tuyên truyền."]}
    assert sum(len(found) for found in report.sections.values()) >= 8


@pytest.mark.parametrize(
    "below",
    [
        ["1. Tổ chức 02 lớp tập huấn.", "2. Ban hành 03 văn bản chỉ đạo."],
        ["[1.]Tổ chức lớp tập huấn cho viên chức", "[2.]Ban hành văn bản chỉ đạo"],
        ["a) Tổ chức 02 lớp tập huấn.", "b) Ban hành 03 văn bản."],
        ["2.1. Tổ chức 02 lớp tập huấn.", "2.2. Ban hành 03 văn bản."],
        ["+ Tổ chức 02 lớp tập huấn.", "+ Ban hành 03 văn bản."],
    ],
)
def test_a_list_inside_an_item_stays_in_the_item(read: Read, below: Sequence[str]) -> None:
    report = read(["*2. Chỉ đạo, định hướng thông tin đối ngoại", *below, "*6. Hợp tác quốc tế", "- Đã ký."], body=True)
    assert {n: len(found) for n, found in texts(report).items()} == {2: 2, 6: 1}


def test_a_subheading_is_no_activity_and_tells_what_its_figures_count(read: Read) -> None:
    lines = ["3. Tham gia sự kiện, đón tiếp đoàn khách quốc tế", "*Đón đoàn vào", "- 06 đoàn với 29 lượt người."]
    report = read(lines, body=True)
    assert texts(report) == {3: ["06 đoàn với 29 lượt người."]}
    found = report.items[3].activities[0].quantities
    assert [quantity.indicator for quantity in found] == ["doan-vao", "luot-nguoi-doan-vao"]


def test_a_numbered_paragraph_that_counts_on_is_not_filed_under_the_item_before(read: Read) -> None:
    report = read(["6. Hợp tác quốc tế", "Ký 01 biên bản.", "7. Đã phát hành 02 số Bản tin."], body=True)
    assert texts(report) == {6: ["Ký 01 biên bản."]}
    assert [placed.text for placed in report.unassigned] == ["Đã phát hành 02 số Bản tin."]


def test_prose_without_headings_waits_for_a_person(read: Read) -> None:
    report = read(["Trong kỳ, Trung tâm đã đón 02 đoàn khách Lào.", "Đăng 41 tin, bài."], body=True)
    assert len(report.unassigned) == 2
    assert {item.state for item in report.items.values()} == {CellState.MISSING}


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Không phát sinh.", "nothing"),
        ("Trong kỳ không phát sinh.", "nothing"),
        ("Trong kỳ báo cáo, Trung tâm không phát sinh nội dung này.", "nothing"),
        ("Không có", "nothing"),
        ("Không.", "nothing"),
        ("Chưa phát sinh", "nothing"),
        ("Trong 6 tháng đầu năm 2024 đơn vị chưa tổ chức hoạt động nào.", "nothing"),
        ("- Việc phát ngôn: Không phát sinh.", "nothing"),
        ("6 tháng đầu năm không có đoàn khách quốc tế đến làm việc.", "nothing"),
        ("Không có vi phạm trong công tác phát ngôn.", "reported"),
        ("Trong kỳ không phát sinh đoàn ra; đã đón 02 đoàn vào.", "reported"),
        ("Đã rà soát, không có sai sót.", "reported"),
        ("", "empty"),
    ],
)
def test_nothing_empty_and_reported_are_told_apart(read: Read, text: str, state: str) -> None:
    report = read(["*5. Phát ngôn và cung cấp thông tin cho báo chí", text], body=True)
    assert report.items[5].state.value == state
    assert (report.items[1].state.value, report.items[1].reason.value) == ("missing", "not_mentioned")


def test_the_frame_of_a_report_is_neither_activity_nor_unassigned(read: Read) -> None:
    report = read(["*6. Hợp tác quốc tế", "- Ký 01 biên bản ghi nhớ."], body=True)
    assert texts(report) == {6: ["Ký 01 biên bản ghi nhớ."]}
    assert report.unassigned == ()
    assert report.number == "12/BC-TTNC"
    assert report.dated is not None and report.dated.isoformat() == "2024-06-10"


def test_an_annex_is_not_counted_beside_the_report_but_is_the_report_when_there_is_none(read: Read) -> None:
    item = ["*6. Hợp tác quốc tế", "- Ký 01 biên bản ghi nhớ."]
    both = read([*item, "*PHỤ LỤC", *item], body=True)
    assert texts(both) == {6: ["Ký 01 biên bản ghi nhớ."]}
    assert both.doubts == ()  # it only repeats
    more = read([*item, "*PHỤ LỤC", item[0], "- Ký 03 biên bản ghi nhớ."], body=True)
    assert [doubt.rule for doubt in more.doubts] == ["annex-not-counted"]
    assert texts(read(["Kết quả tại Phụ lục kèm theo.", "*PHỤ LỤC", *item], body=True)) == {
        6: ["Ký 01 biên bản ghi nhớ."]
    }


def test_a_lead_in_with_a_total_is_not_counted_beside_its_parts(read: Read) -> None:
    lines = [
        "*3. Đón tiếp đoàn khách quốc tế",
        "Đã đón 13 đoàn, cụ thể:",
        "- Đón 07 đoàn Lào.",
        "- Đón 05 đoàn Thái Lan.",
    ]
    report = read(lines, body=True)
    counted = [q.value for a in report.items[3].activities for q in a.quantities if q.indicator == "doan-vao"]
    assert counted == [13]
    assert [doubt.rule for doubt in report.doubts] == ["total-mismatch"]


def test_two_copies_of_one_report_count_once_and_a_different_figure_is_a_doubt(
    plan: Plan, document: Callable[..., ReadDocument], head: list[str]
) -> None:
    first = document([*head, "*6. Hợp tác quốc tế", "- Ký 01 biên bản ghi nhớ.", "- Đón bạn Lào."], "a" * 64)
    second = document([*head, "*6. Hợp tác quốc tế", "- Ký 02 biên bản ghi nhớ.", "- Đón bạn Lào."], "b" * 64)
    report = understand([first, second], Channel(), plan)
    assert texts(report) == {6: ["Ký 01 biên bản ghi nhớ.", "Đón bạn Lào."]}
    assert [doubt.rule for doubt in report.doubts] == ["copies-differ"]


def test_an_unreadable_document_says_nothing_and_stops_nothing(
    plan: Plan, document: Callable[..., ReadDocument], head: list[str]
) -> None:
    good = document([*head, "*6. Hợp tác quốc tế", "- Ký 01 biên bản."])
    assert texts(understand([document([], "c" * 64, readable=False), good], Channel(), plan)) == {
        6: ["Ký 01 biên bản."]
    }


def test_a_covering_letter_adds_nothing_unless_it_carries_figures(
    plan: Plan, document: Callable[..., ReadDocument], head: list[str]
) -> None:
    report = document([*head, "*6. Hợp tác quốc tế", "- Ký 01 biên bản."])
    courteous = document(["Kính gửi Văn phòng Sở,", "Trung tâm gửi báo cáo 6 tháng đầu năm.", "Trân trọng."], "b" * 64)
    telling = document(["Kính gửi Văn phòng Sở,", "Bổ sung: đón thêm 01 đoàn khách Lào.", "Trân trọng."], "b" * 64)
    assert understand([courteous, report], Channel(), plan).unassigned == ()
    assert [p.text for p in understand([telling, report], Channel(), plan).unassigned] == [
        "Bổ sung: đón thêm 01 đoàn khách Lào."
    ]


def test_a_report_that_replaces_an_earlier_one_says_so(read: Read) -> None:
    lines = ["*6. Hợp tác quốc tế", "- Ký 01 biên bản.", "Báo cáo này thay thế Báo cáo số 11/BC-TTNC."]
    assert read(lines, body=True).replaces
    assert not read(lines[:2], body=True).replaces


@pytest.mark.parametrize(
    "title", ["KẾT QUẢ CÔNG TÁC THÔNG TIN, TUYÊN TRUYỀN", "TÌNH HÌNH TRIỂN KHAI THỰC HIỆN", "KẾT QUẢ"]
)
def test_a_heading_that_holds_items_is_no_item_whatever_it_is_called(read: Read, title: str) -> None:
    report = read([f"*I. {title}", *write("typed numbers, bold"), "*II. PHƯƠNG HƯỚNG", "- Ký 02 văn bản."], body=True)
    assert {n: len(found) for n, found in texts(report).items()} == dict.fromkeys(range(1, 7), 1)
    assert len(report.sections["tasks"]) == 1


def test_soft_line_breaks_part_headings_and_texts(read: Read) -> None:
    lines = ["1. Tuyên truyền chủ trương, chính sách\n- Tổ chức 03 buổi.\n6. Hợp tác quốc tế\n- Ký 01 biên bản."]
    assert texts(read(lines, body=True)) == {1: ["Tổ chức 03 buổi."], 6: ["Ký 01 biên bản."]}


def test_lines_of_a_mail_that_end_inside_a_sentence_go_on(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    lines = ["6. Hợp tác quốc tế", "- Ký kết 01 biên bản ghi nhớ với tỉnh Savannakhet và triển khai 02", "dự án mới."]
    report = understand([document(lines, format="mail")], Channel(), plan)
    assert [q.value for q in report.items[6].activities[0].quantities] == [1, 2]


def test_bold_that_covers_everything_marks_no_headings(read: Read) -> None:
    long = " ".join(["phối hợp với các huyện tuyên truyền"] * 5)
    lines = ["*1. Tuyên truyền chủ trương, chính sách", f"*- Đã {long}", "*- Đã tuyên truyền chuyển đổi số"]
    assert len(texts(read(lines, body=True))[1]) == 2


def test_aspects_of_a_subheading_hold_for_what_stands_below_it(read: Read) -> None:
    report = read(
        ["*3. Tham gia sự kiện, đón tiếp đoàn quốc tế", "3.1. Tham gia Techfest", "- Trưng bày 04 gian hàng."],
        body=True,
    )
    assert [a.aspects for a in report.items[3].activities] == [("techfest",)]


def test_an_outline_of_its_own_that_counts_from_one_is_no_wrong_numbering(read: Read) -> None:
    titles = ["*1. Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại", "*2. Hợp tác quốc tế về khoa học và công nghệ"]
    lines = [line for title in titles for line in (title, "- Đã thực hiện xong.")]
    report = read(lines, body=True)
    assert (list(texts(report)), report.doubts) == ([5, 6], ())


def test_a_part_declared_as_nothing_is_no_activity_and_covers_no_aspect(read: Read) -> None:
    heading = "*5. Tập huấn, bồi dưỡng; phát ngôn và cung cấp thông tin cho báo chí"
    nothing = "Việc phát ngôn, cung cấp thông tin cho báo chí: Trong kỳ không phát sinh."
    sent = "Cử 02 viên chức dự lớp bồi dưỡng."
    for lines in ([f"- {sent}", f"- {nothing}"], [f"- {sent} {nothing}"]):
        (activity,) = read([heading, *lines], body=True).items[5].activities
        assert activity.aspects == ("sent-training",)
    parts = f"{nothing} Công tác tập huấn: chưa phát sinh."
    assert read([heading, parts], body=True).items[5].state is CellState.NOTHING


@pytest.mark.parametrize("lead", ["Năm 2023:", "Các hoạt động bị hoãn:"])
def test_a_lead_in_of_another_time_or_of_what_was_called_off_holds_for_its_list(read: Read, lead: str) -> None:
    heading = "*3. Đón tiếp và làm việc với các đoàn khách quốc tế"
    report = read([heading, lead, "- Đón 8 đoàn khách."], body=True)
    assert [q.indicator for a in report.items[3].activities for q in a.quantities] == [None]
    assert [doubt.rule for doubt in report.doubts] == ["figure-ambiguous"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Chưa tổ chức 01 cuộc tuyên truyền đã đăng ký.", "reported"),
        ("Không tổ chức được do thiếu kinh phí.", "nothing"),
        ("Chưa thực hiện do chưa được bố trí kinh phí.", "nothing"),
        ("Chưa tổ chức được 02 lớp do thiếu kinh phí.", "reported"),
        ("Trong 6 tháng đầu năm 2024, không phát sinh.", "nothing"),
        ("Không phát sinh trong 6 tháng đầu năm 2024.", "nothing"),
        ("Đơn vị không tổ chức hoạt động nào.", "nothing"),
    ],
)
def test_what_was_not_done_stays_readable_when_a_figure_is_given(
    read: Callable[..., Submission], text: str, state: str
) -> None:
    found = read(["*1. Tuyên truyền chủ trương", text], body=True).items[1]
    assert found.state.value == state
    assert not any(q.indicator for a in found.activities for q in a.quantities)


def test_legal_grounds_above_the_first_heading_wait_for_nobody(read: Callable[..., Submission]) -> None:
    lines = ["Căn cứ Kế hoạch số 43/KH-UBND ngày 27/02/2024;", "*6. Hợp tác quốc tế", "Triển khai 02 dự án."]
    assert read(lines, body=True).unassigned == ()
