"""The console script in this process, in an empty folder and without settings."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "inbox"


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def tonghop(
    bare_environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Ended]:
    """tonghop("status", "2024-H1") -> exit code, output, errors."""
    cwd = tmp_path / "cwd"
    cwd.mkdir()
    bare_environment.chdir(cwd)
    bare_environment.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return Ended(int(ended.value.code or 0), told.out, told.err)

    return run


@pytest.fixture
def inbox() -> Path:
    """The sources of the examples, only to read."""
    return EXAMPLES
