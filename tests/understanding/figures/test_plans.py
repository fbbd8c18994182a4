"""What a plan says of every figure of its clause, and what was done beside it; each has its own span."""

from collections.abc import Callable

import pytest

from schemas.submission import Activity

SPANS = [
    # a plan and all that it holds
    (2, "Theo kế hoạch mở 02 lớp tập huấn, 70 người; kết quả mở 01 lớp, 33 người.", "planned planned period period"),
    (2, "Theo kế hoạch tổ chức 04 buổi tọa đàm với 90 người; thực tế 03 buổi.", "planned planned period"),
    (5, "Kế hoạch cử 07 cán bộ dự 02 lớp tập huấn; thực tế cử 06 cán bộ.", "planned planned period"),
    (2, "Dự kiến tháng 11 mở 03 lớp tập huấn, mỗi lớp từ 25 đến 30 người.", "planned planned"),
    (4, "Đã in 2 bộ poster, kế hoạch đến cuối năm in thêm 3 bộ nữa.", "period planned"),
    (4, "Đã in 2 bộ poster. Kế hoạch từ nay đến hết năm in thêm 3 bộ nữa.", "period planned"),
    (6, "Có 01 dự án đang triển khai, 03 dự án đề xuất cho năm 2025.", "period planned"),
    (6, "Phương hướng: nghiên cứu 02 nhiệm vụ hợp tác với Thái Lan. Lập 03 điểm thông tin.", "planned planned"),
    (6, "Ký 01 thỏa thuận với Lào. Nhiệm vụ thời gian tới: ký thêm 02 thỏa thuận.", "period planned"),
    (5, "Từ nay đến hết năm cử thêm 04 cán bộ tập huấn.", "planned"),
    (5, "Đã cử 02 cán bộ tập huấn; đến cuối năm cử thêm 03 cán bộ tập huấn.", "period planned"),
    # what looks alike and was done
    (2, "Kế hoạch mở 06 lớp tập huấn thực hiện 05 lớp với 140 người.", "planned period period"),
    (2, "Mở 02 lớp tập huấn, kế hoạch 03 lớp với 60 người tham gia.", "period planned period"),
    (2, "Theo kế hoạch mở 03 lớp tập huấn, đã mở 02 lớp, thực tế đạt 67%.", "planned period period"),
    (2, "Kế hoạch mở 03 lớp tập huấn, 58 học viên đã tham dự.", "planned period"),
    (2, "Thực hiện kế hoạch đến cuối năm 2024, Văn phòng mở 03 lớp tập huấn.", "period"),
    (2, "Triển khai phương hướng năm 2024: mở 03 lớp tập huấn.", "period"),
    (2, "Phương hướng năm 2024: đã mở 03 lớp tập huấn.", "period"),
    (2, "Định hướng tuyên truyền: ban hành 02 văn bản.", "period"),
    (5, "Từ nay đến cuối năm cử thêm 04 cán bộ tập huấn; 6 tháng đầu năm cử 03 cán bộ tập huấn.", "planned period"),
    (5, "Đến cuối năm 2023 cử thêm 04 cán bộ tập huấn.", "cumulative"),
    (5, "Đến cuối năm đã cử thêm 04 cán bộ tập huấn.", "period"),
    (5, "Sang năm cử thêm 04 cán bộ tập huấn; thời gian qua cử 03 cán bộ tập huấn.", "planned period"),
]


@pytest.mark.parametrize(("item", "text", "spans"), SPANS)
def test_a_plan_speaks_of_its_clause_and_of_nothing_done(
    activity: Callable[[str, int], Activity], item: int, text: str, spans: str
) -> None:
    assert [q.scope.value for q in activity(text, item).quantities] == spans.split()
