"""A mail is taken apart faster than by the standard library, and no differently."""

import random
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Any

import pytest

from tonghop.reading.mail.parsing import parse_mail


def make_mail(line_end: bytes = b"\r\n") -> bytes:
    """A mail with an attachment, and a mail with another one in it."""
    inner, mail = EmailMessage(), EmailMessage()
    for each, seed in ((inner, 1), (mail, 2)):
        each["Subject"] = "Báo cáo"
        each.set_content("Kính gửi Sở\n", cte="8bit")
        each.add_attachment(random.Random(seed).randbytes(2_000), "application", "pdf", filename="a.pdf")
    mail.add_attachment(inner)
    return mail.as_bytes().replace(b"\n", line_end)


def tell(message: Message) -> Any:
    """All that a tree holds."""
    payload = vars(message)["_payload"]
    told = [tell(part) for part in payload] if isinstance(payload, list) else payload
    defects = [(type(defect), str(defect)) for defect in message.defects]
    return list(message.raw_items()), message.preamble, message.epilogue, defects, told


def tell_plainly(data: bytes) -> Any:
    return tell(message_from_bytes(data, policy=policy.compat32))


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_mail_is_the_tree_that_the_library_makes_of_it(line_end: bytes) -> None:
    data = make_mail(line_end)
    assert tell(parse_mail(data)) == tell_plainly(data)


def test_a_damaged_mail_is_the_tree_that_the_library_makes_of_it() -> None:
    chance = random.Random(7)
    whole = make_mail().splitlines(keepends=True)
    for _ in range(150):
        lines = list(whole)
        for _ in range(chance.randint(1, 3)):
            at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
            action = chance.randrange(4)
            if action == 0:
                del lines[at : at + min(12, len(lines) - 1)]
            elif action == 1:
                lines[to:to] = lines[at : at + 15]
            elif action == 2:
                lines.insert(at, chance.choice([b"\r", b"\r\n", b"\xc3\xa1", b"--", b" ", b"X: y\r\n"]))
            else:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            lines = lines or [b"\r\n"]
        data = b"".join(lines)
        assert tell(parse_mail(data)) == tell_plainly(data), data
