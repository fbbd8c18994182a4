"""The shipped sources, and a fresh writing of them."""

from pathlib import Path

import pytest

from examples.layout import SOURCES
from examples.make_examples import write_examples


@pytest.fixture(scope="session")
def sources() -> Path:
    return SOURCES


@pytest.fixture(scope="session")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("rewritten")
    write_examples(directory)
    return directory
