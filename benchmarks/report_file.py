"""A report as Word writes it, and the words that it shows: the files that benchmarks/reading.py has every reader read.

Raw XML on the parts of Word's own empty document (real styles, theme, settings): rsid attributes, several runs a
paragraph, auto numbers, tables with merged cells, tracked changes, fields, a text box, notes, header and footer. Keeps
out reading.
"""

import io
import random
import re
import zipfile
from pathlib import Path

import docx
from words import count_words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_SENTENCES = (
    "Ngày {a:02}/5/2024, Văn phòng đã tổ chức buổi sinh hoạt chuyên đề về hội nhập, thu hút {b} lượt người tham dự; ",
    "đăng {a} tin, bài trên Cổng Thông tin điện tử và chuyển tài liệu tuyên truyền tới các phòng, đơn vị để phổ biến; ",
    "đón {a:02} đoàn khách nước ngoài với {b} lượt người đến trao đổi kinh nghiệm về ứng dụng công nghệ sinh học; ",
    "phối hợp với Sở Ngoại vụ tham gia Techfest và giới thiệu {a} sản phẩm đổi mới sáng tạo của địa phương; ",
    "cử {a} cán bộ, công chức đi tập huấn nghiệp vụ thông tin đối ngoại, nâng tổng số từ đầu năm lên {b} người. ",
)
_TITLES = (
    "Tuyên truyền chủ trương, chính sách",
    "Chỉ đạo, định hướng thông tin",
    "Hợp tác quốc tế",
    "Tập huấn, bồi dưỡng",
)
_PARAGRAPHS_PER_PAGE = 8
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_TABLE_STYLES = re.compile(rb'<w:style w:type="table" w:styleId=(?!"TableNormal"|"TableGrid").*?</w:style>', re.DOTALL)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2400000" cy="400000"/>'
    '<wp:docPr id="9" name="Hop chu 9"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    "<wps:spPr>"
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


class _Writer:
    """Writes XML and keeps what of it is shown, and what is not."""

    def __init__(self, seed: int, *, final: bool) -> None:
        self._final = final
        self._random = random.Random(seed)  # noqa: S311 - the same files in every run
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.counters = [0, 0, 0]

    def rsid(self) -> str:
        return f"00{self._random.randrange(0x100000, 0xFFFFFF):06X}"

    def sentences(self, count: int) -> str:
        chosen = (self._random.choice(_SENTENCES) for _ in range(count))
        return "".join(text.format(a=self._random.randint(2, 28), b=self._random.randint(30, 900)) for text in chosen)

    def runs(self, text: str, count: int, *, bold: bool = False) -> str:
        """The text in that many runs, cut at spaces, spelling marks between them as Word leaves them."""
        words = text.split(" ")
        step = max(len(words) // count, 1)
        pieces = [" ".join(words[at : at + step]) for at in range(0, len(words), step)]
        properties = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
        made = []
        for index, piece in enumerate(pieces):
            mark = '<w:proofErr w:type="spellStart"/>' if index % 3 == 1 else ""
            made.append(
                f'{mark}<w:r w:rsidRPr="{self.rsid()}">{properties}<w:t xml:space="preserve">{piece} </w:t></w:r>'
            )
        return "".join(made)

    def paragraph(
        self, text: str, *, level: int | None = None, bold: bool = False, runs: int = 5, inside: str = ""
    ) -> str:
        """A paragraph of its own look; `level` numbers it as Word would."""
        number = ""
        if level is not None:
            self.counters[level] += 1
            self.counters[level + 1 :] = [0] * (2 - level)
            self.shown.append(self._label(level))
            number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        self.shown.append(text)
        properties = f'<w:pPr>{number}<w:spacing w:before="60" w:after="60"/><w:jc w:val="both"/></w:pPr>'
        opening = f'<w:p w:rsidR="{self.rsid()}" w:rsidRDefault="{self.rsid()}" w:rsidP="{self.rsid()}">'
        return f"{opening}{properties}{self.runs(text, runs, bold=bold)}{inside}</w:p>"

    def _label(self, level: int) -> str:
        value = self.counters[level]
        return (_ROMANS[value - 1], f"{value}", chr(96 + value))[level]

    def table(self, rows: list[list[str]]) -> str:
        """A grid; in every third row the last two cells are merged, the first column is merged over two rows."""
        lines = []
        for index, row in enumerate(rows):
            cells = []
            merged = index % 3 == 2
            for column, text in enumerate(row[:-1] if merged else row):
                properties = f'<w:tcW w:w="{9400 // len(row)}" w:type="dxa"/>'
                if merged and column == len(row) - 2:
                    properties += '<w:gridSpan w:val="2"/>'
                goes_on = column == 0 and index % 4 == 3
                if column == 0 and index % 4 >= 2:
                    properties += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
                content = "<w:p/>" if goes_on else self.paragraph(text, runs=1)
                cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
            lines.append(f'<w:tr w:rsidR="{self.rsid()}">{"".join(cells)}</w:tr>')
        grid = f'<w:gridCol w:w="{9400 // len(rows[0])}"/>' * len(rows[0])
        look = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"

    def changed(self, added: str, removed: str) -> str:
        """A tracked insertion and a tracked deletion, to stand inside a paragraph."""
        self.shown.append(added)
        if self._final:
            return f'<w:r><w:t xml:space="preserve">{added} </w:t></w:r>'
        self.hidden.append(removed)
        mark = 'w:author="Nguyễn Văn A" w:date="2024-06-03T08:00:00Z"'
        return (
            f'<w:ins w:id="71" {mark}><w:r><w:t xml:space="preserve">{added} </w:t></w:r></w:ins>'
            f'<w:del w:id="72" {mark}><w:r><w:delText xml:space="preserve">{removed} </w:delText></w:r></w:del>'
        )

    def boxed(self, text: str) -> str:
        """A text box with the copy that old versions of Word read."""
        self.shown.append(text)
        return _BOX.format(f"<w:p>{self.runs(text, 2)}</w:p>")


def make_report(pages: int, seed: int, *, final: bool = False) -> tuple[bytes, str, str]:
    """(the .docx, all that it shows, what it holds and does not show).

    Args:
        pages: about how many.
        seed: another seed gives another text, and other styles and numbering parts, so that no reader's cache helps.
        final: without tracked changes, as what is printed.
    """
    writer = _Writer(seed, final=final)
    body = [
        writer.table([["UBND TỈNH QUẢNG TRỊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["SỞ MẪU", "Độc lập - Tự do"]])
    ]
    for number in range(1, pages * _PARAGRAPHS_PER_PAGE + 1):
        body.append(_write_item(writer, number))
    header = f"<w:p>{writer.runs('Báo cáo thông tin đối ngoại', 2)}</w:p>"
    writer.shown += ["Báo cáo thông tin đối ngoại", "Trang 2", "Theo Kế hoạch số 43/KH-UBND"]
    writer.hidden.append("MERGEFORMAT")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE \\* MERGEFORMAT '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    footer = f"<w:p>{writer.runs('Trang', 1)}{field}</w:p>"
    note = f"<w:p><w:r><w:footnoteRef/></w:r>{writer.runs('Theo Kế hoạch số 43/KH-UBND', 2)}</w:p>"
    notes = f'<w:footnote w:id="1">{note}</w:footnote>'
    parts = {"numbering": _NUMBERING, "header1": header, "footer1": footer, "footnotes": notes}
    return _pack("".join(body), parts, seed), "\n".join(writer.shown), "\n".join(writer.hidden)


def _write_item(writer: _Writer, number: int) -> str:
    if number % 24 == 1:
        return writer.paragraph(f"{_TITLES[number % 4]} {number}", level=0, bold=True, runs=2)
    if number % 8 == 2:
        return writer.paragraph(f"{_TITLES[number % 3]} {number}", level=1, bold=True, runs=2)
    if number % 24 == 12:
        head = ["STT", "Nội dung", "Kết quả", "Số lượng", "Ghi chú"]
        return writer.table(
            [head] + [[str(row), "Đoàn khách đến thăm", "đã đón", f"{row} đoàn", "Sở"] for row in range(12)]
        )
    inside = ""
    if number % 40 == 5:
        inside = writer.changed(f"bổ sung {number} tin", f"bỏ {number} bài nháp")
    if number % 60 == 7:
        return writer.paragraph("", runs=1, inside=writer.boxed(f"Hộp chữ số {number} của báo cáo"))
    if number == 3:
        inside = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    return writer.paragraph(
        writer.sentences(1 + number % 2), level=2 if number % 8 in (3, 4) else None, runs=4 + number % 5, inside=inside
    )


def _part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def _pack(body: str, parts: dict[str, str], seed: int) -> bytes:
    """Word's own empty document with our main part and the named further parts."""
    template = io.BytesIO()
    docx.Document().save(template)
    with zipfile.ZipFile(template) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    roots = {"header": "hdr", "footer": "ftr"}
    for name, kind in kinds.items():
        files[f"word/{name}.xml"] = _part(roots.get(kind, kind), parts[name]).encode()
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11907" w:h="16840"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"/></w:sectPr>'
    )
    files["word/document.xml"] = _part("document", f"<w:body>{body}{section}</w:body>").encode()
    relations = files["word/_rels/document.xml.rels"].decode()
    relations = re.sub(r'<Relationship [^>]*?/(?:numbering|stylesWithEffects)"[^>]*/>', "", relations)
    added = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    files["word/_rels/document.xml.rels"] = relations.replace("</Relationships>", added + "</Relationships>").encode()
    types = files["[Content_Types].xml"].decode()
    types = re.sub(r'<Override PartName="/word/(?:numbering|stylesWithEffects).xml"[^>]*/>', "", types)
    del files["word/stylesWithEffects.xml"]  # Word of today writes neither this nor a hundred unused table styles
    files["word/styles.xml"] = _TABLE_STYLES.sub(b"", files["word/styles.xml"])
    added = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    files["[Content_Types].xml"] = types.replace("</Types>", added + "</Types>").encode()
    own = {  # no two files may share what a reader caches
        "styles": f'<w:style w:type="character" w:styleId="S{seed}"><w:name w:val="S{seed}"/></w:style>',
        "numbering": f'<w:num w:numId="{1000 + seed}"><w:abstractNumId w:val="0"/></w:num>',
    }
    for name, element in own.items():
        content = files[f"word/{name}.xml"]
        files[f"word/{name}.xml"] = content.replace(f"</w:{name}>".encode(), f"{element}</w:{name}>".encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def write_reports(folder: Path, pages: int, count: int, first_seed: int) -> list[Path]:
    """That many different reports of that length, each with `.shown.txt` and `.hidden.txt` beside it."""
    paths = []
    for seed in range(first_seed, first_seed + count):
        data, shown, hidden = make_report(pages, seed)
        path = folder / f"{pages}-{seed}.docx"
        path.write_bytes(data)
        path.with_suffix(".shown.txt").write_text(shown, encoding="utf-8")
        invisible = count_words([hidden]) - count_words([shown])
        path.with_suffix(".hidden.txt").write_text("\n".join(invisible.elements()), encoding="utf-8")
        paths.append(path)
    return paths
