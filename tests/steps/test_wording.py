"""Names, notes and reasons are recorded as a reader sees them, and never with a mark of secrecy."""

from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.values import AdjustmentChannel
from tonghop.decisions import Decider, DecisionError
from tonghop.decisions.adjusting import WantedChange
from tonghop.steps import reread
from tonghop.steps.adjusting import adjust, withdraw
from tonghop.steps.wording import clean_decider, clean_words

AT = datetime(2024, 6, 18, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Trần Ngọc Lân", "Trần Ngọc Lân"),
        ("  Trần\tNgọc \r\n Lân ", "Trần Ngọc Lân"),
        ("Lân\x1b[2J\x07", "Lân[2J"),
        ("n\x0b\x00\x85\x9bx", "n x"),
        ("Lân\u202egnad\u2066\u200b", "Lângnad"),
        ("La\u0302n", "Lân"),
        ("đếm sót 02 đoàn <b>", "đếm sót 02 đoàn <b>"),  # markup is words like any other
        ("theo quy chế bảo mật; số liệu bí mật kinh doanh", "theo quy chế bảo mật; số liệu bí mật kinh doanh"),
    ],
)
def test_words_are_one_line_of_what_a_reader_sees(given: str, kept: str) -> None:
    assert clean_words([given]) == [kept]


@pytest.mark.parametrize("text", ["MẬT", "TỐI MẬT", "theo văn bản TUYỆT MẬT số 5", "M\u200bẬT", "MA\u0323\u0302T"])
@pytest.mark.parametrize("place", ["decided_by", "recorded_by", "note"])
def test_words_that_bear_a_mark_are_refused_and_not_repeated(text: str, place: str) -> None:
    decider = Decider("Trần Ngọc Lân", "Văn thư", None, AT)._replace(**{place: text})
    with pytest.raises(DecisionError, match="dấu hiệu mật") as refused:
        clean_decider(decider)
    assert text not in str(refused.value)


def test_nobody_decides_under_a_name_that_nobody_sees() -> None:
    with pytest.raises(DecisionError, match="họ tên"):
        clean_decider(Decider("\x1b\u200b", "Văn thư", None, AT))
    assert clean_decider(Decider("Lân", " ", "\x07", AT)) == Decider("Lân", "Lân", None, AT)


@pytest.mark.parametrize("name", ["asked_by", "why", "by"])
def test_no_change_of_a_figure_is_recorded_with_a_mark(name: str) -> None:
    told = {"asked_by": "Chị Hoa", "why": "đếm sót", "by": "Lê An"} | {name: "MẬT"}
    wanted = WantedChange(unit="VP", item=3, old=7, new=8, channel=AdjustmentChannel.PHONE, **told)
    nobody: Any = None  # refused before anything is opened
    with pytest.raises(DecisionError, match="dấu hiệu mật"):
        adjust(nobody, wanted)


@pytest.mark.parametrize("told", [{"by": "MẬT", "why": "ghi nhầm"}, {"by": "Lê An", "why": "MẬT"}])
def test_no_change_is_taken_back_with_a_mark(told: dict[str, str]) -> None:
    nobody: Any = None
    with pytest.raises(DecisionError, match="dấu hiệu mật"):
        withdraw(nobody, 1, **told)


def test_no_report_is_read_again_with_a_mark() -> None:
    nobody: Any = None
    with pytest.raises(DecisionError, match="dấu hiệu mật"):
        reread(nobody, unit=None, by="MẬT")
