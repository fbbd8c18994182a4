"""Words of other programs (Prefect's messages, links) as they may stand in our mails: short, one line, nothing secret.

Hides too much rather than too little: a name in an error message may be that of a file with a secrecy mark.
"""

import re

from tonghop.delivery.addresses import clean_text

_HIDDEN = "…"
_FILE = r"\.(?:docx?|docm|dotx?|rtf|od[ts]|pdf|xls[xm]?|csv|pptx?|txt|eml|msg|zip|rar|7z|jpe?g|png|tiff?|html?|xml)\b"
_URL = re.compile(r"\b([a-z][a-z0-9+.-]*)://([^\s'\"<>“”]*)", re.IGNORECASE)
_SECRET = re.compile(
    r"((?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|auth(?:orization|[_-]string)|credential|mật khẩu)"
    r"[\w.-]{0,40}[\"']?\s*[:=]|--[\w-]{0,40}(?:password|token|secret|key)[\w-]{0,40}[\s=]|\b(?:bearer|basic)\s"
    r"|\b\w{0,60}_(?:pass(?:word|wd|phrase)|pwd|secret|token|key|auth_string|credentials?)\w{0,40}\s).*",
    re.IGNORECASE,
)
"""In words a name needs a sign after it; one with underscores is a setting's, and its value may follow a space."""
_LONG_WORD = re.compile(
    r"(?<![A-Za-z0-9+/_=-])(?:(?=\S*[a-z])(?=\S*[A-Z])(?=\S*[0-9])[A-Za-z0-9+/_-]{20,}|[0-9a-fA-F]{32,}"
    r"|(?=\S*[a-z])(?=\S*[A-Z])[A-Za-z0-9+/_-]{40,})={0,2}"
)
"""As keys and tokens are written; no run id, whose letters are all small and which has dashes."""
_ADDRESS = re.compile(r"[^\s'\"<>]+@[^\s'\"<>]+")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
_NAME = re.compile(rf"[/\\]|{_FILE}", re.IGNORECASE)
_PATH = re.compile(
    rf"(?<![\w/:])(?:/|[a-z]:[/\\]|\\\\).*?{_FILE}|(?<![\w/:])(?:/[^\s/]+){{2,}}/?|\b[a-z]:\\\S+|\\\\\S+|\S{{1,250}}{_FILE}",
    re.IGNORECASE,
)
_HOST = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?", re.IGNORECASE)
_LINK = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~/-]*)?")


def clean_foreign(text: str, limit: int) -> str:
    """The text in one line of at most `limit` characters, without credentials, addresses, paths and file names."""
    line = clean_text(text)
    line = _URL.sub(_shorten_url, line)
    line = _SECRET.sub(lambda found: found[1].rstrip() + f" {_HIDDEN}", line)
    line = _LONG_WORD.sub(_HIDDEN, _ADDRESS.sub(_HIDDEN, line))
    line = _QUOTED.sub(lambda found: f"“{_HIDDEN}”" if _NAME.search(found[0]) else found[0], line)
    line = _PATH.sub(_HIDDEN, line)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + _HIDDEN


def clean_link(url: str) -> str | None:
    """The link without credentials, query and fragment; None when it is no web address."""
    scheme, found, rest = clean_text(url).partition("://")
    place = re.split(r"[?#]", rest, maxsplit=1)[0]
    authority, slash, path = place.partition("/")
    link = f"{scheme.lower()}{found}{authority.rpartition('@')[2]}{slash}{path}"
    return link if "@" not in path and _LINK.fullmatch(link) else None


def _shorten_url(found: re.Match[str]) -> str:
    """Scheme and host; a password may hold any sign, so what is not surely a host is hidden too."""
    scheme, rest = found[1], found[2]
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    shown = host if "@" not in rest and _HOST.fullmatch(host) else ""
    return f"{scheme}://{shown}{_HIDDEN}" if shown != rest else found[0]
