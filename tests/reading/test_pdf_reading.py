"""Laws of reading PDFs: visible words with their places; what cannot be seen goes to the secrecy gate alone."""

from collections.abc import Callable
from typing import Any

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.pdf import count_pages, read, render_page
from tonghop.reading.raw import Reading, UnreadableError

LONG = "Thực hiện Kế hoạch công tác thông tin đối ngoại năm 2024, Sở báo cáo như sau:"


def read_pdf(data: bytes) -> Reading:
    return read(data, Limits())


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def keys(reading: Reading) -> set[str]:
    return {finding.key for finding in reading.findings}


def test_lines_of_one_paragraph_are_one_block_at_its_first_line(pdf: Any) -> None:
    pdf.page().lines(
        100, 700, "Văn phòng Sở đã tham mưu ban hành kế hoạch công tác thông tin đối", "ngoại năm 2024.", "- Đăng tin."
    )
    blocks = read_pdf(pdf.build()).blocks
    assert [(block.locator, block.text) for block in blocks] == [
        ("page1/l1", "Văn phòng Sở đã tham mưu ban hành kế hoạch công tác thông tin đối ngoại năm 2024."),
        ("page1/l3", "- Đăng tin."),
    ]


def test_bold_is_told_by_the_font(pdf: Any) -> None:
    pdf.page().text(100, 700, "I. KẾT QUẢ", font="F2").text(100, 680, LONG)
    assert [block.bold for block in read_pdf(pdf.build()).blocks] == [True, False]


HIDDEN: dict[str, Callable[[Any], Any]] = {
    "render mode 3": lambda page: page.text(100, 600, "CHỮ ẨN", state="3 Tr"),
    "clip only": lambda page: page.text(100, 600, "CHỮ ẨN", state="7 Tr"),
    "white on nothing": lambda page: page.text(100, 600, "CHỮ ẨN", state="1 g"),
    "outside the crop box": lambda page: page.text(100, 835, "CHỮ ẨN"),
    "too small to be seen": lambda page: page.text(100, 600, "CHỮ ẨN", size=1),
    "under a picture of the whole page": lambda page: page.text(100, 600, "CHỮ ẨN").image(0, 0, 595, 842),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_text_that_cannot_be_seen_is_unseen(name: str, pdf: Any) -> None:
    page = pdf.page(attributes="/CropBox [0 0 595 830]")
    HIDDEN[name](page)
    page.text(100, 700, LONG)
    reading = read_pdf(pdf.build())
    assert texts(reading) == [LONG]
    assert "CHỮ ẨN" in reading.unseen


SHOWN: dict[str, Callable[[Any], Any]] = {
    "white on a dark ground": lambda page: page.draw("0.2 g 90 590 300 30 re f").text(100, 600, "THẤY RÕ", state="1 g"),
    "on a picture": lambda page: page.image(0, 0, 595, 842).text(100, 600, "THẤY RÕ"),
    "only outlined": lambda page: page.text(100, 600, "THẤY RÕ", state="1 Tr"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_text_that_can_be_seen_is_read(name: str, pdf: Any) -> None:
    page = pdf.page()
    SHOWN[name](page)
    page.text(100, 500, LONG)
    assert texts(read_pdf(pdf.build())) == ["THẤY RÕ", LONG]


def test_text_drawn_twice_to_look_bold_is_read_once(pdf: Any) -> None:
    pdf.page().text(100, 700, LONG).text(100.3, 700, LONG)
    assert texts(read_pdf(pdf.build())) == [LONG]


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [
        (0, (1, 0, 0, 1, 100, 700)),
        (90, (0, 1, -1, 0, 200, 100)),
        (180, (-1, 0, 0, -1, 500, 200)),
        (270, (0, -1, 1, 0, 300, 800)),
    ],
)
def test_a_turned_page_is_read_upright(rotate: int, matrix: tuple[int, ...], pdf: Any) -> None:
    page = pdf.page(attributes=f"/Rotate {rotate}")
    a, b, c, d, e, f = matrix
    for number, text in enumerate(["Dòng thứ nhất.", "Dòng thứ hai.", "Dòng thứ ba của trang."]):
        page.text(0, 0, text)
        place = f"{a} {b} {c} {d} {e - 20 * number * c} {f - 20 * number * d} Tm"
        page.content = page.content.replace("1 0 0 1 0 0 Tm", place)
    assert texts(read_pdf(pdf.build())) == ["Dòng thứ nhất.", "Dòng thứ hai.", "Dòng thứ ba của trang."]


def test_a_watermark_across_the_page_stays_out_of_the_sentences(pdf: Any) -> None:
    page = pdf.page().text(100, 700, LONG)
    page.text(200, 400, "DỰ THẢO", size=40)
    page.content = page.content.replace("1 0 0 1 200 400 Tm", "0.7 0.7 -0.7 0.7 200 400 Tm")
    blocks = read_pdf(pdf.build()).blocks
    assert [(block.kind, block.text) for block in blocks] == [("paragraph", LONG), ("textbox", "DỰ THẢO")]


def test_a_ruled_table_gives_a_row_per_block_and_joins_lines_within_cells(pdf: Any) -> None:
    page = pdf.page().grid([80, 120, 300, 500], [700, 660, 600])
    page.text(85, 680, "STT").text(125, 680, "Nội dung").text(305, 680, "Kết quả")
    page.text(85, 640, "1").text(125, 640, "Đón tiếp các đoàn khách công").text(125, 624, "tác").text(
        305, 640, "07 đoàn"
    )
    blocks = read_pdf(pdf.build()).blocks
    assert [(block.locator, block.kind, block.text) for block in blocks] == [
        ("page1/t1/r1", "table_row", "STT | Nội dung | Kết quả"),
        ("page1/t1/r2", "table_row", "1 | Đón tiếp các đoàn khách công tác | 07 đoàn"),
    ]


def test_a_table_goes_on_over_the_page_end_and_page_numbers_stand_apart(pdf: Any) -> None:
    for number in (1, 2):
        page = pdf.page().text(295, 800, str(number))
        page.text(85, 770, LONG if number == 1 else "")
        page.grid([80, 300, 500], [700, 660, 620])
        page.text(85, 680, f"Đoàn ra {number}").text(305, 680, f"0{number} đoàn")
        page.text(85, 640, f"Đoàn vào {number}").text(305, 640, f"1{number} đoàn")
    blocks = read_pdf(pdf.build()).blocks
    assert [block.locator for block in blocks if block.kind == "table_row"] == [f"page1/t1/r{n}" for n in (1, 2, 3, 4)]
    assert [block.text for block in blocks if block.kind == "header"] == ["1", "2"]


def test_a_paragraph_goes_on_over_the_page_end(pdf: Any) -> None:
    pdf.page().lines(80, 90, "Trong kỳ, Văn phòng đã phối hợp tổ chức hội nghị phổ biến chính", step=16)
    pdf.page().lines(80, 780, "sách cho 120 đại biểu.", "Ngoài ra không phát sinh.")
    assert texts(read_pdf(pdf.build()))[0] == (
        "Trong kỳ, Văn phòng đã phối hợp tổ chức hội nghị phổ biến chính sách cho 120 đại biểu."
    )


def test_a_footnote_is_a_note_and_its_mark_joins_no_figure(pdf: Any) -> None:
    page = (
        pdf.page()
        .text(80, 700, "Sở đã đón 07 đoàn")
        .text(80 + 17 * 6, 705, "1", size=7)
        .text(80 + 17 * 6 + 5, 700, " khách.")
    )
    page.text(80, 684, LONG).text(80, 100, "1", size=6).text(86, 98, "Gồm 29 lượt người.", size=9)
    blocks = read_pdf(pdf.build()).blocks
    assert blocks[0].text == "Sở đã đón 07 đoàn khách."
    assert [(block.kind, block.label, block.text) for block in blocks[-1:]] == [("note", "1", "Gồm 29 lượt người.")]


def test_a_form_value_with_or_without_an_appearance_is_read(pdf: Any) -> None:
    pdf.page(attributes="/Annots [10 0 R 11 0 R]").text(80, 700, LONG)
    appearance = "BT /F1 12 Tf 2 4 Td (Le Van A) Tj ET"
    field = "<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (t{0}) /V ({1}) /Rect [80 {2} 280 {3}] /P 14 0 R {4} >>"
    objects = [
        field.format(1, "Le Van A", 600, 620, "/AP << /N 12 0 R >>"),
        field.format(2, "25 doan", 560, 580, ""),
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 13 0 R >> >> "
        f"/Length {len(appearance)} >>\nstream\n{appearance}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    reading = read_pdf(pdf.build(objects, "/AcroForm << /Fields [10 0 R 11 0 R] >>"))
    assert texts(reading) == [LONG, "Le Van A", "25 doan"]


def test_notes_properties_bookmarks_and_attachments_go_to_the_gate_alone(pdf: Any) -> None:
    pdf.page(attributes="/Annots [10 0 R]").text(80, 700, LONG)
    objects = [
        "<< /Type /Annot /Subtype /Text /Rect [10 10 20 20] /Contents (loi ghi chu) >>",
        "<< /Type /Outlines /First 12 0 R /Last 12 0 R /Count 1 >>",
        "<< /Title (dau trang) /Parent 11 0 R >>",
        "<< /Type /Filespec /F (dinh kem.docx) /UF (dinh kem.docx) /EF << /F 14 0 R >> >>",
        "<< /Type /EmbeddedFile /Length 2 >>\nstream\nab\nendstream",
    ]
    catalogue = "/Outlines 11 0 R /Names << /EmbeddedFiles << /Names [(dinh kem.docx) 13 0 R] >> >>"
    reading = read_pdf(pdf.build(objects, catalogue, info="/Title (ten tep)"))
    assert texts(reading) == [LONG]
    assert {"loi ghi chu", "dau trang", "/dinh kem.docx", "ten tep"} <= set(reading.unseen)
    assert keys(reading) == {"embedded-part"}


def test_legacy_letters_are_decoded_by_the_font(pdf: Any) -> None:
    pdf.page().text(80, 700, "B¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c th«ng tin ®èi ngo¹i n¨m 2024")
    reading = read_pdf(pdf.build(fonts=".VnTime"))
    assert texts(reading) == ["Báo cáo kết quả thực hiện công tác thông tin đối ngoại năm 2024"]
    assert keys(reading) == {"legacy-converted"}


def test_pages_of_pictures_are_a_scan(pdf: Any) -> None:
    for _ in range(2):
        pdf.page().image(0, 0, 595, 842)
    reading = read_pdf(pdf.build())
    assert (reading.scan, reading.readable, reading.blocks, keys(reading)) == (True, False, (), {"image-only"})


def test_somebodys_invisible_recognition_over_a_scan_is_not_its_text(pdf: Any) -> None:
    pdf.page().image(0, 0, 595, 842).text(80, 700, LONG, state="3 Tr")
    reading = read_pdf(pdf.build())
    assert reading.scan and not reading.blocks
    assert LONG in reading.unseen


def test_scanned_pages_among_others_are_named(pdf: Any) -> None:
    pdf.page().text(80, 700, LONG)
    pdf.page().image(0, 0, 595, 842)
    reading = read_pdf(pdf.build())
    assert texts(reading) == [LONG]
    assert [(finding.key, dict(finding.values)) for finding in reading.findings] == [("scanned-pages", {"pages": "2"})]


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ((60, 740, 85, 40), True),  # 30 x 14 mm near the top
        ((60, 740, 100, 100), True),  # a round one
        ((60, 740, 20, 20), False),  # an ornament
        ((60, 740, 450, 10), False),  # a rule
        ((60, 200, 100, 100), False),  # the seal at the signature
    ],
)
def test_a_picture_like_a_stamp_near_the_top_of_page_1_waits_for_a_person(
    place: tuple[int, ...], found: bool, pdf: Any
) -> None:
    pdf.page().image(*place).text(80, 600, LONG)
    assert ("stamp-image" in keys(read_pdf(pdf.build()))) is found


def test_damage_is_told(pdf: Any) -> None:
    pdf.page().text(80, 700, LONG)
    whole = pdf.build()
    linear = b"%PDF-1.7\n9 0 obj << /Linearized 1 /L 90000 /N 1 >> endobj\n" + whole[9:]
    cut = (whole[:40], whole[: whole.index(b"%%EOF")], linear)
    for data, key in (*((data, "truncated") for data in cut), (b"%PDF-1.4\n%%EOF\n", "corrupt")):
        with pytest.raises(UnreadableError) as caught:
            read_pdf(data)
        assert caught.value.key == key


def test_too_much_text_is_refused(pdf: Any) -> None:
    pdf.page().text(80, 700, LONG)
    with pytest.raises(UnreadableError) as caught:
        read(pdf.build(), Limits(text_chars=20))
    assert caught.value.key == "too-long"


def test_pieces_that_stand_apart_on_one_line_are_given_to_the_gate(pdf: Any) -> None:
    pdf.page().text(80, 700, "MẬT").text(300, 700, "CỘNG HÒA XÃ HỘI").text(80, 600, LONG)
    assert "MẬT\nCỘNG HÒA XÃ HỘI" in read_pdf(pdf.build()).unseen


def test_a_page_is_drawn_grey_at_300_dots_per_inch_and_bounded(pdf: Any) -> None:
    pdf.page(width=72, height=144)
    pdf.page(width=14000, height=14000)
    data = pdf.build()
    assert count_pages(data) == 2
    small = render_page(data, 0, Limits())
    assert small.startswith(b"P5\n300 600\n255\n") and len(small) == len(b"P5\n300 600\n255\n") + 300 * 600
    assert len(render_page(data, 1, Limits())) < 40_000_000


def test_one_unicode_line_does_not_hide_the_legacy_lines_of_its_page(pdf: Any) -> None:
    pdf.page().text(80, 700, "B¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c th«ng tin ®èi ngo¹i").text(80, 600, "Đơn vị được giao")
    reading = read_pdf(pdf.build())
    assert texts(reading) == ["Báo cáo kết quả thực hiện công tác thông tin đối ngoại", "Đơn vị được giao"]
    assert keys(reading) == {"legacy-converted"}


def test_letters_of_other_scripts_in_vietnamese_words_are_read_as_the_words_they_show(pdf: Any) -> None:
    pdf.page().text(80, 700, "Bá\u043e c\u0430\u043e số 12")
    reading = read_pdf(pdf.build())
    assert texts(reading) == ["Báo cao số 12"]
    assert keys(reading) == {"look-alike"}
