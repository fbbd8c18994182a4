"""A mail server that answers as told, single steps, and one more report that comes."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from examples.making import ttnc
from examples.making.docx_files import write_bold_report
from examples.making.words import Part
from schemas.run import DeliveryOutcome, Drafted
from tests.steps.desk import Desk, with_loose_sentence
from tonghop import steps
from tonghop.delivery.courier import work_outbox
from tonghop.delivery.transport import Answer, AnswerKind
from tonghop.steps import publishing, settling


class Post:
    """A mail server in place of yagmail's connection: answers as told and keeps what it accepted."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.kind = AnswerKind.ACCEPTED
        self.asked: list[str] = []
        self.mails: list[tuple[str, bytes]] = []
        patch.setenv("TONGHOP_SMTP_HOST", "localhost")
        patch.setenv("TONGHOP_SMTP_SECURITY", "plain")
        patch.setattr(publishing, "YagmailTransport", lambda settings: self)
        patch.setattr(publishing, "work_outbox", partial(work_outbox, pause=lambda seconds: None))

    def send(self, address: str, message: bytes, *, hand_over: Callable[[], bool]) -> Answer:
        self.asked.append(address)
        if self.kind is AnswerKind.ACCEPTED:
            assert hand_over()
            self.mails.append((address, message))
        return Answer(kind=self.kind, reply="250 2.0.0 Ok")

    def close(self) -> None:
        pass


@pytest.fixture
def post(bare_environment: pytest.MonkeyPatch) -> Post:
    return Post(bare_environment)


@pytest.fixture
def publish(open_work: Callable[..., Any]) -> Callable[..., list[DeliveryOutcome]]:
    """publish(outputs, now, **run form): only gate and outbox."""

    def run(*given: Any, **form: Any) -> list[DeliveryOutcome]:
        with open_work(*given, **form) as job:
            return steps.publish(job)

    return run


@pytest.fixture
def draft(open_work: Callable[..., Any]) -> Callable[..., Drafted]:
    """draft(outputs, **run form): only the draft, of what is in the ledger."""

    def run(*given: Any, **form: Any) -> Drafted:
        with open_work(*given, **form) as job:
            return steps.draft(job)

    return run


def _reword(part: Part) -> Part:
    words = tuple(text.replace("420 lượt người", "440 lượt người") for text in part.paragraphs)
    return replace(part, paragraphs=words, parts=tuple(_reword(each) for each in part.parts))


@pytest.fixture
def bring_revision() -> Callable[[Path], Path]:
    """bring_revision(folder): a newer report of TTNC for the same period, with one figure changed."""
    return _bring_revision


def _bring_revision(folder: Path) -> Path:
    path = folder / "TTNC" / "BC TTDN 6T bo sung.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = tuple(_reword(part) for part in ttnc.HALF_YEAR.parts)
    report = replace(ttnc.HALF_YEAR, number="45/BC-TTNC", dated=date(2024, 6, 19), parts=parts)
    path.write_bytes(write_bold_report(report))
    arrived = datetime(2024, 6, 19, 1, 30, tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))
    return path


@pytest.fixture
def desk(tmp_path: Path, open_work: Callable[..., Any], bare_environment: pytest.MonkeyPatch) -> Desk:
    """An office whose model doubts one sentence, LOOSE, whatever it is taught."""
    bare_environment.setenv("TONGHOP_SETTLE_SECONDS", "0")
    bare_environment.setattr(settling, "understand", with_loose_sentence(settling.understand))
    return Desk(tmp_path, open_work)
