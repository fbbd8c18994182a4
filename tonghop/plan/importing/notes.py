"""What is noted while a plan is completed: comments for the file, what was taken over, what the text lacks."""

from dataclasses import dataclass, field
from typing import Any

from tonghop.plan.importing import messages as m
from tonghop.plan.places import Place


@dataclass
class Notes:
    """Grows while the parts of a plan are completed, each part noting what it did."""

    base_year: int | None
    comments: dict[Place, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def choose(self, place: str, value: Any, *others: Any) -> Any:
        """The text's value, else the first of the base plan's, else None; noted as taken over or as missing."""
        if value is not None:
            return value
        steps: Place = tuple(place.split("."))
        for other in others:
            if other is not None:
                self.comments[steps] = m.COMMENT_TAKEN.format(year=self.base_year)
                self.taken.append(m.TAKEN_FIELD.format(what=m.GAPS[place], value=other))
                return other
        return self.lack(place)

    def lack(self, place: str) -> Any:
        """Note that the text lacks something which a person must fill in; gives the None that then stands there."""
        self.comments[tuple(place.split("."))] = m.COMMENT_NULL
        self.missing.append(m.GAPS[place])
        return None
