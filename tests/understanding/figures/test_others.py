"""Other bodies, other days, other subjects: never added up, always asked; the unit's own figure beside them counts."""

import pytest

from tests.understanding.figures.conftest import Understand

CASES = [
    (2, "Hải quan cửa khẩu đã mở 02 lớp tập huấn về biên giới cho 80 người dân.", [], True),
    (1, "Theo báo cáo Huyện đoàn gửi, đã tổ chức 09 buổi tuyên truyền cho 300 người.", [], True),
    (1, "Theo báo cáo của Trung tâm, đã tổ chức 02 buổi tuyên truyền cho 50 người.", [2, 50], False),
    (3, "Trưng bày 02 gian hàng; 03 gian hàng do Sở Du lịch tự dựng.", [2], True),
    (3, "Trưng bày 02 gian hàng do Trung tâm tự dựng.", [2], False),
    (2, "Tổ chức 01 lớp tập huấn cho 30 người, đơn vị chỉ hỗ trợ hội trường.", [], True),
    (6, "UBND tỉnh ký 02 thỏa thuận với Saitama, Sở Y tế ký 01 biên bản ghi nhớ.", [], True),
    (1, "Ngày 01/12/2023 tổ chức 01 buổi tuyên truyền về hội nhập.", [], True),
    (1, "Ngày 01/3/2024 tổ chức 01 buổi tuyên truyền về hội nhập.", [1], False),
    (1, "Thực hiện Công văn số 12 ngày 01/12/2023, tổ chức 01 buổi tuyên truyền về hội nhập.", [1], False),
    (1, "Từ ngày 15/12/2023 đến ngày 14/6/2024 tổ chức 03 buổi tuyên truyền về hội nhập.", [3], False),
    (3, "Tiếp 01 đoàn khách quốc tế (04 người) ngày 03/12/2023.", [], True),
    (1, "So với kỳ trước (07 buổi, 260 lượt người), số buổi tuyên truyền giảm còn 05 buổi.", [5], False),
    (5, "Cử 02 viên chức dự lớp kế toán trưởng.", [], True),
    (5, "Cử 02 viên chức dự lớp kỹ năng phát ngôn.", [2], False),
    (5, "Cử 02 viên chức dự lớp bồi dưỡng nghiệp vụ.", [2], False),
    (5, "Tập huấn báo chí (Sở Ngoại vụ mở): 02 lớp, 05 lượt người.", [2, 5], False),
    (6, "Tại hội thảo (70 đại biểu), Sở ký 01 thỏa thuận chuyển giao với Lào.", [1], True),
    (6, "Đào tạo cho 06 cán bộ của Sở Khoa học Salavan.", [6], False),
    (6, "Đào tạo cho 06 cán bộ của Sở.", [], False),
    (4, "Cổng TTĐT đăng 50 tin, bài (30 tin, 20 bài), trong đó 08 bài về nhãn hiệu.", [50], False),
    (3, "Tiếp 02 đoàn khách quốc tế, còn 01 đoàn hoãn.", [2], False),
    (3, "Tiếp 03 đoàn khách quốc tế nhưng hoãn 01 đoàn.", [], True),
    (1, "Mở 01 buổi tuyên truyền cho viên chức toàn ngành, thu hút 45 người dự.", [1, 45], False),
    (1, "Trong 04 buổi tuyên truyền của huyện Cam Lộ, Trung tâm góp 01 báo cáo viên.", [], True),
    (6, "Duy trì 05 điểm thông tin KH&CN do Sở quản lý, 02 điểm do xã quản lý.", [5], True),
    (4, "Cục cấp 880 văn bằng trên cả nước, riêng tỉnh ta được 03 nhãn hiệu.", [3], False),
    (4, "Cục cấp 880 văn bằng trên toàn quốc.", [], True),
    (4, "Phát hành 03 số Đặc san trên cả nước.", [3], False),
    (4, "Trên thế giới có 880 chỉ dẫn địa lý được cấp, tỉnh ta thêm 01 chỉ dẫn địa lý được cấp.", [1], False),
    (1, "Huyện Cam Lộ tự mở 07 buổi tuyên truyền; Sở mở 02 buổi tuyên truyền.", [2], True),
    (1, "Cam Lộ 07 buổi tuyên truyền, Gio Linh 02 buổi.", [7, 2], False),
    (1, "Tại xã Thanh, huyện Cam Lộ tổ chức 02 buổi tuyên truyền.", [2], False),
    (1, "Trường tiểu học Gio Mỹ tự tổ chức 03 buổi tuyên truyền.", [], True),
    (1, "Đơn vị tự tổ chức 03 buổi tuyên truyền.", [3], False),
    (3, "Doanh nghiệp đi cùng đoàn của Hiệp hội Du lịch (30 người) sang Lào; Sở không tham gia.", [], True),
    (3, "Đoàn của UBND tỉnh gồm 30 người sang Lào, trong đó Sở có 03 người.", [3], False),
    (3, "Đón đoàn của Trường Đại học Ubon (12 người) đến thăm.", [12], False),
    (3, "Tại hội chợ, toàn khu có 90 gian hàng; Sở trưng bày 01 gian hàng.", [1], False),
]


@pytest.mark.parametrize(("item", "text", "counted", "asked"), CASES)
def test_what_others_did_or_when_it_was_done_decides_whether_it_counts(
    understood: Understand, item: int, text: str, counted: list[int], asked: bool
) -> None:
    told = understood(item, text)
    assert [q.value for q in told.activity.quantities if q.indicator] == counted
    assert bool(told.doubts) is asked
