"""Several ways to say the same -> the one that is read: the plain text, or the page where that says less.

Keeps out the walk through the MIME tree (mime.py) and what the chosen text says (body.py).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from email.message import Message
from typing import NamedTuple

from tonghop.reading.html import read_html
from tonghop.reading.limits import Limits
from tonghop.reading.mail.body import find_zone
from tonghop.reading.mail.decoding import decode_part, decode_payload
from tonghop.reading.raw import UnreadableError

BODY_KINDS = {"text/plain", "text/html"}
_WORDS_RATIO = 2
_LEAST_WORDS = 20
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+")
_ADDED = re.compile(
    r"<?\b(?:https?|ftp|mailto|tel|file):\S+|\[(?:image:|cid:)[^\]]{0,300}\]|\[\d{1,3}\]", re.IGNORECASE
)
"""What programs add when they turn a page into plain text: addresses of links, names of pictures, numbers of links."""
_STUB = re.compile(r"\b(?:html|web|browser|trình duyệt)\b", re.IGNORECASE)
_FEW = 10  # of so many words one may be missing


class Weighed(NamedTuple):
    """Whether of a plain text and a page the page must be read; `differ`: each may say figures that the other lacks."""

    page: bool
    differ: bool


def find_unread(children: Sequence[Message], limits: Limits) -> tuple[set[int], bool]:
    """(ids of the texts that another way of saying the same says already, whether two ways say other figures).

    The plain text or the page is read, never what only some programs show; files beside the others are attachments
    all the same, so they are not among these.
    """
    texts = {id(child): list(_find_texts(child)) for child in children}
    pages = [child for child in children if _join(texts[id(child)], "text/html")]
    plains = [child for child in children if child not in pages and _join(texts[id(child)], "text/plain")]
    words = [child for child in plains if _join(texts[id(child)], "text/plain").strip()]
    plain = next(iter(words or plains), None)
    page = next((child for child in reversed(pages) if _has_words(_join(texts[id(child)], "text/html"), limits)), None)
    if page is None and plain is None:
        page = pages[-1] if pages else None
    chosen, differ = plain if page is None else page, False
    if page is not None and plain is not None:
        told, shown = _join(texts[id(plain)], "text/plain"), _join(texts[id(page)], "text/html")
        weighed = weigh_page(told, shown, limits)
        chosen, differ = page if weighed.page else plain, weighed.differ
    if chosen is None:
        return set(), False
    return {id(part) for child in children if child is not chosen for part in texts[id(child)]}, differ


def _find_texts(message: Message) -> Iterator[Message]:
    """The texts of any kind that a part shows, without those of mails within it."""
    kind = message.get_content_type()
    if message.is_multipart():
        for child in message.get_payload() if kind != "message/rfc822" else []:
            if isinstance(child, Message):
                yield from _find_texts(child)
    elif kind.startswith("text/") and message.get_content_disposition() != "attachment" and not _has_name(message):
        yield message


def _has_name(part: Message) -> bool:
    try:
        return bool(part.get_filename())
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False


def _join(texts: Sequence[Message], kind: str) -> str:
    found = (part for part in texts if part.get_content_type() == kind)
    return "\n".join(decode_part(part, decode_payload(part)) + "\n" for part in found)


def prefers_page(plain: str, page: str, limits: Limits) -> bool:
    """Whether of two ways to say the same the page must be read: the plain text is a stub, or loses a table's rows."""
    return weigh_page(plain, page, limits).page


def weigh_page(plain: str, page: str, limits: Limits) -> Weighed:
    """Compare what two ways to say the same really say, word by word and figure by figure."""
    try:
        blocks = read_html(page, limits, find_zone=find_zone).blocks
    except UnreadableError:  # reading it as the body says so
        return Weighed(page=True, differ=False)
    rows = [block for block in blocks if block.kind == "table_row" and sum(1 for _, text in block.cells if text) > 1]
    shown = "\n".join(block.text for block in blocks)
    labelled = "\n".join(f"{block.label} {block.text}" for block in blocks)
    plain = _ADDED.sub(" ", plain)
    told, there = _find_words(plain), _find_words(shown)
    if not told or not there:
        return Weighed(page=bool(there), differ=False)
    only_plain = _count_figures(plain) - _count_figures(labelled)
    only_page = _count_figures(shown) - _count_figures(plain)
    longer = len(shown.split()) > max(_LEAST_WORDS, _WORDS_RATIO * len(plain.split()))
    if only_plain:
        return Weighed(page=len(rows) > 1, differ=bool(only_page) or longer or len(rows) > 1)
    lost = told - _find_words(labelled)
    whole = len(lost) * _FEW <= len(told)  # the page says nearly all of the plain text
    stub = len(told) <= _LEAST_WORDS and 2 * len(lost) > len(told) and (only_page or _STUB.search(plain))
    chosen = len(rows) > 1 or longer or bool(stub) or (whole and bool(there - told or only_page))
    return Weighed(chosen, differ=bool(only_page) and not chosen)


def _has_words(page: str, limits: Limits) -> bool:
    """Whether a page shows any word, or may show some beyond the limits."""
    try:
        return any(block.text for block in read_html(page, limits).blocks)
    except UnreadableError:
        return True


def _find_words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFC", text).lower()))


def _count_figures(text: str) -> Counter[str]:
    return Counter(figure.lstrip("0") for figure in _FIGURE.findall(text))
