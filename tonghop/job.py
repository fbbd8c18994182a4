"""One run's place of work: its settings, plan, ledger, archive, outbox, sources and clock, opened from the run form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from schemas.period import Period, parse_period
from schemas.plan import Plan, PlanPeriod
from schemas.request import RunRequest
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.smtp_settings import SmtpSettings
from tonghop.intake.archive import Archive
from tonghop.intake.folder import FolderSource
from tonghop.intake.maildir import MaildirSource
from tonghop.intake.sources import Source
from tonghop.ledger import Ledger, open_ledger
from tonghop.plan import find_plan_file, load_plan
from tonghop.plan.dates import find_period_dates
from tonghop.settings import Settings, load_settings

Clock = Callable[[], datetime]


def read_clock() -> datetime:
    """The time now, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Job:
    """Everything that the steps of one run share."""

    run: RunRequest
    settings: Settings
    plan: Plan
    period: Period
    ledger: Ledger
    archive: Archive
    outbox: Outbox
    sources: tuple[Source, ...]
    is_example: bool
    now: Clock

    @property
    def dates(self) -> PlanPeriod | None:
        """Data window and deadlines of the period; None when neither plan nor request tells them."""
        return find_period_dates(self.plan, self.period, self.run.request)

    @property
    def smtp(self) -> SmtpSettings | None:
        """The mail server, None when mails are only written; a run on examples never opens one."""
        return None if self.is_example else self.settings.make_smtp_settings(self.plan.office.address)

    def version_directory(self, version: int) -> Path:
        """`reports/<period>/v<n>` under the outputs; read-only once it is there."""
        return self.settings.outputs / "reports" / self.period.folder_name / f"v{version}"


@contextmanager
def open_job(run: RunRequest, *, now: Clock = read_clock) -> Iterator[Job]:
    """Open all that a run needs; without any configured source the shipped examples are laid out and used.

    Raises PlanError, SettingsError, LedgerError with messages for people.
    """
    settings = load_settings(outputs=run.outputs, plan=run.plan, folders=run.folders, maildirs=run.maildirs)
    period = parse_period(run.period)
    plan = load_plan(settings.plan or find_plan_file(period.year))
    settings.outputs.mkdir(parents=True, exist_ok=True)
    sources, is_example = _open_sources(settings, now)
    ledger = open_ledger(settings.ledger_url())
    try:
        yield Job(
            run=run,
            settings=settings,
            plan=plan,
            period=period,
            ledger=ledger,
            archive=Archive(settings.outputs / "archive"),
            outbox=Outbox(settings.outputs / "outbox"),
            sources=sources,
            is_example=is_example,
            now=now,
        )
    finally:
        ledger.close()


def _open_sources(settings: Settings, now: Clock) -> tuple[tuple[Source, ...], bool]:
    if not settings.folders and not settings.maildirs:
        from examples.layout import lay_out_examples

        inbox = lay_out_examples(settings.outputs / "examples" / "inbox")
        folder = FolderSource(inbox.folder, settle_seconds=0, now=now(), name="examples")
        return (folder, MaildirSource(inbox.maildir, now=now(), name="examples")), True
    sources: list[Source] = [
        FolderSource(root, settle_seconds=settings.settle_seconds, now=now()) for root in settings.folders
    ]
    sources += [MaildirSource(root, now=now()) for root in settings.maildirs]
    return tuple(sources), False
