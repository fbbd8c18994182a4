"""Which format bytes have, decided by the bytes alone; a name or an extension never counts.

Add here the signature of a format. Keeps out whether a file is safe (precheck) and whether it can be read (registry).
"""

import re

from tonghop.reading.precheck import ole
from tonghop.reading.precheck.zips import END, LOCAL, read_directory
from tonghop.reading.raw import UnreadableError

_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("EncryptionInfo", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("__substg1.0_", "msg"),
    ("Book", "xls"),
)
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)")
_OPEN_FORMATS = {b"text": "odt", b"spreadsheet": "ods"}
_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL), name)
    for pattern, name in (
        (rb"\{\\rtf", "rtf"),
        (rb"Rar!\x1a\x07", "rar"),
        (rb"7z\xbc\xaf\x27\x1c", "7z"),
        (rb"\x1f\x8b", "gzip"),
        (rb"\x89PNG\r\n", "image"),
        (rb"\xff\xd8\xff", "image"),
        (rb"GIF8", "image"),
        (rb"II\*\x00", "image"),
        (rb"MM\x00\*", "image"),
        (rb"\x78\x9f\x3e\x22", "tnef"),
        (rb"-----BEGIN (?:PKCS7|CMS)-----", "signed"),
        (rb"0[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03]", "signed"),  # CMS says so first
    )
)
_PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_COMMENTS = rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*"
_HTML_TAGS = rb"html|head|body|title|meta|style|div|table|p|h[1-6]|center|font|span|br|b|i|ul|ol"
_HTML = re.compile(_COMMENTS + rb"<(?:!doctype\s+html|(?:" + _HTML_TAGS + rb")(?=[\s/>]))", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(rb"\s*<\?xml[^>]*>" + _COMMENTS + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(rb"([!-9;-~]{1,76}):")
_MAIL_SURE = {b"from", b"received", b"message-id", b"mime-version", b"return-path"}
_MAIL_USUAL = _MAIL_SURE | {b"date", b"to", b"subject", b"content-type", b"delivered-to"}
_TEXT_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD_BYTES = 65_536
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([\w./\[\] -]{1,100}?\.(?:xml|rels|bin))", re.DOTALL)
_LOCAL_BYTES = 4_000_000
_MOST_MEMBERS = 20_000
_SAMPLE_BYTES = 4_096
_HIGH_BYTES = b"\x00\x01\x03\x1e\x20"
"""The upper halves of the letters of Vietnamese text in UTF-16."""


def find_format(data: bytes) -> str:
    """The format's name: docx, text, mail, empty, encrypted, or a key of messages.FORMAT_LABELS."""
    head = data[:_HEAD_BYTES]
    if not data:
        return "empty"
    if head.startswith((LOCAL, END)):
        return _zip_format(data)
    if head.startswith(ole.SIGNATURE):
        return _ole_format(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for signature, name in _SIGNATURES:
        if signature.match(head):
            return name
    return "image" if _is_picture(data, head) else _text_format(head)


def _is_picture(data: bytes, head: bytes) -> bool:
    if head[4:8] == b"ftyp":
        return head[8:12] in _PICTURE_BRANDS
    bitmap = data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"
    return bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _zip_format(data: bytes) -> str:
    names = _zip_names(data)
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names or "word/document.xml" in names:
        for folder, format_ in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return format_
        for part, format_ in (("document.xml", "docx"), ("workbook.xml", "xlsx"), ("presentation.xml", "pptx")):
            if any(name.rsplit("/", 1)[-1] == part for name in names):
                return format_
    if open_document := _OPEN_DOCUMENT.search(data[:512]):
        return _OPEN_FORMATS.get(open_document[1], "odp")
    if {"content.xml", "meta-inf/manifest.xml"} <= names:  # somebody packed it anew, the type no longer in clear
        return "odt"
    return "xlsx" if "xl/workbook.xml" in names else "pptx" if "ppt/presentation.xml" in names else "zip"


def _zip_names(data: bytes) -> set[str]:
    """Member names in lower case; of a damaged zip those of the local headers, which stand in clear."""
    try:
        names = [member.name for member in read_directory(data, _MOST_MEMBERS)]
    except UnreadableError:
        names = [match[1] for match in _LOCAL_NAME.finditer(data[:_LOCAL_BYTES])]
    return {name.decode("latin-1").replace("\\", "/").lstrip("/").lower() for name in names}


def _ole_format(data: bytes) -> str:
    tops = [entry.name for entry in ole.read_tops(data)]
    for stream, name in _OLE_STREAMS:
        if any(top.startswith(stream.lower()) for top in tops) if tops else stream.encode("utf-16-le") in data:
            return name
    return "ole"


def _text_format(head: bytes) -> str:
    marked = head.startswith(tuple(bom for bom, _ in _BOMS))
    if (marked and LOCAL in head[:8]) or LOCAL.startswith(head):
        return "unknown"  # a zip behind a mark that some program put there, or the first letters of one
    head = _to_bytes(head)
    if _TEXT_CONTROLS.search(head.rstrip(b"\x1a\0")):
        return "unknown"
    start = head.lstrip()
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(start) or _XHTML.match(start):
        return "html"
    if start[:9].lower().startswith((b"<?xml", b"<!doctype")):
        return "xml"
    return "mail" if _looks_like_mail(head) else "text"


def _to_bytes(head: bytes) -> bytes:
    """The text in UTF-8 without a mark; UTF-16 is known by its mark, or by the upper halves of its letters."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            rest = head[len(bom) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "ignore").encode("utf-8", "ignore")
    sample = head[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    if b"\0" in sample:
        for high, low, encoding in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
            upper = sample[high::2]
            if len(upper) > 1 and not upper.translate(None, _HIGH_BYTES) and b"\0" not in sample[low::2].rstrip(b"\0"):
                return head.decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _looks_like_mail(head: bytes) -> bool:
    """Whether the first paragraph is nothing but header lines, among them those that every mail has."""
    names: set[bytes] = set()
    lines = head.replace(b"\r\n", b"\n").split(b"\n")
    if lines[0].startswith(b"From "):  # mbox separator
        lines = lines[1:]
    for line in lines:
        if not line:
            break
        if line[:1] in b" \t" and names:
            continue
        match = _HEADER.match(line)
        if match is None:
            return False
        names.add(match[1].lower())
    return bool(names & _MAIL_SURE) and len(names & _MAIL_USUAL) >= 2
