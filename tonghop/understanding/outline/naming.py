"""The second opinion on a heading's name: the plan's telling words and the model, where likeness alone deceives.

Keeps out likeness itself (headings.py) and what a heading opens (outline.py).
"""

import re
from collections.abc import Collection

from tonghop.understanding.filing.deciding import explain_text
from tonghop.understanding.lexicon import Lexicon, Target
from tonghop.understanding.outline.containers import Survey
from tonghop.understanding.outline.headings import ACCEPT, ASK, HeadingMatch, Titled, match_heading
from tonghop.understanding.outline.states import is_nothing
from tonghop.understanding.outline.weighing import weigh_items
from tonghop.understanding.words import strip_marks

_HINTING, _TELLING, _PLAIN, _AHEAD, _MORE = 0.5, 1.0, 3.0, 2.5, 1.5
"""Weights of words (weighing.py) that settle a heading of the plan's number, of a number, of none; and their lead."""
_PARTS = re.compile(r"\s*;\s*|\s+và\s+|\s+&\s+")
_PART_LIKENESS = 70
_SAME = 85
"""So like a name of the plan is a heading that no second opinion is asked."""
_NEARLY_SURE = 0.85
"""The model's chance of an item of which a heading's name speaks too."""
_OF_NONE = 0.9
_MOST_AGAINST = 2.0
"""Words of so little weight may speak for another item where likeness and model agree."""
_GENERAL = re.compile(
    r"(?:(?:cac|mot so|nhung|va|ve|theo|cua|don vi|trong ky|nhu sau|sau day|trong|(?:0?6|9|sau) thang|(?:dau|cuoi) nam"
    r"|nam|\d{4}|(?:noi dung|nhiem vu|hoat dong|cong tac|tinh hinh|ket qua|so lieu|viec)|cu the|chi tiet"
    r"|chung|khac|noi bat|chinh|trong tam|chu yeu|dat duoc|thuc hien|trien khai|lien quan|to chuc|phat sinh"
    r"|thong tin doi ngoai|ttdn)(?:[\s,;:.–-]+|$))+"
)
_REMAINDER = re.compile(
    r"(?:(?:cac|nhung|mot so|ve|doi voi)\s+)*(?:(?:noi dung|muc|nhiem vu|hoat dong|phan|cong tac|linh vuc)[\s,;va]*)+"
    r"(?:con lai|khac)(?:\s+(?:cua|trong|theo)\s+ke hoach)?"
)
_REMARKS = re.compile(r"\b(?:tinh hinh|chung|khac)\b")


def is_general(text: str) -> bool:
    """Whether a heading names nothing of any plan: Kết quả cụ thể, Tình hình chung, Công tác khác."""
    return _GENERAL.fullmatch(strip_marks(text).strip(" .:-*")) is not None


def is_remark(text: str) -> bool:
    """Whether what stands below a general heading is general too; Kết quả cụ thể holds results."""
    return is_general(text) and _REMARKS.search(strip_marks(text)) is not None


def is_remainder(text: str) -> bool:
    """Whether a heading stands over all the rest of a plan: Các nội dung khác, Các nhiệm vụ còn lại."""
    return _REMAINDER.fullmatch(strip_marks(text).strip(" .:-*")) is not None


class Namer:
    """What a heading of one document names, with the headings before it in mind."""

    def __init__(self, lexicon: Lexicon, survey: Survey, headed: Collection[int]) -> None:
        self._lexicon = lexicon
        self._survey = survey
        self._headed = headed
        """Items that have a heading by now; grows with the walk."""

    def settle(self, titled: Titled, text: str, match: HeadingMatch | None) -> Target | None:
        """The item of which number and telling words agree, or the words alone leave no doubt.

        Where the other headings carry the plan's own numbers, few words suffice for one of two candidates.
        """
        told = weigh_items(text, self._lexicon)
        number = titled.item_number
        candidates = [each.item for each in (match.target, match.runner_up) if each] if match else []
        for item in dict.fromkeys((number, max(told, key=lambda each: told[each], default=0))):
            if item not in told or item in self._headed:
                continue
            others = max((weight for each, weight in told.items() if each != item), default=0)
            named = number == item and item in candidates
            planned = number == item and titled.rank in self._survey.numbers
            if told[item] >= (_TELLING if named or planned else _PLAIN) and told[item] >= _AHEAD * others:
                return Target(item=item)
            if named and planned and told[item] >= max(_HINTING, others / _AHEAD):
                return Target(item=item)
        return self._ask_model(text, told, match)

    def _ask_model(self, text: str, told: dict[int, float], match: HeadingMatch | None) -> Target | None:
        """The item of which the model is sure, where the plan's words do not speak for another one."""
        explained = explain_text(text, self._lexicon.plan)
        if explained.score >= _NEARLY_SURE and self._is_named(explained.item, told, match):
            return Target(item=explained.item)
        item = explained.item if explained.automatic else None
        if item is None or item in self._headed or told[item] * _AHEAD < max(told.values()):
            return None
        return Target(item=item)

    def _is_named(self, item: int | None, told: dict[int, float], match: HeadingMatch | None) -> bool:
        """Whether an item is the one a heading is most like, or the next one and the one of which its words speak."""
        if item is None or item in self._headed or match is None:
            return False
        others = max(weight for each, weight in told.items() if each != item)
        second = match.runner_up.item if match.runner_up else None
        is_likest = match.target.item == item and others < _MOST_AGAINST
        return is_likest or (second == item and told[item] > max(others, _TELLING))

    def settle_line(self, head: str, whole: str, match: HeadingMatch | None) -> Target | None:
        """The item of a line of a list, `Tập huấn: cử 3 người`, of which its name and the model on all of it agree.

        Other lines before it may be of the same item.
        """
        explained = explain_text(whole, self._lexicon.plan)
        told = weigh_items(head, self._lexicon)
        item = explained.item
        if item is None or told[item] * _AHEAD < max(told.values()):
            return None
        is_named = match is not None and match.target.item == item and match.score >= ACCEPT
        return Target(item=item) if explained.automatic or (is_named and explained.score >= _NEARLY_SURE) else None

    def speaks_against(self, item: int, head: str, whole: str) -> bool:
        """Whether a line of a list speaks less of an item than of another, or of none."""
        told = weigh_items(head, self._lexicon)
        explained = explain_text(whole, self._lexicon.plan)
        return explained.item != item and (told[item] < max(told.values()) or explained.score >= _NEARLY_SURE)

    def agrees(self, item: int, text: str) -> bool:
        """Whether a text speaks of an item at least nearly as much as of any other; a declaration of nothing may."""
        if is_nothing(text):
            return True
        told = weigh_items(text, self._lexicon)
        return explain_text(text, self._lexicon.plan).item == item or told[item] >= max(_HINTING, *told.values())

    def is_aside(self, text: str) -> bool:
        """Whether a heading that names no item holds remarks, or is surely of other work."""
        if is_general(text):
            return is_remark(text)
        explained = explain_text(text, self._lexicon.plan)
        return explained.dropped and explained.none >= _OF_NONE

    def speaks_of(self, item: int, text: str) -> bool:
        """Whether the plan's words in a text are an item's above all."""
        told = weigh_items(text, self._lexicon)
        return told[item] >= _TELLING and told[item] >= max(told.values())

    def oppose(self, text: str, match: HeadingMatch) -> tuple[Target | None] | None:
        """What a heading names by the model and the plan's words together, against its likeness; None: no objection.

        (None,): it is of no item at all, as Công tác thi đua, khen thưởng.
        """
        if match.likeness >= _SAME or match.target.parent is not None:
            return None
        explained = explain_text(text, self._lexicon.plan)
        told = weigh_items(text, self._lexicon)
        own = told.get(match.target.item, 0.0) if match.target.item is not None else 0.0
        if explained.dropped and match.target.item is not None and own < _HINTING and explained.none >= _OF_NONE:
            return (None,)
        if not explained.automatic or explained.item in (None, match.target.item):
            return None
        other = told.get(explained.item or 0, 0.0)
        is_meant = other >= max(own, _HINTING) and other >= max(told.values())
        is_section = match.target.section is not None
        if is_section and match.target.section not in (*self._lexicon.before_results, self._lexicon.results):
            return None
        return (Target(item=explained.item),) if is_meant and (not is_section or other >= _TELLING) else None

    def is_doubted(self, titled: Titled, text: str, match: HeadingMatch) -> bool:
        """Whether a short heading, as Tập huấn, speaks of another item hardly less than of the one it is most like."""
        first, second = match.target.item, match.runner_up.item if match.runner_up else None
        if first is None or match.likeness >= (ASK if first != titled.item_number else _SAME):
            return False
        told = weigh_items(text, self._lexicon)
        if first == titled.item_number:
            other = max(told, key=lambda each: told[each])
            return other == second and told[other] >= _PLAIN > _AHEAD * told[first]
        return second is not None and told[first] < _MORE * told[second]

    def is_shared(self, text: str, target: Target, match: HeadingMatch) -> bool:
        """Whether a heading names two items, one of which has no other heading: its sentences are filed one by one."""
        if target.item is None or match.likeness >= ACCEPT:
            return False
        parts = [match_heading(part, None, self._lexicon) for part in _PARTS.split(text) if " " in part.strip()]
        items = {part.target.item for part in parts if part and part.certain and part.likeness >= _PART_LIKENESS}
        return bool(items - {None, target.item} - self._survey.items) and len(items - {None}) > 1

    def tells(self, text: str, match: HeadingMatch) -> bool:
        """Whether the words speak of a candidate at all; below others each sentence is asked about by itself."""
        if is_general(text):
            return False
        told = weigh_items(text, self._lexicon)
        named = (match.target, match.runner_up)
        return any(told[each.item] >= _HINTING for each in named if each and each.item)
