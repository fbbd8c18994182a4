"""Laws of how places are told: words, and tables counted as a person counts them."""

import pytest

from schemas.places import describe_place

HEAD = ("body/t1",)


@pytest.mark.parametrize(
    ("locator", "letterheads", "told"),
    [
        ("body/t2/r4/c1", (), "bảng 2, dòng 4"),
        ("body/t2/r4/c1", HEAD, "bảng 1, dòng 4"),
        ("body/t12/r4", HEAD, "bảng 11, dòng 4"),
        ("body/t3/r1", ("body/t1", "body/t2"), "bảng 1, dòng 1"),
        ("body/t1/r2/c1", HEAD, "bảng đầu văn bản, dòng 2"),
        ("body/t1/r2/c1", ("body/t2",), "bảng 1, dòng 2"),
        ("part2/body/t2/r1", HEAD, "tệp 2, bảng 2, dòng 1"),
        ("part2/body/t2/r1", ("part2/body/t1",), "tệp 2, bảng 1, dòng 1"),
        ("page1/t2/r1", HEAD, "trang 1, bảng 2, dòng 1"),
        ("body/p12", HEAD, "đoạn 12"),
        ("attachment9/t2", HEAD, "attachment9/t2"),
        (None, HEAD, "toàn văn bản"),
    ],
)
def test_a_table_of_the_pages_head_is_not_counted(locator: str | None, letterheads: tuple[str, ...], told: str) -> None:
    assert describe_place(locator, letterheads) == told
