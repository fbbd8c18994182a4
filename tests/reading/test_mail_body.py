"""The body of a mail: what its sender wrote, apart from what he quoted and signed; forwarded words stay."""

from email.message import EmailMessage

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.mail.mime import split_mail

WHO = "Văn phòng <vp@so.example>"
FIELDS = f"Từ: {WHO}\nĐã gửi: 05/06/2024\nĐến: A\nChủ đề: Yêu cầu\n\nnăm ngoái 9 đoàn"
GMAIL = (
    '<div dir=ltr>Có 3 lớp</div><div class="gmail_quote"><div class="gmail_attr">{0}<br></div>'
    '<blockquote class="gmail_quote">năm ngoái 9 đoàn</blockquote></div>'
)
MOZILLA = (
    "<p>Có 3 lớp</p><div class=moz-cite-prefix>On 5/6/24, A wrote:</div>"
    "<blockquote type=cite>năm ngoái 9 đoàn</blockquote>"
)
OUTLOOK = (
    "<p>Có 3 lớp</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> VP<br><b>Sent:</b> 5/6<br>"
    "<b>To:</b> A<br><b>Subject:</b> x</p></div><table><tr><td>năm ngoái<td>9 đoàn</table>"
)


def _split(text=None, html=None, subject="Báo cáo", attach=False, **headers):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@dv.example", subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if text is not None:
        mail.set_content(text, cte="8bit")
    if html is not None and text is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    if attach:
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="bc.pdf")
    return split_mail(mail.as_bytes(), Limits())[0]


def _zones(head):
    """zone -> its words."""
    found = {}
    for block in head["body"]["blocks"]:
        found.setdefault(block.locator.split("/")[0], []).append(block.text)
    return {zone: " / ".join(lines) for zone, lines in found.items()}


def _keys(head):
    return [key for key, _, _ in head["body"]["findings"]]


@pytest.mark.parametrize(
    ("subject", "text", "html"),
    [
        ("Re: x", "Có 3 lớp\n\nOn 5 June 2024, VP wrote:\n> năm ngoái 9 đoàn", None),
        ("x", f"Có 3 lớp\n\nVào lúc 08:00, 5/6/2024, {WHO}\nđã viết:\n> năm ngoái 9 đoàn", None),
        ("x", f"Ngày 05/6/2024 tổ chức\nCó 3 lớp\n{WHO} đã viết:\n> năm ngoái 9 đoàn", None),
        ("Trả lời: x", "> năm ngoái 9 đoàn\nCó 3 lớp", None),
        ("RE: x", "Có 3 lớp\n-----Original Message-----\nnăm ngoái 9 đoàn", None),
        ("x", "Có 3 lớp\n----- Thư gốc -----\nnăm ngoái 9 đoàn", None),
        ("TL: x", f"Có 3 lớp\n{FIELDS}", None),
        ("Re: x", "Có 3 lớp\n\nNgày 5 thg 6, 2024 VP đã viết:\nnăm ngoái 9 đoàn", None),
        ("x", None, GMAIL.format(f"Vào Th 4, 5 thg 6, 2024 {WHO.replace('<', '&lt;')} đã viết:")),
        ("Re: x", None, OUTLOOK),
        ("x", None, MOZILLA),
    ],
)  # fmt: skip
def test_what_is_quoted_is_a_comment_and_never_in_the_text(subject, text, html):
    head = _split(text, html, subject)
    zones = _zones(head)
    assert zones["body"].split(" / ")[-1] == "Có 3 lớp"
    assert "9 đoàn" in zones["quote"]
    assert {block.kind for block in head["body"]["blocks"] if block.locator.startswith("quote/")} == {"comment"}
    assert "9 đoàn" not in head["body_text"]
    assert "9 đoàn" in head["quoted_text"]
    assert _keys(head) == ["quoted-history"]


@pytest.mark.parametrize(
    ("subject", "text", "html"),
    [
        ("Fwd: x", f"Kính chuyển\n---------- Forwarded message ---------\n{FIELDS}", None),
        ("FW: x", f"Kính chuyển\n{FIELDS}", None),
        ("Chuyển tiếp: x", "Kính chuyển\n> năm ngoái 9 đoàn", None),
        ("x", f"Kính chuyển\nBắt đầu thư được chuyển tiếp:\n{FIELDS}", None),
        ("x", None, GMAIL.format("---------- Forwarded message ---------<br>Từ: VP")),
        (
            "x",
            None,
            "<p>K<div class=moz-forward-container>-------- Forwarded --------<blockquote type=cite>9 đoàn</div>",
        ),
    ],
)
def test_what_was_forwarded_is_content(subject, text, html):
    head = _split(text, html, subject)
    zones = _zones(head)
    assert set(zones) <= {"body", "forward"}
    assert "9 đoàn" in zones["body"]
    assert "9 đoàn" in head["body_text"]
    assert _keys(head) == []


@pytest.mark.parametrize(
    ("subject", "text", "html"),
    [
        ("Fwd: x", f"Kính chuyển\n---------- Forwarded message ---------\n{FIELDS}\n1. Có 3 lớp", None),
        (
            "Fwd: x",
            "Kính chuyển\n---------- Forwarded message ---------\nTừ: A <a@so.example>\n"
            "Date: Th 5, 13 thg 6, 2024 lúc 09:00\nSubject: Báo cáo\nTo: B <b@so.example>,\n C <c@so.example>\n"
            "Cc: D\n\nnăm ngoái 9 đoàn\n1. Có 3 lớp",
            None,
        ),
        ("FW: x", f"Kính chuyển\n{FIELDS}\n1. Có 3 lớp", None),
        ("FW: x", "Kính chuyển" + f"\n\n{FIELDS}".replace("\n\nnăm ngoái", "") + f"\n{FIELDS}\n1. Có 3 lớp", None),
        (
            "Fwd: x",
            None,
            GMAIL.format(
                "---------- Forwarded message ---------<br>Từ: A &lt;a@so.example&gt;<br>Date: 13 thg 6<br>Subject: B"
            ).replace("Có 3 lớp", "Kính chuyển").replace("9 đoàn", "9 đoàn<br>1. Có 3 lớp"),
        ),
    ],
)  # fmt: skip
def test_the_head_of_a_forwarded_mail_is_a_comment_and_never_in_the_text(subject, text, html):
    head = _split(text, html, subject)
    zones = _zones(head)
    assert zones["body"].startswith("Kính chuyển / ")
    assert zones["body"].endswith("năm ngoái 9 đoàn / 1. Có 3 lớp")
    assert ":" not in zones["body"].replace("năm ngoái 9 đoàn", "")
    assert "Từ: " in zones["forward"]
    assert {block.kind for block in head["body"]["blocks"] if block.locator.startswith("forward/")} == {"comment"}
    assert "Từ: " not in head["body_text"]


def test_fields_that_the_sender_wrote_below_the_head_stay():
    head = _split(f"{FIELDS.partition(chr(10) * 2)[0]}\n\nNội dung: 3 lớp\nNgày: 05/6", subject="Fwd: x")
    assert _zones(head)["body"] == "Nội dung: 3 lớp / Ngày: 05/6"


def test_a_table_typed_in_a_mail_has_rows_in_their_zones():
    head = _split("Kính gửi\nTT\tNội dung\tSố\n1\tĐăng tin\t156\n\nOn 5 June 2024, A wrote:\n> 1\tCũ\t9\n> 2\tCũ\t8")
    assert [(block.locator, block.kind) for block in head["body"]["blocks"]] == [
        ("body/p1", "paragraph"),
        ("body/t1/r1", "table_row"),
        ("body/t1/r2", "table_row"),
        ("quote/p5", "comment"),
        ("quote/t2/r1", "comment"),
        ("quote/t2/r2", "comment"),
    ]
    assert "<td>156</td>" in head["body_html"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("x", f"Có 3 lớp\n{FIELDS}"),
        ("x", "Có 3 lớp\n> kết quả 9 đoàn"),
        ("Re: x", "On 5 June 2024, VP wrote:\n> có 9 đoàn"),
    ],
)
def test_what_may_be_either_stays_and_a_person_is_told(subject, text):
    head = _split(text, subject=subject)
    assert "9 đoàn" in head["body_text"]
    assert _keys(head) == ["history-unclear"]


def test_an_empty_answer_to_a_mail_stays_quoted_when_the_report_is_attached():
    assert _keys(_split("\nOn 5 June 2024, VP wrote:\n> có 9 đoàn", subject="Re: x", attach=True)) == ["quoted-history"]


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        ("Có 3 lớp.\nTrân trọng,\nVăn A\nTrưởng phòng\nĐT: 024 3826 0000", "Văn A / Trưởng phòng / ĐT: 024 3826 0000"),
        ("Có 3 lớp.\n-- \nA\nPhòng B", "-- / A / Phòng B"),
        ("Có 3 lớp.\nKính chào!\n\nA\n\nRe: y", "A / Re: y"),
        ("Có 3 lớp.\nSent from my iPhone", "Sent from my iPhone"),
        ("Có 3 lớp.\nTrân trọng\nA\n\nOn 5 June 2024, VP wrote:\n> cũ", "A"),
    ],
)  # fmt: skip
def test_a_signature_is_apart_and_still_in_the_text(text, signature):
    head = _split(text, subject="Re: x")
    assert _zones(head)["signature"] == signature
    assert signature.split(" / ")[0].strip() in head["body_text"]


@pytest.mark.parametrize(
    "text",
    [
        "Trân trọng\nA\nTổ chức 3 lớp tập huấn",
        "Trân trọng\n1. Tổ chức lớp",
        "--\n" + "dòng\n" * 20,
        "Trân trọng\n" + "x" * 150,
    ],
)
def test_whatever_may_be_part_of_a_report_is_no_signature(text):
    assert set(_zones(_split(text))) == {"body"}


def test_marks_of_mail_programs_tell_the_signature():
    page = "<p>Có 3 lớp</p><div class=gmail_signature>A<br>Phòng B</div>"
    assert _zones(_split(html=page)) == {"body": "Có 3 lớp", "signature": "A / Phòng B"}


def test_lines_keep_their_numbers_and_rows_of_a_page_are_kept():
    page = "<p>Kết quả:</p><table><tr><td>STT<td>Nội dung</tr><tr><td>1<td>A &amp; B</tr></table><p>cuối</p>"
    head = _split("Kết quả:\n\nSTT\n\nNội dung\n\n1\n\nA & B\n\ncuối", page)
    assert [(block.locator, block.kind) for block in head["body"]["blocks"]] == [
        ("body/p1", "paragraph"),
        ("body/t1/r1", "table_row"),
        ("body/t1/r2", "table_row"),
        ("body/p2", "paragraph"),
    ]
    assert head["body_text"] == "Kết quả:\nSTT | Nội dung\n1 | A & B\ncuối"
    assert "<tr><td>1</td><td>A &amp; B</td></tr>" in head["body_html"]


@pytest.mark.parametrize(
    ("text", "html", "expected"),
    [
        ("Văn bản", "<p>Trang</p>", "Văn bản"),
        ("Xem bằng trình duyệt", "<p>" + "chữ " * 40 + "</p>", ("chữ " * 40).strip()),
        ("", "<p>" + "chữ " * 40 + "</p>", ("chữ " * 40).strip()),
    ],
)
def test_the_plain_text_is_preferred_unless_it_says_less(text, html, expected):
    assert _split(text, html)["body_text"] == expected


@pytest.mark.parametrize(
    ("parameters", "text", "lines"),
    [
        ("format=flowed", "Dòng một \nnối tiếp\n  thụt\nhết", ["Dòng một nối tiếp", "thụt", "hết"]),
        ("format=flowed; delsp=yes", "Dòng m \nột", ["Dòng một"]),
        ("format=flowed", "một \n-- \nA", ["một", "--", "A"]),
        ("", "Dòng một \nnối", ["Dòng một", "nối"]),
    ],
)
def test_flowed_lines_are_joined_again(parameters, text, lines):
    raw = f"From: a@x.example\nContent-Type: text/plain; charset=utf-8; {parameters}\n\n{text}".encode()
    assert [block.text for block in split_mail(raw, Limits())[0]["body"]["blocks"]] == lines


def test_a_body_beyond_the_limits_is_a_finding_and_its_words_go_to_the_gate():
    raw = b"From: a@x.example\n\n" + b"x\n" * 60
    head, _ = split_mail(raw, Limits(paragraphs=50))
    assert (head["body"]["blocks"], _keys(head)) == ((), ["too-long"])
    assert "x" in head["body"]["unseen"][0]
