"""A report that a person names, with what they declare of it: through the gate into archive and ledger, once.

Keeps out how a declaration is read (intake) and what the report says (filing).
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path

from schemas.period import parse_period
from schemas.request import ReceiveForm
from schemas.run import Received
from schemas.values import SourceKind
from tonghop.delivery.outbox import OutboxError
from tonghop.intake import messages
from tonghop.intake.declaring import Declaration, DeclarationError, read_declaration
from tonghop.intake.hand import HandSource
from tonghop.intake.named_files import NamedFile, NamedFileError, find_below, read_named_files
from tonghop.intake.names import make_source_name
from tonghop.job import Job
from tonghop.ledger import LedgerError, sightings
from tonghop.plan import choose_plan_year, find_plan_file, load_plan
from tonghop.plan.dates import find_office_day
from tonghop.secrecy import find_mark
from tonghop.settings import load_settings
from tonghop.steps.gathering import take_in
from tonghop.steps.notifying import post_secrecy_alerts


def read_report(
    form: ReceiveForm, paths: Sequence[Path] | None, *, now: datetime
) -> tuple[list[NamedFile], Declaration]:
    """The files and the declaration of a report, checked before any ledger is opened.

    `paths` are given by somebody at this machine. Without them the form names files, which lie below the folders for
    what comes by hand and nowhere else: whoever may fill in a form may not read the whole machine.

    Raises DeclarationError with every fault, PlanError without a usable plan. What bears a mark is not repeated.
    """
    typed = (form.unit, form.channel, form.received_at, form.by, form.period, form.note)
    if find_mark([], [], typed) is not None:
        raise DeclarationError([("note", messages.DECLARED_MARK)])
    settings = load_settings(plan=form.plan)
    plan = load_plan(settings.plan or find_plan_file(int(find_year(form, now))))
    faults: list[tuple[str, str]] = []
    files, declaration = [], None
    try:
        files = read_named_files(find_below(form.files, settings.hand_folders) if paths is None else paths)
    except NamedFileError as error:
        is_marked = find_mark([str(path) for path in paths or form.files], []) is not None
        faults.append(("files", messages.DECLARED_MARK if is_marked else str(error)))
    try:
        declaration = read_declaration(form, plan.units, now=now)
    except DeclarationError as error:
        faults += error.faults
    if faults or declaration is None:
        raise DeclarationError(faults)
    return files, declaration


def find_year(form: ReceiveForm, now: datetime) -> str:
    """The year whose plan tells the units: the declared period's, else that of today."""
    with suppress(ValueError):
        return str(parse_period(form.period).year)
    return str(choose_plan_year(find_office_day(now)))


def receive(job: Job, files: Sequence[NamedFile], declaration: Declaration) -> Received:
    """Take in one report that came by hand; naming it again does nothing.

    What a person brings is real, also when this place has shown only examples so far. Files that lie in a folder at
    which the intake looks count as taken in there.

    Raises SourceError, ArchiveError or LedgerError when it could not be kept; then it is not taken in.
    """
    job = replace(job, is_example=False)
    source = HandSource([(file.name, file.data) for file in files], declaration)
    gathered, _, error = take_in(job, source)
    # What cannot be told now is told by the next look: the open hits stand in the ledger.
    with suppress(OSError, OutboxError, LedgerError, ValueError):
        post_secrecy_alerts(job)
    if error is not None:
        raise error
    with job.ledger.read() as connection:
        submission_id = sightings.find_submission(connection, source.name, source.key)
    if submission_id is None:
        reasons = "; ".join(skipped.reason for skipped in gathered.skipped)
        marked = messages.HAND_MARKED if not gathered.skipped else None
        return Received(reason=marked or messages.HAND_NOT_TAKEN.format(reasons=reasons))
    _record_at_folders(job, files, submission_id)
    return Received(submission=submission_id, is_new=bool(gathered.received))


def _record_at_folders(job: Job, files: Sequence[NamedFile], submission_id: str) -> None:
    """Let the sources in whose folders the files lie know them, so that no look takes them for another report."""
    settings = job.settings
    places = [(SourceKind.FOLDER, root) for root in settings.folders]
    places += [(SourceKind.HAND, root) for root in settings.hand_folders]
    with job.ledger.write() as connection:
        for (kind, root), file in product(places, files):
            name, key = make_source_name(kind.value, root, None), file.find_key(root)
            if key is not None and sightings.find_submission(connection, name, key) is None:
                sightings.record_sighting(
                    connection,
                    source_name=name,
                    source_key=key,
                    stamp=file.state.stamp,
                    outcome="kept",
                    submission_id=submission_id,
                    at=job.now(),
                )
