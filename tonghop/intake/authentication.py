"""What our own mail server found out about a sender: Authentication-Results (RFC 8601), read strictly.

Anybody can write such a header into a mail. Only those count that bear exactly our server's name and stand above every
hop of somebody else's server; of these the topmost block, since a server puts its own above what came; within it a
failure outweighs a proof in another header. Keeps out who is known (trust.py) and the envelope, which proves nothing.
"""

import ipaddress
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple


class SenderProof(StrEnum):
    """What our own server's results say of the address in From."""

    PROVED = "proved"
    NOTHING = "nothing"
    """No result at all."""
    UNCLEAR = "unclear"
    """The server could not decide."""
    OTHER_SENDER = "other-sender"
    """Proved, but for another domain or another account than that in From."""
    FAILED = "failed"
    UNREADABLE = "unreadable"


class Result(NamedTuple):
    """One method's result, e.g. dkim, pass, {"header.d": "dv.example"}; all in lower case."""

    method: str
    value: str
    properties: dict[str, str]


_STRONGEST_FIRST = (SenderProof.PROVED, SenderProof.FAILED, SenderProof.OTHER_SENDER, SenderProof.UNCLEAR)
"""Of the results in one header: what one method could not prove another one may."""
_WORST_FIRST = (SenderProof.FAILED, SenderProof.OTHER_SENDER, SenderProof.PROVED, SenderProof.UNCLEAR)
"""Of several headers: one of them may be forged, and nobody forges a failure of his own."""
_METHODS = ("dmarc", "dkim", "spf", "auth")
_NEGATIVE = {"fail", "hardfail", "softfail", "permerror", "policy"}
_NO_RESULT = {"none", ""}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_BARE_NAME = re.compile(r"[\w./-]+=")
_COMMENT = re.compile(r"\([^()]*\)")
_FROM_ADDRESS = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f.:]+)\]|\(([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]+)\)", re.IGNORECASE)
_FROM_LOOKED_UP = re.compile(r"\((\S+) \[")
_LOCAL_DELIVERY = re.compile(r"\swith\s+U?LMTP", re.IGNORECASE)
_BY = re.compile(r"(?:^|\s)by\s+([^\s;()]+)", re.IGNORECASE)
_OWN_NETWORKS = [
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
]
_INSIDE = (".local", ".lan", ".internal", ".localdomain")


def find_proof(trace: Sequence[tuple[str, str]], authserv_id: str, sender: str) -> SenderProof:
    """What the results of our own server say of a sender.

    Args:
        trace: Received and Authentication-Results headers from the top, as reading.Mail has them.
        authserv_id: the name that our server gives itself.
        sender: the address in From, lower case.
    """
    verdicts = set()
    for value in _find_own(trace, authserv_id):
        read = read_results(value)
        if read is None:
            return SenderProof.UNREADABLE
        verdicts.add(_judge_header(read[1], sender))
    return next((proof for proof in _WORST_FIRST if proof in verdicts), SenderProof.NOTHING)


def read_results(value: str) -> tuple[str, list[Result]] | None:
    """(name of the server, its results) in the value of a header; None when it is not written as RFC 8601 demands."""
    segments = _split(value)
    if segments is None or not segments[0] or len(segments[0]) > 2:
        return None
    results = []
    for words in segments[1:]:
        pairs = [word.partition("=") for word in words]
        if not pairs or '"' in pairs[0][0] or not pairs[0][1]:
            continue  # `none`, or nothing
        method = pairs[0][0].partition("/")[0].lower()
        properties: dict[str, str] = {}
        for name, _, text in pairs[1:]:
            properties.setdefault(name.lower(), _unquote(text).lower())
        results.append(Result(method, _unquote(pairs[0][2]).lower(), properties))
    return _unquote(segments[0][0]).lower(), results


def _split(value: str) -> list[list[str]] | None:
    """The words between semicolons, comments left out and `a = b` joined; None when a quote or comment stays open."""
    segments: list[list[str]] = [[]]
    word, at = "", 0
    while at < len(value):
        char, step = value[at], 1
        if char == '"':
            quoted = _QUOTED.match(value, at)
            if quoted is None:
                return None
            word, step = word + quoted[0], len(quoted[0])
        elif char in "()" or char == ";" or char.isspace():
            _put(segments[-1], word)
            word = ""
            if char == ";":
                segments.append([])
            elif char in "()" and not (step := _measure_comment(value, at)):
                return None
        else:
            word += char
        at += step
    _put(segments[-1], word)
    return segments


def _put(words: list[str], word: str) -> None:
    if word and words and (word.startswith("=") or _BARE_NAME.fullmatch(words[-1])):
        words[-1] += word
    elif word:
        words.append(word)


def _measure_comment(value: str, start: int) -> int:
    """How long the comment is that begins there, comments within it included; 0 when none begins or it never ends.

    Also with a quote in it: some servers put the envelope's sender there as it came, and a quoted name may hold
    brackets and whole results.
    """
    depth, at = 0, start
    while at < len(value):
        if value[at] == '"':
            return 0
        if value[at] == "\\":
            at += 1
        elif value[at] == "(":
            depth += 1
        elif value[at] == ")":
            depth -= 1
            if depth <= 0:
                return at + 1 - start if depth == 0 else 0
        at += 1
    return 0


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if _QUOTED.fullmatch(text) else text


def _find_own(trace: Sequence[tuple[str, str]], authserv_id: str) -> Iterator[str]:
    """The values that our server wrote: the topmost of its name, between the same two hops, above any foreign hop.

    The hop by which the mail came in from outside is the last one below which they may stand: mail filters of Postfix
    write just there. Further down everything came with the mail, hops under our name too.
    """
    own, found, is_border = authserv_id.strip().lower().rstrip("."), False, False
    for name, value in trace:
        if name == "received":
            if found or is_border or not _is_own_hop(value, own):
                return
            is_border = not _is_handed_on(value, own)
        elif _names_server(value, own):
            found = True
            yield value


def _names_server(value: str, own: str) -> bool:
    """Whether a result bears exactly that name; one that cannot be read counts when it begins with it."""
    read = read_results(value)
    if read is not None:
        return read[0].rstrip(".") == own
    return re.match(rf'\s*"?{re.escape(own)}[".]?(?=[\s;(]|$)', value, re.IGNORECASE) is not None


def _is_own_hop(received: str, own: str) -> bool:
    """Whether a server of ours wrote this line: that server, one of its domain, or a program within a machine."""
    for _ in range(5):  # comments within comments
        received = _COMMENT.sub(" ", received)
    if received.lower().lstrip().startswith("by "):
        return True  # from nowhere: handed on within one server
    match = _BY.search(received.partition(";")[0])
    if match is None:
        return False
    host = match[1].strip("[]").lower().rstrip(".")
    if re.fullmatch(r"[0-9.]+|(?:ipv6:)?[0-9a-f]*:[0-9a-f:.]*", host):
        return _is_inside(host.removeprefix("ipv6:"))
    if "." not in host or host.endswith(_INSIDE):
        return True
    return _is_own_host(host, own)


def _is_own_host(host: str, own: str) -> bool:
    domain = own if own.count(".") == 1 else own.partition(".")[2]
    return host == domain or host.endswith(f".{domain}")


def _is_handed_on(received: str, own: str) -> bool:
    """Whether a hop of ours came from another one of ours: by address or looked-up name, not by the name it gave."""
    if received.lower().lstrip().startswith("by "):
        return True
    by = _BY.search(received)
    before, after = (received[: by.start()], received[by.end() :]) if by else (received, "")
    addresses = [address or alone for address, alone in _FROM_ADDRESS.findall(before)]
    if _LOCAL_DELIVERY.search(after) or (addresses and all(map(_is_inside, addresses))):
        return True
    looked_up = _FROM_LOOKED_UP.search(before)
    return looked_up is not None and _is_own_host(looked_up[1].lower().rstrip("."), own)


def _is_inside(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found.version == network.version and found in network for network in _OWN_NETWORKS)


def _judge_header(results: Sequence[Result], sender: str) -> SenderProof:
    """What the results in one header say of the sender together."""
    if any(result.method == "dmarc" and result.value == "fail" for result in results):
        return SenderProof.FAILED  # the domain itself says so, whatever else may be in order
    verdicts = {_judge(result, sender) for result in results if result.method in _METHODS}
    return next((proof for proof in _STRONGEST_FIRST if proof in verdicts), SenderProof.NOTHING)


def _judge(result: Result, sender: str) -> SenderProof:
    """What one result says of the sender."""
    if result.value in _NO_RESULT:
        return SenderProof.NOTHING
    if result.value in _NEGATIVE:
        return SenderProof.FAILED
    if result.value != "pass":
        return SenderProof.UNCLEAR
    return _judge_account(result, sender) if result.method == "auth" else _judge_domain(result, sender)


def _judge_account(result: Result, sender: str) -> SenderProof:
    """Who logged in to send it; a name without a domain may be anybody's."""
    account = (result.properties.get("smtp.auth") or result.properties.get("smtp.mailfrom", "")).strip("<>")
    if "@" not in account:
        return SenderProof.UNCLEAR
    return SenderProof.PROVED if account == sender else SenderProof.OTHER_SENDER


def _judge_domain(result: Result, sender: str) -> SenderProof:
    told, domain = result.properties, sender.rpartition("@")[2]
    named = {
        "dmarc": told.get("header.from", domain),
        "dkim": told.get("header.d") or told.get("header.i", ""),
        "spf": told.get("smtp.mailfrom", ""),
    }[result.method]
    if not named:
        return SenderProof.UNCLEAR
    named = named.strip("<>").rpartition("@")[2]
    return SenderProof.PROVED if _is_aligned(named, domain) else SenderProof.OTHER_SENDER


def _is_aligned(named: str, domain: str) -> bool:
    """Whether the proved domain is that of From or above it; a top-level domain is above everybody."""
    named = named.rstrip(".")
    return named == domain or ("." in named and domain.endswith(f".{named}"))
