"""Laws of signature facts: told, never a condition; nothing that pyHanko stumbles over costs the text."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tonghop.reading.limits import Limits
from tonghop.reading.pdf import read
from tonghop.reading.raw import Reading, UnreadableError

TEXT = "Văn phòng Sở báo cáo kết quả công tác thông tin đối ngoại năm 2024."


@pytest.fixture(scope="module")
def sign() -> Callable[[bytes], bytes]:
    """sign(pdf) -> the same with a signature by a certificate that nobody issued."""
    from asn1crypto import keys
    from asn1crypto import x509 as names
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Thử")])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=names.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )

    def signed(data: bytes) -> bytes:
        out = io.BytesIO()
        metadata = signers.PdfSignatureMetadata(field_name="ChuKy")
        signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), metadata, signer=signer, output=out)
        return out.getvalue()

    return signed


def read_text(data: bytes) -> Reading:
    reading = read(data, Limits())
    assert [block.text for block in reading.blocks] == [TEXT]
    return reading


def build(pdf: Any) -> bytes:
    pdf.page().text(80, 700, TEXT)
    built: bytes = pdf.build()
    return built


def test_a_signature_is_told_with_signer_and_time_but_never_trusted(pdf: Any, sign: Callable[[bytes], bytes]) -> None:
    reading = read_text(sign(build(pdf)))
    (signature,) = reading.signatures
    assert signature._replace(signed_at=None) == ("Nguyễn Văn Thử", None, True, True, True, False)
    assert signature.signed_at is not None
    assert datetime.fromisoformat(signature.signed_at).tzinfo is not None
    (finding,) = reading.findings
    assert (finding.key, finding.values["signer"]) == ("signed", "Nguyễn Văn Thử")
    assert finding.values["at"].startswith(" ký lúc ")


def test_what_was_added_after_signing_is_told(pdf: Any, sign: Callable[[bytes], bytes]) -> None:
    from pyhanko.pdf_utils.generic import pdf_string
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sign(build(pdf))))
    writer.add_object(pdf_string("x"))
    out = io.BytesIO()
    writer.write(out)
    reading = read_text(out.getvalue())
    assert [(s.intact, s.valid, s.whole) for s in reading.signatures] == [(True, True, False)]
    assert [finding.key for finding in reading.findings] == ["signed-changed"]


def test_a_signature_that_fits_no_more_is_told(pdf: Any, sign: Callable[[bytes], bytes]) -> None:
    data = sign(build(pdf)).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 841]")
    assert [finding.key for finding in read_text(data).findings] == ["signed-broken"]


def test_a_signature_that_makes_no_sense_costs_no_text(pdf: Any) -> None:
    data = build(pdf) + b"\n% /ByteRange [0 1 2 3]\n"
    assert read_text(data).signatures == ()


@pytest.mark.parametrize("password", ["", "mat-khau"])
def test_only_a_file_that_asks_for_a_password_is_refused(password: str, pdf: Any) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(build(pdf))))
    writer.encrypt("owner", password)
    out = io.BytesIO()
    writer.write(out)
    if not password:
        read_text(out.getvalue())
        return
    with pytest.raises(UnreadableError) as caught:
        read(out.getvalue(), Limits())
    assert caught.value.key == "encrypted"
