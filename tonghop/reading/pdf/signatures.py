"""Electronic signatures in a PDF, told by pyHanko: facts for people, never a condition for reading.

No root certificates are given, so no signature is called trusted; nothing is asked over a network.
"""

import io
from datetime import date
from typing import Any

from schemas.days import write_day
from tonghop.reading.raw import RawFinding, RawSignature

_MOST_SIGNATURES = 50


def read_signatures(data: bytes) -> tuple[list[RawSignature], list[RawFinding]]:
    """The signatures and one finding for each; nothing where pyHanko cannot make sense of the file."""
    if b"/ByteRange" not in data:
        return [], []
    try:
        signatures = _read_all(data)
    except Exception:  # a fault in what stands around the text must not cost the text
        return [], []
    return signatures, [_tell(signature) for signature in signatures]


def _read_all(data: bytes) -> list[RawSignature]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
    return [_read_one(signature) for signature in embedded[:_MOST_SIGNATURES]]


def _read_one(embedded: Any) -> RawSignature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    certificate = embedded.signer_cert
    signer = _read_name(certificate)
    claimed = embedded.self_reported_timestamp
    signed_at = claimed.isoformat() if claimed is not None and claimed.tzinfo is not None else None
    try:
        embedded.compute_integrity_info()
        status = validate_pdf_signature(
            embedded, signer_validation_context=ValidationContext(trust_roots=[], allow_fetching=False)
        )
        whole = embedded.coverage.name == "ENTIRE_FILE"
        return RawSignature(signer, signed_at, bool(status.intact), bool(status.valid), whole)
    except Exception:  # an odd signature is one whose fit with the content nobody has shown
        return RawSignature(signer, signed_at, intact=False, valid=False, whole=False)


def _read_name(certificate: Any) -> str:
    """The common name, or whatever else the certificate calls its holder."""
    names = certificate.subject.native
    name = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return str(name if not isinstance(name, list) else name[0])


def _tell(signature: RawSignature) -> RawFinding:
    key = "signed-broken"
    if signature.intact and signature.valid:
        key = "signed" if signature.whole else "signed-changed"
    at = f" ký lúc {_show_time(signature.signed_at)}" if signature.signed_at else ""
    return RawFinding(key, values={"signer": signature.signer, "at": at})


def _show_time(moment: str) -> str:
    """2024-06-18T08:30:00+07:00 -> 08:30 ngày 18/6/2024 (+07:00)."""
    day, _, time = moment.partition("T")
    zone = time[8:].lstrip(".0123456789")
    return f"{time[:5]} ngày {write_day(date.fromisoformat(day))}" + (f" ({zone})" if zone else "")
