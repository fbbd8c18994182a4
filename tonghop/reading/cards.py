"""Invitations and visiting cards (iCalendar, vCard) -> their values as lines, for the secrecy gate alone.

Long lines are folded, line ends within a value are escaped, and old cards are quoted-printable: a mark would be cut.
"""

import binascii
import quopri
import re

_BEGINS = re.compile(r"\s*BEGIN:V(?:CALENDAR|CARD)\b", re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]")
_QUOTED = re.compile(r";[^:\n]*QUOTED-PRINTABLE", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=\r?\n")
_FILE = re.compile(r"^[A-Z-]+;[^:\n]*ENCODING=(?:BASE64|B)\b[^:\n]*:([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_NAMES = {"SUMMARY", "FN", "N", "TITLE", "ATTACH", "CATEGORIES"}
_ESCAPED = re.compile(r"\\(.)")


def find_card_files(text: str) -> list[bytes]:
    """The files that such a text holds in base64."""
    found = []
    for match in _FILE.finditer(_FOLD.sub("", text)) if _BEGINS.match(text) else ():
        try:
            found.append(binascii.a2b_base64(match[1]))
        except binascii.Error:
            continue
    return found


def find_card_lines(text: str) -> list[str]:
    """Every value of every line, names behind "/"; [] for a text that is no such file."""
    if not _BEGINS.match(text):
        return []
    found = []
    for line in _SOFT_BREAK.sub("", _FOLD.sub("", text)).splitlines():
        head, _, value = line.partition(":")
        if _QUOTED.search(head):
            value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
        lines = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value).splitlines()
        is_name = head.partition(";")[0].upper() in _NAMES
        found += [f"/{line}" if is_name else line for line in lines if line.strip()]
    return found
