"""Laws of placing what tesseract saw: upright, straight, in points, noise dropped, confidence kept."""

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.ocr import placing, recognising
from tonghop.reading.ocr.ruling import find_rules
from tonghop.reading.pdf.shapes import Rule
from tonghop.reading.raw import UnreadableError

TITLES = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def table(
    *words: tuple[int, int, int, int, int, float, str], pages: int = 1, size: tuple[int, int] = (1000, 2000)
) -> str:
    """(line, left, top, width, height, confidence, text) of page 1, behind one row per page."""
    rows = [f"1\t{n}\t0\t0\t0\t0\t0\t0\t{size[0]}\t{size[1]}\t-1\t" for n in range(1, pages + 1)]
    rows += [f"5\t1\t1\t1\t{n}\t1\t{x}\t{y}\t{w}\t{h}\t{c}\t{t}" for n, x, y, w, h, c, t in words]
    return TITLES + "\n".join(rows) + "\n"


def test_words_of_one_line_share_their_base_and_height() -> None:
    (page,) = placing.place_words(
        table((1, 100, 100, 90, 40, 96.5, "Đại"), (1, 200, 110, 90, 30, 80, "em"), (1, 300, 110, 90, 40, 90, "gửi")), 0
    )
    assert [word.text for word in page.words] == ["Đại", "em", "gửi"]
    assert len({(word.base, word.top, word.bottom) for word in page.words}) == 1
    assert [word.confidence for word in page.words] == [0.965, 0.8, 0.9]


def test_ruling_lines_taken_for_characters_are_dropped() -> None:
    (page,) = placing.place_words(
        table((1, 1, 1, 9, 40, 90, "|"), (1, 20, 1, 30, 40, 90, "|02"), (1, 60, 1, 30, 40, 20, "~")), 0
    )
    assert [word.text for word in page.words] == ["02"]


def test_a_page_askew_is_made_straight() -> None:
    words = tuple((1, 100 * n, 500 + 5 * n, 80, 40, 90.0, f"chữ{n}") for n in range(9))
    (page,) = placing.place_words(table(*words), 0, [Rule(False, 600, 0, 900)])
    assert max(word.base for word in page.words) - min(word.base for word in page.words) < 0.5


@pytest.mark.parametrize(
    ("degrees", "box"), [(90, (1800, 100, 1900, 300)), (180, (700, 1800, 900, 1900)), (270, (100, 700, 200, 900))]
)
def test_a_turned_page_is_turned_back(degrees: int, box: tuple[int, ...]) -> None:
    assert placing._turn((100, 100, 300, 200), (1000, 2000), degrees) == box


def test_each_page_of_a_picture_is_a_page() -> None:
    assert [page.number for page in placing.place_words(table(pages=3), 0)] == [1, 2, 3]


def picture(width: int, height: int, *dark: tuple[int, int, int, int]) -> bytes:
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    for left, top, right, bottom in dark:
        for y in range(top, bottom):
            rows[y][left:right] = bytes(right - left)
    return b"P5\n%d %d\n255\n" % (width, height) + b"".join(rows)


def test_ruling_lines_are_found_and_letters_are_not() -> None:
    rules = find_rules(picture(500, 400, (50, 100, 450, 103), (200, 50, 203, 350), (300, 300, 310, 315)))
    assert rules == [Rule(False, 101.0, 50, 450), Rule(True, 201.0, 50, 350)]


def test_a_filled_area_is_no_line() -> None:
    assert find_rules(picture(500, 400, (50, 50, 450, 350))) == []


@pytest.mark.parametrize("data", [b"", b"\x89PNG", b"P5\n9 9\n255\n"])
def test_other_pictures_have_no_known_lines(data: bytes) -> None:
    assert find_rules(data) == []


def test_without_tesseract_the_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError) as caught:
        recognising.recognise([b""], Limits())
    assert caught.value.key == "program-missing"
    assert set(caught.value.values) == {"program", "label"}
