"""What is only to be done is no result: told apart sentence by sentence."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity, Submission

TEXTS = [
    ("Sẽ triển khai 03 dự án hợp tác với Nhật Bản trong thời gian tới.", True),
    ("Tiếp tục đẩy mạnh hợp tác quốc tế về KH&CN.", True),
    ("Thời gian tới, Sở sẽ ký kết biên bản ghi nhớ với tỉnh Mukdahan.", True),
    ("Trung tâm dự kiến đón 02 đoàn chuyên gia Lào.", True),
    ("Tiếp tục tăng cường phối hợp với các đối tác Lào.", True),
    ("Tiếp tục duy trì 05 điểm thông tin KH&CN.", False),
    ("Tiếp tục thực hiện dự án nuôi cấy mô với tỉnh Savannakhet.", False),
    ("Dự kiến ký 02 biên bản, đã ký 01 biên bản ghi nhớ.", False),
    ("Đã ký kết 01 biên bản ghi nhớ; sẽ triển khai 03 dự án.", False),
    ("Tổ chức hội thảo về các chương trình sẽ triển khai tại Lào.", False),
    ("Đẩy mạnh hợp tác, ký 01 thỏa thuận với Lào.", False),
]


@pytest.mark.parametrize(("text", "planned"), TEXTS)
def test_a_text_that_only_tells_what_will_be_done_is_planned(
    activity: Callable[..., Activity], text: str, planned: bool
) -> None:
    assert activity(text, 6).planned is planned


def test_a_paragraph_of_results_and_wishes_is_parted(read: Callable[..., Submission]) -> None:
    lines = [
        "*II. KẾT QUẢ THỰC HIỆN",
        "*6. Hợp tác quốc tế về khoa học và công nghệ",
        "Dự kiến tháng 9 ký thêm 01 thỏa thuận. Ký kết 01 biên bản ghi nhớ với Sở KH&CN Savannakhet. Sẽ triển khai "
        "03 dự án trong thời gian tới.",
    ]
    told = read(lines, body=True).items[6].activities
    assert [(each.text, each.planned) for each in told] == [
        ("Ký kết 01 biên bản ghi nhớ với Sở KH&CN Savannakhet.", False),
        ("Dự kiến tháng 9 ký thêm 01 thỏa thuận. Sẽ triển khai 03 dự án trong thời gian tới.", True),
    ]
    assert told[0].locator == told[1].locator


def test_sentences_that_belong_together_stay_together(read: Callable[..., Submission]) -> None:
    text = "Đón 06 đoàn khách quốc tế. Trong 06 đoàn có 02 đoàn cấp cao."
    lines = ["*II. KẾT QUẢ THỰC HIỆN", "*3. Quảng bá hình ảnh, tiềm năng, lợi thế của tỉnh qua sự kiện", text]
    assert [each.text for each in read(lines, body=True).items[3].activities] == [text]


def test_an_item_of_wishes_alone_has_no_result(read: Callable[..., Submission]) -> None:
    lines = [
        "*II. KẾT QUẢ THỰC HIỆN",
        "*6. Hợp tác quốc tế về khoa học và công nghệ",
        "Tiếp tục đẩy mạnh hợp tác quốc tế với Lào.",
    ]
    report = read(lines, body=True).items[6]
    assert not report.concrete
    assert [each.planned for each in report.activities] == [True]
