"""Laws of the tables that only lay out the head of a page: found before the body, never one that tells something."""

import pytest

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.understanding.identity.frame import ReportFrame, find_head_tables
from tonghop.understanding.identity.titles import Part


def make_frame(*locators: str) -> ReportFrame:
    return ReportFrame(tuple(Part("SỞ KHOA HỌC VÀ CÔNG NGHỆ", at) for at in locators), (), (), 0)


def make_body(*locators: str) -> list[Block]:
    return [Block(locator=at, kind=BlockKind.TABLE_ROW, text="Đón 02 đoàn") for at in locators]


@pytest.mark.parametrize(
    ("head", "body", "tables"),
    [
        (["body/t1/r1/c1", "body/t1/r1/c2", "body/t1/r2/c1"], ["body/p5", "body/t2/r1"], ("body/t1",)),
        (["body/t1/r1/c1", "body/t2/r1/c1"], ["body/t3/r1"], ("body/t1", "body/t2")),
        (["part2/body/t1/r1/c1"], ["part2/body/p9"], ("part2/body/t1",)),
        (["body/t1/r1/c1"], ["body/t1/r4"], ()),
        (["body/p1", "header1/p1"], ["body/t1/r1"], ()),
        ([], ["body/t1/r1"], ()),
    ],
)
def test_a_table_above_the_body_is_one_of_the_head(head: list[str], body: list[str], tables: tuple[str, ...]) -> None:
    assert find_head_tables([(make_frame(*head), make_body(*body))]) == tables


def test_a_table_that_tells_something_in_another_document_is_counted() -> None:
    letter = (make_frame("body/t1/r1/c1"), make_body("body/p4"))
    sheet = (make_frame(), make_body("body/t1/r2"))
    assert find_head_tables([letter, sheet]) == ()
