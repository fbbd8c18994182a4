"""The pages that people read in the Prefect UI, as artifacts with stable keys; the day's page also as file and mail."""

from collections.abc import Mapping

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE

from schemas.request import RunRequest, Workplace
from tonghop.job import open_job
from tonghop.rendering.pages import Page
from tonghop.settings import load_settings
from tonghop.today import find_period_pages, find_today, find_today_pages, post_morning_mail, write_today_page


@task(name="show-pages", cache_policy=NO_CACHE)
def show_pages(run: RunRequest) -> None:
    """Publish coverage, submissions, missing units, questions and deliveries of the period as they stand now."""
    with open_job(run) as job:
        _publish(find_period_pages(job))


@task(name="show-today", cache_policy=NO_CACHE)
def show_today(place: Workplace, *, mail: bool) -> None:
    """Publish the day's page and the sources, write the page beside the reports, and mail it if that is asked."""
    today = find_today(place)
    write_today_page(today, load_settings(outputs=place.outputs).outputs)
    _publish(find_today_pages(today))
    if mail:
        post_morning_mail(place, today)


def _publish(pages: Mapping[str, Page]) -> None:
    for key, page in pages.items():
        create_markdown_artifact(page.markdown, key=key, description=page.summary)
