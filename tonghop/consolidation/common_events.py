"""What two units' activities share where their words differ too much for a ratio: a day, what is counted, a subject.

One unit writes "Xây dựng 01 phóng sự giới thiệu sản phẩm nấm linh chi", another one "phối hợp với Đài làm 01 phóng sự
về nấm linh chi". What is asked so is asked after what is alike by its words. Keeps out what contradicts one event
(doubles) and what words are common in a plan (features).
"""

from functools import lru_cache
from itertools import groupby, pairwise

from tonghop.consolidation.features import Features
from tonghop.consolidation.texts import JOINTS

LEAST_SHARED = 2  # pairs of syllables: a Vietnamese word is two of them, so a shared subject is more than one word
LEAST_RATIO = 0.5  # of the shorter subject, on one day
UNDATED_RATIO = 0.6
LOWEST_SCORE, RANGE = 60.0, 20.0  # below whatever is found alike by its words
_DULL = frozenset(
    {
        *("to chuc", "phoi hop", "tham gia", "tham du", "tham muu", "xay dung", "thuc hien", "gioi thieu", "ky ket"),
        *("trien khai", "dang tai", "bai viet", "don tiep", "tiep don", "lam viec", "cong tac", "den tham", "san pham"),
        *(
            "quang tri",
            "quang ba",
            "tuyen truyen",
            "thanh pho",
            "trong ky",
            "tong so",
            "bien soan",
            "chu de",
            "noi dung",
        ),
        *("can bo", "hoc vien", "nong dan", "nguoi dan", "dai bieu", "cong chuc", "vien chuc", "luot nguoi"),
    }
)
"""Words of every second sentence."""


def score_common(a: Features, b: Features, *, has_day: bool) -> float | None:
    """How likely two activities of two units are one event by what they share, 60..80; None where that is too little.

    `has_day`: both tell one day. Then one unit named by the other one, or one subject, suffices. Without a day the
    figure must be the same as well, and besides the subject that unit or another party, or the subject is nothing that
    the plan speaks of.
    """
    counted = {each[0] for each in a.counted} & {each[0] for each in b.counted}
    if not counted or (not has_day and not set(a.counted).intersection(b.counted)):
        return None
    is_named = a.unit in b.named_units or b.unit in a.named_units
    if has_day and is_named:
        return LOWEST_SCORE + RANGE
    parties = set(a.parties).intersection(b.parties)
    first, second = (_drop_words(find_subject(each), parties) for each in (a, b))
    shared = first & second
    shorter = min(len(first), len(second))
    if not has_day and parties and not shorter:
        return LOWEST_SCORE  # with one party, and nothing more is said that could tell them apart
    if not shorter or len(shared) / shorter < (LEAST_RATIO if has_day else UNDATED_RATIO):
        return None
    telling = shared if has_day or is_named or parties else shared - a.words_of_plan
    return LOWEST_SCORE + RANGE * len(shared) / shorter if len(telling) + bool(parties) >= LEAST_SHARED else None


def find_subject(activity: Features) -> frozenset[str]:
    """The pairs of syllables that tell of what it is: not where, by whom, and what is counted."""
    return _find_subject(activity.text, activity.place, activity.dull)


@lru_cache(maxsize=20_000)
def _find_subject(text: str, place: str, dull: frozenset[str]) -> frozenset[str]:
    words = text.split()
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    covered = {at + n for at, pair in enumerate(pairs) if pair in dull or pair in _DULL for n in (0, 1)}
    said = set(place.split())
    told = [
        None if at in covered or word in JOINTS or word in said or word[0].isdigit() else word
        for at, word in enumerate(words)
    ]
    runs = (list(run) for is_told, run in groupby(told, key=bool) if is_told)
    return frozenset(f"{one} {other}" for run in runs for one, other in pairwise(run))


def _drop_words(subject: frozenset[str], words: set[str]) -> frozenset[str]:
    return frozenset(pair for pair in subject if words.isdisjoint(pair.split())) if words else subject
