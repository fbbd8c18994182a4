"""What the connections to the Office's mail servers have in common. Keeps out what is said over them."""

import ipaddress
from enum import StrEnum


class Security(StrEnum):
    """How a connection is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


def is_local_host(host: str) -> bool:
    """Whether the name or number surely means this machine: localhost, 127.0.0.0/8 or ::1."""
    if host.lower() == "localhost":
        return True
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return False
    return (
        number in ipaddress.ip_network("127.0.0.0/8") if number.version == 4 else number == ipaddress.ip_address("::1")
    )
