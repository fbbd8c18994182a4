"""The three reports that count are plain enough to be understood without a person; the rest is not taken for one."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from schemas.plan import Plan
from schemas.submission import Channel, Submission
from schemas.values import CellState, SourceKind
from tonghop.reading import read_documents
from tonghop.understanding import understand


def understand_source(sources: Path, path: str, plan: Plan) -> Submission:
    data = (sources / "inbox" / path).read_bytes()
    folders = tuple(Path(path).parts[1:-1])
    channel = Channel(source=SourceKind.FOLDER, folders=folders)
    if path.endswith(".eml"):
        sender = message_from_bytes(data, policy=default)["From"].addresses[0].addr_spec
        channel = Channel(source=SourceKind.MAILBOX, sender=sender)
    return understand(read_documents([(Path(path).name, data)]), channel, plan)


@pytest.mark.parametrize(
    ("path", "unit", "replaces"),
    [
        ("folder/BC TTĐN 6 tháng đầu năm 2024 (VP).docx", "VP", False),
        ("folder/QLCN/BC 6T (1)_final.docx", "QLCN", True),
        ("mails/ttnc-20240619.eml", "TTNC", False),
    ],
)
def test_a_main_report_is_understood_whole(sources: Path, plan: Plan, path: str, unit: str, replaces: bool) -> None:
    report = understand_source(sources, path, plan)
    assert (report.unit, report.period, report.replaces) == (unit, "2024-H1", replaces)
    assert {item.state for item in report.items.values()} <= {CellState.REPORTED, CellState.NOTHING}
    assert sum(len(item.activities) for item in report.items.values()) >= 13
    assert report.unassigned == ()


@pytest.mark.parametrize(
    ("path", "unit", "period"),
    [
        ("folder/VP/Nam 2023/BC TTDN 6T cuoi nam 2023.docx", "VP", "2023-H2"),
        ("folder/TTNC/Quy I/BC quy I nam 2024.docx", "TTNC", None),
        ("mails/clb-20240612.eml", None, "2024-H1"),
        ("mails/ttnc-20240617.eml", None, None),
    ],
)
def test_other_sources_are_no_report_of_a_unit_for_the_period(
    sources: Path, plan: Plan, path: str, unit: str | None, period: str | None
) -> None:
    report = understand_source(sources, path, plan)
    assert (report.unit, report.period) == (unit, period)


def test_the_first_version_has_an_empty_section(sources: Path, plan: Plan) -> None:
    assert understand_source(sources, "folder/QLCN/BC TTDN 6T.docx", plan).items[5].state is CellState.EMPTY
