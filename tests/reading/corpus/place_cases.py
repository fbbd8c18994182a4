"""Where text stands: the .docx pairs of tables, text boxes, notes, headers, comments and headings.

Name -> (what the reader must give, the file); written by hand from what Word shows. A bug report becomes a case here,
or simply two files in this folder.
"""

from packing import MARK, box, cell, field, pack_docx, para, row, run, table

_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Muc1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    '</w:style><w:style w:type="paragraph" w:styleId="Muc2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)


def _sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _notes(kind: str, *texts: str) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return separator + "".join(
        f'<w:{kind} w:id="{index}">{para(f"<w:r><w:{kind}Ref/></w:r>{run(text)}")}</w:{kind}>'
        for index, text in enumerate(texts, start=1)
    )


def _mark(kind: str, index: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{index}"/></w:r>'


def _sections() -> bytes:
    names = ("header1", "header2", "footer1")
    references = (
        '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/>'
    )
    first = para(run("Phần một"), f"<w:sectPr>{references}<w:titlePg/></w:sectPr>")
    again = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    inner = dict(
        zip(names, (para("Sở Khoa học"), para("Trang bìa"), para(run("Trang ") + field("PAGE", run("2")))), strict=True)
    )
    return pack_docx(first + para("Phần hai") + again, **inner)


CASES: dict[str, tuple[str, bytes]] = {
    "deleted-row": (
        "body/t1/r1 : còn | 1\nbody/t1/r3 : thêm | 3\nunseen : bỏ hàng\nfinding : tracked-changes",
        pack_docx(
            table(
                row("còn", "1"),
                row("bỏ hàng", "2", properties=f"<w:del {MARK}/>"),
                row("thêm", "3", properties=f"<w:ins {MARK}/>"),
                columns=2,
            )
        ),
    ),
    "text-box-once": (
        "body/p1 : Trước hộp\nbox1/p1 : Hộp một\nbox1/p2 : dòng hai\nbody/p2 : Sau hộp",
        pack_docx(para(run("Trước hộp") + box(para("Hộp một") + para("dòng hai"))) + para("Sau hộp")),
    ),
    "old-text-box": (
        "body/p1 : Đoạn neo\nbox1/p1 : Hộp kiểu cũ",
        pack_docx(
            para(
                run("Đoạn neo") + "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
                f"{para('Hộp kiểu cũ')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        ),
    ),
    "word-art": (
        "body/p1 : Đoạn neo\nbox1/p1 : CHÀO MỪNG",
        pack_docx(
            para(run("Đoạn neo") + '<w:r><w:pict><v:shape><v:textpath string="CHÀO MỪNG"/></v:shape></w:pict></w:r>')
        ),
    ),
    "footnotes": (
        "body/p1 : Theo kế hoạch, đã họp.\nnote1/p1 : Kế hoạch số 43\nnote2/p1 : Ngày 12/6",
        pack_docx(
            para(run("Theo kế hoạch") + _mark("footnote", 1) + run(", đã họp") + _mark("footnote", 2) + run(".")),
            footnotes=_notes("footnote", "Kế hoạch số 43", "Ngày 12/6"),
        ),
    ),
    "endnotes": (
        "body/p1 : Nội dung\nnote1/p1 : Chú thích cuối",
        pack_docx(para(run("Nội dung") + _mark("endnote", 1)), endnotes=_notes("endnote", "Chú thích cuối")),
    ),
    "headers-and-footers-once": (
        "body/p1 : Phần một\nbody/p2 : Phần hai\nheader1/p1 : Sở Khoa học\n"
        "header2/p1 : Trang bìa\nfooter1/p1 : Trang 2",
        _sections(),
    ),
    "letterhead": (
        "body/t1/r1 : UBND TỈNH\\nSỞ MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nĐộc lập - Tự do - Hạnh phúc\n"
        "body/t1/r2 : Số: 12/BC-VP | Quảng Trị, ngày 12 tháng 6 năm 2024\nbody/p1 : BÁO CÁO",
        pack_docx(
            table(
                row(
                    cell(para("UBND TỈNH") + para("SỞ MẪU")),
                    cell(para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập - Tự do - Hạnh phúc")),
                ),
                row("Số: 12/BC-VP", "Quảng Trị, ngày 12 tháng 6 năm 2024"),
                columns=2,
            )
            + para("BÁO CÁO")
        ),
    ),
    "table-in-header": (
        "body/p1 : Thân\nheader1/t1/r1 : SỞ MẪU | Trang đầu",
        pack_docx(
            para("Thân") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
            header1=table(row("SỞ MẪU", "Trang đầu"), columns=2) + para(""),
        ),
    ),
    "nested-table": (
        "body/t1/r1 : ngoài | trước\\ntrong 1 | trong 2\\nsau",
        pack_docx(
            table(
                row("ngoài", cell(para("trước") + table(row("trong 1", "trong 2"), columns=2) + para("sau"))), columns=2
            )
        ),
    ),
    "merged-cells-once": (
        "body/t1/r1 : STT | Nội dung rộng\nbody/t1/r2 : 1 | a | b\nbody/t1/r3 : c | d\nbody/t1/r4 : ghép ngang | e",
        pack_docx(
            table(
                row("STT", cell("Nội dung rộng", '<w:gridSpan w:val="2"/>')),
                row(cell("1", '<w:vMerge w:val="restart"/>'), "a", "b"),
                row(cell("", "<w:vMerge/>"), "c", "d"),
                row(cell("ghép ngang", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "e"),
            )
        ),
    ),
    "comments-apart": (
        "body/p1 : Câu có góp ý\ncomment1/p1 : Cần xem lại số 12",
        pack_docx(
            para(
                '<w:commentRangeStart w:id="0"/>'
                + run("Câu có góp ý")
                + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
            ),
            comments=f'<w:comment w:id="0" w:author="B">{para("Cần xem lại số 12")}</w:comment>',
        ),
    ),
    "content-controls": (
        "body/p1 : Có 05 lớp\nbody/p2 : cả đoạn\nbody/t1/r1 : ô | trong ô\nbody/t1/r2 : hàng | 2",
        pack_docx(
            para(run("Có ") + _sdt(run("05 lớp")))
            + _sdt(para("cả đoạn"))
            + table(row("ô", cell(_sdt(para("trong ô")))), _sdt(row("hàng", "2")), columns=2)
        ),
    ),
    "headings": (
        "body/p1 heading : Kết quả\nbody/p2 heading : Tập huấn\nbody/p3 : Nội dung",
        pack_docx(
            para(run("Kết quả"), '<w:pStyle w:val="Muc1"/>')
            + para(run("Tập huấn"), '<w:pStyle w:val="Muc2"/>')
            + para("Nội dung"),
            styles=_STYLES,
        ),
    ),
    "embedded-document": (
        "body/p1 : Trước phần nhúng\nfinding : embedded-part",
        pack_docx(para("Trước phần nhúng") + '<w:altChunk r:id="chunk1"/>'),
    ),
    "headers-that-no-page-has": (
        "body/p1 : Thân\nheader1/p1 : Trang lẻ\nunseen : Trang chẵn\nunseen : Trang đầu",
        pack_docx(
            para("Thân") + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
            '<w:headerReference w:type="even" r:id="header2"/>'
            '<w:headerReference w:type="first" r:id="header3"/></w:sectPr>',
            header1=para("Trang lẻ"),
            header2=para("Trang chẵn"),
            header3=para("Trang đầu"),
        ),
    ),
}
