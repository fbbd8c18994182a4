"""Tables typed as plain text: their rows are blocks with cells; sentences, letterheads and signatures stay lines."""

import pytest

from tonghop.reading import plain
from tonghop.reading.limits import Limits


def _read(text):
    return plain.read(text.encode(), Limits()).blocks


@pytest.mark.parametrize(
    "text",
    [
        "STT\tNội dung\tKết quả\tĐơn vị\n1\tĐăng tin\t156\ttin, bài",
        "STT\tNội dung\tKết quả\tĐơn vị\n\n1\tĐăng  tin\t156\ttin, bài\n",
        "| STT | Nội dung | Kết quả | Đơn vị |\n|---|:--:|---|---|\n| 1 | Đăng tin | 156 | tin, bài |",
        "STT | Nội dung | Kết quả | Đơn vị\n1 | Đăng tin | 156 | tin, bài",
        "+---+---+\n| STT | Nội dung | Kết quả | Đơn vị |\n+===+===+\n| 1 | Đăng tin | 156 | tin, bài |\n+---+---+",
        'STT,Nội dung,Kết quả,Đơn vị\n1,Đăng tin,156,"tin, bài"\n',
        'STT;Nội dung;Kết quả;Đơn vị\r\n1;"Đăng\r\ntin";156;tin, bài\r\n',
    ],
    ids=["tabs", "tabs, blank line", "bars", "bars within", "drawn", "commas", "semicolons"],
)
def test_neighbouring_lines_with_as_many_cells_are_rows_of_one_table(text):
    blocks = _read(text)
    assert [(block.locator, block.kind) for block in blocks] == [
        ("body/t1/r1", "table_row"),
        ("body/t1/r2", "table_row"),
    ]
    assert [text for _, text in blocks[0].cells] == ["STT", "Nội dung", "Kết quả", "Đơn vị"]
    assert [(column, text.replace("\n", " ")) for column, text in blocks[1].cells] == [
        (1, "1"),
        (2, "Đăng tin"),
        (3, "156"),
        (4, "tin, bài"),
    ]
    assert blocks[0].text == "STT | Nội dung | Kết quả | Đơn vị"


def test_lines_keep_their_numbers_beside_tables_and_empty_cells_their_columns():
    blocks = _read("Mục 4\nSTT\tNội dung\tSố\tGhi chú\n1\tTin\t3\n\tBài\t4\t\nMục 5\nA\tB\tC\nD\tE\tF\nHết")
    assert [block.locator for block in blocks] == [
        *("body/p1", "body/t1/r1", "body/t1/r2", "body/t1/r3", "body/p5", "body/t2/r1", "body/t2/r2", "body/p8")
    ]
    assert blocks[3].cells == ((2, "Bài"), (3, "4"))


def test_a_signature_below_a_table_is_no_row_of_it():
    blocks = _read("TT\tTin\tSố\tĐVT\n1\tBài\t156\tbài\nTổng\t\t156\t\n\nNơi nhận:\t\t\tGIÁM ĐỐC\n- VT.\t\t\tVăn A")
    assert [block.locator for block in blocks] == ["body/t1/r1", "body/t1/r2", "body/t1/r3", "body/p5", "body/p6"]


def test_tabs_that_only_place_cells_below_each_other_make_no_columns():
    titles = "STT\tNội dung\t\t\tKết quả\tĐVT"
    blocks = _read(f"{titles}\n1\tĐăng tin, bài ảnh\t156\tbài\n2\tBản tin\t\t6\tsố")
    assert [block.cells[2] for block in blocks] == [(3, "Kết quả"), (3, "156"), (3, "6")]
    assert [block.cells[2][1] for block in _read("STT\tTên\tSố\tĐVT\n1\tTin\t\t\t156\tbài")] == ["Số", "156"]
    unsure = _read(f"{titles}\n1\tĐăng tin, bài ảnh\t156\n2\tBản tin\t\t6\tsố")
    assert [block.locator for block in unsure] == ["body/p1", "body/p2", "body/p3"]


def test_titles_above_the_rows_of_a_csv_file_are_lines():
    blocks = _read("VĂN PHÒNG SỞ,,,\nBÁO CÁO,,,\nSTT,Nội dung,Kết quả,ĐVT\n4,Tuyên truyền,,\n1,Đăng tin,156,bài\n")
    assert [block.locator for block in blocks] == ["body/p1", "body/p2", "body/t1/r1", "body/t1/r2", "body/t1/r3"]
    assert [block.text for block in blocks[:2]] == ["VĂN PHÒNG SỞ", "BÁO CÁO"]
    assert blocks[3].cells == ((1, "4"), (2, "Tuyên truyền"))


@pytest.mark.parametrize(
    "text",
    [
        "Đăng tin, bài, ảnh trên Cổng\nĐón khách, cử đoàn, ký kết",
        "Đăng 3 tin; 4 bài; 5 ảnh\nĐón 6 đoàn; 7 khách; 8 lượt",
        "Lưu:VT,VP,KHTC\nHết",
        "A | B\nC | D",
        "Trình bày trong hai\tcột\nMột\thai",
        "\t\tThụt đầu dòng\n\t\tThụt đầu dòng",
        "SỞ KH&CN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVĂN PHÒNG\t\t\tĐộc lập - Tự do - Hạnh phúc",
        "Nơi nhận:\t\t\tGIÁM ĐỐC\n- Lưu: VT.\t\t\tNguyễn Văn A",
        "1\tĐăng tin\t156\tbài\n2. Đón đoàn",
        'Ông "A,B,C nói\nBà "D,E,F nói',
        "--------\n========",
    ],
)
def test_other_lines_are_no_table(text):
    blocks = _read(text)
    assert [block.locator for block in blocks] == ["body/p1", "body/p2"]
    assert {block.cells for block in blocks} == {()}


def test_lines_of_marks_alone_cost_no_more_than_their_length():
    assert len(_read("|" * 20_000 + "\n" + "-" * 200_000 + "x\n" + '",,' * 50_000)) == 3
