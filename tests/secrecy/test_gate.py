"""What the gate stops, and what it must let pass."""

import io
import time
import unicodedata
import zipfile

import docx
import pytest

from tonghop.reading import read_documents
from tonghop.secrecy import add_circulation_findings, find_circulation_mark, find_mark

MARKED_LINES = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "Tuyệt mật",
    "Mật",
    "M Ậ T",
    "T Ố I   M Ậ T",
    "T U Y Ệ T  M Ậ T",
    "*** MẬT ***",
    "[ TỐI-MẬT ]",
    "MẬT.",
    "HỎA TỐC - MẬT",
    "MẬT - Bản số: 03",
    "MẬT Bản số 3",
    "TÀI LIỆU MẬT",
    "BÁO CÁO MẬT",
    "Số: 12/BC-TTNC MẬT",
    "Số: 12/BC-TTNC TỐI MẬT",
    "Số: 12/BC-TTNC M Ậ T",
    "ĐỘ MẬT: A",
    "Độ mật: Tối mật",
    "\u00d0Ộ MẬT: TUYỆT MẬT",
    "Mức độ mật: Mật",
    "GIẢI MẬT",
    "ĐÃ GIẢI MẬT",
    "GIẢI MẬT ngày 12/3/2024",
    "TÀI LIỆU THU HỒI",
    "TÀI LIỆU THU HỒI Thời hạn: 30/6/2024",
    "Chỉ người có tên mới được bóc bì",
    "Gửi ông A. Chỉ người có tên mới được bóc bì.",
    "Báo cáo\nMẬT\nNăm 2024",
    "ＭẬＴ",
    "M\u200bẬ\u00adT",
    unicodedata.normalize("NFD", "TUYỆT MẬT"),
    "\u041cẬ\u0422",  # Cyrillic
    "\u039cẬ\u03a4",  # Greek
    "M\u3164Ậ\u034fT",
    "MËT",  # TCVN3
    "mËt",
    "TèI MËT",
    "TUYÖT MËT",
    "MAÄT",  # VNI
    "TOÁI MAÄT",
    "TUYEÄT MAÄT",
    "§é mËt: Tèi mËt",
    "TµI LIÖU THU HåI",
    "TAØI LIEÄU THU HOÀI",
]

CLEAN_LINES = [
    "Công tác bảo mật thông tin được tăng cường.",
    "BẢO MẬT THÔNG TIN",
    "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Thực hiện nghiêm quy định về bảo vệ bí mật nhà nước",
    "bí mật kinh doanh",
    "BÍ\nMẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO\nMẬT",
    "MẬT ĐỘ DÂN SỐ",
    "mật độ dân số",
    "MẬT KHẨU",
    "Đổi mật khẩu",
    "MẬT ONG RỪNG",
    "Mật ong Quảng Trị",
    "MẬT MÃ DÂN SỰ",
    "mật",
    "Quản lý tài liệu mật",
    "Tài liệu mật",
    "Độ mật",
    "Độ mật:",
    "Độ mật: Không",
    "Độ mật: thường",
    "Độ mật: ........",
    "công tác giải mật tài liệu lưu trữ",
    "CÔNG TÁC GIẢI MẬT TÀI LIỆU",
    "Danh mục bí mật nhà nước độ Tuyệt mật, Tối mật",
    "ĐỘ TUYỆT MẬT TRONG DANH MỤC BÍ MẬT NHÀ NƯỚC",
    "Trong kỳ không phát sinh tài liệu mật, tối mật, tuyệt mật.",
    "thu hồi tài liệu",
    "thôn Mật, xã Tân Mật",
    "Thân mật đón tiếp 02 đoàn khách Lào",
    "MAT",
    "MÁT",
    "B¸o c¸o c«ng t¸c b¶o mËt th«ng tin",
    "Coâng taùc baûo maät",
    "",
]

MARKED_NAMES = [
    "MẬT.docx",
    "mật.docx",
    "BC_MẬT_2024.docx",
    "BC-Tối-Mật.docx",
    "báo cáo tuyệt mật.pdf",
    "[MẬT] Báo cáo 6 tháng",
    "BÁO CÁO MẬT VP.docx",
    "(mật) báo cáo.docx",
    "Báo cáo mật.docx",
    "BÁO CÁO MẬT NĂM 2024.docx",
    "V/v báo cáo (Tối mật)",
    "M_Ậ_T.docx",
    "BC M Ậ T.docx",
    "TUYET MAT.docx",
    "BC_toi_mat_2024.docx",
    "TUYETMAT.doc",
    "BC-MAT.docx",
    "MAT.docx",
    "[MAT] BC.docx",
    "DO MAT A.docx"[:6] + ".docx",
    "TÀI LIỆU THU HỒI.docx",
    "GIẢI MẬT 2024.docx",
    unicodedata.normalize("NFD", "BC MẬT 6T.docx"),
    "Độ mật: Mật",
]

CLEAN_NAMES = [
    "Báo cáo bảo mật.docx",
    "BÁO CÁO BẢO MẬT.docx",
    "BAO MAT.docx",
    "BC_bảo_mật_thông_tin.docx",
    "bí mật nhà nước.docx",
    "BÁO CÁO BẢO VỆ BÍ MẬT NHÀ NƯỚC.docx",
    "mật độ dân số.xlsx",
    "MẬT ĐỘ.xlsx",
    "mật khẩu.txt",
    "BC mật ong.docx",
    "SẢN PHẨM MẬT ONG 2024.docx",
    "MẬT DỪA NƯỚC.docx",
    "BÁO CÁO XÃ TÂN MẬT.docx",
    "xã Mật Sơn.docx",
    "thôn Mật.docx",
    "RA MAT SAN PHAM.docx",
    "GAP MAT DAU XUAN.docx",
    "MAT TRAN TO QUOC.docx",
    "BC MAT TRAN.docx",
    "BE MAT.docx",
    "tôi mất.docx",
    "TỐI MẮT.docx",
    "format.docx",
    "Automat.docx",
    "Báo cáo 6 tháng.docx",
    "",
]


@pytest.mark.parametrize("line", MARKED_LINES)
def test_a_marked_line_is_stopped(document, line):
    mark = find_mark([], [document("Báo cáo"), document("Kính gửi", line)])
    assert mark is not None
    assert (mark.rule, mark.where, mark.document, mark.locator) == ("secrecy-mark", "text", 1, "body/p2")


@pytest.mark.parametrize("line", CLEAN_LINES)
def test_ordinary_text_passes(document, line):
    assert find_mark([], [document("Báo cáo", line, cells=("STT", line), unseen=(line,))]) is None


@pytest.mark.parametrize("name", MARKED_NAMES)
def test_a_marked_name_or_subject_is_stopped(name):
    in_name, in_subject = find_mark(["a.docx", name], []), find_mark([], [], ["Báo cáo", name])
    assert in_name is not None
    assert in_subject is not None
    assert (in_name.where, in_name.document, in_subject.where) == ("name", 1, "subject")


@pytest.mark.parametrize("name", CLEAN_NAMES)
def test_an_ordinary_name_or_subject_passes(name):
    assert find_mark([name], [], [name]) is None


def test_a_cell_and_an_unseen_text_are_looked_at(document):
    in_cell = find_mark([], [document(cells=("SỞ KH&CN", "CỘNG HÒA\nMẬT"))])
    assert in_cell is not None
    assert in_cell.locator == "body/t1/r1"
    unseen = find_mark([], [document("x", unseen=("Tiêu đề", "TỐI MẬT"))])
    assert unseen is not None
    assert unseen.locator is None


def test_a_degree_beside_its_cell_is_a_mark(document):
    assert find_mark([], [document(cells=("Độ mật", "Tối mật"))]) is not None
    assert find_mark([], [document(cells=("Độ mật", "Không"))]) is None


def test_the_words_of_a_mark_never_show_when_it_is_printed(document):
    mark = find_mark(["BC dự án X MẬT.docx"], [])
    assert mark is not None
    assert "dự án" not in repr(mark)
    assert "dự án" not in str(mark)
    assert "dự án" in mark.words


@pytest.mark.parametrize(
    "line", ["mật" + "1" * 36 + "x", "mËt" + "1" * 5000 + "x", "M Ậ " * 2000, "mật " * 5000, "ĐỘ MẬT" + " " * 5000]
)
def test_no_line_makes_the_gate_hang(document, line):
    began = time.process_time()
    find_mark([line], [document(line)], [line])
    assert time.process_time() - began < 1


def test_a_long_report_costs_milliseconds(document):
    prose = (
        "Trong kỳ, đơn vị đã tổ chức 03 lớp tập huấn về bảo mật thông tin cho 120 lượt cán bộ, công chức, viên chức."
    )
    assert find_mark([], [document(*[prose] * 300, "TUYỆT MẬT")]) is not None


def _saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _stamped(place):
    document = docx.Document()
    document.add_paragraph("Báo cáo kết quả")
    if place == "header":
        document.sections[0].header.paragraphs[0].text = "TUYỆT MẬT"
    elif place == "cell":
        document.add_table(1, 2).cell(0, 1).text = "MẬT"
    elif place == "split runs":
        paragraph = document.add_paragraph()
        for letter in "MẬT":
            paragraph.add_run(letter).bold = True
    elif place == "title":
        document.core_properties.title = "TỐI MẬT"
    elif place == "hidden":
        document.add_paragraph().add_run("MẬT").font.hidden = True
    return _saved(document)


PLACES = ["header", "cell", "split runs", "title", "hidden"]


@pytest.mark.parametrize("place", PLACES)
def test_a_stamp_anywhere_in_a_docx_is_found(place):
    assert find_mark([], read_documents([("a.docx", _stamped(place))])) is not None


def test_a_docx_without_a_stamp_passes():
    assert find_mark(["a.docx"], read_documents([("a.docx", _stamped("nowhere"))])) is None


def test_a_broken_or_wrapped_file_does_not_slip_through():
    data = _stamped("cell")
    wrapped = io.BytesIO()
    with zipfile.ZipFile(wrapped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("trong/a.docx", data)
    mail = b"From: a@x.example\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\n" + "Kính gửi\r\nMẬT\r\n".encode()
    files = [("cut.docx", data[:-200]), ("a.zip", wrapped.getvalue()), ("a.eml", mail), ("a.txt", "a\nMẬT\n".encode())]
    for file, read in zip(files, read_documents(files), strict=True):
        assert find_mark([], [read]) is not None, file[0]


def test_a_mail_read_as_a_document_shows_its_subject_and_attachments(document):
    assert find_mark([], [document("x", unseen=("/BC_MẬT_2024.docx",), format_="mail")]) is not None


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("LƯU HÀNH NỘI BỘ", True),
        ("(Lưu hành nội bộ)", True),
        ("TÀI LIỆU LƯU HÀNH NỘI BỘ", True),
        ("Số: 5/BC - LƯU HÀNH NỘI BỘ", True),
        (unicodedata.normalize("NFD", "LƯU HÀNH NỘI BỘ"), True),
        ("In 200 cuốn tài liệu lưu hành nội bộ cho cán bộ", False),
        ("lưu hành sản phẩm", False),
    ],
)
def test_internal_circulation_waits_for_a_person(document, line, held):
    finding = find_circulation_mark([document("Báo cáo", line)])
    assert (finding is not None) is held
    if finding is not None:
        assert (finding.rule, finding.severity.value, finding.locator) == ("circulation-mark", "error", "body/p2")
    assert find_mark([], [document("Báo cáo", line)]) is None


def test_the_finding_is_added_to_the_marked_document_only(document):
    plain, marked = document("Báo cáo"), document("LƯU HÀNH NỘI BỘ")
    shown = add_circulation_findings([plain, marked])
    assert shown[0] == plain
    assert [finding.rule for finding in shown[1].findings] == ["circulation-mark"]
