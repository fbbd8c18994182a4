"""What is installed from the wheel is whole: it works from anywhere, without the repository."""

import json
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cli", "examples", "flows", "plans", "schemas", "tasks", "tonghop")
FIND_PACKAGES = f"""
import importlib, json
print(json.dumps([list(importlib.import_module(name).__path__)[0] for name in {OURS}]))
"""
LOAD_DEPLOYMENTS = """
import datetime, json
from cli.definitions import find_definitions, load_definitions, load_flow, load_plans
from cli.server_environ import find_prefect_settings, read_prefect_settings
path = find_definitions()
definitions = load_definitions(path, load_plans(None), datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
print(json.dumps({
    "path": str(path),
    "deployments": {each["name"]: load_flow(each["entrypoint"]).name for each in definitions},
    "settings": read_prefect_settings(find_prefect_settings()),
}))
"""
LAY_OUT = """
import pathlib, sys
from examples.layout import lay_out_examples
print(lay_out_examples(pathlib.Path(sys.argv[1])).folder)
"""


@pytest.fixture(scope="module")
def installed(
    tmp_path_factory: pytest.TempPathFactory, make_environ: Callable[..., dict[str, str]]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """installed("tonghop", ...) or installed("python", ...) -> the ended process, started in an unrelated folder.

    The libraries of this environment are lent by a path that runs no .pth file of theirs: the editable installation
    of the repository is out of sight.
    """
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", ROOT, "--no-deps", "--wheel-dir", place], check=True)
    (wheel,) = place.glob("tonghop-*.whl")
    venv.create(place / "venv", with_pip=False)
    python = place / "venv" / "bin" / "python"
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", wheel], check=True)
    (site_packages,) = (place / "venv" / "lib").glob("python*/site-packages")
    (site_packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    cwd = place / "elsewhere"
    cwd.mkdir()
    environ = make_environ(PATH=python.parent)
    environ.pop("PYTHONPATH", None)

    def run(program: str, *arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: PLW1510 (the exit code is the test's business)
            [str(python.parent / program), *map(str, arguments)],
            env={name: value for name, value in (environ | settings).items() if value is not None},
            cwd=cwd, text=True, capture_output=True, timeout=240,
        )  # fmt: skip

    return run


def test_every_package_comes_from_the_wheel(installed: Callable[..., Any]) -> None:
    done = installed("python", "-c", FIND_PACKAGES)
    assert done.returncode == 0, done.stderr
    assert not [path for path in json.loads(done.stdout) if Path(path).is_relative_to(ROOT)]


def test_plans_and_examples_ship_inside(installed: Callable[..., Any], tmp_path: Path) -> None:
    plan = installed("tonghop", "plan", "check")
    assert plan.returncode == 0, plan.stdout + plan.stderr
    assert "2024.yaml" in plan.stdout
    folder = Path(installed("python", "-c", LAY_OUT, tmp_path).stdout.strip())
    (report,) = folder.glob("*(VP).docx")
    checked = installed("tonghop", "check", report, "--format", "json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    answer = json.loads(checked.stdout)
    assert (answer["status"], answer["unit"], answer["period"]) == ("accepted", "VP", "2024-H1")


def test_deployments_and_settings_of_prefect_ship_inside(installed: Callable[..., Any]) -> None:
    done = installed("python", "-c", LOAD_DEPLOYMENTS)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["deployments"] == {
        "semiannual": "due",
        "annual": "due",
        "daily": "due",
        "ad-hoc": "ad-hoc",
        "gather": "gather",
        "receive": "receive",
        "decide": "decide",
        "remind": "remind",
        "publish": "publish",
        "consolidate": "consolidate",
        "alert": "alert",
    }
    assert told["settings"]["PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED"] == "true"
    assert not Path(told["path"]).is_relative_to(ROOT)
    refused = installed("tonghop", "deploy")
    assert (refused.returncode, "PREFECT_API_URL" in refused.stderr) == (2, True), refused.stderr


def test_the_main_job_runs_from_an_empty_home_with_nothing_configured(
    installed: Callable[..., Any], tmp_path: Path, read_standing: Callable[[Path], Any]
) -> None:
    done = installed(
        "tonghop", "run", "2024-H1", "--send", "always", "--outputs", tmp_path / "outputs",
        HOME=str(tmp_path), PREFECT_HOME=None,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "VÍ DỤ" in done.stdout
    standing = read_standing(tmp_path / "outputs")
    assert [one.status for one in standing.submissions].count("accepted") >= 4
    assert (standing.faults, standing.leftovers) == ([], [])
    assert standing.mails == ["2024-H1-v1-STTTT.eml", "2024-H1-v1-UBND.eml"]
    assert standing.deliveries == {"STTTT": "written", "UBND": "written"}
