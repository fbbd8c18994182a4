"""Laws of the places in findings: told as people count, the locator as it is."""

import pytest

from schemas.document import Finding
from schemas.values import Severity
from tonghop.checking.places import count_tables


@pytest.mark.parametrize(
    ("letterheads", "message"),
    [((), "Số tổng (bảng 2, dòng 3) sai."), (("body/t1",), "Số tổng (bảng 1, dòng 3) sai.")],
)
def test_a_finding_tells_the_table_that_a_person_counts_and_keeps_its_locator(
    letterheads: tuple[str, ...], message: str
) -> None:
    found = Finding(
        rule="total-mismatch",
        severity=Severity.ERROR,
        locator="body/t2/r3/c3",
        message="Số tổng (bảng 2, dòng 3) sai.",
        fix="Sửa.",
    )
    told = count_tables(found, letterheads)
    assert (told.message, told.locator) == (message, found.locator)
