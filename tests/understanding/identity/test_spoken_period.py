"""The first sentence and the mail's subject may contradict a title's period; comparisons, bases and tasks do not."""

from collections.abc import Callable

import pytest

from schemas.submission import Channel, Submission

TITLE = ["*BÁO CÁO", "*Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
H1 = "2024-H1"


@pytest.mark.parametrize(
    ("sentence", "subject", "period"),
    [
        ("Trung tâm báo cáo kết quả 6 tháng cuối năm 2024.", None, None),
        ("Trung tâm NC,CGCN&ĐMST xin báo cáo kết quả công tác 6 tháng cuối năm 2024 cụ thể:", None, None),
        ("Trong 6 tháng cuối năm 2024, Trung tâm báo cáo kết quả công tác như sau:", None, None),
        ("Trung tâm báo cáo kết quả 6 tháng đầu năm 2023.", None, None),
        ("Trung tâm báo cáo kết quả như sau:", "Báo cáo TTĐN 6 tháng cuối năm 2024", None),
        ("Trung tâm báo cáo kết quả như sau:", "Báo cáo TTĐN 6 tháng đầu năm 2024", H1),
        ("Trung tâm báo cáo kết quả như sau:", "Báo cáo TTĐN năm 2024", H1),
        ("Trung tâm báo cáo kết quả 6 tháng đầu năm 2024 (so với 6 tháng cuối năm 2023) như sau:", None, H1),
        ("Trung tâm báo cáo kết quả và phương hướng, nhiệm vụ 6 tháng cuối năm 2024 như sau:", None, H1),
        ("So với 6 tháng cuối năm 2023, số tin, bài tăng.", None, H1),
        ("Đơn vị đã báo cáo kết quả 6 tháng cuối năm 2023 cho UBND tỉnh.", None, H1),
    ],
)
def test_what_is_said_first_may_contradict_the_title(
    read: Callable[..., Submission], sentence: str, subject: str | None, period: str | None
) -> None:
    assert read([*TITLE, sentence], Channel(subject=subject)).period == period


def test_what_is_said_below_the_frame_settles_no_period(read: Callable[..., Submission]) -> None:
    assert read(["1. Tuyên truyền", "Phòng báo cáo kết quả 6 tháng đầu năm 2024."]).period is None


@pytest.mark.parametrize(("sender", "unit"), [("ttnc@sokhcn.example", "TTNC"), ("vanphong@sokhcn.example", None)])
def test_a_letter_of_one_sentence_says_who_sends_what(
    read: Callable[..., Submission], sender: str, unit: str | None
) -> None:
    letter = "Kính gửi Văn phòng Sở, Trung tâm NC,CGCN&ĐMST gửi số liệu TTĐN 6 tháng đầu năm 2024:"
    report = read([letter, "- Tin bài trên Cổng: 14"], Channel(sender=sender))
    assert (report.unit, report.period) == (unit, H1)
