"""HTML files: what a browser shows, with its place; nothing that it hides."""

import time

import pytest

from tonghop.reading.html import decode_html, read
from tonghop.reading.limits import Limits
from tonghop.reading.raw import UnreadableError


def _read(body, head="", **limits):
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), Limits(**limits))


def _told(reading):
    return [(block.locator, block.kind, block.label, block.text) for block in reading.blocks]


def test_lines_headings_and_breaks_have_places_and_empty_ones_count():
    reading = _read("<h2>Phần  I</h2><p>một<br>hai <b>ba</b></p><p>&nbsp;</p><div>bốn<div>năm</div>sáu</div>")
    assert _told(reading) == [
        ("body/p1", "heading", "", "Phần I"),
        ("body/p2", "paragraph", "", "một"),
        ("body/p3", "paragraph", "", "hai ba"),
        ("body/p5", "paragraph", "", "bốn"),
        ("body/p6", "paragraph", "", "năm"),
        ("body/p7", "paragraph", "", "sáu"),
    ]
    assert (reading.blocks[0].level, reading.blocks[0].bold, reading.blocks[1].bold) == (1, True, False)


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=3 type=I><li>a<li>b</ol>", ["III.", "IV."]),
        ("<ol type=a><li value=27>a<li>b</ol>", ["aa.", "ab."]),
        ("<ol reversed><li>a<li>b</ol>", ["2.", "1."]),
        ("<ul><li>a<ul><li>b</ul></ul>", ["•", "◦"]),
        ("<ul style='list-style-type:square'><li>a<li style='list-style:none'>b</ul>", ["▪", ""]),
        ("<p><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>a</p>", ["2."]),
        ("<p><span style='mso-list:Ignore;font-family:Wingdings'>§ </span>a</p>", ["▪"]),
    ],
)
def test_list_labels_are_those_that_a_browser_shows(source, labels):
    assert [block.label for block in _read(source).blocks] == labels


def test_a_merged_cell_takes_no_place_below_its_last_row():
    rows = "<tr><td rowspan=2>1<td>a</tr><tr><td>b</tr><tr><td>2<td>c</tr>"
    cells = [block.cells for block in _read(f"<table>{rows}</table>").blocks]
    assert cells == [((1, "1"), (2, "a")), ((2, "b"),), ((1, "2"), (2, "c"))]


@pytest.mark.parametrize(
    "rows",
    ["<tr><td rowspan=60000 colspan=1000>x" * 500, "<tr>" + "<td rowspan=9 colspan=1000>x" * 1500 + "<tr><td>x" * 8],
)
def test_merged_cells_that_would_fill_any_memory_are_refused_at_once(rows):
    began = time.process_time()
    with pytest.raises(UnreadableError, match="bomb"):
        _read(f"<table>{rows}</table>")
    assert time.process_time() - began < 2


def test_rows_keep_their_grid_columns_under_merged_cells_and_hold_nested_tables_as_lines():
    reading = _read(
        "<table><tr><th>STT<th colspan=2>Kết quả<th>Ghi chú</tr>"
        "<tr><td rowspan=2>1<td>a<td>b<td></tr><tr><td>c<br>d<td>e<td><table><tr><td>f<td>g</table></tr></table>"
    )
    assert [(block.locator, block.cells) for block in reading.blocks] == [
        ("body/t1/r1", ((1, "STT"), (2, "Kết quả"), (4, "Ghi chú"))),
        ("body/t1/r2", ((1, "1"), (2, "a"), (3, "b"), (4, ""))),
        ("body/t1/r3", ((2, "c\nd"), (3, "e"), (4, "f | g"))),
    ]
    assert reading.blocks[0].text == "STT | Kết quả | Ghi chú"


def test_a_table_that_only_lays_out_the_page_is_walked_through():
    reading = _read("<table><tr><td>&nbsp;<td><table><tr><td>SỞ A<td>CỘNG HOÀ</table><p>thân</table>")
    assert [(block.locator, block.text) for block in reading.blocks] == [
        ("body/t1/r1", "SỞ A | CỘNG HOÀ"),
        ("body/p1", "thân"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>X1</p>",
        "<p hidden>X1</p>",
        "<p class=an>X1</p>",
        "<span style='visibility:hidden'>X1</span>",
        "<div style='font-size:0px'>X1</div>",
        "<div style='max-height:0;overflow:hidden'>X1</div>",
        "<script>X1</script>",
        "<style>X1</style>",
        "<template>X1</template>",
        "<!-- X1 -->",
        "<!--[if gte mso 9]><xml>X1</xml><![endif]-->",
        "<del>X1</del>",
        "<img alt='X1'>",
        "<select><option>X1<option selected></select>",
        "<object type='image/png'>X1</object>",
        "<svg><desc>X1</desc></svg>",
    ],
)
def test_what_is_hidden_is_only_for_the_gate(hidden):
    reading = _read(f"<p>thấy</p>{hidden}<p>cuối</p>", head="<title>t</title><style>p.an{display:none}</style>")
    assert [block.text for block in reading.blocks] == ["thấy", "cuối"]
    assert any("X1" in text for text in reading.unseen)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("<p>a</p><p style='display:none'>b</p>", "hidden-text"),
        ("<p>a<del>b</del></p>", "tracked-changes"),
        ("", "no-text"),
    ],
)
def test_findings_tell_what_was_left_out(source, key):
    assert [finding.key for finding in _read(source).findings] == [key]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<select><option>06 đoàn<option selected>07 đoàn</select> khách", "07 đoàn khách"),
        ("<select><option>06 đoàn</option><option>07 đoàn</option></select> khách", "06 đoàn khách"),
        ("<select multiple><option selected>A </option><option>B<option selected>C</select>", "A C"),
        ("<noscript>57 đoàn</noscript>", "57 đoàn"),
        ("<object data=x>58 đoàn</object>", "58 đoàn"),
        ("A <math><mn>57</mn></math> đoàn", "A 57 đoàn"),
        ("A <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "A 1/2"),
        ("<svg><title>T</title><text>59 đoàn</text></svg>", "59 đoàn"),
    ],
)
def test_what_is_shown_without_scripts_and_programs_is_read(source, text):
    reading = _read(source)
    assert [block.text for block in reading.blocks] == [text]
    assert reading.findings == ()


def test_a_long_list_to_choose_from_is_read_in_bounded_time():
    reading = _read("<select>" + "<option>x" * 5_000 + "<option selected>y</select>")
    assert [block.text for block in reading.blocks] == ["y"]


def test_rules_for_print_or_small_screens_hide_nothing():
    head = "<style>@media print{p{display:none}} @media (max-width:9px){p{display:none}} .a p{display:none}</style>"
    assert [block.text for block in _read("<p>thấy</p>", head=head).blocks] == ["thấy"]


def test_legacy_fonts_are_decoded_by_the_font_of_each_run_or_class():
    reading = _read(
        "<p class=V>B¸o c¸o</p><p><font face='VNI-Times'>Baùo</font> cáo</p>",
        head='<style>.V{font-family:".VnTime"}</style>',
    )
    assert [block.text for block in reading.blocks] == ["Báo cáo", "Báo cáo"]
    assert [(finding.key, finding.values["codes"]) for finding in reading.findings] == [
        ("legacy-converted", "TCVN3, VNI")
    ]


def test_capitals_kept_spaces_and_symbols_are_as_shown():
    reading = _read(
        "<p style='text-transform:uppercase'>mục một</p><pre>a  b\n c</pre>"
        "<p><span style='font-family:Symbol'>·</span>gạch</p>"
    )
    assert [block.text for block in reading.blocks] == ["MỤC MỘT", "a b", "c", "•gạch"]


def test_footnotes_and_comments_of_word_are_apart():
    reading = _read(
        "<p>thân</p><div style='mso-element:footnote-list'>"
        "<div style='mso-element:footnote' id=ftn1><p>chú thích</p></div></div>"
        "<div style='mso-element:comment'><p>bình luận</p></div>"
    )
    assert [(block.locator, block.kind) for block in reading.blocks] == [
        ("body/p1", "paragraph"),
        ("note1/p1", "note"),
        ("comment1/p1", "comment"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=windows-1252>Báo cáo".encode(),
        "<p>Báo cáo".encode("utf-8-sig"),
        "<p>Báo cáo".encode("utf-16"),
        b"<p>B\xe1o c\xe1o",
        b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>B\xe1o c\xe1o",
        b"<meta charset=no-such>B\xe1o c\xe1o",
    ],
)
def test_bytes_decide_the_charset_before_what_the_page_says(data):
    assert "Báo cáo" in decode_html(data)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"<html><body><p>a</p><p>b", "truncated"),
        (b"<html><!-- </html> --><body><p>a", "truncated"),
        (b"<html><body><p>a<script>'</html>'", "truncated"),
        (b"<!DOCTYPE html><body><p>a", "truncated"),
        (b"<div><p>a</p><p>b", "truncated"),
        (b"<p>a</p><table><tr><td>b", "truncated"),
        (b"<p>a</p><p clas", "truncated"),
        (b"<html>" + b"<div>" * 3_000 + b"sau" + b"</div>" * 3_000 + b"</html>", "bomb"),
        (b"<html>" + b"<p>a</p>" * 30 + b"</html>", "too-long"),
    ],
)
def test_nothing_is_lost_without_a_word(data, key):
    with pytest.raises(UnreadableError) as caught:
        read(data, Limits(paragraphs=20))
    assert caught.value.key == key


@pytest.mark.parametrize("data", [b"<p>a<p>b", b"<div>a</div><p>b", b"<body>a</body>", b"<table></table>a < b"])
def test_a_page_that_leaves_out_what_it_may_is_whole(data):
    assert read(data, Limits()).blocks


def test_depth_alone_loses_nothing():
    assert [block.text for block in _read("<div>" * 1_500 + "sâu").blocks] == ["sâu"]
