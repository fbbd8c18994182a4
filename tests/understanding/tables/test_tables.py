from collections.abc import Callable

import pytest

from schemas.submission import Submission

Read = Callable[..., Submission]
TITLES = ["STT", "Nội dung", "Kết quả", "Số lượng", "Ghi chú"]


def told(report: Submission, item: int) -> list[tuple[str, list[tuple[float, str | None]]]]:
    return [(a.locator, [(q.value, q.indicator) for q in a.quantities]) for a in report.items[item].activities]


def test_a_merged_item_cell_holds_for_the_rows_below(read: Read) -> None:
    table = [
        TITLES,
        ["3", "Tham gia sự kiện, đón tiếp đoàn quốc tế", "Đón đoàn khách quốc tế", "06 đoàn", ""],
        [None, None, "Cử cán bộ đi công tác nước ngoài", "07 đoàn", ""],
        ["4", "Tuyên truyền trên các phương tiện thông tin truyền thông", "Đăng trên Cổng TTĐT", "41 tin, bài", ""],
        ["", "", "Xuất bản Bản tin", "02 số", ""],
    ]
    report = read([table], body=True)
    assert told(report, 3) == [("body/t2/r2/c3", [(6, "doan-vao")]), ("body/t2/r3/c3", [(7, "doan-ra")])]
    assert told(report, 4) == [("body/t2/r4/c3", [(41, "tin-bai-cong")]), ("body/t2/r5/c3", [(2, "so-ban-tin")])]
    assert report.unassigned == ()


@pytest.mark.parametrize(
    ("titles", "row", "expected"),
    [
        (["TT", "Nội dung", "Kết quả"], ["6", "Hợp tác quốc tế", "Ký 01 biên bản ghi nhớ"], [(1, "bien-ban-ghi-nho")]),
        (
            ["STT", "Nội dung công việc", "Kết quả thực hiện", "ĐVT", "Số lượng"],
            ["6", "Hợp tác quốc tế", "Ký biên bản ghi nhớ", "văn bản", "01"],
            [(1, "bien-ban-ghi-nho")],
        ),
        (
            ["STT", "Nội dung", "Kết quả", "Số lượng (văn bản)"],
            ["6", "Hợp tác quốc tế", "Ký kết ghi nhớ", "01"],
            [(1, "bien-ban-ghi-nho")],
        ),
        (
            ["STT", "Nội dung", "Kết quả", "Số lượng", "Lũy kế"],
            ["6", "Hợp tác quốc tế", "Triển khai dự án", "02 dự án", "16 dự án"],
            [(2, "du-an-hop-tac"), (16, "du-an-hop-tac")],
        ),
        # the amount column says again what the result says
        (
            ["STT", "Nội dung", "Kết quả", "SL"],
            ["6", "Hợp tác quốc tế", "Ký 01 biên bản ghi nhớ", "01"],
            [(1, "bien-ban-ghi-nho")],
        ),
        (
            ["STT", "Nội dung", "Kết quả", "Số lượng"],
            ["6", "Hợp tác quốc tế", "Ký 01 biên bản ghi nhớ", "01 biên bản"],
            [(1, "bien-ban-ghi-nho")],
        ),
    ],
)
def test_columns_are_known_by_their_titles_and_no_figure_counts_twice(
    read: Read, titles: list[str], row: list[str], expected: list[tuple[float, str]]
) -> None:
    ((_, found),) = told(read([[titles, row]], body=True), 6)
    assert found == expected


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (["5", "Tập huấn, bồi dưỡng nghiệp vụ", "Không phát sinh", "", ""], "nothing"),
        (["5", "Tập huấn, bồi dưỡng nghiệp vụ", "", "0", "Không phát sinh"], "nothing"),
        (["5", "Tập huấn, bồi dưỡng nghiệp vụ", "", "", ""], "empty"),
        (["5", "Tập huấn, bồi dưỡng nghiệp vụ", "Cử 02 cán bộ", "", ""], "reported"),
    ],
)
def test_a_row_has_the_same_states_as_a_section(read: Read, row: list[str], state: str) -> None:
    assert read([[TITLES, row]], body=True).items[5].state.value == state


def test_a_written_total_row_is_no_activity_and_is_compared_with_its_rows(read: Read) -> None:
    def build(total: str) -> Submission:
        rows = [
            TITLES,
            ["4", "Tuyên truyền trên Cổng Thông tin điện tử", "Đăng trên Cổng TTĐT", "41", ""],
            ["", "", "Đăng trên Báo Quảng Trị", "12", ""],
            ["Tổng cộng", None, None, total, ""],
        ]
        return read([rows], body=True)

    assert "total-mismatch" not in [doubt.rule for doubt in build("53").doubts]
    doubts = [doubt for doubt in build("54").doubts if doubt.rule == "total-mismatch"]
    assert [(doubt.locator, doubt.texts) for doubt in doubts] == [("body/t2/r4/c4", ("54", "41 + 12"))]
    assert all("Tổng cộng" not in a.text for item in build("54").items.values() for a in item.activities)


def test_a_figure_without_any_measure_is_doubted_and_left_out(read: Read) -> None:
    report = read([[TITLES, ["6", "Hợp tác quốc tế", "Làm việc với bạn", "05", ""]]], body=True)
    assert told(report, 6) == [("body/t2/r2/c3", [])]
    assert [doubt.rule for doubt in report.doubts] == ["figure-unmeasured"]


def test_an_amount_that_contradicts_the_result_is_doubted(read: Read) -> None:
    report = read([[TITLES, ["6", "Hợp tác quốc tế", "Ký 01 biên bản ghi nhớ", "02 biên bản", ""]]], body=True)
    assert [doubt.rule for doubt in report.doubts] == ["total-mismatch"]


def test_rows_below_an_item_row_belong_to_it(read: Read) -> None:
    table = [
        TITLES,
        ["I", "KẾT QUẢ THỰC HIỆN", None, None, None],
        ["3", "Tham gia sự kiện, đón tiếp đoàn quốc tế", "", "", ""],
        ["3.1", "Tham gia Techfest", "02 gian hàng trưng bày", "", ""],
        ["-", "Đón đoàn Lào", "01 đoàn", "", ""],
        ["II", "PHƯƠNG HƯỚNG, NHIỆM VỤ", None, None, None],
        ["1", "Hợp tác quốc tế", "Ký 02 biên bản ghi nhớ", "", ""],
    ]
    report = read([table], body=True)
    assert [len(item.activities) for item in report.items.values()] == [0, 0, 2, 0, 0, 0]
    assert len(report.sections["tasks"]) >= 1


def test_a_table_inside_an_item_gives_activities_of_that_item(read: Read) -> None:
    table = [
        ["TT", "Tên hoạt động", "Số lượng"],
        ["1", "Ký kết biên bản ghi nhớ", "01 biên bản"],
        ["2", "Dự án", "02 dự án"],
    ]
    report = read(["*6. Hợp tác quốc tế", table], body=True)
    assert [found for _, found in told(report, 6)] == [[(1, "bien-ban-ghi-nho")], [(2, "du-an-hop-tac")]]


def test_a_row_that_names_no_item_waits_for_a_person(read: Read) -> None:
    report = read([[TITLES, ["1", "Công tác nội vụ cơ quan", "Tuyển 02 viên chức", "", ""]]], body=True)
    assert [placed.locator for placed in report.unassigned] == ["body/t2/r2/c3"]


POLICY = "Thông tin, tuyên truyền chủ trương, đường lối của Đảng"


@pytest.mark.parametrize(
    ("titles", "row", "expected", "rules"),
    [
        (
            ["STT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "Ghi chú"],
            ["1", POLICY, "cuộc", "10", "6", ""],
            [(6, "period"), (10, "planned")],
            [],
        ),
        (
            ["STT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "Ghi chú"],
            ["1", POLICY, "cuộc", "6", "6", ""],
            [(6, "period"), (6, "planned")],
            [],
        ),
        (
            ["STT", "Nội dung", "ĐVT", "Thực hiện", "Ghi chú"],
            ["1", POLICY, "", "6", ""],
            [],
            ["figure-unmeasured"],
        ),
        (
            ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện 6 tháng", "Lũy kế", "Tỷ lệ %", "So với cùng kỳ"],
            ["1", POLICY, "cuộc", "10", "6", "7", "60%", "5 cuộc"],
            [(6, "period"), (7, "cumulative"), (10, "planned")],
            [],
        ),
    ],
)
def test_plan_and_result_columns_share_the_measure_and_a_rate_is_never_counted(
    read: Read, titles: list[str], row: list[str], expected: list[tuple[int, str]], rules: list[str]
) -> None:
    report = read([[titles, row]], body=True)
    (found,) = report.items[1].activities
    assert [(q.value, q.scope.value) for q in found.quantities if q.indicator] == expected
    assert [doubt.rule for doubt in report.doubts] == rules


def test_a_dash_in_a_table_without_titles_is_nothing(read: Read) -> None:
    report = read([[["1", POLICY, "-"], ["2", "Chỉ đạo, định hướng", "Ban hành 02 văn bản"]]], body=True)
    assert report.items[1].state.value == "nothing"
