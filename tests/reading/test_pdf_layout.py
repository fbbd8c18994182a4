"""Laws of laying out words: pure functions on boxes, a letter being 6 wide and a line 14 high."""

from collections.abc import Sequence

import pytest

from tonghop.reading.pdf.layout import lay_out
from tonghop.reading.pdf.lines import join_texts, make_lines, settle_raised
from tonghop.reading.pdf.shapes import Box, Page, Rule, Word
from tonghop.reading.raw import RawBlock

LETTER, HEIGHT = 6.0, 14.0
PAGE = Box(0, 0, 595, 842)


def line(x: float, base: float, text: str, *, bold: bool = False, size: float = HEIGHT) -> list[Word]:
    """The words of a text that begins at x; runs of spaces are as wide as they are long."""
    words = []
    at = 0
    for piece in text.split(" "):
        if piece:
            left = x + at * LETTER * size / HEIGHT
            right = left + len(piece) * LETTER * size / HEIGHT
            words.append(Word(piece, left, base - size * 0.8, right, base + size * 0.2, base, bold))
        at += len(piece) + 1
    return words


def stack(x: float, base: float, *texts: str, step: float = 16, bold: bool = False) -> list[Word]:
    return [word for number, text in enumerate(texts) for word in line(x, base + number * step, text, bold=bold)]


def blocks(*pages: Sequence[Word], rules: Sequence[Rule] = ()) -> list[RawBlock]:
    return lay_out([Page(n, PAGE, tuple(words), tuple(rules)) for n, words in enumerate(pages, start=1)]).blocks


def texts(*pages: Sequence[Word]) -> list[str]:
    return [block.text for block in blocks(*pages)]


FULL = "Phòng đã tham mưu ban hành kế hoạch và phối hợp tổ chức các hoạt động"  # 69 letters: to x = 494
PARAGRAPHS = [
    ("a full line goes on", [(80, FULL), (80, "theo quy định.")], [f"{FULL} theo quy định."]),
    (
        "an indented line begins anew",
        [
            (104, FULL[4:]),
            (80, "theo quy định của Sở."),
            (104, "Trong kỳ không phát sinh nội dung nào khác."),
            (80, FULL),
        ],
        [f"{FULL[4:]} theo quy định của Sở.", "Trong kỳ không phát sinh nội dung nào khác.", FULL],
    ),
    (
        "a line with room left ends",
        [(80, "Trong kỳ không phát sinh."), (80, FULL)],
        ["Trong kỳ không phát sinh.", FULL],
    ),
    (
        "a bullet begins anew",
        [(80, FULL), (80, "- Đón 07 đoàn."), (80, "+ Đón 02 đoàn.")],
        [FULL, "- Đón 07 đoàn.", "+ Đón 02 đoàn."],
    ),
    (
        "a number begins anew",
        [(80, FULL[:-1] + "."), (80, "2. Kết quả"), (80, "b) Hạn chế")],
        [FULL[:-1] + ".", "2. Kết quả", "b) Hạn chế"],
    ),
    (
        "a hanging indent goes on",
        [(80, "- " + FULL[:-2]), (92, "theo quy định."), (80, "- Khác")],
        [f"- {FULL[:-2]} theo quy định.", "- Khác"],
    ),
    (
        "a day at a line's start is no number of a list",
        [
            (104, FULL[4:-5] + " ngày"),
            (80, "15. Tiếp theo là hội nghị được tổ chức tại huyện Hướng Hóa và Gio Linh"),
            (80, "trong tháng."),
        ],
        [f"{FULL[4:-5]} ngày 15. Tiếp theo là hội nghị được tổ chức tại huyện Hướng Hóa và Gio Linh trong tháng."],
    ),
    (
        "a ragged line inside a sentence goes on",
        [(80, FULL[:-12]), (80, "các hoạt động"), (80, FULL)],
        [f"{FULL[:-12]} các hoạt động", FULL],
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), PARAGRAPHS, ids=[name for name, *_ in PARAGRAPHS])
def test_lines_become_paragraphs(name: str, given: list[tuple[float, str]], expected: list[str]) -> None:
    words = [word for number, (x, text) in enumerate(given) for word in line(x, 100 + 16 * number, text)]
    below = [word for number in range(3) for word in line(80, 600 + 60 * number, FULL)]  # shows how wide the column is
    assert texts([*words, *below])[: len(expected)] == expected


FIRST = "Tổ chức 1.234 cuộc tuyên truyền; hơn 2.000 lượt người tham dự rồi."  # 66 letters: from 104 to x = 500
PRINTED = [
    (
        "an indented line below a nearly full first line begins anew, and a line at the edge goes on with it",
        [(104, FIRST), (104, "Đón 2-3 đoàn khách quốc tế [có danh sách kèm theo] với mười hai lượt"), (80, "người.")],
        [FIRST, "Đón 2-3 đoàn khách quốc tế [có danh sách kèm theo] với mười hai lượt người."],
    ),
    (
        "a figure with thousands is no list number",
        [(80, f"{FULL} hơn"), (80, "5.987 tin, bài.")],
        [f"{FULL} hơn 5.987 tin, bài."],
    ),
    (
        "the number of a paper is no list number",
        [(80, f"{FULL} số"), (80, "12/KH-UBND của tỉnh.")],
        [f"{FULL} số 12/KH-UBND của tỉnh."],
    ),
    (
        "a first line with as much room behind it as before it is not centered",
        [(116, FULL[6:]), (80, "theo quy định."), (116, FULL[6:63]), (80, "Quảng-Trị trong kỳ báo cáo này.")],
        [f"{FULL[6:]} theo quy định.", f"{FULL[6:63]} Quảng-Trị trong kỳ báo cáo này."],
    ),
    (
        "a title goes on below its middle",
        [
            (170, "Kết quả công tác thông tin đối ngoại 6 tháng cuối"),
            (215, "năm 2024 và phương hướng năm 2025"),
            (80, f"{FULL} đối ngoại."),
        ],
        ["Kết quả công tác thông tin đối ngoại 6 tháng cuối năm 2024 và phương hướng năm 2025", f"{FULL} đối ngoại."],
    ),
]


@pytest.mark.parametrize(("name", "given", "expected"), PRINTED, ids=[name for name, _, _ in PRINTED])
def test_paragraphs_of_a_printed_form_are_those_of_its_file(
    name: str, given: list[tuple[float, str]], expected: list[str]
) -> None:
    assert texts([w for n, (x, text) in enumerate(given) for w in line(x, 100 + 16 * n, text)]) == expected, name


def test_a_wider_gap_begins_a_paragraph() -> None:
    assert texts([*stack(80, 100, FULL, FULL, "hết đoạn."), *line(80, 160, FULL)]) == [f"{FULL} {FULL} hết đoạn.", FULL]


def test_a_bold_heading_is_apart_from_its_text() -> None:
    found = blocks([*line(80, 100, FULL, bold=True), *line(80, 116, FULL)])
    assert [(block.text, block.bold) for block in found] == [(FULL, True), (FULL, False)]


def test_in_stretched_text_a_line_short_of_the_edge_ends_its_paragraph() -> None:
    edge = stack(80, 100, *[FULL] * 6)
    assert texts([*edge, *line(80, 196, FULL[:-1]), *line(80, 212, FULL)])[-1] == FULL


LETTERHEAD = [
    *line(90, 60, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"),
    *line(260, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    *line(132, 78, "VĂN PHÒNG", bold=True),
    *line(284, 76, "Độc lập - Tự do - Hạnh phúc"),
    *line(114, 100, "Số: 19/BC-VP"),
    *line(266, 100, "Quảng Trị, ngày 17 tháng 6 năm 2024"),
]


def test_a_letterhead_is_one_row_of_two_cells() -> None:
    first, *rest = blocks([*LETTERHEAD, *line(240, 130, "BÁO CÁO", bold=True), *line(80, 160, FULL)])
    assert first.locator == "page1/t1/r1"
    assert first.cells == (
        (1, "SỞ KHOA HỌC VÀ CÔNG NGHỆ\nVĂN PHÒNG\nSố: 19/BC-VP"),
        (2, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nQuảng Trị, ngày 17 tháng 6 năm 2024"),
    )
    assert [block.text for block in rest] == ["BÁO CÁO", FULL]


def test_a_motto_close_to_the_unit_is_still_a_cell_of_its_own() -> None:
    words = [*line(80, 60, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"), *line(228, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]
    assert [len(block.cells) for block in blocks(words)] == [2]


def test_signatures_are_one_row_and_take_no_paragraph_with_them() -> None:
    words = [
        *line(80, 100, FULL),
        *line(80, 130, "Nơi nhận:", bold=True),
        *line(380, 130, "CHÁNH VĂN PHÒNG", bold=True),
        *stack(80, 144, "- Như trên;", "- Lưu: VT.", step=13),
        *line(386, 220, "Đoàn Thị Mai", bold=True),
    ]
    assert texts(words) == [FULL, "Nơi nhận:\n- Như trên;\n- Lưu: VT. | CHÁNH VĂN PHÒNG\nĐoàn Thị Mai"]


def test_a_table_without_lines_gives_its_rows() -> None:
    rows = [("Chỉ tiêu", "Kỳ này", "Cùng kỳ"), ("Đoàn ra", "07 đoàn", "05 đoàn"), ("Tin, bài", "41 tin", "38 tin")]
    words = [
        w
        for n, row in enumerate(rows)
        for x, cell in zip((80, 220, 360), row, strict=True)
        for w in line(x, 100 + 20 * n, cell)
    ]
    assert texts([*line(80, 60, FULL), *words]) == [FULL, *(" | ".join(row) for row in rows)]


def test_a_single_wide_gap_and_a_list_number_make_no_table() -> None:
    words = [
        *line(80, 100, "Điện thoại: 0233 x"),
        *line(380, 100, "Fax: 0233 y"),
        *line(80, 140, "1."),
        *line(120, 140, "Kết quả"),
    ]
    assert texts([*words, *line(80, 156, "2."), *line(120, 156, "Hạn chế")]) == [
        "Điện thoại: 0233 x Fax: 0233 y",
        "1. Kết quả",
        "2. Hạn chế",
    ]


def test_columns_of_a_page_are_read_one_after_the_other() -> None:
    left = ["Cột trái dòng số một hai ba tư"] * 7
    right = ["Cột phải dòng số một hai ba tư"] * 7
    found = texts([*stack(60, 100, *left), *stack(320, 100, *right)])
    assert " ".join(found) == " ".join(left + right)


def justify(x: float, base: float, right: float, text: str, letter: float = 5.0) -> list[Word]:
    """The words of a line drawn out to the edge by equal spaces."""
    pieces = text.split()
    gap = (right - x - letter * sum(map(len, pieces))) / (len(pieces) - 1)
    words = []
    for piece in pieces:
        words.append(Word(piece, x, base - 11, x + letter * len(piece), base + 3, base))
        x += letter * len(piece) + gap
    return words


def set_tight(x: float, base: float, right: float, text: str) -> list[Word]:
    """The same with spaces of 3, letters being as wide as that takes."""
    return justify(x, base, right, text, (right - x - 3 * text.count(" ")) / len(text.replace(" ", "")))


LEFT = [
    "bám sát chủ trương, đường lối",
    "của Đảng về thông tin đối",
    "ngoại, kế hoạch công tác của",
    "tỉnh, sự chỉ đạo của các cấp",
]
RIGHT = ["và điều hành thống nhất của", "Sở, sự phối hợp giữa các", "phòng, đơn vị và doanh", "nghiệp."]


@pytest.mark.parametrize("times", [1, 3])
def test_columns_with_a_narrow_gutter_are_read_one_after_the_other(times: int) -> None:
    words: list[Word] = []
    for number, (left, right) in enumerate(zip(LEFT * times, RIGHT * times, strict=True)):
        base = 100 + 16.0 * number
        ends = right.endswith(".")
        words += set_tight(60, base, 210, left)
        words += line(218, base, right) if ends else set_tight(218, base, 368, right)
    assert " ".join(texts(words)).split() == " ".join([*LEFT * times, *RIGHT * times]).split()


def test_full_cells_that_begin_with_capitals_are_rows_and_no_columns() -> None:
    cells = [("Đón đoàn khách Lào thăm Sở", f"Sở Ngoại vụ phối hợp {n} đoàn") for n in range(10, 15)]
    words = [*stack(80, 100, *(left for left, _ in cells)), *stack(262, 100, *(right for _, right in cells))]
    found = blocks(words)
    assert not any("Lào thăm Sở Đón" in block.text for block in found)


def test_lines_drawn_out_to_the_edge_are_no_table() -> None:
    given = ["Kết quả 12", "đoàn; ngày 6", "tháng này có"]
    words = [word for number, text in enumerate(given) for word in justify(80, 100 + 16 * number, 480, text)]
    assert {block.kind for block in blocks(words)} == {"paragraph"}
    assert " ".join(texts(words)) == " ".join(given)


def test_wrapped_cells_of_a_table_without_lines_belong_to_the_row_above() -> None:
    rows = [
        ("STT", "Nội dung", "Kết quả"),
        ("1", "Tổ chức lớp tập", "Tổ chức 03 lớp tập"),
        ("", "huấn cho cán bộ", "huấn"),
    ]
    rows += [("2", "Đón đoàn", "06 đoàn"), ("", "Cử đoàn", "07 đoàn"), ("", "Đăng tin", "41")]
    words = [
        w
        for n, row in enumerate(rows)
        for x, cell in zip((80, 140, 300), row, strict=True)
        for w in line(x, 100 + 16 * n, cell)
    ]
    found = texts(words)
    assert found[1] == "1 | Tổ chức lớp tập huấn cho cán bộ | Tổ chức 03 lớp tập huấn"
    assert found[-1] == " | Đăng tin | 41"  # a figure below a figure is a row of its own


SPREAD = [
    ("B Á O   C Á O", "BÁO CÁO"),
    ("Bá o   c á o   2 4   t i n", "Báo cáo 24 tin"),
    ("1 2 3   4 5 6", "1 2 3 4 5 6"),
    ("A B C D E", "A B C D E"),
]


@pytest.mark.parametrize(("text", "expected"), SPREAD)
def test_letters_drawn_apart_are_words_and_figures_stay_apart(text: str, expected: str) -> None:
    words, x = [], 80.0
    for piece in text.split(" "):
        words += [Word(piece, x, 89, x + 6 * len(piece), 103, 100)] if piece else []
        x += 6 * len(piece) + 3 if piece else 3.0
    assert texts(words) == [expected]


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    return [Rule(True, x, ys[0], ys[-1]) for x in xs] + [Rule(False, y, xs[0], xs[-1]) for y in ys]


def test_a_merged_cell_stands_once_at_its_first_row_and_column() -> None:
    rules = [rule for rule in grid([80, 120, 300, 480], [100, 140, 180]) if not (not rule.upright and rule.at == 140)]
    rules.append(Rule(False, 140, 120, 480))  # the first column spans both rows
    words = [*line(90, 120, "1"), *line(125, 120, "Đoàn ra"), *line(305, 120, "07 đoàn")]
    words += [*line(125, 160, "Đoàn vào"), *line(305, 160, "06 đoàn")]
    assert [block.cells for block in blocks(words, rules=rules)] == [
        ((1, "1"), (2, "Đoàn ra"), (3, "07 đoàn")),
        ((2, "Đoàn vào"), (3, "06 đoàn")),
    ]


@pytest.mark.parametrize(
    "rules", [grid([60, 535], [80, 760]), [Rule(False, 110, 80, 300)], grid([0, 300, 595], [0, 842])]
)
def test_a_frame_an_underline_or_a_page_border_is_no_table(rules: list[Rule]) -> None:
    assert [block.kind for block in blocks(stack(80, 100, FULL, "hết."), rules=rules)] == ["paragraph"]


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    rules = grid([80, 120, 320], [100, 140])
    first = [*line(90, 120, "1"), *line(125, 120, "Đón tiếp và làm việc với các đoàn")]
    found = lay_out(
        [
            Page(1, PAGE, tuple(first), tuple(rules)),
            Page(2, PAGE, tuple(line(125, 120, "khách quốc tế")), tuple(rules)),
        ]
    )
    assert [block.text for block in found.blocks] == ["1 | Đón tiếp và làm việc với các đoàn khách quốc tế"]


def test_running_headers_stand_after_the_body() -> None:
    pages = [
        [*line(80, 40, f"Báo cáo 6 tháng, trang {n}"), *stack(80, 100 + n * 40, FULL, f"Hết {n}.")] for n in (1, 2, 3)
    ]
    assert [(block.kind, block.text) for block in blocks(*pages)] == [
        *[("paragraph", f"{FULL} Hết {n}.") for n in (1, 2, 3)],
        *[("header", f"Báo cáo 6 tháng, trang {n}") for n in (1, 2, 3)],
    ]


def test_lines_at_a_pages_edge_that_differ_in_a_figure_are_text() -> None:
    pages = [[f"- Ngày {n}/{n % 5 + 1}/2024: đón {n:02d} đoàn." for n in range(40 * p, 40 * p + 40)] for p in (1, 2, 3)]
    found = blocks(*(stack(80, 60, *page, step=18) for page in pages))
    assert [block.text for block in found if block.kind == "paragraph"] == [text for page in pages for text in page]


@pytest.mark.parametrize("texts_", [("I. KẾT QUẢ", "Đón 07 đoàn khách Lào."), ("Kết quả chung", "Đón 07 đoàn.")])
def test_equal_lines_at_the_top_of_pages_without_a_gap_below_are_text(texts_: tuple[str, str]) -> None:
    page = stack(80, 60, *texts_, *[FULL] * 4)
    assert [block.kind for block in blocks(page, page)].count("header") == 0


def test_a_figure_in_a_running_header_must_count_the_pages() -> None:
    pages = [[*line(80, 40, f"Đón {n * n} đoàn"), *stack(80, 100, *[FULL] * 4, "hết.")] for n in (1, 2, 3)]
    assert {block.kind for block in blocks(*pages)} == {"paragraph"}


def test_a_running_header_close_to_the_text_of_one_page_is_none_of_it() -> None:
    pages = [[*line(80, 40, "SỞ MẪU"), *stack(80, base, *[FULL] * 3, "hết.")] for base in (56, 120)]
    assert [block.text for block in blocks(*pages) if block.kind == "header"] == ["SỞ MẪU", "SỞ MẪU"]


def test_short_lines_of_a_page_are_paragraphs_of_their_own() -> None:
    given = ["1. Kết quả", *(f"Tháng {n}: đón {n * 3} đoàn" for n in range(1, 9)), "Đăng 41 tin, bài"]
    assert texts(stack(80, 100, *given)) == given


def test_narrow_text_that_goes_on_from_line_to_line_is_one_paragraph() -> None:
    given = [
        "Phòng đã tham mưu ban hành",
        "kế hoạch và phối hợp tổ chức",
        "các hoạt động thông tin đối",
        "ngoại năm 2024.",
    ]
    assert texts(stack(80, 100, *given * 2)) == [" ".join(given)] * 2


def test_every_block_has_a_place_of_its_own() -> None:
    page = [*LETTERHEAD, *stack(80, 160, FULL, "- a.", "- b."), *line(80, 40, "Trang 1")]
    places = [block.locator for block in blocks(page, page)]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Phát thanh -", "Truyền hình", "Phát thanh - Truyền hình"),
        ("số 19/BC-", "VP", "số 19/BC-VP"),
        ("consoli-", "dation", "consolidation"),
        ("in-", "tơ-nét", "in-tơ-nét"),
        ("tuyên\xad", "truyền", "tuyêntruyền"),
        ("consoli\x02", "dation", "consolidation"),
        ("www.so.example/tin-", "tuc", "www.so.example/tin-tuc"),
        ("gửi vp-", "so@so.example", "gửi vp-so@so.example"),
    ],
)
def test_hyphens_at_a_line_end(first: str, second: str, joined: str) -> None:
    assert join_texts(first, second) == joined


@pytest.mark.parametrize(
    ("text", "settled"),
    [("07 đoàn¹ khách", "07 đoàn khách"), ("rộng 20 m²", "rộng 20 m2"), ("x² + y", "x² + y"), ("1.250¹", "1.250")],
)
def test_raised_digits_never_join_a_figure(text: str, settled: str) -> None:
    assert settle_raised(text, {"1"}) == settled


def test_a_raised_mark_stays_on_its_line() -> None:
    words = [*line(80, 100, "Sở đã đón 07 đoàn"), *line(80 + 17 * LETTER, 95, "1", size=8)]
    assert [found.text for found in make_lines(words)] == ["Sở đã đón 07 đoàn¹"]
