"""What gathering and filing share about reading: the cache of what passed the secrecy gate, and missing programs.

Keeps out reading itself and what the texts mean.
"""

from collections.abc import Iterable
from contextlib import suppress

from schemas.document import ReadDocument
from tonghop.job import Job
from tonghop.reading import ReadingCache


def open_cache(job: Job) -> ReadingCache:
    """Where readings are kept; never a truth, it may be deleted at any time."""
    return ReadingCache(job.settings.outputs / "cache" / "reading")


def keep_readings(cache: ReadingCache, documents: Iterable[ReadDocument]) -> None:
    """Keep what has passed the gate and whose originals are in archive and ledger; a full disk costs only time."""
    with suppress(OSError):
        for document in documents:
            cache.put(document)


def find_missing_programs() -> frozenset[str]:
    """The outside programs that reading would use and that this machine has not."""
    from tonghop.reading.ocr import find_tesseract
    from tonghop.reading.office import find_soffice

    found = {"soffice": find_soffice(), "tesseract": find_tesseract()}
    return frozenset(name for name, path in found.items() if path is None)
