"""A real Dovecot on loopback, for tests and benchmarks: IMAP with TLS and STARTTLS, LMTP for what arrives.

Any user name may log in with the one password and has a mailbox of its own, empty at first. It runs as root or as an
ordinary user, with its own configuration, certificates and folder, and ends with whom started it.
"""

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from typing import Any

from imap_tools import MailBox

PASSWORD = "Kho-Doan-7f3c9e"
"""Searched for in logs and errors, where it must never stand."""
HOSTNAME = "mail.sokhcn.example"
"""What the server calls itself in the Received lines that it writes."""
_PATIENCE_SECONDS = 20.0
_CONFIG = """\
base_dir = {place}/run
log_path = {place}/dovecot.log
auth_failure_delay = 0
auth_mechanisms = plain login
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
hostname = {hostname}
lmtp_save_to_detail_mailbox = no
mail_fsync = never
mail_location = maildir:~/Maildir
mail_max_userip_connections = 0
postmaster_address = postmaster@sokhcn.example
protocols = imap lmtp
ssl = yes
ssl_cert = <{place}/server.pem
ssl_key = <{place}/server.key
listen = 127.0.0.1
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/home/%u allow_all_users=yes
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
  client_limit = 2000
}}
service auth {{
  client_limit = 2000
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  service_count = 0
  client_limit = 500
  inet_listener imap {{
    port = {port_starttls}
  }}
  inet_listener imaps {{
    port = {port_tls}
    ssl = yes
  }}
}}
service lmtp {{
  user = {internal_lmtp}
  inet_listener lmtp {{
    port = {port_lmtp}
  }}
}}
"""


@dataclass(frozen=True)
class ImapServer:
    """A running server."""

    place: Path
    port_tls: int
    port_starttls: int
    port_lmtp: int
    owner: tuple[int, int]
    host: str = "localhost"
    password: str = PASSWORD
    hostname: str = HOSTNAME
    _numbers: Iterator[int] = field(default_factory=count, repr=False)

    @property
    def ca_file(self) -> Path:
        """The authority that signed the server's certificate."""
        return self.place / "ca.pem"

    def environ(self, user: str, account: str = "", **more: object) -> dict[str, str]:
        """The settings that make this user's mailbox a source; environ("vp", ACK="seen") adds TONGHOP_IMAP_ACK."""
        prefix = f"TONGHOP_IMAP_{account}_" if account else "TONGHOP_IMAP_"
        given = {
            "HOST": self.host,
            "PORT": self.port_tls,
            "USER": user,
            "PASSWORD": self.password,
            "CA_FILE": self.ca_file,
        }
        return {prefix + name: str(value) for name, value in (given | more).items()}

    def open(self, user: str, folder: str = "INBOX") -> MailBox:
        """This user's mailbox as a mail program sees it, logged in; close it with `logout` or as a context."""
        context = ssl.create_default_context(cafile=self.ca_file)
        return MailBox(self.host, self.port_tls, ssl_context=context).login(user, self.password, folder)

    def deliver(
        self,
        user: str,
        raw: bytes,
        at: datetime | None = None,
        *,
        envelope_from: str = "may-chu@don-vi.example",
        folder: str = "INBOX",
    ) -> None:
        """Let a mail arrive by LMTP now; or as if it had arrived at that time, with the lines the server would write.

        Only a mail with a time can be put into another folder.
        """
        if at is None:
            assert folder == "INBOX"
            self._hand_over(user, raw, envelope_from)
            return
        stamped = self.stamp(user, raw, at, envelope_from=envelope_from)
        with self.open(user) as mailbox:
            if not mailbox.folder.exists(folder):
                mailbox.folder.create(folder)
            mailbox.append(stamped, folder, dt=at)

    def stamp(self, user: str, raw: bytes, at: datetime, *, envelope_from: str = "may-chu@don-vi.example") -> bytes:
        """The mail as this server stores it when it arrives at that time."""
        lines = (
            f"Return-Path: <{envelope_from}>",
            f"Delivered-To: {user}",
            f"Received: from don-vi.example\r\n\tby {self.hostname} with LMTP\r\n\tfor <{user}>; {format_datetime(at)}",
        )
        return "\r\n".join(lines).encode() + b"\r\n" + raw

    def fill(self, user: str, mails: Iterable[bytes], folder: str = "INBOX", at: datetime | None = None) -> None:
        """Put many mails into a mailbox at once, as they are, behind the server's back; thousands take a second."""
        maildir = self.place / "home" / user / "Maildir"
        maildir = maildir if folder == "INBOX" else maildir / f".{folder.replace('/', '.')}"
        for name in ("cur", "new", "tmp"):
            (maildir / name).mkdir(parents=True, exist_ok=True)
        if folder != "INBOX":
            (maildir / "maildirfolder").touch()
        seconds = int((at or datetime.now(UTC)).timestamp())
        for raw in mails:
            path = maildir / "new" / f"{seconds}.M{next(self._numbers):09d}.don-vi"
            path.write_bytes(raw)
            os.utime(path, (seconds, seconds))
        if os.geteuid() == 0:
            home = self.place / "home" / user
            for path in (home, *home.rglob("*")):
                os.chown(path, *self.owner)

    def read_log(self) -> str:
        """All that the server has logged."""
        return (self.place / "dovecot.log").read_text(errors="replace")

    def _hand_over(self, user: str, raw: bytes, envelope_from: str) -> None:
        """LMTP in a few lines: the one recipient's answer comes after the final dot."""
        content = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").replace(b"\r\n.", b"\r\n..")
        content = b"." + content if content.startswith(b".") else content
        with socket.create_connection((self.host, self.port_lmtp), timeout=30) as wire, wire.makefile("rb") as replies:
            _expect(replies, b"220")
            commands = ("LHLO don-vi.example", f"MAIL FROM:<{envelope_from}>", f"RCPT TO:<{user}>", "DATA")
            for command, code in zip(commands, (b"250", b"250", b"250", b"354"), strict=True):
                wire.sendall(command.encode() + b"\r\n")
                _expect(replies, code)
            wire.sendall(content + (b"" if content.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            _expect(replies, b"250")
            wire.sendall(b"QUIT\r\n")


def find_missing_program() -> str | None:
    """What this machine lacks to run the server, None when it has all."""
    for program, found in (
        ("dovecot", _find_dovecot()),
        ("dovecot-imapd", Path("/usr/lib/dovecot/imap").exists() or None),
        ("dovecot-lmtpd", Path("/usr/lib/dovecot/lmtp").exists() or None),
        ("openssl", shutil.which("openssl")),
    ):
        if found is None:
            return program
    return None


@contextmanager
def run_dovecot() -> Iterator[ImapServer]:
    """A server for the block of a `with`."""
    place = Path(tempfile.mkdtemp(prefix="dovecot-"))  # short: the paths of its sockets have a limit
    process = None
    try:
        place.chmod(0o755)
        server = _prepare(place)
        with (place / "output.log").open("w") as output:
            process = subprocess.Popen(
                [_find_dovecot(), "-F", "-c", place / "dovecot.conf"], stdout=output, stderr=output
            )
        _wait_for(server, process)
        yield server
    finally:
        if process is not None:
            process.terminate()
            process.wait(_PATIENCE_SECONDS)
        shutil.rmtree(place, ignore_errors=True)


def _find_dovecot() -> str | None:
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")


def _prepare(place: Path) -> ImapServer:
    """Certificates, ports, configuration; as root the mail belongs to a user who may do nothing else."""
    import grp
    import pwd

    is_root = os.geteuid() == 0
    me = pwd.getpwuid(os.geteuid())
    group = grp.getgrgid(me.pw_gid).gr_name
    internal, login = ("dovecot", "dovenull") if is_root else (me.pw_name, me.pw_name)
    owner = pwd.getpwnam(internal)
    (place / "home").mkdir()
    os.chown(place / "home", owner.pw_uid, owner.pw_gid)
    _make_certificates(place)
    ports = dict(zip(("port_tls", "port_starttls", "port_lmtp"), _find_free_ports(3), strict=True))
    config = _CONFIG.format(
        place=place,
        internal=internal,
        internal_lmtp="root" if is_root else internal,
        group="dovecot" if is_root else group,
        login=login,
        hostname=HOSTNAME,
        password=PASSWORD,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        **ports,
    )
    (place / "dovecot.conf").write_text(config, "utf-8")
    return ImapServer(place=place, owner=(owner.pw_uid, owner.pw_gid), **ports)


def _make_certificates(place: Path) -> None:
    """An authority of our own, a certificate of this server signed by it, and an authority that signed nothing."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    commands = (
        ["req", "-x509", *key, "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=tonghop test"],
        ["req", "-x509", *key, "-days", "2", "-keyout", "other.key", "-out", "other-ca.pem", "-subj", "/CN=other"],
        ["req", *key, "-keyout", "server.key", "-out", "request.pem", "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-days", "2", "-extfile", "names", "-out", "server.pem"],
    )  # fmt: skip
    (place / "names").write_text("subjectAltName=DNS:localhost")
    for command in commands:
        subprocess.run(["openssl", *command], cwd=place, check=True, capture_output=True)


def _find_free_ports(number: int) -> list[int]:
    probes = [socket.socket() for _ in range(number)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _wait_for(server: ImapServer, process: subprocess.Popen[Any]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    waiting = [server.port_tls, server.port_starttls, server.port_lmtp]
    while waiting:
        try:
            socket.create_connection((server.host, waiting[-1]), timeout=1).close()
            waiting.pop()
        except OSError:
            said = (server.place / "output.log").read_text(errors="replace")
            assert process.poll() is None and time.monotonic() < deadline, f"Dovecot did not start: {said}"
            time.sleep(0.02)


def _expect(replies: Any, code: bytes) -> None:
    """Read one reply, over several lines perhaps."""
    while True:
        line = replies.readline()
        assert line.startswith(code), f"LMTP answered {line!r}"
        if line[3:4] != b"-":
            return
