"""What stands in a signed envelope (CMS, S/MIME: .p7m): a mail, or a file that somebody signed. Runs in the child.

Keeps out whether the signature holds: the content is read like any other, and its authority is for people to judge.
"""

import re

from tonghop.reading.archives import Archive, ZipPart
from tonghop.reading.limits import Limits
from tonghop.reading.raw import UnreadableError

_NAME = "nội dung đã ký"
_HEADER = re.compile(rb"\s*content-[a-z-]+:", re.IGNORECASE)


def split_signed(data: bytes, limits: Limits) -> Archive:  # noqa: ARG001 (one shape for all that is taken apart)
    """Take the envelope off; a signature that stands apart from what it signs has nothing within.

    Raises:
        UnreadableError: it is damaged, or encrypted for somebody.
    """
    from asn1crypto import cms, pem  # only the few signed envelopes need it

    try:
        der = pem.unarmor(data)[2] if data.startswith(b"-----") else data
        envelope = cms.ContentInfo.load(der)
        kind = envelope["content_type"].native
        content = envelope["content"]["encap_content_info"]["content"].native if kind == "signed_data" else None
    except Exception as error:  # the library raises whatever it stumbles over
        raise UnreadableError("corrupt") from error
    if kind != "signed_data":
        raise UnreadableError("encrypted")
    if not isinstance(content, bytes):
        return Archive([], [], [])
    if _HEADER.match(content):  # a part of a mail, which lacks what tells a mail
        content = b"MIME-Version: 1.0\r\n" + content.lstrip()
    return Archive([ZipPart(_NAME, content)], [], [])
