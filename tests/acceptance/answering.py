"""Answers the units from several processes at once. Started by the tests: `answering.py COUNT RUN NOW`.

All children open the job first and begin together; the exit code tells how many of them failed.
"""

import os
import sys
from datetime import datetime

import yagmail  # noqa: F401  (before the first fork, as all that every child would import late and again)
from kill_driver import load_once_for_all

from schemas.request import RunRequest
from tonghop import steps
from tonghop.job import open_job


def main() -> None:
    count, form, now = (
        int(sys.argv[1]),
        RunRequest.model_validate_json(sys.argv[2]),
        datetime.fromisoformat(sys.argv[3]),
    )
    load_once_for_all()
    ready, go = os.pipe()
    children = []
    for _ in range(count):
        child = os.fork()
        if child == 0:
            os.close(go)
            with open_job(form, now=lambda: now) as job:
                os.read(ready, 1)  # ends when the parent closes its side
                steps.send_receipts(job)
            os._exit(0)
        children.append(child)
    os.close(go)
    sys.exit(sum(os.waitpid(child, 0)[1] != 0 for child in children))


if __name__ == "__main__":
    main()
