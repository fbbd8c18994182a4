"""Runs the product and dies by SIGKILL where it is told to. Started by the tests; the product knows nothing of it.

Two ways: without arguments it reads one JSON job per line, forks, runs the whole job in the child and answers with the
child's exit code (negative: the signal). With `--cli POINT ARGUMENTS...` it is the command `tonghop ARGUMENTS...`.

A point is {"call": "module:qualified.name", "when": "before" | "after", "count": n}: the n-th such call never
begins, or has just ended. `null` is a run that lives. A job: point, run (a RunRequest), environ.
"""

import functools
import importlib
import itertools
import json
import os
import signal
import sys
import traceback
from typing import Any


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: dict[str, Any] | None) -> None:
    """Let the process die at the point."""
    if point is None:
        return
    module, _, path = point["call"].partition(":")
    *owners, name = path.split(".")
    owner = functools.reduce(getattr, owners, importlib.import_module(module))
    original = getattr(owner, name)
    calls = itertools.count(1)

    @functools.wraps(original)
    def deadly(*args: Any, **kwargs: Any) -> Any:
        is_last = next(calls) == point["count"]
        if is_last and point["when"] == "before":
            die()
        result = original(*args, **kwargs)
        if is_last:
            die()
        return result

    setattr(owner, name, deadly)


def run_whole_job(request: dict[str, Any]) -> None:
    """All steps in the order of the flows."""
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
            run_whole_job(task["run"])
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main() -> None:
    if sys.argv[1:2] == ["--cli"]:
        from cli.main import main as run_command

        arm(json.loads(sys.argv[2]))
        run_command(sys.argv[3:])
    import tonghop.job
    import tonghop.steps  # noqa: F401 (imported once, for all children)

    for line in sys.stdin:
        print(work_off(line), flush=True)


if __name__ == "__main__":
    main()
