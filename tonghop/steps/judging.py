"""bytes -> secrecy -> verdict: opens mails, knows their senders, looks for marks, reads. Changes nothing anywhere.

Keeps out what is done about a verdict (gathering). A batch goes through together, so that all processors are busy and
LibreOffice starts once for it; when a batch fails, each of its items is judged alone.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import islice

from schemas.document import ReadDocument
from schemas.plan import Plan
from schemas.submission import MAIL_TEXT, WHOLE_MAIL
from schemas.values import SenderTrust
from tonghop.intake import messages
from tonghop.intake.sources import Incoming, Skipped, Source
from tonghop.intake.subjects import asks_for_check
from tonghop.intake.trust import Judgement, TrustPolicy, is_mere_notice, judge_sender
from tonghop.job import Job
from tonghop.ledger import LedgerError
from tonghop.ledger.arrivals import find_mails
from tonghop.ledger.strangers import add_mark
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.plan.dates import find_office_day
from tonghop.reading import Mail, Reader
from tonghop.reading.mail.cutting import cut_head, may_bring_files, names_sender
from tonghop.reading.precheck.detection import find_format
from tonghop.secrecy import Mark, find_mark
from tonghop.steps.oversized import tell_oversized
from tonghop.steps.releasing import Releases, list_shas
from tonghop.steps.verdicts import Fate, Verdict, hash_bytes, hold_faulty

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judge:
    """Judges what one source gives.

    `releases` are what a person let in although it seemed to bear a mark; `marked` are the files on which a person saw
    one, which may come again; `accepted` are the mails of strangers that a person let in, each with its unit.
    """

    job: Job
    source: Source
    reader: Reader
    releases: Releases
    marked: Set[str]
    accepted: Mapping[str, str]
    _plans: dict[int, Plan] = field(default_factory=dict)

    @cached_property
    def _senders(self) -> frozenset[bytes]:
        return frozenset(sender.lower().encode() for unit in self.job.plan.units for sender in unit.senders)

    def judge(self, batch: Sequence[Incoming | Skipped]) -> list[Verdict]:
        """What becomes of each, in their order; one that fails costs no other.

        Raises OSError or LedgerError when the machine fails, not an item.
        """
        try:
            return self._judge(batch)
        except (OSError, LedgerError):
            raise
        except Exception as error:  # a fault of ours, met by one item of many: a person looks at that one
            if len(batch) > 1:
                log.warning("a batch could not be judged at once: %s", type(error).__name__)
                return [verdict for item in batch for verdict in self.judge([item])]
            return [hold_faulty(batch[0], error)]

    def _judge(self, batch: Sequence[Incoming | Skipped]) -> list[Verdict]:
        """Names first, then what a file gives before any outside program or temporary file sees it, then all of it."""
        opened = self._open(batch)
        skimmed = self._stop_marked(opened, self.reader.skim_documents)
        return [_settle(verdict) for verdict in self._stop_marked(skimmed, self.reader.read_documents)]

    def _open(self, batch: Sequence[Incoming | Skipped]) -> list[Verdict]:
        """Names first; of mails who sent them, by their heads alone, and only when that is known what they say."""
        raw = [item.container if isinstance(item, Incoming) else None for item in batch]
        shas = [None if container is None else hash_bytes(container) for container in raw]
        pairs = zip(shas, raw, strict=True)
        mails = {sha256: container for sha256, container in pairs if sha256 is not None and container is not None}
        repeated = self._find_repeated(mails)
        new = [sha256 for sha256 in mails if sha256 not in repeated]
        heads = {sha256: cut_head(mails[sha256]) for sha256 in new}
        likely = [sha256 for sha256 in new if names_sender(heads[sha256], self._senders)]
        whole = {sha256: mail for sha256, mail in self._read(likely, mails).items() if mail.readable}
        told = whole | self._read([sha256 for sha256 in new if sha256 not in whole], heads)
        verdicts = []
        for item, sha256 in zip(batch, shas, strict=True):
            if isinstance(item, Skipped) or sha256 is None:
                verdicts.append(self._look_at(item))
            elif sha256 in repeated:
                verdicts.append(Verdict(Fate.REPEATED, item, submission_id=repeated[sha256]))
            else:
                verdicts.append(self._look_at_head(item, told[sha256], sha256))
        known = dict.fromkeys(str(each.container_sha256) for each in verdicts if _is_to_open(each))
        whole |= self._read([sha256 for sha256 in known if sha256 not in whole], mails)
        return [
            self._look_at_mail(each, whole[str(each.container_sha256)]) if _is_to_open(each) else each
            for each in verdicts
        ]

    def _read(self, shas: Sequence[str], raw: Mapping[str, bytes]) -> dict[str, Mail]:
        return dict(zip(shas, self.reader.read_mails([raw[sha256] for sha256 in shas]), strict=True))

    def _find_repeated(self, shas: Collection[str]) -> dict[str, str]:
        if not shas:
            return {}
        with self.job.ledger.read() as connection:
            return find_mails(connection, shas, examples=self.source.name in EXAMPLE_SOURCES)

    def _look_at(self, item: Incoming | Skipped) -> Verdict:
        """What is no mail, by its names."""
        if isinstance(item, Incoming):
            return Verdict(Fate.MARKED if self._is_marked(item, _find_name_mark(item)) else Fate.KEPT, item)
        if item.head:
            return self._look_at_large(item)
        fate = Fate.HELD if item.needs_person else Fate.PASSED
        return Verdict(Fate.MARKED if self._is_marked(item, find_mark([item.name], [])) else fate, item, item.reason)

    def _look_at_large(self, item: Skipped) -> Verdict:
        """A mail that nobody fetched, by its head; of a stranger's nothing is held as a secret."""
        head = self.reader.read_mail(item.head)
        mark = find_mark([item.name], [], [head.subject or "", head.sender_name, head.sender or ""])
        judgement = self._judge_sender(item, head)
        if judgement.trust is SenderTrust.TRUSTED and self._is_marked(item, mark):
            return Verdict(Fate.MARKED, item)
        name, reason = tell_oversized(item, head, judgement, may_show=mark is None)
        return Verdict(Fate.HELD, item.model_copy(update={"name": name}), reason)

    def _look_at_head(self, item: Incoming, head: Mail, sha256: str) -> Verdict:
        """By who sent it: of a mail that nobody vouches for nothing else is read, kept, shown or held as a secret."""
        judgement = self._judge_sender(item, head)
        if judgement.trust is SenderTrust.TRUSTED:
            return Verdict(Fate.KEPT, item, mail=head, container_sha256=sha256)
        return self._turn_away(item, head, judgement)

    def _turn_away(self, item: Incoming, mail: Mail, judgement: Judgement) -> Verdict:
        if is_mere_notice(mail, judgement.trust, has_files=may_bring_files(item.container or b"")):
            return Verdict(Fate.IGNORED, item, messages.NOTICE)
        may_tell = mail.sender is None or find_mark([mail.sender], [], [mail.sender]) is None
        is_marked = find_mark([], [], [mail.subject, mail.sender_name, mail.sender or ""]) is not None
        reason = add_mark(judgement.reason) if is_marked or not may_tell else judgement.reason
        return Verdict(Fate.STRANGER, item.model_copy(update={"sender": mail.sender if may_tell else None}), reason)

    def _look_at_mail(self, opened: Verdict, mail: Mail) -> Verdict:
        """By its names and what it says itself; who sent it once more, since a head can be cut."""
        assert isinstance(opened.item, Incoming) and opened.mail is not None and opened.container_sha256 is not None
        if not mail.readable:  # its head could be read: a person will look at it as a report of that sender
            mail = opened.mail.model_copy(update={"findings": mail.findings, "readable": False, "parts": ()})
        item = self._open_mail(opened.item, mail)
        judgement = self._judge_sender(item, mail)
        if judgement.trust is not SenderTrust.TRUSTED:
            return self._turn_away(opened.item, mail, judgement)
        said = _make_document(mail, opened.container_sha256)
        if self._is_marked(item, _find_name_mark(item, mail.sender_name) or find_mark([], [said])):
            return Verdict(Fate.MARKED, item)
        if is_mere_notice(mail, judgement.trust, has_files=bool(mail.parts)):
            return Verdict(Fate.IGNORED, item, messages.NOTICE)
        return replace(opened, item=item, mail=mail)

    def _open_mail(self, item: Incoming, mail: Mail) -> Incoming:
        """A mail's documents are its attachments; without any, or when it cannot be opened, the mail as it is."""
        assert item.container is not None
        parts = mail.parts or (_find_body(mail, item.container),)
        given = {
            "sender": mail.sender,
            "subject": mail.subject,
            "received_at": min(mail.received_at or item.received_at, self.job.now()),
            "parts": parts,
            "unit": self.accepted.get(item.source_key, item.unit),
            # a mail that is itself the document tells them when it is read
            "findings": item.findings if parts[0][1] is item.container else (*item.findings, *mail.findings),
        }
        return item.model_copy(update=given)

    def _judge_sender(self, item: Incoming | Skipped, mail: Mail) -> Judgement:
        """By this plan or, for what comes late or early, by that of the year of its arrival."""
        if item.source_key in self.accepted:
            return Judgement(trust=SenderTrust.TRUSTED)
        arrived_at = item.received_at if isinstance(item, Incoming) else self.job.now()
        day, policy = find_office_day(arrived_at), getattr(self.source, "trust", None) or TrustPolicy()
        judgement = judge_sender(mail, self.job.plan, policy, day)
        if judgement.trust is not SenderTrust.STRANGER or day.year == self.job.plan.year:
            return judgement
        return judge_sender(mail, self._find_plan(day), policy, day)

    def _find_plan(self, day: date) -> Plan:
        if day.year not in self._plans:
            self._plans[day.year] = self.job.find_plan(day.year)
        return self._plans[day.year]

    def _stop_marked(
        self, verdicts: Sequence[Verdict], read: Callable[[Sequence[tuple[str, bytes]]], Sequence[ReadDocument]]
    ) -> list[Verdict]:
        """What is still to be kept goes through `read`: it stops when it bears a mark, else it has its documents."""
        going = [
            verdict.item for verdict in verdicts if verdict.fate is Fate.KEPT and isinstance(verdict.item, Incoming)
        ]
        documents = iter(read([part for item in going for part in item.parts]))
        return [self._weigh(verdict, documents) if verdict.fate is Fate.KEPT else verdict for verdict in verdicts]

    def _weigh(self, verdict: Verdict, documents: Iterator[ReadDocument]) -> Verdict:
        item = verdict.item
        assert isinstance(item, Incoming)
        own = tuple(islice(documents, len(item.parts)))
        within = {part.sha256 for document in own for part in document.parts}
        seen_by_person = self.marked & (within | {document.sha256 for document in own})
        if seen_by_person or self._is_marked(item, find_mark([], own)):
            return Verdict(Fate.MARKED, item)
        return replace(verdict, documents=own)

    def _is_marked(self, item: Incoming | Skipped, mark: Mark | None) -> bool:
        """Whether the mark stops it: unless the authorised person found that these very bytes are no secret."""
        return mark is not None and not self.releases.admits(self.source.name, item.source_key, list_shas(item))


def _settle(verdict: Verdict) -> Verdict:
    """What passed every gate is kept, but for a mail that only asks for a check."""
    if verdict.fate is Fate.KEPT and verdict.mail is not None and asks_for_check(verdict.mail.subject):
        return replace(verdict, fate=Fate.CHECKED, reason=messages.CHECKED)
    return verdict


def _is_to_open(verdict: Verdict) -> bool:
    return verdict.fate is Fate.KEPT and verdict.mail is not None


def _find_name_mark(item: Incoming, sender_name: str = "") -> Mark | None:
    names = [*item.folders, *(name for name, _ in item.parts)]
    return find_mark(names, [], [item.subject or "", item.sender or "", sender_name])


def _make_document(mail: Mail, sha256: str) -> ReadDocument:
    """What a mail says itself, its attachments' names too, as a document for the gate."""
    names = tuple(f"/{name}" for name in (mail.subject, *(name for name, _ in mail.parts)) if name)
    return ReadDocument(
        sha256=sha256, size_bytes=0, format="mail", blocks=mail.blocks, unseen_texts=(*names, *mail.unseen_texts)
    )


def _find_body(mail: Mail, container: bytes) -> tuple[str, bytes]:
    """The mail as it is, from which reading tells table rows, quoted mails and signatures; else its text alone."""
    if mail.readable and find_format(container) != "mail":  # headers that only a mail server would take for some
        return MAIL_TEXT, mail.body_text.encode()
    return WHOLE_MAIL, container
