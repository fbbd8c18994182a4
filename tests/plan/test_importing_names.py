"""Names of units, abbreviations and codes as a plan's text has them."""

import pytest

from tonghop.plan.importing.names import Glossary, find_named, make_code, make_unit_code

UNITS = (
    "Văn phòng Sở",
    "Phòng Quản lý Công nghệ",
    "Phòng Quản lý Chuyên ngành",
    "Trung tâm Nghiên cứu, Chuyển giao công nghệ",
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("văn phòng  sở", UNITS[0]),
        ("Trung tâm NC,CGCN", UNITS[3]),
        ("TTNCCN", UNITS[3]),
        ("TT", None),
        ("Phòng QLCN", None),
        ("QLCN", None),
        ("Sở TT&TT", None),
    ],
)
def test_an_abbreviation_names_a_unit_only_when_it_can_mean_no_other(written: str, name: str | None) -> None:
    assert find_named(written, UNITS) == name


@pytest.mark.parametrize(
    ("text", "written", "expanded"),
    [
        ("do Sở Thông tin và Truyền thông tổ chức", "Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở Thông tin và Truyền thông. Sở Thể thao, Thanh tra tỉnh, Trường", "Sở TTTT", "Sở TTTT"),
        ("các đoàn thể Gia đình", "GĐ Sở", "GĐ Sở"),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở TT&TT", "Sở TT&TT"),
        ("Hội Nhà. Báo", "Hội NBB", "Hội NBB"),
    ],
)
def test_an_abbreviation_is_spelled_out_only_as_the_text_itself_spells_it(
    text: str, written: str, expanded: str
) -> None:
    assert Glossary(text, fewest_letters=3).expand(written) == expanded


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phòng Quản lý Công nghệ và Đổi mới sáng tạo", "QLCN"),
        ("Đài Phát thanh", "DPT"),
        ("Văn phòng Sở", "VP"),
        ("Trung tâm Ứng dụng", "TTUD"),
    ],
)
def test_codes_are_plain_letters_of_the_name(name: str, code: str) -> None:
    assert make_unit_code(name) == code
    assert make_code("Ủy ban nhân dân tỉnh Quảng Trị") == "UBND"
