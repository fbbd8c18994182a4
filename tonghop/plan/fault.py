"""What a mistake of the plan is. Keeps out the rules that find one."""

from typing import NamedTuple

from schemas.values import Severity
from tonghop.plan.places import Place


class Fault(NamedTuple):
    """A mistake of the plan, its place and its remedy; the texts are Vietnamese."""

    place: Place
    severity: Severity
    message: str
    fix: str
