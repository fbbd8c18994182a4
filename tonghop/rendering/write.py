"""Write all files of one version (contract 4.3) into its directory. The only module here that changes the world."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from schemas.plan import Plan
from schemas.question import OpenQuestion
from schemas.report import Report
from tonghop.rendering.html import render_html
from tonghop.rendering.internal_docx import render_internal_docx
from tonghop.rendering.metadata import compute_metadata, encode_json, report_json_bytes
from tonghop.rendering.pdf import PdfError, convert_to_pdf, count_pages
from tonghop.rendering.release_docx import render_release_docx
from tonghop.rendering.workbook import render_workbook

log = logging.getLogger(__name__)


def write_report(
    report: Report,
    plan: Plan,
    directory: Path,
    *,
    drafted_at: datetime,
    event_head: str,
    questions: Sequence[OpenQuestion] = (),
    with_pdf: bool = True,
) -> dict[str, str]:
    """Write the files of one version into an existing, empty directory; manifest.json comes last.

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        directory: Where the files go.
        drafted_at: When the draft is made, with its zone.
        event_head: Head of the event chain, goes into the manifest.
        questions: What waits for a person, for the internal copy and the HTML.
        with_pdf: Whether to print report.pdf by LibreOffice. A failure is logged and noted in the manifest.

    Returns:
        File name -> sha256 of each file but the manifest itself.

    Raises:
        ValueError: Vietnamese; the plan's outline cannot be filled. Nothing is written then.
        OSError: A file cannot be written.
    """
    release = render_release_docx(report, plan)
    files = {
        "report.docx": release,
        "report-internal.docx": render_internal_docx(report, plan, questions=questions),
        "annex.xlsx": render_workbook(report, plan, created_at=drafted_at),
        "report.html": render_html(report, plan, drafted_at=drafted_at, questions=questions),
        "report.json": report_json_bytes(report),
    }
    notes: list[str] = []
    if with_pdf:
        try:
            files["report.pdf"] = convert_to_pdf(release)
        except (PdfError, OSError) as error:
            notes.append(str(error))
            log.warning("%s", error)
    pages = count_pages(files["report.pdf"]) if "report.pdf" in files else None
    files["metadata.json"] = encode_json(compute_metadata(report, plan, pages=pages))
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = {"files": hashes, "event_head": event_head, "drafted_at": drafted_at.isoformat(), "notes": notes}
    for name, data in {**files, "manifest.json": encode_json(manifest)}.items():
        (directory / name).write_bytes(data)
    return hashes
