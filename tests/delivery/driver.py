"""A process that publishes, and dies where it is told to. Reads one JSON job per line, forks, answers with wait states.

A job: ledger (URL), root (outbox), port, recipient, message (file), version, die_at (a key of POINTS or null),
together (how many at once), roots (one outbox per child, or null), notice (key of a notice to post instead, or null).
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from schemas.delivery import Gate
from schemas.plan import Recipient
from tonghop.delivery import courier, preparing
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.transport import SmtpSettings, YagmailTransport
from tonghop.ledger import open_ledger
from tonghop.ledger.delivery_rows import NoticeKey

POINTS: dict[str, tuple[Any, str, str]] = {
    "nothing-done": (Outbox, "write", "before"),
    "file-not-renamed": (Path, "rename", "before"),
    "file-without-row": (Outbox, "write", "after"),
    "row-uncommitted": (preparing, "record_delivery", "after"),
    "row-committed": (courier, "_settle", "before"),
    "claim-uncommitted": (courier, "claim_delivery", "after"),
    "claim-committed": (YagmailTransport, "send", "before"),
    "connected": (YagmailTransport, "_offer", "before"),
    "recipient-agreed": (YagmailTransport, "_hand_over", "before"),
    "mark-uncommitted": (courier, "mark_handed_over", "after"),
    "mark-committed": (courier, "_hand_over", "after"),
    "content-asked": (YagmailTransport, "_send_content", "before"),
    "content-sent": (YagmailTransport, "_send_content", "inside"),
    "answered": (courier, "_record", "before"),
    "outcome-uncommitted": (courier, "finish_delivery", "after"),
    "outcome-committed": (courier, "_record", "after"),
}


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(owner: Any, name: str, when: str) -> None:
    original: Callable[..., Any] = getattr(owner, name)

    def deadly(*args: Any, **kwargs: Any) -> Any:
        if when == "before":
            die()
        if when == "inside":
            args[0].smtp.getreply = die
        result = original(*args, **kwargs)
        die()
        return result

    setattr(owner, name, deadly)


def publish(job: dict[str, Any], root: str) -> None:
    if job["die_at"]:
        arm(*POINTS[job["die_at"]])
    ledger = open_ledger(job["ledger"])
    outbox = Outbox(Path(root))
    settings = SmtpSettings(host="127.0.0.1", port=job["port"], security="plain", mail_from="tonghop@sokhcn.example")
    if job["notice"]:
        key = NoticeKey("alert", job["notice"])
        message = Path(job["message"]).read_bytes()
        preparing.prepare_notice(ledger, outbox, key=key, message=message, now=lambda: datetime.now(UTC), real=True)
        courier.send_notice(
            ledger,
            outbox,
            key,
            transport=YagmailTransport(settings),
            now=lambda: datetime.now(UTC),
            owner=f"test:{os.getpid()}",
        )
        return
    preparing.prepare_delivery(
        ledger,
        outbox,
        period="2024-H1",
        version=job["version"],
        recipient=Recipient.model_validate(job["recipient"]),
        message=Path(job["message"]).read_bytes(),
        gate=Gate(opens=True),
        today=date(2024, 6, 20),
        now=lambda: datetime.now(UTC),
        real=True,
        trial=False,
    )
    courier.work_outbox(
        ledger,
        outbox,
        transport=YagmailTransport(settings),
        period="2024-H1",
        now=lambda: datetime.now(UTC),
        owner=f"test:{os.getpid()}",
        pause=lambda _seconds: None,
    )


def main() -> None:
    for line in sys.stdin:
        job = json.loads(line)
        children = []
        for number in range(job["together"]):
            child = os.fork()
            if child == 0:
                try:
                    publish(job, job["roots"][number])
                    os._exit(0)
                except BaseException as error:
                    print(repr(error), file=sys.stderr, flush=True)
                    os._exit(70)
            children.append(child)
        states = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(states), flush=True)


if __name__ == "__main__":
    main()
