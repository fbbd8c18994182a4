"""The pages as artifacts: which keys each task publishes, that the day's page is also a file, mail only when asked."""

from pathlib import Path

import pytest

from schemas.notice import NoticeRecord
from schemas.request import Workplace
from schemas.today import Today
from tasks import pages
from tonghop.rendering.pages import PERIOD_PAGES


@pytest.fixture
def published(bare_environment: pytest.MonkeyPatch) -> dict[str, str]:
    """Key -> markdown of what a task published, and nothing of a server."""
    found: dict[str, str] = {}

    def keep(markdown: str, *, key: str, description: str) -> None:
        assert description
        found[key] = markdown

    bare_environment.setattr(pages, "create_markdown_artifact", keep)
    return found


def test_a_period_has_its_own_pages_and_leaves_the_page_of_the_day_alone(
    outputs: Path, published: dict[str, str]
) -> None:
    pages.show_pages.fn(Workplace(outputs=outputs).make_run("2024-H1"))
    assert set(published) == {f"{page}-2024-h1" for page in PERIOD_PAGES}
    assert all("6 tháng đầu năm 2024" in text for text in published.values())


@pytest.mark.parametrize("mail", [True, False])
def test_the_day_is_published_written_and_mailed_when_that_is_asked(
    outputs: Path, published: dict[str, str], bare_environment: pytest.MonkeyPatch, mail: bool
) -> None:
    posted: list[Today] = []

    def post(_: Workplace, today: Today) -> NoticeRecord | None:
        posted.append(today)
        return None

    bare_environment.setattr(pages, "post_morning_mail", post)
    pages.show_today.fn(Workplace(outputs=outputs), mail=mail)
    assert set(published) == {"hom-nay", "nguon-nhan"}
    assert "Hôm nay" in (outputs / "hom-nay.html").read_text("utf-8")
    assert len(posted) == mail
