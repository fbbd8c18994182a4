"""report.json and metadata.json: the report as data, and its side-car with the names of Decree 30, Annex VI."""

import json
from typing import Any

from schemas.plan import Plan
from schemas.report import Report
from tonghop.rendering import messages as m
from tonghop.rendering.heading import compose_heading

SUBJECT_LIMIT = 500


def report_json_bytes(report: Report) -> bytes:
    """report.json as contract 4.3 has it: keys in the order of the contract, UTF-8, letters as they are."""
    return encode_json(report.model_dump(mode="json"))


def compute_metadata(report: Report, plan: Plan, *, pages: int | None) -> dict[str, Any]:
    """The side-car of a draft: number and date are empty until the clerk gives them.

    Args:
        report: The consolidated report.
        plan: The plan of the year.
        pages: Pages of report.pdf, None when there is none.
    """
    heading = compose_heading(report, plan, blank=m.BLANK_SHORT)
    return {
        "TypeName": m.TYPE_NAME,
        "CodeNumber": "",
        "CodeNotation": plan.issuer.number_suffix,
        "IssuedDate": None,
        "OrganName": plan.issuer.name,
        "Subject": heading.abstract[:SUBJECT_LIMIT].rstrip(),
        "Language": m.LANGUAGE,
        "PageAmount": pages,
        "SignerInfo": {"Position": plan.issuer.position, "FullName": plan.issuer.signer},
        "To": [{"OrganName": name} for name in heading.addressees],
        "Priority": m.PRIORITY,
    }


def encode_json(value: object) -> bytes:
    """Indented UTF-8 JSON with a final line break; not-a-number is refused."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
