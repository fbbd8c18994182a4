"""The pairs of every other format that can be written by hand: file name -> (what its reader must give, the bytes).

Keeps out what only LibreOffice writes (make_corpus.py).
"""

import io
import unicodedata
from email import policy
from email.message import EmailMessage

import docx
from packing import pack_docx, para, zip_files

_LINES = ("BÁO CÁO", "", "Đã tổ chức 05 lớp tập huấn, kết quả tốt.")
_SHOWN = "body/p1 : BÁO CÁO\nbody/p3 : Đã tổ chức 05 lớp tập huấn, kết quả tốt."
_TCVN3 = "B¸o c¸o\r\n\r\n§· tæ chøc 05 líp tËp huÊn, kÕt qu¶ tèt."
_VNI = "Baùo caùo\r\n\r\nÑaõ toå chöùc 05 lôùp taäp huaán, keát quaû toát."
_CONVERTED = "body/p1 : Báo cáo\nbody/p3 : Đã tổ chức 05 lớp tập huấn, kết quả tốt.\nfinding : legacy-font"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _encode_1258(text: str) -> bytes:
    """Letters with their hat, breve or horn, then the tone mark: what Windows writes."""
    pieces = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in _TONES)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        pieces.append(letter + tones)
    return "".join(pieces).encode("cp1258")


def _mail(subject: str, text: str | None = None, html: str | None = None) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = "vp@soo.example"
    message["To"] = "vanphong@soo.example"
    message["Subject"] = subject
    message["Date"] = "Wed, 12 Jun 2024 08:00:00 +0700"
    message["Message-ID"] = "<1@soo.example>"
    if text is not None:
        message.set_content(text, cte="8bit")
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def _mail_with_file() -> bytes:
    message = _mail("Báo cáo", "Kính gửi báo cáo kèm theo.\n")
    message.add_attachment(
        pack_docx(para("Đón 07 đoàn")),
        maintype="application",
        subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
        filename="bao-cao.docx",
    )
    message.set_boundary("=====corpus=====")
    return message.as_bytes()


def _forwarded() -> bytes:
    outer = _mail("Fwd: Báo cáo", "Chuyển báo cáo của Trung tâm.\n")
    inner = _mail("Báo cáo", "Trung tâm đã cử 03 cán bộ đi tập huấn.\n")
    outer.add_attachment(inner)
    outer.set_boundary("=====corpus=====")
    return outer.as_bytes()


_TABLE = (
    "<table><tr><th>STT</th><th>Nội dung</th><th>Số lượng</th></tr>"
    "<tr><td rowspan=2>1</td><td>Đón đoàn</td><td>07</td></tr><tr><td>Đoàn ra</td><td>02</td></tr></table>"
)
_PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>tiêu đề trang</title><style>p{}</style></head><body>"
    "<h1>BÁO CÁO</h1><p>Đã tổ chức <b>05</b> lớp<br>tập huấn</p><ol type=a><li>mục một<li>mục hai</ol>"
    f"<p style='display:none'>đoạn ẩn đi</p><script>var x = 1</script>{_TABLE}</body></html>"
)
_REPLY = (
    "Đơn vị báo cáo: trong kỳ đón 07 đoàn.\n\nVào 08:00, Th 4, 12 thg 6, 2024 Văn phòng <vp@soo.example> đã viết:\n"
    "> Đề nghị đơn vị báo cáo số đoàn.\n> Hạn 14/6.\n"
)


def _written_by_python_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Kết quả", level=1)
    document.add_paragraph("Đã tổ chức 05 lớp", style="List Number")
    document.add_paragraph("Đón 07 đoàn", style="List Number")
    document.add_paragraph("ghi chú", style="List Bullet")
    table = document.add_table(2, 3)
    for index, text in enumerate(("STT", "Nội dung", "Số lượng")):
        table.cell(0, index).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Tổng"
    table.cell(1, 2).text = "12"
    document.sections[0].header.paragraphs[0].text = "SỞ MẪU"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _text(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def form_sheet(second: str = "") -> bytes:
    """A form with a merged title, number formats and a hidden row; `second` adds a sheet of that name."""
    rows = (
        f'<row r="1">{_text("A1", "BIỂU TỔNG HỢP")}</row>'
        f'<row r="2">{_text("A2", "STT")}{_text("B2", "Nội dung")}{_text("C2", "Số lượng")}</row>'
        f'<row r="3"><c r="A3"><v>1</v></c>{_text("B3", "Đón đoàn")}<c r="C3"><v>7</v></c></row>'
        f'<row r="4"><c r="A4"><v>2</v></c>{_text("B4", "Kinh phí")}<c r="C4" s="1"><v>1250000</v></c></row>'
        f'<row r="5" hidden="1">{_text("B5", "hàng ẩn đi")}</row>'
        f'<row r="6"><c r="A6"><v>3</v></c>{_text("B6", "Ngày họp")}<c r="C6" s="2"><v>45455</v></c></row>'
    )
    sheet = (
        f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>'
    )
    other = (
        f'<worksheet xmlns="{_SHEET}"><sheetData><row r="2">{_text("A2", "Trang hai")}</row></sheetData></worksheet>'
    )
    names = ["Biểu"] + ([second] if second else [])
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(names, start=1))
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>'
        for at in range(1, len(names) + 1)
    )
    styles = (
        f'<styleSheet xmlns="{_SHEET}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        f'<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
        '<xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    return zip_files(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
            f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{overrides}'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
            f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{related}'
            f'<Relationship Id="s" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": sheet,
        }
        | ({"xl/worksheets/sheet2.xml": other} if second else {})
    )


FORM = (
    "sheet1/r1 : BIỂU TỔNG HỢP\nsheet1/r2 : STT | Nội dung | Số lượng\nsheet1/r3 : 1 | Đón đoàn | 7\n"
    "sheet1/r4 : 2 | Kinh phí | 1.250.000\nsheet1/r6 : 3 | Ngày họp | 12/06/2024\nunseen : hàng ẩn đi\n"
    "finding : hidden-text"
)
CASES: dict[str, tuple[str, bytes]] = {
    "utf-8.txt": (_SHOWN, "\n".join(_LINES).encode()),
    "utf-8-with-mark.txt": (_SHOWN, "\r\n".join(_LINES).encode("utf-8-sig")),
    "utf-16.txt": (_SHOWN, "\r\n".join(_LINES).encode("utf-16")),
    "utf-16-without-mark.txt": (_SHOWN, "\r\n".join(_LINES).encode("utf-16-le")),
    "windows-1258.txt": (f"{_SHOWN}\nfinding : legacy-font", _encode_1258("\r\n".join(_LINES))),
    "tcvn3.txt": (_CONVERTED, _TCVN3.encode("latin-1")),
    "vni.txt": (_CONVERTED, _VNI.encode("latin-1")),
    "page.html": (
        "body/p1 heading : BÁO CÁO\nbody/p2 : Đã tổ chức 05 lớp\nbody/p3 : tập huấn\nbody/p4 [a.] : mục một\n"
        "body/p5 [b.] : mục hai\n"
        "body/t1/r1 : STT | Nội dung | Số lượng\nbody/t1/r2 : 1 | Đón đoàn | 07\nbody/t1/r3 : Đoàn ra | 02\n"
        "unseen : đoạn ẩn đi\nunseen : tiêu đề trang\nfinding : hidden-text",
        _PAGE.encode(),
    ),
    "windows-1258.html": (
        "body/p1 : Đã tổ chức 05 lớp",
        _encode_1258("<html><head><meta charset=windows-1258></head><body><p>Đã tổ chức 05 lớp</p></body></html>"),
    ),
    "plain.eml": (
        "part1/body/p1 : Trong kỳ đón 07 đoàn.\nunseen : Báo cáo tháng 6",
        _mail("Báo cáo tháng 6", "Trong kỳ đón 07 đoàn.\n").as_bytes(),
    ),
    "html-only.eml": (
        "part1/body/p1 : Kính gửi\npart1/body/t1/r1 : STT | Nội dung | Số lượng\npart1/body/t1/r2 : 1 | Đón đoàn | 07\n"
        "part1/body/t1/r3 : Đoàn ra | 02",
        _mail("Báo cáo", html=f"<html><body><p>Kính gửi</p>{_TABLE}</body></html>").as_bytes(),
    ),
    "reply.eml": (
        "part1/body/p1 : Đơn vị báo cáo: trong kỳ đón 07 đoàn.\n"
        "part1/quote/p3 : Vào 08:00, Th 4, 12 thg 6, 2024 Văn phòng <vp@soo.example> đã viết:\n"
        "part1/quote/p4 : > Đề nghị đơn vị báo cáo số đoàn.\npart1/quote/p5 : > Hạn 14/6.\nfinding : quoted-history",
        _mail("Re: Báo cáo", _REPLY).as_bytes(),
    ),
    "with-file.eml": ("part1/body/p1 : Kính gửi báo cáo kèm theo.\npart2/body/p1 : Đón 07 đoàn", _mail_with_file()),
    "forwarded.eml": (
        "part1/body/p1 : Chuyển báo cáo của Trung tâm.\npart2/part1/body/p1 : Trung tâm đã cử 03 cán bộ đi tập huấn.",
        _forwarded(),
    ),
    "two-files.zip": (
        "part1/body/p1 : Đón 07 đoàn\npart2/body/p1 : Đã cử 02 cán bộ",
        zip_files({"bao-cao.docx": pack_docx(para("Đón 07 đoàn")), "ghi-chu.txt": "Đã cử 02 cán bộ".encode()}),
    ),
    "python-docx.docx": (
        "body/p1 heading : Kết quả\nbody/p2 [1.] : Đã tổ chức 05 lớp\nbody/p3 [2.] : Đón 07 đoàn\n"
        "body/p4 [•] : ghi chú\n"
        "body/t1/r1 : STT | Nội dung | Số lượng\nbody/t1/r2 : Tổng | 12\nheader1/p1 : SỞ MẪU",
        _written_by_python_docx(),
    ),
    "form.xlsx": (FORM, form_sheet()),
    "two-sheets.xlsx": (
        FORM.replace("sheet1/r1", "sheet1 heading : Biểu\nsheet1/r1", 1).replace(
            "\nunseen", "\nsheet2 heading : Trang 2\nsheet2/r2 : Trang hai\nunseen", 1
        ),
        form_sheet("Trang 2"),
    ),
}
