"""When, where, in which countries and with whom something was done; and whether it is a result at all."""

from collections.abc import Callable

import pytest

from schemas.plan import Plan
from schemas.submission import Activity, Submission
from tonghop.understanding.activities import Frame, find_place, make_activity
from tonghop.understanding.concrete import is_concrete
from tonghop.understanding.lexicon import find_lexicon

Read = Callable[..., Activity]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("từ 10 đến 12/5/2024", ["05-10 05-12"]),
        ("từ ngày 10/5 đến ngày 12/5", ["05-10 05-12"]),
        ("từ 28/4 đến hết ngày 02/5/2024", ["04-28 05-02"]),
        ("tại Huế (10-12/5)", ["05-10 05-12"]),
        ("10/5/2024 - 12/5/2024", ["05-10 05-12"]),
        ("ngày 12, 14/5/2024", []),
        ("ngày 12/5/2024", []),
        ("đạt 2-3/5 chỉ tiêu", []),
        ("trong tháng 5/2024", ["05-01 05-31"]),
        ("trong tháng 4", ["04-01 04-30"]),
        ("từ tháng 3 đến tháng 5 năm 2024", ["03-01 05-31"]),
        ("từ tháng 3 đến tháng 5", ["03-01 05-31"]),
        ("tháng 4 và tháng 5/2024", ["04-01 04-30", "05-01 05-31"]),
        ("6 tháng đầu năm 2024", []),
        ("ngày 12 tháng 5 năm 2024", []),
        ("theo Kế hoạch tháng 4/2024", []),
    ],
)
def test_ranges_of_days_and_months_are_spans_and_a_single_day_is_none(
    activity: Read, text: str, spans: list[str]
) -> None:
    assert [f"{first:%m-%d} {last:%m-%d}" for first, last in activity(text).spans] == spans


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Đón đoàn tỉnh Savannakhet", ("Lào",)),
        ("Làm việc với Sở KH&CN Xa-vẳn-na-khẹt và tỉnh Mukdahan (Thái Lan)", ("Lào", "Thái Lan")),
        ("Dự án do JICA tài trợ", ("Nhật Bản",)),
        ("HỢP TÁC VỚI NHẬT BẢN, LÀO", ("Nhật Bản", "Lào")),
        ("Học tiếng Nhật vào Chủ Nhật", ()),
        ("Người lao động ở Lao Bảo, Lào Cai", ()),
        ("Xã Mỹ Thủy và anh Đức", ()),
        ("Doanh nghiệp Hoa Kỳ, KOICA", ("Hoa Kỳ", "Hàn Quốc")),
        ("hút thuốc lào", ()),
        ("Phát hành 500 tờ rơi song ngữ Việt - Lào", ()),
        ("Cẩm nang song ngữ (Việt – Lào), tiếng Anh", ()),
        ("Bản tin bằng tiếng Việt, Lào và Anh", ()),
        ("Giao lưu hữu nghị Việt - Lào", ("Lào",)),
    ],
)
def test_countries_are_known_by_their_names_places_and_bodies(
    activity: Read, text: str, countries: tuple[str, ...]
) -> None:
    assert activity(text, 6).countries == countries


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Phối hợp với Sở Ngoại vụ tổ chức 02 buổi", ("Sở Ngoại vụ",)),
        (
            "phối hợp với Sở Ngoại vụ, Đài PT-TH tỉnh và Báo Quảng Trị đăng 5 tin",
            ("Sở Ngoại vụ", "Đài PT-TH tỉnh", "Báo Quảng Trị"),
        ),
        ("cùng Sở Văn hóa, Thể thao và Du lịch trưng bày", ("Sở Văn hóa, Thể thao và Du lịch",)),
        (
            "Phối hợp với Đài Phát thanh - Truyền hình tỉnh thực hiện 02 phóng sự",
            ("Đài Phát thanh - Truyền hình tỉnh",),
        ),
        ("Phối hợp Đài Phát thanh – Truyền hình tỉnh làm 01 phóng sự", ("Đài Phát thanh – Truyền hình tỉnh",)),
        ("Phối hợp với Chi cục Tiêu chuẩn - Đo lường - Chất lượng", ("Chi cục Tiêu chuẩn - Đo lường - Chất lượng",)),
        ("Phối hợp với Sở Ngoại vụ - Hội Hữu nghị Việt - Lào tổ chức 01 buổi", ("Sở Ngoại vụ",)),
        ("Phối hợp với Báo Quảng Trị - 02 bài", ("Báo Quảng Trị",)),
        ("Cử 02 cán bộ dự lớp do Sở TT&TT tổ chức", ("Sở TT&TT",)),
        ("Ký biên bản ghi nhớ với tỉnh Salavan về nông nghiệp", ("tỉnh Salavan",)),
        ("07 đoàn với 29 lượt người", ()),
        ("Hợp tác với Lào", ()),
        ("Đón đoàn với sự tham gia của các sở, ngành", ()),
    ],
)
def test_partners_are_the_bodies_with_which_it_was_done(activity: Read, text: str, partners: tuple[str, ...]) -> None:
    assert activity(text, 3).partners == partners


@pytest.mark.parametrize(
    ("item", "text", "concrete"),
    [
        (6, "Tiếp tục đẩy mạnh hợp tác quốc tế về KH&CN với các nước như Lào, Nhật Bản, Thái Lan.", False),
        (6, "Tiếp tục thực hiện 02 dự án.", True),
        (6, "Tiếp tục duy trì điểm thông tin, khai trương ngày 12/5/2024.", True),
        (6, "Trong thời gian tới, đơn vị sẽ tổ chức 02 lớp.", False),
        (6, "Dự kiến ngày 20/7 ký thỏa thuận.", False),
        (6, "Đoàn cán bộ Savannakhet đã sang trao đổi kinh nghiệm trồng nấm.", True),
        (3, "Tham gia Techfest Quảng Trị.", True),
        (3, "Tuyên truyền, quảng bá hình ảnh, tiềm năng, lợi thế của Quảng Trị qua Techfest, Techdemo.", False),
        (3, "Đón tiếp và làm việc với các đoàn khách quốc tế đến thăm và làm việc tại Sở.", False),
        (2, "Ban hành Kế hoạch số 15/KH-TTNC.", True),
        (2, "Công tác chỉ đạo, định hướng luôn được quan tâm, thực hiện thường xuyên.", False),
        (2, "Tổ chức tọa đàm nhận diện tin giả cho đoàn viên.", True),
        (5, "Cử cán bộ phát ngôn và cung cấp thông tin cho báo chí theo đúng quy định.", False),
        (1, "Tiếp tục thông tin, tuyên truyền chủ trương của Đảng đến 45 đảng viên.", True),
    ],
)
def test_a_result_has_an_event_a_day_a_figure_or_a_place_and_is_done(
    plan: Plan, item: int, text: str, concrete: bool
) -> None:
    entry = plan.periods[0]
    frame = Frame(find_lexicon(plan), (entry.window_start, entry.window_end), "a" * 64)
    words = next(one.text for one in plan.items if one.number == item)
    assert is_concrete(make_activity(text, "body/p1", item, frame).activity, words) is concrete


def test_an_item_is_concrete_when_one_of_its_activities_is(read: Callable[..., Submission]) -> None:
    vague = "- Tiếp tục đẩy mạnh hợp tác quốc tế về KH&CN."
    report = read(["*6. Hợp tác quốc tế", vague, "- Ký 01 biên bản ghi nhớ."], body=True)
    assert report.items[6].concrete
    assert not read(["*6. Hợp tác quốc tế", vague], body=True).items[6].concrete


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tổ chức 02 buổi tuyên truyền tại địa phương.", None),
        ("Tổ chức 02 buổi tuyên truyền tại đơn vị.", None),
        ("Tổ chức 02 buổi tuyên truyền tại Đông Hà.", "Đông Hà"),
        ("Tổ chức 02 buổi tuyên truyền tại Ái Tử.", "Ái Tử"),
        ("Đón đoàn tại thành phố Đông Hà.", "thành phố Đông Hà"),
        ("Đón đoàn tại thành phố bạn.", None),
    ],
)
def test_a_place_is_a_name(text: str, place: str | None) -> None:
    assert find_place(text) == place
