"""A mailbox of reports from a real Dovecot: the fetch alone, the whole intake, and a second poll with nothing new.

COUNT mails of about 130 KB, each a unit's report with a picture in it, come by LMTP. The fetch is compared with a plain
chunked UID FETCH that keeps nothing; the whole intake (fetch, secrecy, archive, ledger) with
what any intake must do on the same mails, which already lie in memory: BytesParser, decode, sha256, write and fsync of
the mail and its attachment. Both in turn in the same run.
"""

import argparse
import hashlib
import io
import os
import random
import ssl
import statistics
import tempfile
import time
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import count
from pathlib import Path

from imap_tools import MailBox
from many import make_report, vary

from schemas.request import RunRequest
from tests.acceptance.dovecot_server import ImapServer, run_dovecot
from tonghop import steps
from tonghop.intake.imap.source import ImapSource
from tonghop.intake.sources import Incoming
from tonghop.job import open_job
from tonghop.settings import load_settings

COUNT = 1_000
RUNS = 3
FETCH_RUNS = 9
SEEDS = 12
PICTURE_BYTES = 50_000
CHUNK = 50
LEAST_FETCH_RATIO = 0.80
LEAST_INTAKE_RATIO = 0.70
MOST_POLL_SECONDS = 0.3
SENDERS = ("vanphong@sokhcn.example", "qlcn@sokhcn.example", "ttnc@sokhcn.example")
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def make_mails(number: int) -> list[bytes]:
    """Mails of three units, each with its own report."""
    seeds = [add_picture(make_report(seed), seed) for seed in range(SEEDS)]
    return [make_mail(each, vary(seeds[each % SEEDS], "docx", each)) for each in range(number)]


def make_mail(number: int, report: bytes) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = SENDERS[number % len(SENDERS)]
    mail["To"] = "vanthu@sokhcn.example"
    mail["Subject"] = f"Báo cáo công tác thông tin đối ngoại 6 tháng đầu năm 2024 ({number})"
    mail["Date"] = "Tue, 18 Jun 2024 10:25:00 +0700"
    mail["Message-ID"] = f"<{number}@don-vi.example>"
    mail.set_content("Kính gửi Văn phòng Sở báo cáo của đơn vị.\n")
    mail.add_attachment(report, *DOCX, filename=f"Báo cáo {number}.docx")
    return mail.as_bytes()


def add_picture(report: bytes, seed: int) -> bytes:
    """The report with a photograph's worth of bytes that do not compress."""
    buffer = io.BytesIO(report)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/image1.jpeg", random.Random(seed).randbytes(PICTURE_BYTES))  # noqa: S311
    return buffer.getvalue()


def fetch_plainly(server: ImapServer, user: str) -> float:
    """Seconds of login, search and UID FETCH in chunks, every mail thrown away as it comes."""
    started = time.perf_counter()
    context = ssl.create_default_context(cafile=server.ca_file)
    with MailBox(server.host, server.port_tls, ssl_context=context).login(user, server.password) as mailbox:
        uids = mailbox.uids("ALL")
        for start in range(0, len(uids), CHUNK):
            mailbox.client.uid("FETCH", ",".join(uids[start : start + CHUNK]), "(BODY.PEEK[])")
    return time.perf_counter() - started


def fetch_ours(expected: int) -> float:
    """Seconds of a look of the mailbox source at a mailbox of which nothing is known."""
    started = time.perf_counter()
    (account,) = load_settings().imap_accounts
    found = sum(isinstance(each, Incoming) for each in ImapSource(account, now=datetime.now(UTC)).look({}))
    seconds = time.perf_counter() - started
    if found != expected:
        raise RuntimeError(f"{found} of {expected} mails came")
    return seconds


def take_in_plainly(mails: Sequence[bytes], place: Path) -> float:
    """Seconds of what any intake does: BytesParser, decode, sha256, and each file durably written under its hash."""
    started = time.perf_counter()
    for raw in mails:
        parts = [raw]
        for part in BytesParser(policy=policy.default).parsebytes(raw).iter_attachments():
            parts.append(part.get_payload(decode=True))
        for data in parts:
            path = place / hashlib.sha256(data).hexdigest()
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.write(descriptor, data)
            os.fsync(descriptor)
            os.close(descriptor)
    return time.perf_counter() - started


def take_in_ours(outputs: Path, expected: int) -> tuple[float, float]:
    """Seconds of the whole intake and of a second poll with nothing new; the ledger stands already, as in an office."""
    with open_job(RunRequest(period="2024-H1", outputs=outputs)):
        seconds = []
    for wanted in (expected, 0):
        started = time.perf_counter()
        with open_job(RunRequest(period="2024-H1", outputs=outputs)) as job:
            gathered = steps.gather(job, job.sources[0])
        seconds.append(time.perf_counter() - started)
        if len(gathered.received) != wanted or gathered.failure:
            raise RuntimeError(f"{len(gathered.received)} of {wanted} mails were taken in: {gathered.failure}")
    return seconds[0], seconds[1]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=COUNT)
    options.add_argument("--runs", type=int, default=RUNS)
    given = options.parse_args()
    for name in [name for name in os.environ if name.startswith("TONGHOP_")]:
        del os.environ[name]
    os.environ["TONGHOP_ENV_FILE"] = ""
    mails = make_mails(given.count)
    print(f"{given.count} mails of {sum(map(len, mails)) / given.count / 1000:.0f} KB")
    with run_dovecot() as server, tempfile.TemporaryDirectory() as directory:
        os.environ.update(server.environ("vanthu"))
        for mail in mails:
            server.deliver("vanthu", mail)
        compare_fetch(server, given.count)
        compare_intake(mails, Path(directory), given.runs)


def compare_fetch(server: ImapServer, expected: int) -> None:
    fetch_plainly(server, "vanthu")  # whoever reads a mailbox first pays for the disk
    pairs = [(fetch_ours(expected), fetch_plainly(server, "vanthu")) for _ in range(FETCH_RUNS)]
    ours, plain = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(plain / ours for ours, plain in pairs)
    print(f"fetch alone: {ours:.2f} s; plain chunked UID FETCH: {plain:.2f} s; {ratio:.0%} of its speed", end="")
    print(f" (at least {LEAST_FETCH_RATIO:.0%})")


def compare_intake(mails: Sequence[bytes], place: Path, runs: int) -> None:
    numbers, triples = count(), []
    for _ in range(runs):
        plain = place / f"plain-{next(numbers)}"
        plain.mkdir()
        floor = take_in_plainly(mails, plain)
        triples.append((*take_in_ours(place / f"outputs-{next(numbers)}", len(mails)), floor))
    ours, poll, floor = (statistics.median(each) for each in zip(*triples, strict=True))
    ratio = statistics.median(floor / ours for ours, _, floor in triples)
    print(f"whole intake: {ours:.2f} s; parse, decode, hash, fsync: {floor:.2f} s; {ratio:.0%} of its speed", end="")
    print(f" (at least {LEAST_INTAKE_RATIO:.0%})")
    print(f"second poll with nothing new: {poll:.3f} s (at most {MOST_POLL_SECONDS} s)")


if __name__ == "__main__":
    main()
