"""Pictures: never text by themselves. They wait for a person; what stands in their metadata is for the secrecy gate."""

import re

from tonghop.reading.limits import Limits
from tonghop.reading.raw import RawFinding, Reading
from tonghop.reading.salvage import find_text_runs

_METADATA_BYTES = 1_000_000
_FEWEST_LETTERS = re.compile(r"[^\W\d_]{2}")


def read(data: bytes, limits: Limits) -> Reading:
    """A scan: nothing is read, whatever the picture shows."""
    lines = find_text_runs(data[: min(_METADATA_BYTES, limits.salvage_bytes)])
    unseen = tuple(line for line in lines if _FEWEST_LETTERS.search(line))
    return Reading(unseen=unseen, findings=(RawFinding("image-only"),), readable=False, scan=True)
