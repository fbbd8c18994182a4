"""Numbers whose measure stands farther away, before a time or above the text, and years that are no numbers."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity, Submission

TITLE = "*4. Tuyên truyền, quảng bá trên các phương tiện thông tin của ngành; quảng bá sản phẩm đặc sản được bảo hộ"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Số tin, bài trên Cổng TTĐT: quý I: 25; quý II: 30.", [(25, "tin-bai-cong"), (30, "tin-bai-cong")]),
        ("Tin, bài trên Cổng TTĐT: quý I 25, quý II 30", [(25, "tin-bai-cong"), (30, "tin-bai-cong")]),
        ("Đăng 55 tin, bài trên Cổng TTĐT (quý I: 25; quý II: 30).", [(55, "tin-bai-cong")]),
        ("Số video: 4", [(4, None)]),
        ("Xây dựng 02 catalogue, 03 danh mục.", [(2, None), (3, None)]),
        ("Sửa đổi 03 khoản của Điều 5.", [(3, None)]),
        ("Cử 01 phó giám đốc và 02 chánh văn phòng.", [(1, None), (2, None)]),
        ("Ba phòng chuyên môn tham gia.", [(3, None)]),
        ("Trao đổi giữa hai nước.", []),
        ("Tuyên truyền Luật Sở hữu trí tuệ sửa đổi 2022 tới 19 doanh nghiệp.", [(19, None)]),
        ("Có khoảng 2000 đến 2500 người.", [(2000, None)]),
        ("Cử 10 cán bộ tập huấn, nâng số lượt người lên 76.", [(10, None), (76, None)]),
    ],
)
def test_a_number_finds_its_measure(
    activity: Callable[..., Activity], text: str, figures: list[tuple[int, str | None]]
) -> None:
    assert [(q.value, q.indicator) for q in activity(text, 4).quantities] == figures


def test_a_label_tells_the_video_and_not_the_number(activity: Callable[..., Activity]) -> None:
    assert [q.measure for q in activity("Số video: 4", 4).quantities] == ["video"]


@pytest.mark.parametrize(
    ("lead", "counted", "asked"),
    [("Số tin, bài đăng trên Cổng TTĐT:", [25, 30], 0), ("Kết quả theo quý:", [], 2)],
)
def test_times_below_a_lead_in_count_what_it_names(
    read: Callable[..., Submission], lead: str, counted: list[int], asked: int
) -> None:
    report = read(["*II. KẾT QUẢ THỰC HIỆN", TITLE, lead, "- Quý I: 25;", "- Quý II: 30."], body=True)
    told = [q for each in report.items[4].activities for q in each.quantities]
    assert [q.value for q in told if q.indicator == "tin-bai-cong"] == counted
    assert [doubt.rule for doubt in report.doubts] == ["figure-ambiguous"] * asked


@pytest.mark.parametrize(
    ("item", "text", "figures"),
    [
        (4, "Số Đặc san: 2. Số Bản tin: 4.", [(2, "so-dac-san"), (4, "so-ban-tin")]),
        (4, "Số lượng Bản tin phát hành: 4", [(4, "so-ban-tin")]),
        (4, "Bản tin số 2: 500 bản.", [(500, None)]),
        (4, "Bản tin: 4 tin", [(4, None)]),
        (4, "Số ảnh: 4", [(4, None)]),
        (2, "Số lượt tham dự tập huấn: 75.", [(75, "luot-nguoi-tham-gia")]),
        (4, "Số lượt: 75", [(75, None)]),
    ],
)
def test_a_label_of_how_many_tells_the_measure(
    activity: Callable[[str, int], Activity], item: int, text: str, figures: list[tuple[int, str | None]]
) -> None:
    assert [(q.value, q.indicator) for q in activity(text, item).quantities] == figures
