"""A counter in the number formats of WordprocessingML (ISO 29500-1, 17.18.59). Keeps out lists and their levels.

Letters are a, b, c, d, e in Word whatever the language: no format gives the Vietnamese order a, b, c, d, đ. What Word
has for Vietnamese alone is counting in words (vietnameseCounting).
"""

_ROMANS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_LETTERS = {
    "upperLetter": _LATIN,
    "lowerLetter": _LATIN,
    "russianUpper": _RUSSIAN,
    "russianLower": _RUSSIAN,
    "chicago": "*†‡§",
}
_IN_WORDS = {"vietnameseCounting", "cardinalText", "ordinalText", "ordinal"}
_ENCLOSED = {  # first character, how many there are
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
}
_PADDED = {"decimalZero": 2}
_ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_ENGLISH = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LARGEST = 100_000
_LARGEST_IN_WORDS = 999


def format_number(value: int, style: str) -> str:
    """A counter in a number format; formats of other scripts give decimals.

    Args:
        value: of the counter.
        style: w:val of w:numFmt, or the pattern of a custom format ("001, 002, 003, ...").
    """
    if value > _LARGEST or value < 0:
        return str(value)
    if style in _LETTERS:
        return _in_case(_repeat(value, _LETTERS[style]), style)
    if style in {"upperRoman", "lowerRoman"}:
        return _in_case(_roman(value), style)
    if style in _ENCLOSED:
        first, count = _ENCLOSED[style]
        return chr(ord(first) + value - 1) if 1 <= value <= count else str(value)
    if style in _IN_WORDS and value <= _LARGEST_IN_WORDS:
        return _in_words(value, style)
    return _in_digits(value, style)


def _in_digits(value: int, style: str) -> str:
    if style == "none":
        return ""
    if style in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(ord(digit) - ord("0") + 0xFF10) for digit in str(value))
    if style == "numberInDash":
        return f"- {value} -"
    if style == "hex":
        return f"{value:X}"
    first = style.split(",", 1)[0].strip()
    padded = len(first) if first.isascii() and first.isdigit() and len(first) < 10 else _PADDED.get(style, 0)
    return str(value).zfill(padded)


def _in_case(text: str, style: str) -> str:
    return text.upper() if "upper" in style.lower() else text


def _roman(value: int) -> str:
    roman = ""
    for amount, letters in _ROMANS:
        roman += letters * (value // amount)
        value %= amount
    return roman


def _repeat(value: int, letters: str) -> str:
    """The letters in turn, then each twice, as Word goes on: a ... z, aa, bb ..."""
    return letters[(value - 1) % len(letters)] * ((value - 1) // len(letters) + 1) if value else ""


def _in_words(value: int, style: str) -> str:
    if style == "vietnameseCounting":
        return _vietnamese(value)
    if style == "ordinal":
        last = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{last}"
    words = _english(value)
    if style == "ordinalText":
        head, gap, last = words.rpartition("-") if "-" in words else words.rpartition(" ")
        tail = last[:-1] + "ieth" if last.endswith("y") else _ORDINALS.get(last, last + "th")
        words = head + gap + tail
    return words.capitalize()


def _english(value: int) -> str:
    if value < 20:
        return _ENGLISH[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _ENGLISH_TENS[tens - 2] + (f"-{_ENGLISH[ones]}" if ones else "")
    hundreds, rest = divmod(value, 100)
    return f"{_ENGLISH[hundreds]} hundred" + (f" {_english(rest)}" if rest else "")


def _vietnamese(value: int) -> str:
    if value < 10:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        head = "mười" if tens == 1 else f"{_ONES[tens]} mươi"
        last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _ONES[ones]
        return f"{head} {last}" if ones else head
    hundreds, rest = divmod(value, 100)
    head = f"{_ONES[hundreds]} trăm"
    return head if not rest else f"{head} lẻ {_ONES[rest]}" if rest < 10 else f"{head} {_vietnamese(rest)}"
