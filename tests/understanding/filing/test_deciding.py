"""What the model says of one sentence: the contract of `explain`, and what is never filed without a person."""

import pytest

from schemas.model import make_model
from schemas.plan import Plan
from tonghop.understanding.filing import explain_text, is_filing_known, make_filing

SURE = [
    ("Tổ chức 04 buổi tuyên truyền về chuyển đổi số cho học sinh và bà con trong xã.", 1),
    ("Ban hành công văn chỉ đạo, định hướng công tác thông tin đối ngoại năm 2024.", 2),
    ("Tuyên truyền bảo vệ chủ quyền biển đảo cho 60 đoàn viên.", 2),
    ("Tham gia Techfest Quảng Trị 2024 với 02 gian hàng.", 3),
    ("Đón 03 đoàn khách Lào đến thăm và làm việc tại Sở.", 3),
    ("Đăng 41 tin, bài trên Cổng Thông tin điện tử.", 4),
    ("Cử 03 cán bộ tham gia lớp tập huấn nghiệp vụ thông tin đối ngoại do Sở TT&TT tổ chức.", 5),
    ("Cung cấp thông tin cho báo chí 05 lần theo quy chế phát ngôn.", 5),
    ("Ký biên bản ghi nhớ hợp tác chuyển giao công nghệ với Sở KH&CN tỉnh Savannakhet.", 6),
    ("Dang 12 tin bai tren Cong thong tin dien tu", 4),
]


@pytest.mark.parametrize(("text", "item"), SURE)
def test_a_plain_sentence_is_filed_without_a_person(plan: Plan, text: str, item: int) -> None:
    told = explain_text(text, plan)
    assert (told.item, told.automatic) == (item, True)
    assert told.words
    assert all(word in text for word in told.words)


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi: Văn phòng Sở Khoa học và Công nghệ",
        "Nghiệm thu đề tài cấp tỉnh về giống lúa, xếp loại khá.",
        "Tập huấn phòng cháy chữa cháy cho 40 cán bộ.",
        "Cử đồng chí A đi học lớp cao cấp lý luận chính trị.",
        "Tiếp 3 đoàn kiểm tra của Thanh tra tỉnh.",
        "xyzzy qwerty foobar",
        "Đăng",
        "2024",
    ],
)
def test_what_is_of_no_item_or_says_nothing_is_never_filed_without_a_person(plan: Plan, text: str) -> None:
    assert not explain_text(text, plan).automatic


@pytest.mark.parametrize("text", ["", "   ", "...", "123 456", "\x00", "Đăng tin " * 9000])
def test_any_text_has_an_answer_with_candidates_best_first(plan: Plan, text: str) -> None:
    told = explain_text(text, plan)
    assert told.text == text
    assert not told.automatic
    scores = [candidate.score for candidate in told.candidates]
    assert len(scores) >= 2
    assert scores == sorted(scores, reverse=True)
    assert 0 <= told.score <= 1


def test_chances_of_all_items_and_of_none_add_up_to_one(plan: Plan) -> None:
    told = explain_text("Đón 03 đoàn khách Lào, đăng bài trên Cổng.", plan)
    assert sum(candidate.score for candidate in told.candidates) + told.none == pytest.approx(1, abs=1e-3)


def test_the_words_above_a_short_text_help_and_a_long_one_needs_none(plan: Plan) -> None:
    short, above = "Đoàn JICA: 4 người", "Đón tiếp và làm việc với các đoàn khách quốc tế:"
    alone, below = (
        {each.item: each.score for each in told.candidates}[3]
        for told in (explain_text(short, plan), explain_text(short, plan, above))
    )
    assert below > max(alone, 0.9)
    long = "Đăng 41 tin, bài trên Cổng Thông tin điện tử của Sở Khoa học và Công nghệ tỉnh."
    assert explain_text(long, plan, above) == explain_text(long, plan)


def test_no_item_is_named_among_the_candidates_of_a_filing_only_where_it_is_as_likely(plan: Plan) -> None:
    sure = make_filing(explain_text(SURE[5][0], plan))
    none = make_filing(explain_text("Nghiệm thu đề tài cấp tỉnh về giống lúa, xếp loại khá.", plan))
    assert sure.candidates[0].item == 4
    assert None not in [c.item for c in sure.candidates]
    assert none.candidates[0].item is None
    assert len(none.candidates) == 3


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"words": 3}', b"\xff\xfe"])
def test_a_broken_model_files_nothing_and_stops_nothing(plan: Plan, data: bytes) -> None:
    broken = plan.model_copy(update={"model": make_model(data)})
    assert not is_filing_known(broken)
    told = explain_text(SURE[0][0], broken)
    assert (told.item, told.automatic, len(told.candidates)) == (None, False, 6)


def test_a_model_of_other_items_is_not_used(plan: Plan) -> None:
    assert is_filing_known(plan)
    items = [
        item.model_copy(update={"text": "Một việc khác hẳn."}) if item.number == 3 else item for item in plan.items
    ]
    assert not is_filing_known(plan.model_copy(update={"items": tuple(items)}))
    assert not is_filing_known(plan.model_copy(update={"items": plan.items[:5]}))
    typo = plan.items[0].model_copy(update={"text": plan.items[0].text.replace("Tiếp tục", "Tiêp tục", 1)})
    assert is_filing_known(plan.model_copy(update={"items": (typo, *plan.items[1:])}))


@pytest.mark.parametrize(
    "text",
    [
        "Trạm thực nghiệm chuyển giao 3 ha nấm cho tỉnh Savannakhet, Lào.",
        "Đăng 41 tin, bài trên Cổng Thông tin điện tử.",
        "Đón 03 đoàn khách Lào đến thăm và làm việc tại Sở.",
    ],
)
def test_the_words_that_decided_are_whole_words_without_figures(plan: Plan, text: str) -> None:
    words = explain_text(text, plan).words
    assert all(word in text and len(word) > 2 and not any(char.isdigit() for char in word) for word in words)
    # syllables beside each other are told as one
    assert not any(f"{one} {other}" in text for one in words for other in words)
