"""A mail server that takes every mail."""

from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


@dataclass
class Desk:
    """Takes every mail; `boxes` holds what each address got, in order."""

    boxes: dict[str, list[bytes]] = field(default_factory=dict)

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:
        for address in envelope.rcpt_tos:
            self.boxes.setdefault(address, []).append(bytes(envelope.original_content))
        return "250 2.0.0 Ok: queued as 4F1A"


class Post(Controller):
    """A controller on a free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
