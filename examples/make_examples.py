"""Writes every source of the examples and arrivals.csv: `python examples/make_examples.py [directory]`.

The bytes depend on nothing but this code and the libraries' versions, so running it again leaves git clean. The texts
are in `making/`; laying the sources out as a folder and a Maildir is `layout.py`.
"""

import csv
import sys
import unicodedata
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from examples.making import others, qlcn, ttnc, vp
from examples.making.docx_files import write_bold_report, write_specimen, write_styled_report, write_table_report
from examples.making.mails import Letter, write_letter
from examples.making.pdf_files import write_text_pdf
from examples.making.words import NATION, PARENT, UnitReport

HERE = Path(__file__).resolve().parent
HANOI = timezone(timedelta(hours=7))
LOCK_OWNER = "Văn thư"


def at(day: int, month: int, hour: int, minute: int, second: int = 0, year: int = 2024) -> datetime:
    """A moment in Vietnam."""
    return datetime(year, month, day, hour, minute, second, tzinfo=HANOI)


def make_folder() -> dict[str, tuple[bytes, datetime]]:
    """Path in the shared folder -> (bytes, arrival)."""
    half_year = write_bold_report(ttnc.HALF_YEAR)
    return {
        "BC TTĐN 6 tháng đầu năm 2024 (VP).docx": (write_table_report(vp.HALF_YEAR), at(17, 6, 10, 5)),
        "VP/Nam 2023/BC TTDN 6T cuoi nam 2023.docx": (
            write_bold_report(vp.LAST_YEAR),
            at(18, 12, 15, 30, year=2023),
        ),
        "VP/Tep thu cong kiem tra.docx": (
            write_specimen(others.SPECIMEN_MARK, others.SPECIMEN, date(2024, 6, 10)),
            at(10, 6, 9, 0),
        ),
        "QLCN/BC TTDN 6T.docx": (write_bold_report(qlcn.FIRST), at(14, 6, 16, 50)),
        "QLCN/BC 6T (1)_final.docx": (write_styled_report(qlcn.REVISION), at(18, 6, 9, 20)),
        "QLCN/~$ 6T (1)_final.docx": (make_lock_file(), at(18, 6, 9, 12)),
        "TTNC/Quy I/BC quy I nam 2024.docx": (write_bold_report(ttnc.QUARTER), at(2, 4, 14, 10)),
        "TTNC/BC_TTDN_6T_2024.docx": (half_year[: len(half_year) * 3 // 5], at(18, 6, 16, 55)),
        "TTNC/Anh hoat dong.zip.part": (b"PK\x03\x04" + bytes(60), at(18, 6, 16, 57)),
        "Thumbs.db": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), at(18, 6, 8, 0)),
    }


def make_letters() -> tuple[Letter, ...]:
    """The mails, in order of arrival."""
    attached = unicodedata.normalize("NFD", "Báo cáo TTĐN 6 tháng đầu năm.docx")
    center = "Trung tâm NC,CGCN&ĐMST"
    return (
        Letter(
            key="clb-20240612",
            sender="Ban Thư ký CLB",
            address="banthuky@khoinghieptre.example",
            subject="Gửi báo cáo phối hợp hoạt động 6 tháng đầu năm 2024",
            body=others.CLUB_LETTER,
            arrived_at=at(12, 6, 20, 47, 5),
            attachments=(("Bao cao phoi hop.docx", write_bold_report(others.CLUB)),),
        ),
        Letter(
            key="qlcn-20240614",
            sender="Phòng QLCN&ĐMST",
            address="qlcn@sokhcn.example",
            subject="Báo cáo công tác thông tin đối ngoại 6 tháng đầu năm 2024",
            body=others.QLCN_LETTER,
            arrived_at=at(14, 6, 16, 42, 18),
            attachments=(
                ("27-BC-QLCN signed.pdf", write_text_pdf(make_lines(qlcn.FIRST))),
                ("BC TTDN 6T.docx", write_bold_report(qlcn.FIRST)),
            ),
        ),
        Letter(
            key="ttnc-20240617",
            sender=center,
            address="ttnc@sokhcn.example",
            subject="Xin gia hạn thời gian gửi báo cáo thông tin đối ngoại",
            body=others.EXTENSION_LETTER,
            arrived_at=at(17, 6, 15, 21, 33),
        ),
        Letter(
            key="ttnc-20240618",
            sender=center,
            address="ttnc@sokhcn.example",
            subject="Trả lời tự động: Nhắc gửi báo cáo thông tin đối ngoại",
            body=others.ABSENCE_LETTER,
            arrived_at=at(18, 6, 8, 0, 12),
            headers={"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"},
        ),
        Letter(
            key="ttnc-20240619",
            sender=center,
            address="ttnc@sokhcn.example",
            subject="Báo cáo thông tin đối ngoại 6 tháng đầu năm 2024 của Trung tâm",
            body=others.TTNC_LETTER,
            arrived_at=at(19, 6, 8, 14, 50),
            attachments=((attached, write_bold_report(ttnc.HALF_YEAR, form="NFD")),),
        ),
    )


def make_lock_file() -> bytes:
    """What Word leaves beside an open file: the user's name, padded to 162 bytes."""
    name = LOCK_OWNER.encode("utf-16-le")
    return (bytes([len(LOCK_OWNER)]) + LOCK_OWNER.encode("ascii", "replace")).ljust(54, b"\x20") + (
        bytes([len(LOCK_OWNER), 0]) + name
    ).ljust(108, b"\x00")


def make_lines(report: UnitReport) -> tuple[str, ...]:
    """A report as the lines of its signed copy."""
    lines = [PARENT, report.issuer, *NATION, f"Số: {report.number}", report.place_line, "", "BÁO CÁO", report.abstract]
    lines += [f"Kính gửi: {report.addressee}", "", report.opening]
    for part in report.parts:
        lines += [part.heading.upper(), *part.paragraphs]
        for number, item in enumerate(part.parts, start=1):
            lines += [f"{number}. {item.heading}", *(f"- {text}" for text in item.paragraphs)]
    return (*lines, f"{report.closing}./.", "", report.position, "(Đã ký)", report.signer)


def write_examples(directory: Path) -> None:
    """Write inbox/folder, inbox/mails and arrivals.csv below `directory`."""
    sources = {f"folder/{path}": made for path, made in make_folder().items()}
    for letter in make_letters():
        sources[f"mails/{letter.key}.eml"] = (write_letter(letter), letter.arrived_at)
    for path, (data, _) in sources.items():
        target = directory / "inbox" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    with (directory / "arrivals.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("path", "arrived_at"))
        table.writerows((path, arrived_at.isoformat()) for path, (_, arrived_at) in sources.items())


if __name__ == "__main__":
    write_examples(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
