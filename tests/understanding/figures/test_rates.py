"""A rate is no total: it is quoted, the total beside it counts, and where that stands nowhere a person is asked."""

from collections.abc import Callable

import pytest

from schemas.submission import Submission
from schemas.values import Scope
from tests.understanding.conftest import Line

TITLES = {
    1: "*1. Thông tin, tuyên truyền chủ trương, đường lối; nâng cao nhận thức về hội nhập",
    2: "*2. Chỉ đạo, định hướng; truyền thông, sinh hoạt chuyên đề, tập huấn",
    3: "*3. Quảng bá hình ảnh, tiềm năng, lợi thế của tỉnh; đón tiếp các đoàn khách quốc tế",
    4: "*4. Tuyên truyền, quảng bá trên các phương tiện thông tin của ngành",
    5: "*5. Tập huấn, bồi dưỡng nghiệp vụ; phát ngôn",
    6: "*6. Hợp tác quốc tế về khoa học và công nghệ",
}
ASKED = [
    (1, "Tuyên truyền tại 05 xã biên giới, mỗi xã 01 buổi với 40 người.", []),
    (1, "Hằng tháng tổ chức 01 buổi phổ biến pháp luật với 60 người dự.", []),
    (1, "Hằng tuần, Trung tâm tổ chức 01 buổi tuyên truyền, 25 người tham dự.", []),
    (1, "Hàng quý tổ chức 02 hội nghị tuyên truyền cho 80 lượt người.", []),
    (1, "Định kỳ tổ chức 01 buổi tuyên truyền với 30 người.", []),
    (1, "Tổ chức tuyên truyền cho mỗi thôn, bản 01 buổi với 30 người.", []),
    (1, "Tuyên truyền tại từng xã 01 buổi với 40 người.", []),
    (1, "Mỗi đơn vị tổ chức một buổi tuyên truyền với 40 người.", []),
    (1, "Tổ chức 01 buổi/tháng tuyên truyền với 40 người.", []),
    (1, "Tổ chức 01 buổi phổ biến pháp luật hằng tháng với 60 người.", []),
    (1, "To chuc tuyen truyen tai 05 xa, moi xa 01 buoi voi 40 nguoi.", []),
    (1, "Tổ chức tuyên truyền lưu động tại 06 thôn, mỗi thôn 01 buổi, 35 người/buổi.", []),
    (1, "Tổ chức 04 buổi tuyên truyền, bình quân 40 người/buổi.", [4]),
    (1, "Tổ chức 05 buổi tuyên truyền, mỗi buổi có 30 người dự và phát 20 tờ rơi.", [5]),
    (1, "Phối hợp tổ chức 02 buổi tuyên truyền về chuyển đổi số (mỗi buổi 50 người).", [2]),
    (1, "Tuyên truyền tại 05 xã (mỗi xã 01 buổi), thu hút 200 lượt người tham dự.", [200]),
    (1, "Tuyên truyền tại 05 xã, mỗi xã 01 buổi với 40 người, tổng số 200 người.", [200]),
    (1, "Tuyên truyền tại 05 xã, mỗi xã 01 buổi; tổ chức 02 hội nghị phổ biến chính sách với 90 người.", [2, 90]),
    (2, "Mở 03 lớp tập huấn, mỗi lớp 02 ngày, 30 học viên.", [3]),
    (2, "Mở 03 lớp tập huấn, mỗi lớp 30 học viên, đã cấp 90 giấy chứng nhận.", [3]),
    (3, "Đón 02 đoàn khách quốc tế, mỗi đoàn 05 người.", [2]),
    (4, "Mỗi tháng 01 số Bản tin.", []),
    (4, "Mỗi tháng phát hành 01 số Bản tin Thông tin KH&CN.", []),
    (4, "Đăng 12 tin, bài/tháng trên Cổng TTĐT.", []),
    (5, "Cử cán bộ tham gia 03 lớp tập huấn, mỗi lớp 02 người.", [3]),
    (6, "Đào tạo 02 khóa cho cán bộ Salavan, mỗi khóa 10 cán bộ.", []),
]
SETTLED = [
    (1, "Tổ chức tuyên truyền tại các cuộc họp hằng tháng đã được 05 cuộc.", [5]),
    (1, "Tổ chức tuyên truyền lồng ghép 06 buổi sinh hoạt hằng tháng với 120 người.", [6, 120]),
    (1, "Tổ chức 06 buổi tuyên truyền, bình quân mỗi buổi 40 người, tổng cộng 240 lượt người.", [6, 240]),
    (1, "Nâng cao nhận thức của mỗi cán bộ, đảng viên, tổ chức 05 buổi tuyên truyền với 300 người.", [5, 300]),
    (1, "Tổ chức 05 buổi tuyên truyền, từng bước nâng cao nhận thức cho 300 người dân.", [5, 300]),
    (2, "Tập huấn: bình quân mỗi lớp có 30 học viên, cả 03 lớp tập huấn có 90 học viên.", [3, 90]),
    (2, "Mở 03 lớp tập huấn cho 90 học viên, mỗi lớp 30 học viên.", [3, 90]),
    (2, "Ban hành 05 văn bản chỉ đạo, định kỳ hằng quý 01 văn bản.", [5]),
    (3, "Dự kiến mỗi tháng đón 01 đoàn khách quốc tế với 05 người.", []),
    (4, "Phát hành 02 số Đặc san, mỗi số 500 bản.", [2]),
    (4, "Phát hành 02 số Đặc san, mỗi số 500 bản, đăng 40 tin, bài trên Cổng Thông tin điện tử.", [2, 40]),
    (4, "Mỗi tuần đăng 03 tin, bài trên Cổng Thông tin điện tử, 6 tháng được 78 tin, bài.", [78]),
    (4, "Bản tin KH&CN ra hằng tháng, 6 tháng ra 06 số, in 150 cuốn/số.", [6]),
]


def tell(read: Callable[..., Submission], item: int, text: str) -> tuple[list[float], list[str]]:
    lines: list[Line] = ["*II. KẾT QUẢ THỰC HIỆN", TITLES[item], text]
    report = read(lines, body=True)
    told = [q for activity in report.items[item].activities for q in activity.quantities]
    return [q.value for q in told if q.indicator and q.scope is Scope.PERIOD], [doubt.rule for doubt in report.doubts]


@pytest.mark.parametrize(("item", "text", "counted"), ASKED)
def test_a_rate_counts_nothing_and_its_total_is_asked_once(
    read: Callable[..., Submission], item: int, text: str, counted: list[int]
) -> None:
    assert tell(read, item, text) == (counted, ["figure-ambiguous"])


@pytest.mark.parametrize(("item", "text", "counted"), SETTLED)
def test_a_total_beside_a_rate_counts_and_nobody_is_asked(
    read: Callable[..., Submission], item: int, text: str, counted: list[int]
) -> None:
    assert tell(read, item, text) == (counted, [])
