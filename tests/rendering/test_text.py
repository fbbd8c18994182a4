"""Words and numbers of official Vietnamese text."""

from datetime import date

import pytest

from schemas.days import write_day
from schemas.report import Total
from schemas.values import Precision, Scope
from tonghop.rendering.measuring import compute_balanced_width_mm, compute_bold_width_mm, wrap_bold
from tonghop.rendering.text import (
    clean_line,
    clean_sentence,
    fill_template,
    format_change,
    format_count,
    format_figure,
    format_ratio,
    format_roman,
    list_parts,
)


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [(7, "đoàn", "07"), (10, "đoàn", "10"), (0, "đoàn", "0"), (7, "%", "7"), (7.5, "tỷ đồng", "7,5")],
)
def test_a_count_below_ten_is_padded(value, measure, written):
    assert format_count(value, measure) == written


@pytest.mark.parametrize(
    ("precision", "estimate", "written"),
    [
        (Precision.EXACT, False, "07"),
        (Precision.EXACT, True, "ước 07"),
        (Precision.AT_LEAST, False, "trên 07"),
        (Precision.AT_LEAST, True, "ước trên 07"),
        (Precision.AT_MOST, False, "không quá 07"),
        (Precision.ABOUT, False, "khoảng 07"),
        (Precision.ABOUT, True, "ước 07"),
    ],
)
def test_a_figure_carries_what_limits_it(precision, estimate, written):
    assert format_figure(7, "lớp", precision, estimate=estimate) == written


@pytest.mark.parametrize(
    ("change", "ratio", "written"),
    [
        (3, 0.125, ("+3", "+12,5%")),
        (-1.5, -0.25, ("-1,5", "-25%")),
        (0, 0.0, ("không đổi", "")),
        (1246, 12.46, ("+1.246", "+1.246%")),
        (None, None, ("không so sánh được", "")),
        (3, None, ("+3", "")),
        (1, 1 / 3000, ("+1", "+0,03%")),
        (1, 1e-6, ("+1", "")),
    ],
)
def test_a_difference_has_its_sign_and_no_share_without_a_base(change, ratio, written):
    assert (format_change(change), format_ratio(ratio)) == written


@pytest.mark.parametrize(
    ("measures", "written"),
    [
        ((("tin", 30), ("bài", 11)), ["30 tin", "11 bài"]),
        ((("tin", 3), ("tin, bài", 11)), ["03 tin", "11 tin, bài"]),
        ((), []),
    ],
)
def test_the_parts_of_a_family_are_told_apart(measures, written):
    total = Total(
        item=4, indicator="x", measure="tin, bài", scope=Scope.PERIOD, value=41, precision=Precision.EXACT, parts=(),
        measures=measures,
    )  # fmt: skip
    assert list_parts(total) == written


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("- tổ chức 02 lớp tập huấn ;", "Tổ chức 02 lớp tập huấn."),
        ("• đón 06 đoàn khách./.", "Đón 06 đoàn khách."),
        ("1.2. Cử 07 đoàn", "Cử 07 đoàn."),
        ("a) phát hành 02 số Đặc san,", "Phát hành 02 số Đặc san."),
        ("12.500 lượt truy cập", "12.500 lượt truy cập."),
        ("07 đoàn với 29 lượt người", "07 đoàn với 29 lượt người."),
        ("hợp tác với Lào, Thái Lan,…", "Hợp tác với Lào, Thái Lan..."),
        ("Đã hoàn thành chưa?", "Đã hoàn thành chưa?"),
        ("To\u0302\u0309 chu\u031b\u0301c\u00a0 lớp\x07\u200b", "Tổ chức lớp."),
        ("Ðón đoàn , làm việc .", "Đón đoàn, làm việc."),
        ("KH&CN <b>", "KH&CN <b>."),
        (" - ; ", ""),
        ("Xuất bản Bản tin; số lượng: 06 số", "Xuất bản Bản tin: 06 số."),
        ("Tuyên truyền; số lượng: 01 cuộc; 74 lượt người", "Tuyên truyền: 01 cuộc; 74 lượt người."),
        ("Kết quả: đã phát hành; số lượng: 06 số", "Kết quả: đã phát hành, 06 số."),
        ("Số lượng: 06 cuộc", "Số lượng: 06 cuộc."),
    ],
)
def test_a_units_sentence_is_cleaned_for_the_official_page(raw, clean):
    assert clean_sentence(raw) == clean


def test_cleaning_twice_changes_nothing():
    once = clean_sentence("- tham gia Techfest, Techdemo,… ;")
    assert clean_sentence(once) == once


def test_no_character_that_xml_refuses_survives():
    assert clean_line("a\x00b\x0bc\ufffed\ud800e") == "a b c d e"


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2024, 2, 7), "07/02/2024"), (date(2024, 3, 5), "05/3/2024"), (date(2024, 12, 31), "31/12/2024")],
)
def test_a_month_is_padded_only_for_january_and_february(day, written):
    assert write_day(day) == written


def test_an_unknown_place_in_a_plans_sentence_is_refused_by_name():
    with pytest.raises(ValueError, match="perido"):
        fill_template("Kết quả {perido}", {"period": "năm 2024"})


@pytest.mark.parametrize(("number", "roman"), [(1, "I"), (4, "IV"), (6, "VI"), (9, "IX"), (14, "XIV")])
def test_chapters_have_roman_numbers(number, roman):
    assert format_roman(number) == roman


def test_measured_widths_are_those_of_times_new_roman_bold():
    assert compute_bold_width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12) == pytest.approx(88.3, abs=0.1)
    assert compute_bold_width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13) == pytest.approx(95.7, abs=0.1)


def test_a_title_breaks_neither_before_a_year_nor_into_unlike_lines():
    title = "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024 và phương hướng, nhiệm vụ 6 tháng cuối năm 2024"
    lines = wrap_bold(title, 14, compute_balanced_width_mm(title, 14, 160))
    assert lines == [
        "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024",
        "và phương hướng, nhiệm vụ 6 tháng cuối năm 2024",
    ]
