"""Texts that tell only what is still to be done: no result, however they stand under an item.

Keeps out single figures planned within a result (figures/times/scopes.py) and items of wishes alone (concrete.py).
"""

import re

from schemas.submission import Activity
from schemas.values import Scope

_LONGEST = 3000
_TO_COME = re.compile(
    r"\W*(?:(?:và|đồng thời|ngoài ra|bên cạnh đó|hiện nay|hiện)\W+)?"
    r"(?:(?:trong |từ nay đến )?(?:thời gian (?:tới|đến)|(?:6 tháng )?cuối năm|năm sau|quý (?:iii|iv|3|4|tới)"
    r"|tháng tới|năm \d{4})\W+)?"
    r"(?:(?:sở|đơn vị|trung tâm|phòng|văn phòng|cơ quan|chúng tôi)(?: \S+){0,8}? )?"
    r"(?:sẽ|dự kiến|phấn đấu|dự định|có kế hoạch|tới đây|sắp tới|thời gian tới|trong thời gian tới"
    r"|sang năm(?! \d)|(?:năm|kỳ|quý|tháng) (?:tới|sau|kế tiếp)(?! cao hơn| nhiều hơn)|giai đoạn tới"
    r"|tiếp tục (?:đẩy mạnh|tăng cường|nâng cao|chú trọng|quan tâm|phấn đấu|nghiên cứu|phát huy))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\W*tiếp tục\b", re.IGNORECASE)
_DONE = re.compile(r"\bđã\b", re.IGNORECASE)


def is_planned(activity: Activity) -> bool:
    """Whether a text tells only what is still to be done: Sẽ triển khai 03 dự án; Tiếp tục đẩy mạnh hợp tác quốc tế.

    A figure, a day or a place of something done makes it a result; 'tiếp tục' with an event of its own does too.
    """
    text = activity.text[:_LONGEST]
    if _DONE.search(text) or any(quantity.scope is not Scope.PLANNED for quantity in activity.quantities):
        return False
    if _TO_COME.match(text):
        return True
    return bool(_GOES_ON.match(text)) and not (activity.dates or activity.spans or activity.place or activity.countries)


def may_be_planned(sentence: str) -> bool:
    """Whether a sentence begins like one that tells what is still to be done."""
    return bool(_TO_COME.match(sentence) or _GOES_ON.match(sentence)) and not _DONE.search(sentence)
