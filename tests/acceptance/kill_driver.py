"""Runs the product and dies by SIGKILL, or waits, where it is told to. Started by the tests; the product knows nothing.

Two ways: without arguments it reads one JSON job per line, forks, runs the whole job in the child and answers with the
child's exit code (negative: the signal). With `--cli POINT ARGUMENTS...` it is the command `tonghop ARGUMENTS...`.

A point is {"call": "module:qualified.name", "when": "before" | "after", "count": n}: the n-th such call never
begins, or has just ended. `null` is a run that lives. A job: point, run (a RunRequest), environ, and perhaps `stop`:
a point at which the child raises the file `flag` and waits for the file `until`, at most `seconds`. Without a run it
only opens the ledger; `unlocked` makes file locks do nothing, as on a share that does not know them.
"""

import fcntl
import json
import os
import signal
import sys
import traceback
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pausing.sitecustomize import hook, stop


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: dict[str, Any] | None) -> None:
    """Let the process die at the point."""
    if point is not None:
        hook(point["call"], point["when"], point["count"], die)


def arm_stop(point: dict[str, Any] | None) -> None:
    """Let the process wait at the point."""
    if point is not None:
        act = partial(stop, Path(point["flag"]), Path(point["until"]), point["seconds"])
        hook(point["call"], point["when"], point["count"], act)


def run_whole_job(request: dict[str, Any] | None) -> None:
    """All steps in the order of the flows."""
    if request is None:
        from tonghop.ledger import open_ledger

        open_ledger(os.environ["TONGHOP_DATABASE_URL"]).close()
        return
    from schemas.request import RunRequest
    from tonghop import steps
    from tonghop.job import open_job

    with open_job(RunRequest.model_validate(request)) as job:
        for source in job.sources:
            steps.gather(job, source)
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        steps.draft(job)
        steps.publish(job)


def work_off(line: str) -> int:
    """One job in a child of its own."""
    task = json.loads(line)
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.environ.update(task["environ"])
            arm(task["point"])
            arm_stop(task.get("stop"))
            if task.get("unlocked"):
                fcntl.flock = lambda *_: None
            run_whole_job(task["run"])
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def load_once_for_all() -> None:
    """Import before the first fork what every child would import by itself, late and again: half a second each."""
    import jinja2  # noqa: F401
    import psycopg  # noqa: F401
    import xlsxwriter  # noqa: F401

    import tonghop.job
    import tonghop.steps  # noqa: F401
    from tonghop.ledger import open_ledger

    with TemporaryDirectory() as folder:  # brings the migrations
        open_ledger(f"sqlite:///{folder}/ledger.db").close()


def main() -> None:
    if sys.argv[1:2] == ["--cli"]:
        from cli.main import main as run_command

        arm(json.loads(sys.argv[2]))
        run_command(sys.argv[3:])
    load_once_for_all()
    for line in sys.stdin:
        print(work_off(line), flush=True)


if __name__ == "__main__":
    main()
