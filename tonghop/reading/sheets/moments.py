"""Days and hours in cells: numbers counted in days, shown under a format such as dd/mm/yyyy or [h]:mm.

Keeps out every other format (formats.py).
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_OUTSIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
_MOMENT = re.compile(r"[ymdhs]|am/pm|a/p", re.IGNORECASE)
_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|_.|\*.)|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]|(?P<half>am/pm|a/p)"""
    r"""|(?P<years>y+)|(?P<months>m+)|(?P<days>d+)|(?P<hours>h+)|(?P<seconds>s+)|(?P<fraction>\.0+)|(?P<sign>.)""",
    re.IGNORECASE | re.DOTALL,
)
_LAST_SERIAL = 2_958_466  # the day after 31/12/9999
_BUG_SERIAL = 60  # Excel counts a 29/02/1900 that never was
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def tells_moment(code: str) -> bool:
    """Whether a format shows days or hours."""
    plain = _OUTSIDE.sub("", code)
    return "general" not in plain.lower() and _MOMENT.search(plain) is not None


def show_moment(serial: Decimal, code: str, *, since_1904: bool) -> str | None:
    """The moment under the format; None when the number is none, for which Excel shows only signs of too much."""
    if not 0 <= serial < _LAST_SERIAL:
        return None
    seconds = (serial * 86_400).quantize(Decimal(1), ROUND_HALF_UP)
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if serial < _BUG_SERIAL else 30)  # noqa: DTZ001
    moment = base + timedelta(seconds=int(seconds))
    tokens = list(_TOKEN.finditer(code))
    half = any(token["half"] for token in tokens)
    shown, after_hours = [], False
    for place, token in enumerate(tokens):
        kind = token.lastgroup or "sign"
        if kind == "months":
            following = next((t.lastgroup for t in tokens[place + 1 :] if t.lastgroup not in {"sign", "literal"}), None)
            kind = "minutes" if len(token[0]) < 3 and (after_hours or following == "seconds") else kind
        after_hours = kind in {"hours", "elapsed"} or (after_hours and kind in {"sign", "literal"})
        shown.append(_show_token(kind, token[0].lower() if kind != "literal" else token[0], moment, int(seconds), half))
    return "".join(shown).strip()


def _show_token(kind: str, text: str, moment: datetime, seconds: int, half: bool) -> str:  # noqa: PLR0911
    length = len(text)
    if kind == "literal":
        return {'"': text[1:-1], "\\": text[1:], "_": " ", "*": ""}[text[0]]
    if kind == "bracket":
        return text[2:-1].split("-", 1)[0] if text.startswith("[$") else ""
    if kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[text[1]]
        return f"{seconds // unit:0{length - 2}d}"
    if kind == "half":
        return "CH" if moment.hour >= 12 else "SA"
    if kind == "years":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if kind == "months":
        return f"Tháng {moment.month}" if length > 2 else f"{moment.month:0{length}d}"
    if kind == "days":
        return _show_day(moment, length)
    if kind == "fraction":
        return "," + "0" * (length - 1)
    number = {"hours": (moment.hour - 1) % 12 + 1 if half else moment.hour, "minutes": moment.minute}.get(kind)
    if number is None:
        return f"{moment.second:0{min(length, 2)}d}" if kind == "seconds" else text.replace("@", "")
    return f"{number:0{min(length, 2)}d}"


def _show_day(moment: datetime, length: int) -> str:
    if length > 2:
        return (_SHORT_WEEKDAYS if length == 3 else _WEEKDAYS)[moment.weekday()]
    return f"{moment.day:0{length}d}"
