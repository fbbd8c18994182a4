"""Rules for mail addresses and recipients' codes: each can be written to, and no mailbox is two recipients at once."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from schemas.plan import Plan
from schemas.values import Severity
from tonghop.plan.fault import Fault
from tonghop.plan.places import Place

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def check_addresses(plan: Plan) -> Iterator[Fault]:
    """Addresses and recipients' codes that no mail or file name can carry."""
    addresses: list[tuple[Place, str]] = [(("office", "address"), plan.office.address)]
    for i, recipient in enumerate(plan.recipients):
        addresses.append((("recipients", i, "address"), recipient.address))
        if not _CODE.fullmatch(recipient.code):
            yield Fault(
                ("recipients", i, "code"),
                Severity.ERROR,
                f"Mã nơi nhận “{recipient.code}” không dùng được trong tên tệp và thư.",
                "Mã chỉ gồm chữ cái không dấu, chữ số, dấu “-” và “_”, ví dụ UBND.",
            )
    for i, unit in enumerate(plan.units):
        addresses += [(("units", i, "senders", k), sender) for k, sender in enumerate(unit.senders)]
    for place, address in addresses:
        if not _ADDRESS.fullmatch(address):
            yield Fault(
                place,
                Severity.ERROR,
                f"“{address}” không phải là một địa chỉ thư điện tử.",
                "Ghi đúng một địa chỉ, không kèm tên người, ví dụ vanthu@ubnd.example.",
            )


def check_mailboxes(plan: Plan) -> Iterator[Fault]:
    """Two recipients with one mailbox, valid on a common day: each report would go there twice."""
    for (_, one), (i, other) in combinations(enumerate(plan.recipients), 2):
        first = max(one.valid_from or date.min, other.valid_from or date.min)
        last = min(one.valid_to or date.max, other.valid_to or date.max)
        if one.address.lower() == other.address.lower() and first <= last:
            yield Fault(
                ("recipients", i, "address"),
                Severity.ERROR,
                f"Nơi nhận {one.code} và {other.code} dùng chung địa chỉ “{other.address}” trong cùng thời gian; "
                "báo cáo sẽ gửi hai lần đến một nơi.",
                "Bỏ một nơi nhận, sửa lại địa chỉ, hoặc ghi valid_from, valid_to để hai nơi nhận nối tiếp nhau.",
            )
