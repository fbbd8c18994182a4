"""The `check` object of design 4.2, field by field.

Keeps out everything else that could be told: outside tools rely on exactly these fields.
"""

from typing import Any

from schemas.document import Finding
from schemas.submission import Activity, CheckedSubmission, ItemReport
from schemas.values import CheckStatus
from tonghop.checking.findings import make_finding

_OF_QUANTITY = {"value", "value_max", "measure", "indicator", "scope", "precision", "estimate"}


def to_json(name: str, sha256: str, checked: CheckedSubmission) -> dict[str, Any]:
    """One file's `check` object; items are keyed "1", "2", ..."""
    content = checked.content
    return {
        "file": name,
        "sha256": sha256,
        "status": checked.status.value,
        "unit": content.unit,
        "period": content.period,
        "items": {str(number): _item(report) for number, report in sorted(content.items.items())},
        "unassigned": [{"text": placed.text, "locator": placed.locator} for placed in content.unassigned],
        "findings": [_finding(finding) for finding in checked.findings],
    }


def quarantined_json(name: str) -> dict[str, Any]:
    """The `check` object of a file with a secrecy mark: nothing of its content, not even a hash."""
    return {
        "file": name,
        "status": CheckStatus.QUARANTINED.value,
        "findings": [_finding(make_finding("secrecy-mark"))],
    }


def _item(report: ItemReport) -> dict[str, Any]:
    return {
        "state": report.state.value,
        "reason": report.reason.value if report.reason else None,
        "activities": [_activity(activity) for activity in report.activities],
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "text": activity.text,
        "locator": activity.locator,
        "dates": [day.isoformat() for day in activity.dates],
        "aspects": list(activity.aspects),
        "quantities": [quantity.model_dump(mode="json", include=_OF_QUANTITY) for quantity in activity.quantities],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(mode="json")
