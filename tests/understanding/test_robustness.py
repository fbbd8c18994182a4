import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import Channel, Submission
from tonghop.understanding import understand
from tonghop.understanding.words import fold, make_key, normalise, read_line

PIECES = st.sampled_from(
    [
        *(
            "BÁO CÁO",
            "*1. ",
            "II. ",
            "[1.]",
            "[-]",
            "- ",
            "Hợp tác quốc tế",
            "tuyên truyền",
            ": ",
            "; ",
            ", ",
            ".",
            "\n",
            "(",
        ),
        *(
            ")",
            "07 đoàn",
            "2-3 lớp",
            "12/5",
            "năm",
            "mười",
            "hai",
            "lũy kế",
            "dự kiến",
            "trong đó",
            "gồm",
            "tổng cộng",
            "%",
        ),
        *(
            "1.5",
            "10,000 tin",
            "Không phát sinh",
            "Trên đây là báo cáo",
            "Phụ lục",
            "Nơi nhận",
            "6 tháng đầu năm 2024",
            "&",
        ),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(PIECES, min_size=1, max_size=8).map("".join), max_size=12))
def test_no_order_of_words_breaks_it_and_every_item_is_answered(
    plan: Plan, document: Callable[..., ReadDocument], lines: list[str]
) -> None:
    lines = [line for line in lines if not line.startswith("[") or "]" in line]
    report = understand([document(lines)], Channel(), plan)
    assert sorted(report.items) == [item.number for item in plan.items]
    assert Submission.model_validate_json(report.model_dump_json()) == report


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_cut_into_tokens_that_stand_in_it(text: str) -> None:
    line = read_line(text)
    assert all(text[token.start : token.end] for token in line.tokens)
    assert fold(text) == fold(normalise(text))


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hoà"), ("thủy", "thuỷ"), ("Hoà", "HÒA"), ("Ðổi", "đổi"), ("lũy", "luỹ")]
)
def test_one_word_in_two_spellings_has_one_key(one: str, other: str) -> None:
    assert make_key(one) == make_key(other)


def test_words_with_different_accents_are_different_words() -> None:
    assert make_key("Lào") != make_key("Lao")
    assert make_key("đoàn") != make_key("doan")


def test_a_hostile_line_costs_no_time(plan: Plan, document: Callable[..., ReadDocument]) -> None:
    lines = [
        "1, " * 20000,
        "không có " * 5000,
        "trong kỳ, " * 5000,
        "từ ngày 1, " * 5000,
        "I" * 50000,
        "- " * 20000,
        "a: " * 9000,
    ]
    start = time.process_time()
    understand([document(["*1. Tuyên truyền chủ trương", *lines])], Channel(), plan)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "6 tháng đầu năm 20٢٤",
        "quý 9/2024",
        "quý ٤ năm 9999 đón 3 đoàn",
        "năm 0000 đón 3 đoàn",
        "6 tháng cuối năm 9999 đón 3 đoàn",
        f"Đón {'9' * 5000} đoàn",
        f"Đón 1{'.000' * 3000} đoàn",
        "Đón 9 tỷ tỷ tỷ tỷ tỷ đoàn",
        "²³ đoàn",
        "ngày 99/99/0000 và 31/12/9999",
        "từ 28/4 đến 02/5/0000",
        "Đón 6 đoàn:",
        "trong 6 đoàn có",
        "ngoài 3 đoàn",
        ": 3 đoàn",
    ],
)
def test_no_number_and_no_day_breaks_it_wherever_it_stands(read: Callable[..., Submission], text: str) -> None:
    heading = "*3. Đón tiếp và làm việc với các đoàn khách quốc tế"
    table = [["TT", "Nội dung", "Số lượng (đoàn)"], [text, "Đón khách", text], ["1", "Đón", text], ["Tổng", text, text]]
    channel = Channel(subject=text, names=(text,), folders=(text,), sender=text)
    for lines in ([text], [heading, text], [heading, table], [table], ["*BÁO CÁO", f"*Kết quả {text}", heading, text]):
        report = read(lines, channel, body=lines[0] != "*BÁO CÁO")
        assert Submission.model_validate_json(report.model_dump_json()) == report
        values = [q.value for item in report.items.values() for a in item.activities for q in a.quantities]
        assert all(value < 10**15 for value in values)
