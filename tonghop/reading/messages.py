"""The Vietnamese words of the reading room that are no findings; those stand in schemas/rules.toml."""

from schemas.document import Finding
from schemas.rules import make_finding
from tonghop.reading.raw import RawFinding

FORMAT_LABELS = {
    "doc": "Word đời cũ (.doc)",
    "xls": "Excel đời cũ (.xls)",
    "ppt": "PowerPoint đời cũ (.ppt)",
    "msg": "thư Outlook (.msg)",
    "ole": "Office đời cũ",
    "xlsx": "Excel (.xlsx)",
    "pptx": "PowerPoint (.pptx)",
    "xlsb": "Excel nhị phân (.xlsb)",
    "odt": "OpenDocument (.odt)",
    "ods": "bảng tính OpenDocument (.ods)",
    "odp": "OpenDocument khác",
    "zip": "nén ZIP",
    "tnef": "thư bọc của Outlook (winmail.dat)",
    "signed": "ký số (.p7m)",
    "rar": "nén RAR",
    "7z": "nén 7-Zip",
    "gzip": "nén GZIP",
    "pdf": "PDF",
    "rtf": "RTF",
    "html": "trang web (HTML)",
    "xml": "XML",
    "image": "ảnh",
    "unknown": "không rõ loại",
}

READER_CANNOT_START = (
    "Không khởi động được bộ đọc tệp: phần mềm cài đặt chưa đủ hoặc máy thiếu bộ nhớ. Chưa tệp nào bị bỏ qua; "
    "cài lại phần mềm (make install) rồi chạy lại."
)
ATTACHMENT = "Tệp đính kèm “{name}”: {message}"
IN_ARCHIVE = "Tệp bên trong “{name}”: {message}"


def build_finding(raw: RawFinding) -> Finding:
    """The finding that people see for what a reader reported."""
    return make_finding(raw.key, raw.locator, **raw.values)
