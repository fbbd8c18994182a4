"""Mails that did not arrive whole, and those that say one thing in several ways: nothing is lost or doubled unsaid."""

import base64

import pytest

from tonghop.reading import plain, read_documents
from tonghop.reading.limits import Limits
from tonghop.reading.mail.mime import split_mail
from tonghop.reading.raw import UnreadableError

HEAD = "From: a@x.example\r\nMIME-Version: 1.0\r\n"
TEXT = "Content-Type: text/plain; charset=utf-8\r\n"
PLAIN, PAGE, OTHER = "text/plain", "text/html", "text/x-amp-html"
FILE = TEXT + 'Content-Disposition: attachment; filename="pl.txt"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n'
LONG = " ".join(letter * 2 for letter in "abcdefghijklmnopqrstuvxyz")
CODED = base64.encodebytes("Đón 9 đoàn khách quốc tế trong kỳ".encode()).decode().strip()


def _join(*parts, kind="mixed", end="--B--\r\n"):
    lines = "".join(f"--B\r\n{part}\r\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="B"\r\n\r\n{lines}{end}'.encode()


def _split(raw):
    head, _ = split_mail(raw, Limits())
    return [key for key, _, _ in head["findings"]], [block.text for block in head["body"]["blocks"] if block.text], head


WHOLE = _join(f"{TEXT}\r\nĐón 5 đoàn", FILE.format(CODED))


@pytest.mark.parametrize(
    "raw",
    [
        WHOLE[:-7],
        WHOLE[:-30],
        WHOLE[: WHOLE.index(b"pl.txt")],
        WHOLE[: WHOLE.index(b"--B\r\n")],
        _join(FILE.format(CODED[:-6])),
        _join(FILE.format(CODED.replace(CODED[8:12], "!!!!"))),
        f"{HEAD}{TEXT}Content-Transfer-Encoding: quoted-printable\r\n\r\nB=C3=A1o c=C3".encode(),
        f"{HEAD}{TEXT}Content-Transfer-Encoding: quoted-printable\r\n\r\nB=C3=A1o c=C".encode(),
        f"{HEAD}{TEXT}Content-Transfer-Encoding: quoted-printable\r\n\r\nB=C3=A1o 5 =".encode(),
        f"{HEAD}{TEXT}\r\nBáo cáo đ".encode()[:-1],
        f"{HEAD}Content-Type: message/partial; id=x; number=1; total=2\r\n\r\n{TEXT}\r\nĐón".encode(),
    ],
)
def test_a_mail_that_is_cut_is_told(raw):
    assert "mail-truncated" in _split(raw)[0]


@pytest.mark.parametrize(
    "raw",
    [
        WHOLE,
        WHOLE.rstrip(),
        _join(f"{TEXT}\r\nĐón", end="--B--"),
        _join(f"{TEXT}\r\n", end=""),
        _join(f"{TEXT}Content-Transfer-Encoding: quoted-printable\r\n\r\nB=C3=A1o=\r\n"),
        f"{HEAD}{TEXT}Content-Transfer-Encoding: base64\r\n\r\n{CODED} \r\n \r\n".encode(),
        f"{HEAD}{TEXT}\r\nĐón 5 đoàn".encode(),
        f"{HEAD}Content-Type: text/plain; charset=windows-1258\r\n\r\n".encode() + "Báo cáo ă".encode("cp1258"),
        f"{HEAD}Content-Type: multipart/mixed\r\n\r\nx".encode(),
    ],
)
def test_what_old_mailers_leave_out_is_no_damage(raw):
    assert _split(raw)[0] == []


def test_damaged_letters_are_told_and_the_rest_is_read():
    keys, texts, head = _split(f"{HEAD}{TEXT}\r\nĐón 5 đoàn khách\r\n".encode() + b"\xff\r\nHai")
    assert (keys, head["findings"][0][2], texts[0]) == (["corrupt-text"], {"count": 1}, "Đón 5 đoàn khách")


def test_an_old_code_that_says_utf8_is_read_as_what_it_is():
    raw = f"{HEAD}{TEXT}\r\n".encode() + "Céng hoµ x· héi chñ nghÜa ViÖt Nam. Tr\xad\xeang ®\xb7 tæ chøc 03 líp".encode(
        "latin-1"
    )
    keys, texts, _ = _split(raw)
    assert (keys, texts) == ([], ["Cộng hoà xã hội chủ nghĩa Việt Nam. Trường đã tổ chức 03 lớp"])


def test_a_cut_mail_waits_for_a_person_with_what_is_left():
    (document,) = read_documents([("a.eml", WHOLE[:-7])])
    assert [(finding.rule, finding.severity) for finding in document.findings] == [("truncated", "error")]
    assert "Đón 5 đoàn" in [block.text for block in document.blocks]


def _say(*ways):
    return _join(*(f"Content-Type: {kind}; charset=utf-8\r\n\r\n{text}" for kind, text in ways), kind="alternative")


@pytest.mark.parametrize(
    ("ways", "texts", "keys"),
    [
        ([(PAGE, "<p>Đón 5 đoàn"), ("text/calendar", "BEGIN:VCALENDAR")], ["Đón 5 đoàn"], []),
        ([(PAGE, "<p>Đón 5 đoàn"), (OTHER, "<p>Đón 5 đoàn")], ["Đón 5 đoàn"], []),
        ([(PLAIN, "Đón 5 đoàn"), (OTHER, "<p>Đón 5 đoàn"), (PAGE, "<p>Đón 5 đoàn")], ["Đón 5 đoàn"], []),
        ([(PAGE, "<p>Đón 4 đoàn"), (PAGE, "<p>Đón 5 đoàn"), (PAGE, "<p> ")], ["Đón 5 đoàn"], []),
        ([(PLAIN, " \r\n "), (PAGE, "<p>Đón 5 đoàn")], ["Đón 5 đoàn"], []),
        ([(PLAIN, "Xem bản HTML."), (PAGE, "<p>Đón 5 đoàn")], ["Đón 5 đoàn"], []),
        ([(PLAIN, "Xem bản HTML."), (PAGE, "<p>Không phát sinh")], ["Không phát sinh"], []),
        ([(PLAIN, "Đón đoàn"), (PAGE, "<p>Đón 5 đoàn khách")], ["Đón 5 đoàn khách"], []),
        ([(PLAIN, "Đón 5 đoàn, http://x.example/7"), (PAGE, "<p>Đón 5 <a href=x>đoàn</a>,")], ["Đón 5 đoàn,"], []),
        ([(PLAIN, "1. Đón 5 đoàn"), (PAGE, "<ol><li>Đón 05 đoàn</ol>")], ["1. Đón 5 đoàn"], []),
        ([(PLAIN, "Đón 5 đoàn"), (PAGE, "<p> ")], ["Đón 5 đoàn"], []),
        ([(PLAIN, "Đón 5 đoàn"), (PAGE, "<p>Đón 8 đoàn")], ["Đón 5 đoàn"], ["alternatives-differ"]),
        ([(PLAIN, LONG), (PAGE, "<p>Đón 8 đoàn")], [LONG], ["alternatives-differ"]),
    ],
)  # fmt: skip
def test_of_several_ways_the_one_that_says_all_is_read_and_doubt_is_told(ways, texts, keys):
    found, shown, _ = _split(_say(*ways))
    assert found == keys
    assert [text.replace(", http://x.example/7", ",") for text in shown] == texts


def test_a_page_around_a_file_is_not_read_beside_the_plain_text():
    inner = (
        f"Content-Type: multipart/mixed; boundary=C\r\n\r\n--C\r\nContent-Type: {PAGE}\r\n\r\n<p>5 doan\r\n--C\r\n"
        f"{FILE.format(CODED)}\r\n--C\r\nContent-Type: {PAGE}\r\n\r\n<p> \r\n--C--"
    )
    keys, texts, head = _split(_join(f"{TEXT}\r\n5 doan", inner, kind="alternative"))
    assert (keys, texts, [name for name, _ in head["parts"]]) == ([], ["5 doan"], ["pl.txt"])


DIVIDED = f"Có 3 lớp\n\n{'_' * 32}\nTừ: A <a@x.example>\nĐã gửi: Thứ Tư\nĐến: B <b@x.example>\nChủ đề: c\n\n9 đoàn"


@pytest.mark.parametrize("text", [DIVIDED, "Có 3 lớp\n> Kính gửi,\n>\n> 9 đoàn", "Có 3 lớp\n> a\n> > b\n> 9 đoàn"])
def test_an_earlier_mail_is_parted_without_a_subject_that_answers(text):
    _, _, head = _split(f"{HEAD}{TEXT}\r\n{text}".encode())
    assert ("Có 3 lớp" in head["body_text"], "9 đoàn" in head["body_text"]) == (True, False)
    assert [key for key, _, _ in head["body"]["findings"]] == ["quoted-history"]


@pytest.mark.parametrize("line", ["a" * 40_000 + "@" + "a" * 40_000, "a" * 40_000 + "@x wrote:", "a@ " * 30_000 + ":"])
def test_a_hostile_line_of_an_answer_is_read_in_bounded_time(line):
    _, texts, _ = _split(f"{HEAD}In-Reply-To: <x>\r\n{TEXT}\r\n{line}\r\nĐón 5 đoàn".encode())
    assert texts[-1] == "Đón 5 đoàn"


SPOKEN = "Báo cáo\nĐón 5 đoàn khách quốc tế\n"


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (SPOKEN.encode() + b"\xff\n", ["corrupt-text"]),
        ((SPOKEN + "đ").encode()[:-1], ["truncated"]),
        (SPOKEN.strip().encode("utf-16")[:-1], ["truncated"]),
        ((SPOKEN + "\ufffd").encode(), []),
        (SPOKEN.encode("utf-16"), []),
    ],
)
def test_a_text_file_with_damage_is_read_and_told(data, keys):
    reading = plain.read(data, Limits())
    assert [finding.key for finding in reading.findings] == keys
    assert [block.text for block in reading.blocks][1].startswith("Đón 5 đoàn khách quốc t")


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 10_001,
        b"X-A: b\r\n" * 50_001 + b"\r\nx",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + b"X-A: b\r\n" * 50_001 + b"\r\nx\r\n--b--",
    ],
)
def test_a_mail_of_nothing_but_parts_or_headers_is_refused_before_it_is_taken_apart(raw):
    with pytest.raises(UnreadableError, match="bomb"):
        split_mail(raw, Limits())
