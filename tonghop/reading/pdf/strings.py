"""Every string in a PDF outside its pages, and the text of its metadata: rough lines for the secrecy gate alone.

Properties of any name, descriptions, alternative texts, programs, layers: whatever key bears it. Keeps out how a PDF
is taken apart (soundness.py) and what can be seen (words.py).
"""

import re

from tonghop.reading.limits import Limits
from tonghop.reading.pdf.soundness import Anatomy, dissect_pdf, is_encrypted
from tonghop.reading.plain import decode_text
from tonghop.reading.precheck.detection import find_format
from tonghop.reading.salvage import find_rough_lines, find_text_runs

# One that the file's end cuts goes to that end: the search does not begin anew at each of its brackets.
_LITERAL = re.compile(rb"\(((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)(?:\)|\\?\Z)", re.DOTALL)
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,20000}+)>")
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"\n", b"\r\n": b"", b"\n": b"", b"\r": b""}
_FILE = re.compile(rb"/Type\s*/EmbeddedFile\b")
_MARKUP = re.compile(rb"/Subtype\s*/XML\b|/Type\s*/Metadata\b")
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"<]*)"|'([^'<]*)')""")
_TAG = re.compile(r"<[^<>]*>")
_DATE_OR_ADDRESS = re.compile(r"D:\d{4}|https?:|mailto:|uuid:")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")


def find_pdf_lines(data: bytes, limits: Limits) -> list[str]:
    """Rough lines of a PDF that cannot be read, or that is a part of another file; [] of an encrypted one."""
    if is_encrypted(data):
        return []
    anatomy = dissect_pdf(data, limits.salvage_bytes)
    lines = find_strings(anatomy)
    for stream in anatomy.streams:
        lines += find_file_lines(stream.content, limits) if _FILE.search(stream.head) else _find_all(stream.content)
    return lines


def find_file_lines(data: bytes, limits: Limits) -> list[str]:
    """Rough lines of a file within a PDF; of a PDF within a PDF only what stands there in clear."""
    format_ = find_format(data)
    return find_text_runs(data[: limits.salvage_bytes]) if format_ == "pdf" else find_rough_lines(data, format_, limits)


def find_strings(anatomy: Anatomy) -> list[str]:
    """The strings outside pages and the words of the metadata."""
    lines = _find_all(anatomy.objects)
    for stream in anatomy.streams:
        if _MARKUP.search(stream.head):
            lines += _find_words(decode_text(stream.content))
    return list(dict.fromkeys(lines))


def _find_all(objects: bytes) -> list[str]:
    lines: list[str] = []
    for literal in _LITERAL.findall(objects):
        lines += _find_words(_decode(_ESCAPE.sub(_unescape, literal) if b"\\" in literal else literal))
    for digits in _HEXADECIMAL.findall(objects):
        lines += _find_words(_decode(_from_digits(digits)))
    return lines


def decode_written(written: bytes) -> str:
    """A string as it stands in the file, in its brackets."""
    inner = written[1:-1]
    return _decode(_from_digits(inner) if written.startswith(b"<") else _ESCAPE.sub(_unescape, inner))


def _from_digits(digits: bytes) -> bytes:
    whole = b"".join(digits.split())
    return bytes.fromhex((whole + b"0" * (len(whole) % 2)).decode())


def _decode(raw: bytes) -> str:
    """Where no mark says that it is Unicode, a byte is a letter."""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _unescape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8) % 256]) if code.isdigit() and code < b"8" else _ESCAPED.get(code, code)


def _find_words(text: str) -> list[str]:
    """The lines of a text, those of markup without its tags; nothing of what is no text."""
    if _UNPRINTABLE.search(text[:200]) or _DATE_OR_ADDRESS.match(text):
        return []
    if "<" in text:
        values = "\n".join(first or second for first, second in _ATTRIBUTE.findall(text))
        text = f"{_TAG.sub(chr(10), text)}\n{_TAG.sub('', text)}\n{values}"
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line for line in lines if any(map(str.isalpha, line)) and not _DATE_OR_ADDRESS.match(line)]
