"""Names and addresses as they may stand in headers and SMTP commands. Keeps out who they belong to."""

import base64
import re
import unicodedata

from tonghop.delivery import messages

# A plain ASCII mailbox, as SMTP without SMTPUTF8 can carry it; no quoting, no address literal.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)


_PLAIN_WORD = re.compile(r"[A-Za-z0-9-]+")
_ENCODED_BYTES = 45  # of UTF-8 in one encoded word of at most 75 characters (RFC 2047)
_LINE = 76


def check_address(address: str) -> str:
    """Give the address back.

    Raises ValueError with a Vietnamese message unless it is one plain ASCII mailbox of at most 254 characters.
    """
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise ValueError(messages.BAD_ADDRESS.format(address=clean_text(address)))
    return address


def clean_text(text: str) -> str:
    """One line in NFC: every control character, line or paragraph separator and run of spaces becomes one space."""
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} else char for char in text)
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def encode_phrase(name: str, *, first: int) -> str:
    """A display name as RFC 2047 words, folded; `first` is the room that the header's own name takes on the first line.

    Words are cut only between syllables and plain words stay plain: Python 3.11 (and whatever is built on its parser)
    shows the space between two encoded words of a name, which would tear a syllable apart.
    """
    lines, room = [""], _LINE - first
    for word in _encode_words(name.split(" ")):
        if lines[-1].strip() and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = _LINE
        lines[-1] += f" {word}" if lines[-1] or len(lines) > 1 else word
    return "\r\n".join(lines)


def _encode_words(words: list[str]) -> list[str]:
    """Group neighbours that need encoding; a space between two encoded groups stands inside the first of them."""
    encoded: list[str] = []
    run = ""
    for index, word in enumerate(words):
        if _PLAIN_WORD.fullmatch(word):
            encoded += [*_encode_run(run), word]
            run = ""
            continue
        joined = f"{run} {word}" if run else word
        if run and len(joined.encode()) > _ENCODED_BYTES - 1:
            encoded += _encode_run(f"{run} ")
            joined = word
        run = joined
        if index == len(words) - 1:
            encoded += _encode_run(run)
    return encoded


def _encode_run(run: str) -> list[str]:
    """One encoded word, or several when a single word is longer than one can hold."""
    pieces: list[str] = []
    piece = ""
    for char in run:
        if len((piece + char).encode()) > _ENCODED_BYTES:
            pieces.append(piece)
            piece = ""
        piece += char
    return [f"=?utf-8?b?{base64.b64encode(part.encode()).decode()}?=" for part in [*pieces, piece] if part]
