"""What looks at one report starts at once: it loads none of the heavy libraries."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "sqlalchemy",
    "alembic",
    "prefect",
    "docx",
    "xlsxwriter",
    "yagmail",
    "jinja2",
    "typing_inspect",
)
PROGRAM = """
import json, sys
from cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    print(json.dumps([ended.code or 0, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""
ROOT = Path(__file__).parents[2]
REPORT = str(ROOT / "examples" / "inbox" / "folder" / "QLCN" / "BC 6T (1)_final.docx")


@pytest.mark.parametrize(
    "arguments",
    [["check", REPORT], ["check", REPORT, "--format", "json"], ["read", REPORT], ["plan", "check"]],
    ids=["check", "check-json", "read", "plan"],
)
def test_looking_loads_neither_pandas_nor_sqlalchemy_nor_prefect(arguments: list[str], tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment | {"TONGHOP_ENV_FILE": ""},
        check=True,
    )
    code, loaded = json.loads(ended.stderr.splitlines()[-1])
    assert code == 0
    assert ended.stdout
    assert [name for name in HEAVY if name in loaded] == []
