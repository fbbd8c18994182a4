"""Codes of fields in a .docx: never read, wherever they begin and end."""

import pytest

from tests.reading.docx_xml import TURNS, field, run


def make_code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            [run("đầu") + TURNS["begin"] + make_code("IF"), TURNS["separate"] + run("07") + TURNS["end"]],
            ["đầu", "07"],
        ),
        (
            [
                TURNS["begin"] + make_code("IF"),
                field("MERGEFIELD x", "7") + make_code("= 7"),
                "",
                TURNS["separate"] + run("07") + TURNS["end"] + run(" sau"),
            ],
            ["07 sau"],
        ),
        (  # a table of contents
            [
                TURNS["begin"] + make_code("TOC") + TURNS["separate"] + run("I ") + field("PAGEREF a", "3"),
                run("II ") + field("PAGEREF b", "5"),
                TURNS["end"] + run("thân"),
            ],
            ["I 3", "II 5", "thân"],
        ),
        ([TURNS["begin"] + make_code("IF"), run("07"), run("08")], ["07", "08"]),  # never ends
        (
            [TURNS["begin"] + make_code("IF"), run("07"), run("08") + TURNS["end"]],
            ["07", "08"],
        ),  # its end is another's
        ([TURNS["begin"] + make_code("IF"), field("PAGE", "07"), run("08")], ["07", "08"]),
    ],
)
def test_a_code_goes_on_into_the_next_paragraph_only_where_it_ends(read_docx, paragraphs, expected):
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    assert [block.text for block in read_docx(body).blocks] == expected


def test_no_code_goes_on_over_the_bounds_of_a_cell(read_docx):
    begin, end = TURNS["begin"] + make_code("IF"), TURNS["separate"] + TURNS["end"]
    cells = f"<w:tc><w:p>{begin}</w:p></w:tc><w:tc><w:p>{make_code('x')}{run('07')}{end}</w:p></w:tc>"
    assert [block.text for block in read_docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").blocks] == [" | 07"]
