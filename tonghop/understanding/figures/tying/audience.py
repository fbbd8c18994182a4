"""People told by their trade to whom something was told or taught: cho 85 tiểu thương, hướng dẫn 06 kỹ thuật viên Lào.

Keeps out members of delegations and persons named with the staff (persons.py).
"""

from collections.abc import Sequence

from tonghop.understanding.circumstances.countries import find_countries
from tonghop.understanding.figures.written.doers import excludes_guests
from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.persons import PEOPLE
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.lexicon import ItemWords
from tonghop.understanding.words import Line, PhraseIndex, make_key

_TRADES = frozenset(
    (
        *("tiểu thương", "bà con", "lao động", "phụ huynh", "lái xe", "tài xế", "doanh nhân", "chủ hộ", "chủ cơ sở"),
        *("chủ doanh nghiệp", "chủ vườn", "chủ trang trại", "bí thư", "trưởng thôn", "trưởng bản", "già làng"),
        *("cựu chiến binh", "kỹ thuật viên", "thực tập sinh", "nghiên cứu sinh", "lưu học sinh", "du học sinh"),
        *("kỹ sư", "giảng viên", "nghệ nhân", "chiến sĩ", "bộ đội", "cộng tác viên", "tuyên truyền viên", "kế toán"),
        *("tình nguyện viên", "kiểm soát viên", "khách hàng", "chị em", "anh em", "bác sĩ", "y bác sĩ", "cô giáo"),
        *("thầy cô", "thầy cô giáo", "trẻ em", "thiếu nhi", "cá nhân", "nhà khoa học", "diễn viên", "bạn trẻ"),
        *("ngư dân", "doanh nhân trẻ", "tân sinh viên", "hướng dẫn viên", "nhân sự", "biên tập viên", "phóng viên"),
    )
)
_LEARNERS = frozenset(("kỹ thuật viên", "thực tập sinh", "nghiên cứu sinh", "lưu học sinh", "du học sinh"))
"""From abroad these come to learn; experts and volunteers come to help."""
_HOUSEHOLDS = frozenset({"hộ", "nông hộ", "gia đình", "lượt hộ", "hộ dân", "hộ gia đình"})
"""Nobody knows how many people of a household came."""
_GIVES = PhraseIndex(
    (w, None)
    for w in (
        *(
            "hỗ trợ",
            "tặng",
            "trao",
            "cấp",
            "cấp phát",
            "phát",
            "bàn giao",
            "giúp",
            "giúp đỡ",
            "khám",
            "cung cấp",
            "chuyển",
        ),
        *("giao", "thăm", "thăm hỏi", "tư vấn", "giải ngân", "cho vay", "lắp đặt", "chi trả", "thưởng", "khen"),
    )
)
"""Phổ biến chính sách và tặng quà cho 30 trẻ em: what was given them says not that they were told something."""
_TO = frozenset(make_key(w) for w in ("cho", "đến", "tới"))


def count_audience(line: Line, figures: Sequence[Figure], words: ItemWords) -> list[Figure]:
    """Make such figures people where the item counts people, but no delegations; those to ask about are returned.

    Of an item that counts no event of the unit's own only people of a partner abroad are meant.
    """
    people = {i.id for i in words.indicators if i.measure == PEOPLE}
    if not people or any(i.measure == "đoàn" for i in words.indicators):
        return []
    at_home = any(excludes_guests(indicator) for indicator in words.indicators)
    told = [m for m in words.words.find_all(line.tokens) if m.payload in people]
    unsure = []
    for figure in figures:
        measure, (first, last) = figure.measure.lower(), find_segment(line.tokens, figure.first)
        if figure.families or measure not in (_TRADES | _HOUSEHOLDS if at_home else _LEARNERS):
            continue
        to = figure.start_token > 0 and line.tokens[figure.start_token - 1].key in _TO
        before = [m.end for m in told if first <= m.first and m.end <= figure.start_token]
        led = bool(before) and (to or max(before) == figure.start_token)
        if led and (at_home or find_countries(Line(line.text, line.tokens[first:last]))):
            figure.families = frozenset({PEOPLE})
            given = any(_GIVES.find_at(line.tokens, at) for at in range(max(before), figure.start_token))
            unsure += [figure] if given or measure in _HOUSEHOLDS else []
    return unsure
