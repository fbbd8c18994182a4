"""LibreOffice as an outside program: one .docx to one PDF, with its own profile and a time limit. Keeps out content."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from tonghop.rendering import messages as m

TIMEOUT_SECONDS = 120
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


class PdfError(Exception):
    """No PDF could be made; the message is Vietnamese."""


def convert_to_pdf(docx: bytes, *, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """Print a .docx to PDF.

    Raises:
        PdfError: LibreOffice is absent, too slow, or left no file.
    """
    program = shutil.which("soffice")
    if program is None:
        raise PdfError(m.PDF_ABSENT)
    with tempfile.TemporaryDirectory(prefix="tonghop-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "report.docx", folder / "report.pdf"
        source.write_bytes(docx)
        # A profile of its own: a second LibreOffice on a shared profile hands over to the first and leaves no file.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", "--norestore", profile, "--convert-to", "pdf", "--outdir", name, str(source)]
        code = _run(command, timeout_seconds)
        if not target.is_file() or not target.stat().st_size:
            raise PdfError(m.PDF_FAILED.format(code=code))
        return target.read_bytes()


def _run(command: list[str], timeout_seconds: float) -> int:
    """Run to the end or to the time limit; the whole group ends, since soffice starts a child that does the work."""
    process = subprocess.Popen(  # noqa: S603  (a fixed command line, no shell)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(timeout_seconds)
    except subprocess.TimeoutExpired as error:
        raise PdfError(m.PDF_TIMEOUT.format(seconds=round(timeout_seconds))) from error
    finally:
        if process.poll() is None:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            process.wait()


def count_pages(pdf: bytes) -> int | None:
    """Pages of a PDF written by LibreOffice, which keeps its page objects uncompressed; None when none is visible."""
    return len(_PAGE.findall(pdf)) or None
