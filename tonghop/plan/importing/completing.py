"""PlanText and a base plan -> the values of a plan file, with a note for everything that is not in the text.

Three sources, never mixed up: the text; the base plan, only where it speaks of the same thing (the same office, unit,
recipient, or nearly the same item); an assumption marked `confirm: true`. What none of them gives is null, which
`plan check` names as a fault. Keeps out how the file looks (writing.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemas.days import write_day
from schemas.plan import Calendar, Plan, Recipient, Unit
from schemas.values import ReleaseRule, ReportKind
from tonghop.plan.importing import messages as m
from tonghop.plan.importing.facts import PlanText, UnitFact
from tonghop.plan.importing.habits import complete_calendar, take_mails, take_measures, take_outline
from tonghop.plan.importing.items import complete_items
from tonghop.plan.importing.names import fold, make_code, make_unit_code
from tonghop.plan.importing.notes import Notes
from tonghop.plan.working_days import shift_working_days

_UNIT_DAYS, _OFFICE_DAYS = 2, 5
_RELEASE = {
    ReportKind.SEMIANNUAL: ReleaseRule.COMPLETE,
    ReportKind.ANNUAL: ReleaseRule.COMPLETE,
    ReportKind.AD_HOC: ReleaseRule.PERSON,
}


def complete_plan(text: PlanText, base: Plan | None, notes: Notes) -> dict[str, Any]:
    """The values of the plan file in its order; None where a person must fill in."""
    same = base if base and text.issuer and fold(base.issuer.name) == fold(text.issuer) else None
    own, calendar = _complete_own(text, notes), complete_calendar(text, base, notes)
    periods = _assume_periods(text, calendar, notes)
    units, recipients = _complete_units(text, same, notes), _complete_recipients(text, base, notes)
    office = _complete_office(text, same, units, notes)
    return {
        "year": notes.choose("year", text.year),
        "title": f"{text.own.name} {text.own.subject}" if text.own.subject else None,
        "superior": text.superior.model_dump() if text.superior else notes.lack("superior"),
        "own": own,
        "legal_basis": [basis.model_dump() for basis in text.legal_basis],
        "budget": notes.choose("budget", text.budget),
        "issuer": _complete_issuer(text, same, office["unit"], notes),
        "office": office,
        "items": complete_items(text.items, base, notes),
        "measures": take_measures(base, notes),
        "units": units or notes.lack("units"),
        "recipients": recipients or notes.lack("recipients"),
        "periods": periods,
        "calendar": calendar.model_dump() | {key: list(getattr(calendar, key)) for key in ("days_off", "working_days")},
        **take_mails(base, notes),
        "outline": take_outline(text, base, notes),
    }


def _complete_own(text: PlanText, notes: Notes) -> dict[str, Any]:
    own = text.own.model_dump()
    for name in ("number", "issued_date"):
        if own[name] is None:
            notes.lack(f"own.{name}")
            notes.comments["own", name] = m.COMMENT_OPTIONAL
    if own["subject"] is None:
        notes.lack("own.subject")
        notes.comments["title",] = m.COMMENT_NULL
    return own


def _complete_issuer(text: PlanText, same: Plan | None, office_unit: str | None, notes: Notes) -> dict[str, Any]:
    known = same.issuer if same else None
    suffix = f"BC-{text.number_ending}" if text.number_ending else None
    archive = f"{text.clerks}, {office_unit}" if text.clerks and office_unit else None
    return {
        "parent": notes.choose("issuer.parent", text.parent, known and known.parent),
        "name": notes.choose("issuer.name", text.issuer),
        "place": notes.choose("issuer.place", text.place, known and known.place),
        "number_suffix": notes.choose("issuer.number_suffix", suffix, known and known.number_suffix),
        "addressee": notes.choose("issuer.addressee", text.addressee, known and known.addressee),
        "position": notes.choose("issuer.position", text.position),
        "on_behalf": text.on_behalf,
        "signer": notes.choose("issuer.signer", text.signer),
        "copies": _complete_copies(text, same, notes),
        "archive_line": notes.choose("issuer.archive_line", archive, known and known.archive_line),
    }


def _complete_copies(text: PlanText, same: Plan | None, notes: Notes) -> list[str]:
    """The text's lines; in the base plan's wording when they name the same bodies."""
    if same is not None and list(text.copies) != list(same.issuer.copies):
        known = {alias: unit.code for unit in same.units for alias in (unit.name, *unit.aliases)}
        known |= {alias: unit.code for unit, alias in _find_text_aliases(text, same)}
        if _find_bodies(text.copies, known) == _find_bodies(same.issuer.copies, known):
            notes.taken.append(m.TAKEN_COPIES)
            notes.comments["issuer", "copies"] = m.COMMENT_TAKEN.format(year=same.year)
            return list(same.issuer.copies)
    return list(text.copies)


def _find_text_aliases(text: PlanText, same: Plan) -> list[tuple[Unit, str]]:
    units = {fold(unit.name): unit for unit in same.units}
    return [(units[fold(fact.name)], each) for fact in text.units if fold(fact.name) in units for each in fact.aliases]


def _find_bodies(lines: Sequence[str], known: dict[str, str]) -> set[str]:
    """Unit codes and other names that lines of Nơi nhận tell of; one line may name several, with a comma."""
    bodies: set[str] = set()
    for line in lines:
        rest = line
        for alias in sorted(known, key=len, reverse=True):
            if alias in rest:
                bodies.add(known[alias])
                rest = rest.replace(alias, "")
        bodies |= {fold(part) for part in rest.split(",") if part.strip()}
    return bodies


def _complete_office(text: PlanText, same: Plan | None, units: list[dict[str, Any]], notes: Notes) -> dict[str, Any]:
    known = same.office if same and text.office and fold(same.office.name) == fold(text.office) else None
    code = next((unit["code"] for unit in units if text.office and fold(unit["name"]) == fold(text.office)), None)
    notes.comments["office", "morning_page"] = m.COMMENT_MORNING_PAGE
    notes.comments["office", "officer"] = m.COMMENT_OFFICER
    name, unit = notes.choose("office.name", text.office), notes.choose("office.unit", code)
    if known is not None:
        notes.taken.append(m.TAKEN_OFFICE)
        notes.comments["office", "address"] = m.COMMENT_TAKEN.format(year=notes.base_year)
    else:
        notes.lack("office.address")
    return {
        "name": name,
        "unit": unit,
        "address": known.address if known else None,
        "officer": known.officer if known else None,
        "telephone": known.telephone if known else None,
        "morning_page": known.morning_page if known else True,
    }


def _complete_units(text: PlanText, same: Plan | None, notes: Notes) -> list[dict[str, Any]]:
    known = {fold(unit.name): unit for unit in same.units} if same else {}
    codes = {known[fold(fact.name)].code for fact in text.units if fold(fact.name) in known}
    units: list[dict[str, Any]] = []
    taken: list[str] = []
    bare: list[str] = []
    for place, fact in enumerate(text.units):
        unit = known.pop(fold(fact.name), None)
        code = unit.code if unit else _make_free(make_unit_code(fact.name), codes)
        units.append(_complete_unit(fact, unit, code, [item.number for item in text.items]))
        (taken if unit else bare).append(code if unit else fact.name)
        notes.comments["units", place, "code"] = m.COMMENT_UNIT.format(year=notes.base_year) if unit else ""
        if not unit:
            notes.comments["units", place, "senders"] = m.COMMENT_NO_SENDERS
            notes.comments["units", place, "head"] = m.COMMENT_NO_HEAD
    if taken:
        notes.taken.append(m.TAKEN_UNITS.format(codes=", ".join(taken)))
    if bare:
        notes.missing.append(m.GAP_UNITS.format(names="; ".join(bare)))
    if known and text.units:
        notes.missing.append(m.GONE_UNITS.format(year=notes.base_year, names="; ".join(u.name for u in known.values())))
    return units


def _complete_unit(fact: UnitFact, known: Unit | None, code: str, items: list[int]) -> dict[str, Any]:
    aliases = list(known.aliases) if known else []
    aliases += [alias for alias in fact.aliases if fold(alias) not in map(fold, aliases)]
    return {
        "code": code,
        "name": fact.name,
        "aliases": aliases,
        "document_codes": list(known.document_codes) if known else [],
        "senders": list(known.senders) if known else [],
        "folder": known.folder if known else code,
        "items": items,
        **({"head": known.head, "telephone": known.telephone} if known else {"head": None, "telephone": None}),
        **({} if known is None else known.model_dump(include={"receipts", "reminders"}, exclude_defaults=True)),
        **_dump_validity(known),
    }


def _dump_validity(known: Unit | Recipient | None) -> dict[str, date]:
    days = {"valid_from": known.valid_from, "valid_to": known.valid_to} if known else {}
    return {name: day for name, day in days.items() if day is not None}


def _make_free(code: str, codes: set[str]) -> str:
    """The code itself, or with a number when another body has it already; remembers it."""
    code = code or "DV"
    free = next(each for each in (code, *(f"{code}{n}" for n in range(2, len(codes) + 3))) if each not in codes)
    codes.add(free)
    return free


def _complete_recipients(text: PlanText, base: Plan | None, notes: Notes) -> list[dict[str, Any]]:
    known = {fold(recipient.name): recipient for recipient in base.recipients} if base else {}
    codes = {known[fold(name)].code for name in text.recipients if fold(name) in known}
    recipients: list[dict[str, Any]] = []
    taken: list[str] = []
    bare: list[str] = []
    for place, name in enumerate(text.recipients):
        old = known.pop(fold(name), None)
        code = old.code if old else _make_free(make_code(name), codes)
        rules = old.release if old else _RELEASE
        (taken if old else bare).append(code if old else name)
        notes.comments["recipients", place, "code"] = m.COMMENT_RECIPIENT.format(year=notes.base_year) if old else ""
        if not old:
            notes.comments["recipients", place, "address"] = m.COMMENT_NULL
            notes.comments["recipients", place, "release"] = m.COMMENT_RELEASE
        recipients.append(
            {
                "code": code,
                "name": old.name if old else name,
                "address": old.address if old else None,
                "release": {kind.value: rule.value for kind, rule in rules.items()},
                **_dump_validity(old),
            }
        )
    if taken:
        notes.taken.append(m.TAKEN_RECIPIENTS.format(codes=", ".join(taken)))
    if bare:
        notes.missing.append(m.GAP_RECIPIENTS.format(names="; ".join(bare)))
    if known and taken:
        names = "; ".join(recipient.name for recipient in known.values())
        notes.missing.append(m.GONE_RECIPIENTS.format(year=notes.base_year, names=names))
    return recipients


def _assume_periods(text: PlanText, calendar: Calendar, notes: Notes) -> list[dict[str, Any]] | None:
    """The periods of the kinds that the text asks for: windows of Decree 09/2019/NĐ-CP, deadlines some days after."""
    year = text.year
    windows: list[tuple[str, date, date]] = []
    if year is not None and ReportKind.SEMIANNUAL in text.kinds:
        windows.append((f"{year}-H1", date(year - 1, 12, 15), date(year, 6, 14)))
        windows.append((f"{year}-H2", date(year, 6, 15), date(year, 12, 14)))
    if year is not None and ReportKind.ANNUAL in text.kinds:
        windows.append((str(year), date(year - 1, 12, 15), date(year, 12, 14)))
    if not windows:
        notes.lack("periods")
        return None
    dues = {
        last: (shift_working_days(last, _UNIT_DAYS, calendar), shift_working_days(last, _OFFICE_DAYS, calendar))
        for _, _, last in windows
    }
    periods = [
        {
            "period": period,
            "window_start": first,
            "window_end": last,
            "unit_due_date": dues[last][0],
            "office_due_date": dues[last][1],
            "confirm": True,
        }
        for period, first, last in windows
    ]
    dates = "; ".join(
        m.DATE_LIST.format(period=period, unit=write_day(dues[last][0]), office=write_day(dues[last][1]))
        for period, _, last in windows
    )
    notes.missing.append(m.GAP_DEADLINES.format(unit=_UNIT_DAYS, office=_OFFICE_DAYS, dates=dates))
    notes.missing.append(m.GAP_WINDOWS)
    return periods
