"""Words of other programs: what is secret or names a file never reaches a mail, the rest stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.delivery.foreign import clean_foreign, clean_link


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("cannot connect to postgresql://tonghop:mat-khau@db.example/so", "mat-khau"),
        ("cannot connect to postgresql://tonghop:p@ss/w?rd@db.example/so", "ss/w"),
        ("smb://user:mat khau@host/x", "mat"),
        ("GET https://api.example/v1?token=zz12 failed", "zz12"),
        ("Authorization: Bearer abc.def", "abc"),
        ("TONGHOP_SMTP_PASSWORD=mat khau dai", "khau"),
        ('{"password": "mat, khau"}', "khau"),
        ("PREFECT_SERVER_API_AUTH_STRING=admin:matkhau", "matkhau"),
        ("curl --api-key abc123 lỗi", "abc123"),
        ("curl --key=abc123 lỗi", "abc123"),
        ("Basic YWRtaW46eA==", "YWRt"),
        ("sai PREFECT_API_AUTH_STRING tonghop:abc", "abc"),
        ("TONGHOP_SMTP_PASSWORD mat khau dai", "khau"),
        ("khóa pnu_x8Kd03LmQp29ZsTtYw71 bị từ chối", "Kd03"),
        ("gửi dG9uZ2hvcDptYXQta2hhdS1yaWVuZzE= thì lỗi", "dG9u"),
        ("mã 9f86d081884c7d659a2feaa0c55ad015 hết hạn", "9f86"),
        ("mã AbcdefghIjklmnopqrStuvwxyzAbcdefghIjklmnopqr hết hạn", "klmn"),
        ("550 <canbo@donvi.example> no such user", "canbo"),
        ("[Errno 13] Permission denied: '/srv/chung/VP/Công văn MẬT số 5.docx'", "MẬT"),
        ("lỗi ở /srv/Công văn MẬT/số 5.docx khi đọc", "MẬT"),
        ("không đọc được /srv/nhan/MẬT", "MẬT"),
        (r"C:\chung\MẬT\a.pdf", "MẬT"),
        (r"\\may\MẬT\a.pdf", "MẬT"),
        ("tệp To_trinh_MAT.docx hỏng", "MAT"),
        ("tệp “Tờ trình MẬT.pdf” hỏng", "MẬT"),
    ],
)
def test_secrets_and_names_of_files_are_hidden(text: str, secret: str) -> None:
    shown = clean_foreign(text, 500)
    assert secret not in shown
    assert "…" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Flow run could not be submitted to infrastructure: exit code 137",
        'password authentication failed for user "tonghop"',
        "Sửa tệp plans/2024.yaml rồi chạy “tonghop run 2024-H1”.",
        "812/UBND-VX ngày 1/2/2024 và/hoặc theo dõi",
        "run 0190f1c2-7a5b-7c3d-9e4f-001122334455 ended: PrefectHTTPStatusError",
        "Late for 15 minutes at http://127.0.0.1:4200",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert clean_foreign(text, 500) == text


def test_a_message_becomes_one_short_line_without_control_characters() -> None:
    assert clean_foreign("Lỗi\r\n  ở\x1b[31m đây\u2028nhé\x00", 500) == "Lỗi ở [31m đây nhé"
    assert clean_foreign("từ " * 100, 20) == "từ từ từ từ từ từ t…"


@given(st.text(max_size=300), st.integers(1, 80))
def test_any_text_keeps_to_its_length(text: str, limit: int) -> None:
    shown = clean_foreign(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown and "\r" not in shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://127.0.0.1:4200/runs/flow-run/0190-abc", "http://127.0.0.1:4200/runs/flow-run/0190-abc"),
        ("HTTPS://theo-doi.sokhcn.example/runs", "https://theo-doi.sokhcn.example/runs"),
        ("https://admin:mk@h.example/a?b=c#d", "https://h.example/a"),
        ("https://admin:m/k@h.example/a", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://h/a b", None),
        ("", None),
    ],
)
def test_a_link_is_a_plain_web_address_or_none(url: str, shown: str | None) -> None:
    assert clean_link(url) == shown
