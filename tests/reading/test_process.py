"""The child process: what is wrong with it is never blamed on a file."""

import sys

import pytest

from tonghop.reading import read_documents
from tonghop.reading.process import ReaderStartError


def test_a_reader_that_cannot_start_blames_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ReaderStartError, match="cài lại"):
        read_documents([("a.txt", "Báo cáo".encode())])
