import unicodedata

import pytest

from tonghop.intake.subjects import asks_for_check


@pytest.mark.parametrize(
    ("subject", "asks"),
    [
        ("KIỂM TRA", True),
        ("KIỂM TRA báo cáo 6 tháng", True),
        ("Kiểm tra", True),
        ("kiểm tra: báo cáo 6 tháng", True),
        ("Kiểm tra công tác thông tin đối ngoại 6 tháng đầu năm 2024", False),  # the name of a report
        ("Kiểm tra - giám sát 6 tháng", False),
        ("Re: Kiểm tra, xin gửi báo cáo chính thức", False),
        ("Re: kiểm tra: đã sửa, gửi chính thức", False),
        ("kiem tra: bao cao", True),
        ("  KIEM  TRA - QLCN", True),
        ("KIẺM TRA", True),  # a slip of the accent still asks for no more than a check
        ("Re: KIỂM TRA", True),
        ("RE: Fwd: Fw : kiểm tra", True),
        ("TL: Chuyển tiếp: Trả lời: KIỂM TRA", True),
        ("Re[2]: KIỂM TRA", True),
        ("\u200bKIỂM TRA", True),
        ("KIỂM TRAI", False),
        ("Báo cáo KIỂM TRA", False),
        ("Báo cáo: KIỂM TRA", False),
        ("KIỂM", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_only_a_subject_that_begins_with_the_words_asks_for_a_check(subject: str, form: str, asks: bool) -> None:
    assert asks_for_check(unicodedata.normalize(form, subject)) is asks
