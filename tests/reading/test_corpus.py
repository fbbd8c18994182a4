"""Every file of the corpus gives exactly what its `.expected` file says; a bug report is a new pair, no new code.

Files that need LibreOffice or tesseract are read in tests/acceptance/test_corpus_office.py.
"""

import runpy
from pathlib import Path

import pytest

from tonghop.reading import read_documents

CORPUS = Path(__file__).parent / "corpus"
OUTSIDE = {".doc", ".odt", ".rtf", ".xls", ".ods", ".png"}
FILES = sorted(path.with_suffix("") for path in CORPUS.glob("*.expected") if path.with_suffix("").suffix not in OUTSIDE)
COMPARING = runpy.run_path(str(CORPUS / "comparing.py"))


@pytest.fixture(scope="module")
def documents():
    read = read_documents([(path.name, path.read_bytes()) for path in FILES])
    return {path.name: document for path, document in zip(FILES, read, strict=True)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_all_that_is_visible_is_read_in_its_place_and_nothing_else(documents, path):
    COMPARING["compare"](documents[path.name], COMPARING["load_expectation"](path))


def test_the_corpus_stays_whole_and_small():
    files = [path for path in CORPUS.iterdir() if path.suffix != ".py" and path.is_file()]
    assert len(FILES) >= 60
    assert sum(path.stat().st_size for path in files) < 3_000_000
    assert {f"{path.name}.expected" for path in files if path.suffix != ".expected"} == {
        path.name for path in files if path.suffix == ".expected"
    }
