"""Which characters are shown: the .docx pairs of changes, fields, hidden text, fonts and odd packages.

Name -> (what the reader must give, the file); written by hand from what Word shows. A bug report becomes a case here,
or simply two files in this folder.
"""

from packing import MARK, field, item, levels, list_files, numbering, pack_docx, para, part, run, zip_files

_STYLES = (
    '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DoanAn"><w:name w:val="Đoạn ẩn"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_CHECKED = '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'
_SECOND = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Khá"/><w:listEntry w:val="Tốt"/></w:ddList>'
_REMOVED = f"<w:del {MARK}><w:r><w:delText>đã bỏ 99</w:delText></w:r></w:del>"


def _sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _strict() -> bytes:
    files = list_files(
        para("Báo cáo theo chuẩn chặt") + item("mục một"), {"numbering": numbering(levels(("decimal", "%1.")))}
    )
    strict = "http://purl.oclc.org/ooxml/"
    return zip_files(
        {
            name: str(text)
            .replace("http://schemas.openxmlformats.org/wordprocessingml/2006/", strict + "wordprocessingml/")
            .replace("http://schemas.openxmlformats.org/officeDocument/2006/", strict + "officeDocument/")
            for name, text in files.items()
        }
    )


def _utf16() -> bytes:
    files = list_files(para("Chữ trong UTF-16"), {})
    xml = str(files["word/document.xml"]).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return zip_files(files | {"word/document.xml": xml.encode("utf-16")})


def _macro() -> bytes:
    return zip_files(list_files(para("Có 02 lớp"), {}) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 no real macro"})


def _odd_names() -> bytes:
    files = list_files(para("Tên phần viết hoa"), {})
    return zip_files(
        {name.replace("word/document.xml", "Word/Document.xml"): content for name, content in files.items()}
    )


def _other_main_part() -> bytes:
    """Word of today at times names its main part document2.xml."""
    files = list_files(para("Phần chính tên khác"), {})
    return zip_files(
        {
            name.replace("word/document.xml", "word/document2.xml").replace(
                "document.xml.rels", "document2.xml.rels"
            ): str(content).replace("word/document.xml", "word/document2.xml")
            for name, content in files.items()
        }
    )


def _form_field(kind: str, state: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{state}</w:ffData></w:fldChar></w:r>'
    return f"{begin}{field(kind, result).removeprefix(_BEGIN)}"


def _background() -> bytes:
    files = list_files("", {})
    xml = part("document", f'<w:background w:color="FFFFFF"/><w:body>{para("Sau nền trang")}</w:body>')
    return zip_files(files | {"word/document.xml": xml})


def _word_like() -> bytes:
    ids = 'w:rsidR="00A77B3E" w:rsidRPr="004C2D11" w:rsidRDefault="009E1F52" w:rsidP="00D12A90" w14:paraId="3F2A11B0"'
    marks = '<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    text = "".join(
        f'{marks[index % 2]}<w:r w:rsidRPr="00{index}C2D11"><w:rPr>'
        f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/>'
        f'</w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
        for index, piece in enumerate(("Đón 0", "7 đo", "àn với ", "29", " lượt ", "người"))
    )
    return pack_docx(
        f'<w:p {ids}><w:pPr><w:spacing w:before="60"/><w:jc w:val="both"/></w:pPr>{text}</w:p><w:p {ids}/>'
    )


CASES: dict[str, tuple[str, bytes]] = {
    "paragraphs": ("body/p1 : Dòng một\nbody/p3 : Dòng ba", pack_docx(para("Dòng  một ") + para("") + para("Dòng ba"))),
    "decomposed-letters": ("body/p1 : Việt Nam", pack_docx(para(run("Vie\u0323") + run("\u0302t\u00a0Na\u200bm")))),
    "tracked-insertion": (
        "body/p1 : Có 07 đoàn\nfinding : tracked-changes",
        pack_docx(para(run("Có ") + f"<w:ins {MARK}>{run('07')}</w:ins>" + run(" đoàn"))),
    ),
    "tracked-deletion": (
        "body/p1 : Có 07 đoàn\nunseen : đã bỏ 99\nfinding : tracked-changes",
        pack_docx(para(run("Có 07 ") + _REMOVED + run("đoàn"))),
    ),
    "tracked-move": (
        "body/p1 : đầu\nbody/p2 : chuyển đi\nfinding : tracked-changes",
        pack_docx(
            para(run("đầu") + f"<w:moveFrom {MARK}>{run('chuyển đi')}</w:moveFrom>")
            + para(f"<w:moveTo {MARK}>{run('chuyển đi')}</w:moveTo>")
        ),
    ),
    "insertion-deleted-again": (
        "body/p1 : còn lại\nunseen : đã bỏ 99\nfinding : tracked-changes",
        pack_docx(para(run("còn lại") + f"<w:ins {MARK}>{_REMOVED}</w:ins>")),
    ),
    "deleted-paragraph-mark": (
        "body/p2 : Tổ chức 03 lớp\nfinding : tracked-changes",
        pack_docx(para(run("Tổ chức "), f"<w:rPr><w:del {MARK}/></w:rPr>") + para("03 lớp")),
    ),
    "placeholder-prompt": (
        "body/p1 : Đơn vị:\nunseen : Bấm vào đây để nhập\nfinding : prompt-text",
        pack_docx(
            para(run("Đơn vị: ") + _sdt(run("Bấm vào đây để nhập", '<w:rStyle w:val="Goiy"/>'), "<w:showingPlcHdr/>"))
        ),
    ),
    "check-box-and-choice": (
        "body/p1 : ☒ Đạt, mức Tốt\nunseen : Trung bình",
        pack_docx(
            para(
                _sdt(run("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
                + run(" Đạt, mức ")
                + _sdt(
                    run("Tốt"), '<w:dropDownList><w:listItem w:displayText="Trung bình" w:value="2"/></w:dropDownList>'
                )
            )
        ),
    ),
    "fallback-alone": (
        "body/p1 : chỉ bản cũ",
        pack_docx(para(f"<mc:AlternateContent><mc:Fallback>{run('chỉ bản cũ')}</mc:Fallback></mc:AlternateContent>")),
    ),
    "hyperlinks": (
        "body/p1 : Xem Cổng thông tin và mục 2",
        pack_docx(
            para(
                run("Xem ")
                + f'<w:hyperlink w:anchor="x">{run("Cổng thông tin")}</w:hyperlink>'
                + run(" và ")
                + field('HYPERLINK \\l "muc2"', run("mục 2"))
            )
        ),
    ),
    "simple-field": (
        "body/p1 : Ngày 12/6\nunseen : DATE",
        pack_docx(para(run("Ngày ") + f'<w:fldSimple w:instr=" DATE ">{run("12/6")}</w:fldSimple>')),
    ),
    "complex-field": (
        "body/p1 : Tổng 41 tin\nunseen : MERGEFIELD tong",
        pack_docx(para(run("Tổng ") + field("MERGEFIELD tong", run("41")) + run(" tin"))),
    ),
    "nested-fields": (
        "body/p1 : kết quả đúng\nunseen : giá trị trong mã",
        pack_docx(
            para(
                run("kết quả ")
                + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
                + field("MERGEFIELD x", run("giá trị trong mã"))
                + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + run("đúng")
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        ),
    ),
    "field-without-result": (
        "body/p1 : trước sau\nunseen : XE",
        pack_docx(
            para(
                run("trước ")
                + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "mục từ" </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("sau")
            )
        ),
    ),
    "smart-tag-and-custom-xml": (
        "body/p1 : thăm Lào và Thái Lan",
        pack_docx(
            para(
                run("thăm ")
                + f'<w:smartTag w:element="place"><w:smartTagPr/>{run("Lào")}</w:smartTag>'
                + run(" và ")
                + f'<w:customXml w:element="nuoc"><w:customXmlPr/>{run("Thái Lan")}</w:customXml>'
            )
        ),
    ),
    "alternative-text": (
        "body/p1 : Có ảnh\nunseen : Ảnh chụp hội nghị",
        pack_docx(
            para(
                run("Có ảnh")
                + '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="A" descr="Ảnh chụp hội nghị"/></wp:inline>'
                "</w:drawing></w:r>"
            )
        ),
    ),
    "hidden-run": (
        "body/p1 : Hiện rõ\nunseen : ẩn đi\nfinding : hidden-text",
        pack_docx(para(run("Hiện ") + run("ẩn đi", "<w:vanish/>") + run("rõ") + run("", '<w:vanish w:val="0"/>'))),
    ),
    "hidden-by-style": (
        "body/p1 : Hiện\nunseen : ẩn theo kiểu chữ\nunseen : ẩn theo kiểu đoạn\nfinding : hidden-text",
        pack_docx(
            para(run("Hiện") + run("ẩn theo kiểu chữ", '<w:rStyle w:val="An"/>'))
            + para(run("ẩn theo kiểu đoạn"), '<w:pStyle w:val="DoanAn"/>'),
            styles=_STYLES,
        ),
    ),
    "symbols": (
        "body/p1 : số ≥ 5",
        pack_docx(
            para(
                '<w:r><w:t xml:space="preserve">số </w:t><w:sym w:font="Symbol" w:char="F0B3"/>'
                '<w:t xml:space="preserve"> 5</w:t></w:r>'
            )
        ),
    ),
    "breaks-and-tabs": (
        "body/p1 : Số 12 một\\nhai KH-CN",
        pack_docx(
            para(
                '<w:r><w:t>Số</w:t><w:tab/><w:t xml:space="preserve">12 một </w:t><w:br/>'
                '<w:t xml:space="preserve"> hai KH</w:t>'
                "<w:noBreakHyphen/><w:t>C</w:t><w:softHyphen/><w:t>N</w:t></w:r>"
            )
        ),
    ),
    "capitals": ("body/p1 : KẾT QUẢ", pack_docx(para(run("Kết quả", "<w:caps/>")))),
    "formula": ("body/p1 : tỷ lệ x+1", pack_docx(para(run("tỷ lệ ") + "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"))),
    "strict-dialect": ("body/p1 : Báo cáo theo chuẩn chặt\nbody/p2 [1.] : mục một", _strict()),
    "utf-16-part": ("body/p1 : Chữ trong UTF-16", _utf16()),
    "part-names-in-capitals": ("body/p1 : Tên phần viết hoa", _odd_names()),
    "background-before-body": ("body/p1 : Sau nền trang", _background()),
    "macro": ("body/p1 : Có 02 lớp\nfinding : macro", _macro()),
    "as-word-writes": ("body/p1 : Đón 07 đoàn với 29 lượt người", _word_like()),
    "tcvn3-by-font": (
        "body/p1 : Báo cáo kết quả\nbody/p2 : ĐỘC LẬP\nfinding : legacy-font",
        pack_docx(
            para(run("B¸o c¸o kÕt qu¶", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'))
            + para(run("§éc lËp", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'))
        ),
    ),
    "vni-by-font": (
        "body/p1 : Báo cáo kết quả\nfinding : legacy-font",
        pack_docx(para(run("Baùo caùo keát quaû", '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'))),
    ),
    "form-fields": (
        "body/p1 : ☒ đạt, mức Tốt, Văn phòng\nunseen : Khá",
        pack_docx(
            para(
                _form_field("FORMCHECKBOX", _CHECKED)
                + run(" đạt, mức ")
                + _form_field("FORMDROPDOWN", _SECOND)
                + run(", ")
                + _form_field("FORMTEXT", "<w:textInput/>", run("Văn phòng"))
            )
        ),
    ),
    "hidden-on-the-web-only": ("body/p1 : Mục một 3", pack_docx(para(run("Mục một ") + run("3", "<w:webHidden/>")))),
    "main-part-of-another-name": ("body/p1 : Phần chính tên khác", _other_main_part()),
    "page-break": (
        "body/p1 : trang một\\ntrang hai",
        pack_docx(para(run("trang một") + '<w:r><w:br w:type="page"/></w:r>' + run("trang hai"))),
    ),
    "look-alike-letters": ("body/p1 : Ủy ban nhân dân\nfinding : look-alike", pack_docx(para("Ủy b\u0430n nhân dân"))),
    "drop-cap": (
        "body/p2 : Trong kỳ đón 07 đoàn",
        pack_docx(
            para(run("T"), '<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around"/>') + para("rong kỳ đón 07 đoàn")
        ),
    ),
}
