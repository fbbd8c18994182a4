"""Which format bytes have, decided by the bytes alone; a name or an extension never counts.

Add here the signature of a format. Keeps out whether a file is safe (precheck) and whether it can be read (registry).
"""

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (  # stream names stand in UTF-16 in the directory of the container
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
    ("Book", "xls"),
)
_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_HEADER = re.compile(rb"([!-9;-~]{1,76}):")
_MAIL_SURE = {b"from", b"received", b"message-id", b"mime-version", b"return-path"}
_MAIL_USUAL = _MAIL_SURE | {b"date", b"to", b"subject", b"content-type", b"delivered-to"}
_TEXT_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD_BYTES = 65_536
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([\w./\[\] -]{1,100}?\.(?:xml|rels))", re.DOTALL)
_LOCAL_BYTES = 4_000_000
_MOST_MEMBERS = 20_000


def find_format(data: bytes) -> str:  # noqa: PLR0911 - one return per family of formats
    """The format's name: docx, text, mail, empty, encrypted, or a key of messages.FORMAT_LABELS."""
    head = data[:_HEAD_BYTES]
    if not data:
        return "empty"
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_format(data)
    if head.startswith(_OLE):
        return _ole_format(data)
    if b"%PDF-" in head[:1024]:
        return "encrypted" if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<", data) else "pdf"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp" or _is_bmp(data):
        return "image"
    return _text_format(head)


def _is_bmp(data: bytes) -> bool:
    return data[:2] == b"BM" and data[6:10] == b"\0\0\0\0"


def _zip_format(data: bytes) -> str:
    names = _zip_names(data)
    if "[content_types].xml" in names or "word/document.xml" in names:
        for folder, format_ in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return format_
    if b"application/vnd.oasis.opendocument" in data[:512]:
        return "odt"
    return "xlsx" if "xl/workbook.xml" in names else "pptx" if "ppt/presentation.xml" in names else "zip"


def _zip_names(data: bytes) -> set[str]:
    """Member names in lower case; of a damaged zip those of the local headers, which stand in clear."""
    if data.count(b"PK\x01\x02") <= _MOST_MEMBERS:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return {name.replace("\\", "/").lower() for name in archive.namelist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            pass
    return {match[1].decode("latin-1").lower() for match in _LOCAL_NAME.finditer(data[:_LOCAL_BYTES])}


def _ole_format(data: bytes) -> str:
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        return "encrypted"
    for stream, name in _OLE_STREAMS:
        if _utf16(stream) in data:
            return name
    return "ole"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _text_format(head: bytes) -> str:
    if head.startswith(_BOMS):
        return "unknown" if b"PK\x03\x04" in head[:8] else "text"  # a zip behind a mark that some program put there
    if _TEXT_CONTROLS.search(head):
        return "unknown"
    if _HTML.match(head):
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        return "xml"
    return "mail" if _looks_like_mail(head) else "text"


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
