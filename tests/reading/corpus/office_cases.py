"""The pairs that LibreOffice writes: file name -> (what our reader must give, a source, its suffix, the target)."""

from other_cases import FORM, form_sheet
from packing import MARK, cell, item, levels, numbering, pack_docx, para, row, run, table

_REPORT = pack_docx(
    para("Mẫu 01")
    + table(
        row(cell(para("SỞ MẪU") + para("VĂN PHÒNG")), cell(para("CỘNG HÒA XÃ HỘI") + para("Độc lập - Tự do"))),
        columns=2,
    )
    + para("BÁO CÁO")
    + item("Kết quả")
    + item("Đón 07 đoàn với 29 lượt người", 1)
    + item("Tổ chức 05 lớp tập huấn", 1)
    + para(run("Theo kế hoạch") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run(", đã họp."))
    + table(row("STT", "Nội dung", "Số lượng"), row(cell("Tổng", '<w:gridSpan w:val="2"/>'), "12"))
    + para("Nơi nhận: như trên")
    + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11907" w:h="16840"/></w:sectPr>',
    numbering=numbering(levels(("upperRoman", "%1."), ("decimal", "%2."))),
    header1=para("Công tác thông tin đối ngoại"),
    footnotes='<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{para("<w:r><w:footnoteRef/></w:r>" + run("Kế hoạch số 43"))}</w:footnote>',
)
_BLOCKS = (
    "body/p1 : Mẫu 01\nbody/t1/r1 : SỞ MẪU\\nVĂN PHÒNG | CỘNG HÒA XÃ HỘI\\nĐộc lập - Tự do\nbody/p2 : BÁO CÁO\n"
    "body/p3 [I.] : Kết quả\nbody/p4 [1.] : Đón 07 đoàn với 29 lượt người\nbody/p5 [2.] : Tổ chức 05 lớp tập huấn\n"
    "body/p6 : Theo kế hoạch, đã họp.\nnote1/p1 : Kế hoạch số 43\nbody/t2/r1 : STT | Nội dung | Số lượng\n"
    "body/t2/r2 : Tổng | 12\n"
    "body/p7 : Nơi nhận: như trên\nheader1/p1 : Công tác thông tin đối ngoại"
)
_CHANGED = pack_docx(
    para(run("Có 07 ") + f"<w:del {MARK}><w:r><w:delText>đã bỏ 99</w:delText></w:r></w:del>" + run("đoàn"))
    + para(run("hiện ") + run("ẩn đi", "<w:vanish/>") + run("rõ"))
)
_CHANGED_BLOCKS = (
    "body/p1 : Có 07 đoàn\nbody/p2 : hiện rõ\nunseen : đã bỏ 99\nunseen : ẩn đi\n"
    "finding : tracked-changes\nfinding : hidden-text"
)
_SENTENCES = (
    "Trong 6 tháng đầu năm 2024, Văn phòng đã tổ chức 05 lớp tập huấn nghiệp vụ cho 120 lượt cán bộ, công chức.",
    "Trung tâm đón 07 đoàn khách nước ngoài với 29 lượt người đến trao đổi kinh nghiệm về công nghệ sinh học.",
    "Đăng 41 tin, bài trên Cổng thông tin điện tử của Sở, nâng tổng số từ đầu năm lên 83 tin, bài.",
    "Phối hợp với Sở Ngoại vụ tham gia Techfest, giới thiệu 12 sản phẩm đổi mới sáng tạo với đối tác Lào và Thái Lan.",
)
_PAGE = pack_docx(
    table(row("SỞ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), columns=2)
    + "".join(
        para(
            run(
                f"{number}. {text}",
                '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="28"/>',
            )
        )
        for number, text in enumerate(_SENTENCES * 3, start=1)
    )
)
_PAGE_WORDS = "body/p1 : SỞ MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" + "\n".join(
    f"body/p{number} : {number}. {text}" for number, text in enumerate(_SENTENCES * 3, start=1)
)

CASES: dict[str, tuple[str, bytes, str, str]] = {
    "libreoffice.docx": (_BLOCKS, _REPORT, "docx", "docx"),
    "libreoffice.doc": (_BLOCKS, _REPORT, "docx", "doc"),
    "libreoffice.odt": (_BLOCKS, _REPORT, "docx", "odt"),
    "libreoffice.rtf": (_BLOCKS, _REPORT, "docx", "rtf"),
    "changed.doc": (_CHANGED_BLOCKS, _CHANGED, "docx", "doc"),
    "changed.odt": (_CHANGED_BLOCKS, _CHANGED, "docx", "odt"),
    "changed.rtf": (_CHANGED_BLOCKS, _CHANGED, "docx", "rtf"),
    "libreoffice.xlsx": (FORM, form_sheet(), "xlsx", "xlsx"),
    "libreoffice.xls": (FORM, form_sheet(), "xlsx", "xls"),
    "libreoffice.ods": (FORM, form_sheet(), "xlsx", "ods"),
    "report.pdf": ("words : 0.995\n" + _BLOCKS, _REPORT, "docx", "pdf"),
    "page.pdf": ("words : 0.995\n" + _PAGE_WORDS, _PAGE, "docx", "pdf"),
}
SCAN = ("words : 0.95\n" + _PAGE_WORDS + "\nfinding : ocr", _PAGE)
