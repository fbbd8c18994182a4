"""One run's place of work: its settings, plan, ledger, archive, outbox, sources and clock, opened from the run form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import permutations
from pathlib import Path

from schemas.period import Period, parse_period
from schemas.plan import Plan, PlanPeriod
from schemas.request import RunRequest
from tonghop.delivery.outbox import Outbox
from tonghop.delivery.smtp_settings import SmtpSettings
from tonghop.intake.archive import Archive
from tonghop.intake.folder import FolderSource
from tonghop.intake.hand import HandFolderSource
from tonghop.intake.imap.accounts import ImapAccount
from tonghop.intake.imap.source import ImapSource
from tonghop.intake.maildir import MaildirSource
from tonghop.intake.sources import Source
from tonghop.ledger import Ledger, open_ledger, sightings
from tonghop.ledger.orders import load_order
from tonghop.ledger.submissions import has_real_arrivals
from tonghop.plan import PlanError, find_plan_file, load_plan
from tonghop.plan.dates import find_period_dates
from tonghop.settings import Settings, SettingsError, load_settings

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
    is_example: bool
    now: Clock

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where to look: what is configured; the examples, laid out when first asked for; or nothing at all."""
        if self.is_example:
            from examples.layout import lay_out_examples

            inbox = lay_out_examples(self.settings.outputs / "examples" / "inbox")
            folder = FolderSource(inbox.folder, settle_seconds=0, now=self.now(), name="examples")
            return folder, MaildirSource(inbox.maildir, now=self.now(), name="examples")
        settings, units, now = self.settings, self.plan.units, self.now()
        settle = settings.settle_seconds
        return (
            *(FolderSource(root, settle_seconds=settle, now=now) for root in settings.folders),
            *(MaildirSource(root, now=now) for root in settings.maildirs),
            *(self._open_mailbox(account, now) for account in settings.imap_accounts),
            *(HandFolderSource(root, units=units, settle_seconds=settle, now=now) for root in settings.hand_folders),
        )

    def _open_mailbox(self, account: ImapAccount, now: datetime) -> ImapSource:
        def load_kept() -> set[str]:
            with self.ledger.read() as connection:
                return sightings.load_kept(connection, account.source_name)

        return ImapSource(account, now=now, load_kept=load_kept)

    @property
    def dates(self) -> PlanPeriod | None:
        """Data window and deadlines of the period; None when neither plan nor request tells them."""
        return find_period_dates(self.plan, self.period, self.run.request)

    @property
    def smtp(self) -> SmtpSettings | None:
        """The mail server, None when mails are only written; a run on examples never opens one."""
        return None if self.is_example else self.settings.make_smtp_settings(self.plan.office.address)

    def find_plan(self, year: int) -> Plan:
        """The plan of that year; this job's own when one plan is named for all, or that year has no usable one."""
        if year == self.plan.year or self.settings.plan is not None:
            return self.plan
        try:
            return load_plan(find_plan_file(year))
        except PlanError:
            return self.plan

    def version_directory(self, version: int) -> Path:
        """`reports/<period>/v<n>` under the outputs; read-only once it is there."""
        return self.settings.outputs / "reports" / self.period.folder_name / f"v{version}"


def _check_places(settings: Settings) -> None:
    """Outputs inside a source would be taken in as reports, and what lies in two sources would come in twice."""
    outputs = settings.outputs.resolve()
    for root in settings.roots:
        if outputs.is_relative_to(root.resolve()):
            raise SettingsError(
                f"Thư mục kết quả {settings.outputs} nằm trong nguồn nhận {root}: phần mềm sẽ nhận lại chính kết quả "
                "của mình. Chọn thư mục kết quả ở nơi khác (--outputs hoặc TONGHOP_OUTPUTS)."
            )
    for inner, outer in permutations(settings.roots, 2):
        if inner.resolve().is_relative_to(outer.resolve()):
            raise SettingsError(
                f"Nguồn nhận {inner} nằm trong nguồn nhận {outer}: mỗi báo cáo ở đó sẽ được nhận hai lần. Chọn các "
                "nguồn nhận ở những thư mục tách rời nhau (TONGHOP_FOLDERS, TONGHOP_MAILDIRS, TONGHOP_HAND_FOLDERS)."
            )


def _check_recipients(run: RunRequest, plan: Plan) -> None:
    known = [recipient.code for recipient in plan.recipients]
    unknown = [code for code in (run.request.recipients if run.request is not None else ()) if code not in known]
    if unknown:
        raise SettingsError(
            f"Văn bản yêu cầu ghi nơi nhận không có trong kế hoạch: {', '.join(unknown)}. Các mã: {', '.join(known)}."
        )


@contextmanager
def open_job(run: RunRequest, *, now: Clock = read_clock) -> Iterator[Job]:
    """Open all that a run needs.

    The shipped examples are used when no source is configured and nothing real has ever come into this ledger. A run
    that names no request goes on with the one that is known of the period: its recipients are the request's.

    Raises PlanError, SettingsError, LedgerError with messages for people.
    """
    settings = load_settings(outputs=run.outputs, plan=run.plan, folders=run.folders, maildirs=run.maildirs)
    period = parse_period(run.period)
    plan = load_plan(settings.plan or find_plan_file(period.year))
    _check_recipients(run, plan)
    _check_places(settings)
    settings.outputs.mkdir(parents=True, exist_ok=True)
    ledger = open_ledger(settings.ledger_url())
    try:
        with ledger.read() as connection:
            is_example = not settings.has_sources and not has_real_arrivals(connection)
            order = load_order(connection, period.code) if run.request is None else None
        yield Job(
            run=run if order is None else run.model_copy(update={"request": order.request}),
            settings=settings,
            plan=plan,
            period=period,
            ledger=ledger,
            archive=Archive(settings.outputs / "archive"),
            outbox=Outbox(settings.outputs / "outbox"),
            is_example=is_example,
            now=now,
        )
    finally:
        ledger.close()
