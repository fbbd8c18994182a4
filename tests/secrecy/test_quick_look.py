"""The quick look at all lines at once passes nothing that the look at each line or name would stop."""

import random
import unicodedata

import pytest

from tonghop.secrecy import names
from tonghop.secrecy.lines import find_line_mark, may_bear_mark, split_lines

PIECES = (
    *("MẬT", "Mật", "M Ậ T", "M.Ậ.T", "ＭẬＴ", "\u041cẬ\u0422", "TUYỆT MẬT", "TỐI MẬT", "TÀI LIỆU THU HỒI", "GIẢI MẬT"),
    *("TÀI LIỆU T H U HỒI", "chỉ người có tên mới được bóc bì", "Độ mật: A", "M\u00cbT", "MAÄT", "bãc b×", "boùc bì"),
    *("TUYET MAT", "toi mat", "MAT2", "GIAI MAT", "tai lieu thu hoi", "(Mat)", "BC-MAT", "5", "nhận", "báo cáo", "Ậ"),
)


def make_text(chance: random.Random) -> str:
    text = chance.choice(["", " ", "_", "-", "\n"]).join(chance.choices(PIECES, k=chance.randint(1, 3)))
    return unicodedata.normalize(chance.choice(["NFC", "NFC", "NFD"]), text)


def test_no_line_that_bears_a_mark_passes_the_quick_look() -> None:
    chance = random.Random(3)
    lines = [line for _ in range(3_000) for line in split_lines(make_text(chance)) if find_line_mark(line) is not None]
    assert len(lines) > 500
    for line in lines:
        assert may_bear_mark(f"Kính gửi Sở\n{line}\nhội nghị"), line


def test_no_name_that_bears_a_mark_passes_the_quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(4)
    told = {name: names.find_name_mark(name) for name in (make_text(chance) for _ in range(2_000))}
    monkeypatch.setattr(names, "may_bear_mark", lambda _: True)
    assert sum(mark is not None for mark in told.values()) > 500
    for name, mark in told.items():
        assert names.find_name_mark(name) == mark, name
