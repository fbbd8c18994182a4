"""The commands that show what waits for a person, with the choices and how to record one."""

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from cli.running import make_ledger_run
from schemas.values import QuestionKind, SenderChoice

if TYPE_CHECKING:
    from tonghop.decisions import InboxEntry
    from tonghop.job import Job

_NOTHING = "Không có việc nào đang chờ xử lý."
_NOTHING_DECIDED = "Chưa có quyết định nào."
_ELSEWHERE = (QuestionKind.SECRECY, QuestionKind.DELIVERY)
"""Kinds that are not decided by these commands; their consequence says where."""
_DECIDED = "Đã quyết định: {label} – {by}, lúc {at}{note}."


def list_questions(outputs: Path | None, *, as_json: bool, decided: bool = False) -> int:
    """Print every open question with its key and choices, 1 when there is one; or all that was decided, 0."""
    from tonghop.decisions import list_inbox
    from tonghop.job import open_job

    with open_job(make_ledger_run(outputs)) as job:
        entries = list_inbox(job.ledger, job.plan, example=job.is_example, decided=decided)
        for entry in entries:
            _print_entry(job, entry, outputs, as_json=as_json)
    if not entries and not as_json:
        print(_NOTHING_DECIDED if decided else _NOTHING)
    return 1 if entries and not decided else 0


def show_question(outputs: Path | None, key: str, *, as_json: bool) -> int:
    """Print one question, waiting or decided. Raises InputError when there is none with that key."""
    from tonghop.decisions import DecisionError, find_entry
    from tonghop.job import open_job

    with open_job(make_ledger_run(outputs)) as job:
        try:
            entry = find_entry(job.ledger, key, job.plan, example=job.is_example)
        except DecisionError as error:
            raise InputError(str(error)) from error
        _print_entry(job, entry, outputs, as_json=as_json)
    return 0


def _print_entry(job: "Job", entry: "InboxEntry", outputs: Path | None, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(entry.model_dump(mode="json"), ensure_ascii=False))
        return
    from tonghop.decisions.telling import name_periods, name_units

    about = [told for told in (name_periods(entry), name_units(entry, job.plan)) if told]
    if entry.submission is not None:
        about.append(f"báo cáo {entry.submission[:8].upper()}")
    print(f"{entry.key}  {entry.kind.label}" + (f" ({'; '.join(about)})" if about else ""))
    lines = [entry.text]
    if entry.evidence:
        lines += [f"Câu trong báo cáo: {line}" for line in entry.evidence.splitlines()]
    if entry.place:
        lines += [f"Vị trí: {line}." for line in entry.place.splitlines()]
    if entry.kind not in _ELSEWHERE:
        lines += _tell_choices(entry)
    lines.append(f"Hệ quả: {entry.consequence}")
    lines += _tell_decision(entry)
    lines += _tell_commands(entry, ", ".join(unit.code for unit in job.plan.units), outputs)
    for line in lines:
        print(f"    {line}")


def _tell_choices(entry: "InboxEntry") -> list[str]:
    from tonghop.decisions.messages import SUGGESTED
    from tonghop.decisions.telling import NO_CODES, tell_others

    return [
        f"Lựa chọn {each.code}: {each.label}"
        + (SUGGESTED if each.suggested else "")
        + (f" → {each.effect}" if each.effect else "")
        for each in entry.candidates
        if each.code not in NO_CODES
    ] + tell_others(entry)


def _tell_decision(entry: "InboxEntry") -> list[str]:
    from schemas.days import write_moment
    from tonghop.plan.dates import OFFICE_ZONE

    held = entry.decision
    if held is None:
        return []
    label = next((each.label for each in entry.candidates if each.code == held.choice), held.choice)
    note = f" ({held.note})" if held.note else ""
    return [
        _DECIDED.format(
            label=label, by=held.decided_by, at=write_moment(held.decided_at.astimezone(OFFICE_ZONE)), note=note
        )
    ]


def _tell_commands(entry: "InboxEntry", units: str, outputs: Path | None) -> list[str]:
    """How to record a decision; only the words in capitals are to be filled in."""
    place = f" --outputs {shlex.quote(str(outputs))}" if outputs is not None else ""
    command = f"Ghi kết quả: tonghop inbox decide {entry.key} --choice "
    if entry.kind in _ELSEWHERE:
        return []
    if entry.kind is QuestionKind.SCAN:
        return [f'{command}no-mark --by "HỌ TÊN"{place}', "(thấy dấu mật thì ghi mark thay cho no-mark)"]
    if entry.kind is not QuestionKind.SENDER:
        return [f'{command}LỰA-CHỌN --by "HỌ TÊN"{place}']
    if all(each.code != SenderChoice.ACCEPT.value for each in entry.candidates):
        return [f'{command}ignore --by "HỌ TÊN"{place}']
    return [
        f'{command}accept --unit MÃ --by "HỌ TÊN"{place}',
        f"(MÃ là mã đơn vị: {units}; không phải báo cáo thì ghi --choice ignore, không ghi --unit)",
    ]
