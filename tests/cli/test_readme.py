"""README and the console script agree: what README shows works, and what works is in README."""

import io
import re
import shlex
import shutil
import sys
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
_COMMAND = re.compile(r'(?:echo "(?P<said>[^"]*)" \| )?(?:\.venv/bin/)?(?P<command>tonghop .*)')
SHOWN = [match for line in LINES if (match := _COMMAND.match(line))]
COMMANDS = [shlex.split(match["command"], comments=True)[1:] for match in SHOWN]
SAID = {tuple(arguments): match["said"] for arguments, match in zip(COMMANDS, SHOWN, strict=True) if match["said"]}
STARTS_PREFECT = ("run", "serve", "deploy")
"""Run for real in tests/flows and tests/acceptance; here they are only understood."""


def test_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 6


def test_every_command_that_works_is_in_readme() -> None:
    names = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # the application is a group
    assert {arguments[0] for arguments in COMMANDS} == names


@pytest.mark.parametrize("arguments", [each for each in COMMANDS if each[0] in STARTS_PREFECT], ids=" ".join)
def test_every_command_in_readme_that_starts_prefect_is_understood(arguments: list[str]) -> None:
    command = typer.main.get_command(app).commands[arguments[0]]  # type: ignore[attr-defined]
    context = command.make_context(arguments[0], arguments[1:])
    for folder in [*(context.params.get("folder") or ()), *(context.params.get("maildir") or ())]:
        assert (ROOT / folder).is_dir() or Path(folder).parts[0] != "examples"


def test_every_other_command_in_readme_works_as_written(
    tonghop: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that holds what a clone holds, in the order of README; none is wrong use, none fails."""
    for name in ("examples", "plans"):
        shutil.copytree(ROOT / name, tmp_path / "cwd" / name, ignore=shutil.ignore_patterns("__pycache__"))
    examples = tmp_path / "cwd" / "plans" / "examples-2024.jsonl"
    few = examples.read_text("utf-8").splitlines()[::16]  # to learn from all of them takes ten times as long
    examples.write_text("\n".join(few), "utf-8")
    text = Path("tests") / "acceptance" / "plan-2024.txt"
    (tmp_path / "cwd" / text).parent.mkdir(parents=True)
    shutil.copyfile(ROOT / text, tmp_path / "cwd" / text)
    for arguments in COMMANDS:
        if arguments[0] not in STARTS_PREFECT:
            said = SAID.get(tuple(arguments), "")
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode()), encoding="utf-8"))
            ended = tonghop(*arguments)
            assert ended.code in (0, 1), (arguments, ended.err)
            assert ended.out.strip()
