"""The shipped sources: made by our script alone, well-formed where they should be, and naming nobody real."""

import re
import unicodedata
import zipfile
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from examples.layout import read_arrivals
from schemas.plan import Plan

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARRIVALS = read_arrivals()
MAILS = [arrival for arrival in ARRIVALS if arrival.path.suffix == ".eml"]
FOLDER_REPORTS = {
    "VP": "folder/BC TTĐN 6 tháng đầu năm 2024 (VP).docx",
    "QLCN": "folder/QLCN/BC 6T (1)_final.docx",
}
DOMAIN = re.compile(r"(?<![\w.])(?:[a-z0-9-]+\.)+([a-z]{2,})(?![\w.])", re.IGNORECASE)
HEADER_WORDS = {"smtp.mailfrom", "header.d"}  # of Authentication-Results
FILE_ENDINGS = {"docx", "pdf", "zip", "part", "eml", "csv", "db"}


def read_mail(sources: Path, name: str) -> EmailMessage:
    message = message_from_bytes((sources / "inbox" / "mails" / name).read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def read_body(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def read_texts(data: bytes) -> str:
    paragraphs = read_body(data).iter(f"{W}p")
    return "\n".join("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in paragraphs)


def read_attachment(message: EmailMessage, ending: str) -> bytes:
    return next(
        part.get_content() for part in message.iter_attachments() if (part.get_filename() or "").endswith(ending)
    )


def read_every_docx(sources: Path) -> dict[str, bytes]:
    files = {
        str(path): path.read_bytes()
        for path in (sources / "inbox" / "folder").rglob("*.docx")
        if zipfile.is_zipfile(path)
    }
    for arrival in MAILS:
        for part in read_mail(sources, arrival.path.name).iter_attachments():
            if (part.get_filename() or "").endswith(".docx"):
                files[arrival.path.name] = part.get_content()
    return files


def test_the_script_writes_exactly_what_is_shipped(sources: Path, rewritten: Path) -> None:
    written = {path.relative_to(rewritten): path.read_bytes() for path in rewritten.rglob("*") if path.is_file()}
    shipped = {
        path.relative_to(sources): path.read_bytes() for path in (sources / "inbox").rglob("*") if path.is_file()
    }
    shipped[Path("arrivals.csv")] = (sources / "arrivals.csv").read_bytes()
    assert sorted(written) == sorted(shipped)
    assert [path for path in written if written[path] != shipped[path]] == []


def test_every_source_has_one_arrival(sources: Path) -> None:
    listed = [str(arrival.path) for arrival in ARRIVALS]
    found = [
        path.relative_to(sources / "inbox").as_posix() for path in (sources / "inbox").rglob("*") if path.is_file()
    ]
    assert sorted(listed) == sorted(found)
    assert len(listed) >= 14


@pytest.mark.parametrize("arrival", MAILS, ids=lambda arrival: arrival.path.name)
def test_a_mail_parses_and_tells_its_arrival(sources: Path, arrival) -> None:
    message = read_mail(sources, arrival.path.name)
    assert not message.defects
    assert len(message["From"].addresses) == 1
    assert message["To"].addresses[0].addr_spec == "vanphong@sokhcn.example"
    received = message.get_all("Received")[0]
    assert "by mail.sokhcn.example" in received
    assert parsedate_to_datetime(received.rpartition(";")[2].strip()) == arrival.arrived_at
    assert parsedate_to_datetime(message["Date"]) < arrival.arrived_at


def test_mails_come_from_known_units_but_for_one(sources: Path, plan: Plan) -> None:
    known = {sender for unit in plan.units for sender in unit.senders}
    senders = [read_mail(sources, arrival.path.name)["From"].addresses[0].addr_spec for arrival in MAILS]
    assert [sender for sender in senders if sender not in known] == ["banthuky@khoinghieptre.example"]


def test_the_table_report_has_cells_merged_both_ways(sources: Path) -> None:
    body = read_body((sources / "inbox" / FOLDER_REPORTS["VP"]).read_bytes())
    assert list(body.iter(f"{W}vMerge"))
    assert list(body.iter(f"{W}gridSpan"))


def test_the_revision_numbers_its_items_automatically_and_names_what_it_replaces(sources: Path) -> None:
    data = (sources / "inbox" / FOLDER_REPORTS["QLCN"]).read_bytes()
    headings = [
        "".join(paragraph.itertext()).strip()
        for paragraph in read_body(data).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None and style.get(f"{W}val", "").startswith("Heading")
    ]
    assert len(headings) >= 12
    assert not [heading for heading in headings if re.match(r"[IVX\d]+[.)]", heading)]
    assert "thay thế Báo cáo số 27/BC-QLCN" in read_texts(data)


def test_the_mailed_report_is_in_decomposed_text_with_bold_headings_only(sources: Path) -> None:
    data = read_attachment(read_mail(sources, "ttnc-20240619.eml"), ".docx")
    text = read_texts(data)
    assert text == unicodedata.normalize("NFD", text) != unicodedata.normalize("NFC", text)
    styles = {style.get(f"{W}val") for style in read_body(data).iter(f"{W}pStyle")}
    assert styles == {"BodyText"}


def test_the_first_version_comes_signed_and_as_a_word_copy_that_also_lies_in_the_folder(sources: Path) -> None:
    mail = read_mail(sources, "qlcn-20240614.eml")
    assert read_attachment(mail, ".pdf").startswith(b"%PDF-1.4")
    assert read_attachment(mail, ".docx") == (sources / "inbox/folder/QLCN/BC TTDN 6T.docx").read_bytes()


def test_the_corrupt_file_is_no_zip_and_the_specimen_has_its_mark_alone_in_a_cell(sources: Path) -> None:
    assert not zipfile.is_zipfile(sources / "inbox/folder/TTNC/BC_TTDN_6T_2024.docx")
    specimen = read_body((sources / "inbox/folder/VP/Tep thu cong kiem tra.docx").read_bytes())
    assert "".join(next(specimen.iter(f"{W}tc")).itertext()).strip() == "MẬT"


def test_every_docx_is_small_and_whole(sources: Path) -> None:
    files = read_every_docx(sources)
    assert len(files) == 9
    for name, data in files.items():
        assert len(data) < 20_000, name
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert package.testzip() is None
            for part in package.namelist():
                etree.fromstring(package.read(part))


def test_no_real_domain_and_no_signer_of_the_plan_occurs(sources: Path, plan: Plan) -> None:
    texts = {name: read_texts(data) for name, data in read_every_docx(sources).items()}
    for arrival in MAILS:
        message = read_mail(sources, arrival.path.name)
        body = message.get_body(("plain",))
        assert body is not None
        texts[arrival.path.name] = "\n".join([*map(str, message.values()), body.get_content()])
    for name, text in texts.items():
        found = {match[0].lower() for match in DOMAIN.finditer(text)}
        real = {word for word in found - HEADER_WORDS if word.rpartition(".")[2] not in FILE_ENDINGS | {"example"}}
        assert not real, name
        assert plan.issuer.signer not in unicodedata.normalize("NFC", text), name
