"""Paragraphs are cut where sentences end, and nowhere else; nothing of the text is lost."""

import pytest

from tonghop.understanding.filing.sentences import split_clauses, split_sentences

SENTENCES = [
    ("Đăng 41 tin. Cử 02 cán bộ.", ["Đăng 41 tin.", "Cử 02 cán bộ."]),
    ("Tổ chức tại TP. Đông Hà ngày 12.5.2024. Có 30 người.", None),
    ("Tổ chức tại TP. Đông Hà ngày 12.5.2024. Cử 3 người.", ["Tổ chức tại TP. Đông Hà ngày 12.5.2024.", "Cử 3 người."]),
    ("Treo pano, băng rôn, v.v. tại trụ sở.", ["Treo pano, băng rôn, v.v. tại trụ sở."]),
    ("Đón GS. Nguyễn V. An và ThS. Lê B.", ["Đón GS. Nguyễn V. An và ThS. Lê B."]),
    ("Lượt truy cập 12.500 lượt, xem www.abc.example.", ["Lượt truy cập 12.500 lượt, xem www.abc.example."]),
    ("Đón 02 đoàn. Qua đó tăng cường hiểu biết.", ["Đón 02 đoàn. Qua đó tăng cường hiểu biết."]),
    (
        "Đăng 30 bài. Các tin bài tập trung vào chuyển đổi số.",
        ["Đăng 30 bài. Các tin bài tập trung vào chuyển đổi số."],
    ),
    ("Đăng 41 tin (trong đó 5 tin ảnh. Còn lại là bài). Cử 2 người.", None),
    ("1. Đăng tin\n2. Cử người đi học", ["1. Đăng tin", "2. Cử người đi học"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_paragraph_is_cut_at_the_ends_of_its_sentences(text: str, expected: list[str] | None) -> None:
    found = split_sentences(text)
    if expected is not None:
        assert found == expected
    assert "".join("".join(found).split()) == "".join(text.split())


@pytest.mark.parametrize("text", ["", " ... "])
def test_what_has_no_letter_is_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


CLAUSES = [
    ("Đăng 41 tin trên Cổng; cử 02 cán bộ tập huấn", ["Đăng 41 tin trên Cổng", "cử 02 cán bộ tập huấn"]),
    (
        "Đã đăng 41 tin trên Cổng, cử 02 cán bộ tập huấn và tổ chức 03 buổi tọa đàm",
        ["Đã đăng 41 tin trên Cổng", "cử 02 cán bộ tập huấn", "tổ chức 03 buổi tọa đàm"],
    ),
    ("Đón tiếp và làm việc với đoàn Lào", ["Đón tiếp và làm việc với đoàn Lào"]),
    ("Đăng tin, bài, ảnh về biển, đảo", ["Đăng tin, bài, ảnh về biển, đảo"]),
    ("Đón 02 đoàn (Lào; Thái Lan) tại Sở", ["Đón 02 đoàn (Lào; Thái Lan) tại Sở"]),
    ("Tham gia Techfest", ["Tham gia Techfest"]),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_a_sentence_is_cut_where_another_activity_may_begin(text: str, expected: list[str]) -> None:
    assert split_clauses(text) == expected


@pytest.mark.parametrize("text", ["A. " * 60000, ", đăng bài viết" * 20000, "(" * 100000, ". " * 100000])
def test_a_hostile_text_stays_whole(text: str) -> None:
    assert split_sentences(text) == [text]
    assert split_clauses(text) == [text]
