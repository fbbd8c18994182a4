"""The pages that people read in the Prefect UI, as artifacts with small, stable keys."""

import re

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest
from tonghop.job import open_job
from tonghop.rendering.pages import render_pages
from tonghop.status import find_status

TODAY = "hom-nay"


@task(name="show-pages", cache_policy=NO_CACHE)
def show_pages(run: RunRequest) -> None:
    """Publish today, coverage, submissions, missing units and questions of the period as they stand now."""
    with open_job(run) as job:
        status, report = find_status(job)
        pages = render_pages(status, report, job.plan, now=job.now())
    period = re.sub("[^a-z0-9]+", "-", run.period.lower())
    for name, markdown in pages.items():
        create_markdown_artifact(markdown, key=name if name == TODAY else f"{name}-{period}")
