"""Runs the product and dies by SIGKILL, or waits, where it is told to. Started by the tests; the product knows nothing.

Two ways: without arguments it reads one JSON job per line, forks, runs the whole job in the child and answers with the
child's exit code (negative: the signal). With `--cli POINT ARGUMENTS...` it is the command `tonghop ARGUMENTS...`; so
is a job with `command`, the arguments, in place of `run`.

`steps` of a job tells which part of the work is done: all of it ("whole", the default), or "gather", or "intake":
gathering, what is named by hand (`hand`), filing and receipts, at the time `now`, if given.

A point is {"call": "module:qualified.name", "when": "before" | "after", "count": n}: the n-th such call never
begins, or has just ended. `null` is a run that lives. A job: point, run (a RunRequest), environ, and perhaps `stop`:
a point at which the child raises the file `flag` and waits for the file `until`, at most `seconds`. Without a run it
only opens the ledger; `unlocked` makes file locks do nothing, as on a share that does not know them, `busy_seconds` is
how long a locked ledger is waited for.
"""

import fcntl
import json
import os
import signal
import sys
import traceback
from contextlib import redirect_stdout
from datetime import datetime
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


def run_command(arguments: list[str]) -> int:
    """`tonghop ARGUMENTS...`, whose words go to the log, since answers go to the standard output."""
    from cli.main import main as run

    try:
        with redirect_stdout(sys.stderr):
            run(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def run_job(task: dict[str, Any]) -> None:
    """The steps in the order of the flows."""
    request = task["run"]
    if request is None:
        from tonghop.ledger import open_ledger

        open_ledger(os.environ["TONGHOP_DATABASE_URL"]).close()
        return
    from schemas.request import RunRequest
    from tonghop import steps
    from tonghop.job import open_job

    now = {"now": lambda: datetime.fromisoformat(task["now"])} if "now" in task else {}
    with open_job(RunRequest.model_validate(request), **now) as job:
        for form in task.get("hand", ()):
            receive_by_hand(job, form)
        for source in job.sources:
            steps.gather(job, source)
        if task.get("steps") == "gather":
            return
        for ids in steps.list_unfiled(job):
            steps.file_submissions(job, ids)
        steps.send_receipts(job)
        if task.get("steps") == "intake":
            return
        steps.draft(job)
        steps.publish(job)


def receive_by_hand(job: Any, form: dict[str, Any]) -> None:
    """As `tonghop receive FILE ...` does."""
    from schemas.request import ReceiveForm
    from tonghop import steps

    paths = [Path(path) for path in form.pop("paths")]
    files, declaration = steps.read_report(ReceiveForm.model_validate(form), paths, now=job.now())
    steps.receive(job, files, declaration)


def work_off(line: str) -> int:
    """One job in a child of its own; or here, if it `stays`, where the children that read stay warm."""
    task = json.loads(line)
    if task.get("stays"):
        return work_here(task)
    child = os.fork()
    if child == 0:
        os._exit(work_here(task))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def work_here(task: dict[str, Any]) -> int:
    try:
        os.environ.update(task["environ"])
        arm(task["point"])
        arm_stop(task.get("stop"))
        if "busy_seconds" in task:
            from tonghop.ledger import engine

            engine._BUSY_SECONDS = task["busy_seconds"]
        if task.get("unlocked"):
            fcntl.flock = lambda *_: None
        if "command" in task:
            return run_command(task["command"])
        run_job(task)
    except BaseException:
        traceback.print_exc()
        return 70
    return 0


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
        arm(json.loads(sys.argv[2]))
        sys.exit(run_command(sys.argv[3:]))
    load_once_for_all()
    for line in sys.stdin:
        print(work_off(line), flush=True)


if __name__ == "__main__":
    main()
