"""The files of the reading corpus that LibreOffice must rewrite first, and the scan that tesseract must recognise."""

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tonghop.reading import Reader

pytestmark = pytest.mark.acceptance

CORPUS = Path(__file__).resolve().parents[1] / "reading" / "corpus"
CONVERTED = sorted(
    path.with_suffix("") for end in ("doc", "odt", "rtf", "xls", "ods") for path in CORPUS.glob(f"*.{end}.expected")
)
COMPARING = runpy.run_path(str(CORPUS / "comparing.py"))


@pytest.fixture(scope="module")
def converted(lack: Callable[[str], None]):
    if shutil.which("soffice") is None:
        lack("LibreOffice")
    with Reader() as reader:
        read = reader.read_documents([(path.name, path.read_bytes()) for path in CONVERTED])
    return {path.name: document for path, document in zip(CONVERTED, read, strict=True)}


@pytest.mark.parametrize("path", CONVERTED, ids=lambda path: path.name)
def test_what_libreoffice_rewrites_is_read_whole_and_in_place(converted, path):
    COMPARING["compare"](converted[path.name], COMPARING["load_expectation"](path))


def test_a_scan_at_300_dpi_is_recognised_once_a_person_has_seen_it(lack: Callable[[str], None]):
    if shutil.which("tesseract") is None:
        lack("tesseract")
    path = CORPUS / "scan.png"
    with Reader(may_recognise=lambda _: True) as reader:
        (document,) = reader.read_documents([(path.name, path.read_bytes())])
    COMPARING["compare"](document, COMPARING["load_expectation"](path))
    assert document.scan
    assert all(0 < block.confidence <= 1 for block in document.blocks)
