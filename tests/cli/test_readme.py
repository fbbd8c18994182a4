"""README and the console script agree: what README shows works, and what works is in README."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cli.main import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
FENCED = re.findall(r"^```(?:bash|sh|console)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line.strip().removeprefix("$ ") for block in FENCED for line in block.replace("\\\n", " ").splitlines()]
COMMANDS = [
    shlex.split(line.removeprefix(".venv/bin/"), comments=True)[1:]
    for line in LINES
    if re.match(r"(\.venv/bin/)?tonghop ", line)
]
STARTS_PREFECT = "run"


def test_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 6


def test_every_command_that_works_is_in_readme() -> None:
    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the application is a group
    assert {arguments[0] for arguments in COMMANDS} == names


@pytest.mark.parametrize("arguments", [each for each in COMMANDS if each[0] == STARTS_PREFECT], ids=" ".join)
def test_every_run_in_readme_is_understood(arguments: list[str]) -> None:
    """Understood and not run: the whole job through Prefect is run once, in tests/flows."""
    command = typer.main.get_command(app).commands[STARTS_PREFECT]  # type: ignore[attr-defined]
    context = command.make_context(STARTS_PREFECT, arguments[1:])
    for folder in [*(context.params["folder"] or ()), *(context.params["maildir"] or ())]:
        assert (ROOT / folder).is_dir() or Path(folder).parts[0] != "examples"


def test_every_other_command_in_readme_works_as_written(tonghop: Callable[..., Any], tmp_path: Path) -> None:
    """In a folder that holds what a clone holds, in the order of README; none is wrong use, none fails."""
    for name in ("examples", "plans"):
        shutil.copytree(ROOT / name, tmp_path / "cwd" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for arguments in COMMANDS:
        if arguments[0] != STARTS_PREFECT:
            ended = tonghop(*arguments)
            assert ended.code in (0, 1), (arguments, ended.err)
            assert ended.out.strip()
