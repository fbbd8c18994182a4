"""What gathering and filing share about reading: the cache of what passed the secrecy gate, and missing programs.

Keeps out reading itself and what the texts mean.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

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


def forget_readings(job: Job, shas: Collection[str]) -> list[Path]:
    """Remove what the cache keeps of these files and of the containers that hold them; gives what could not be removed.

    A container's entry names its files within, so it is found by its content.
    """
    left = []
    for path in (job.settings.outputs / "cache" / "reading").glob("*/*/*"):
        try:
            content = path.read_bytes()
            if any(sha256 in path.name or sha256.encode() in content for sha256 in shas):
                path.unlink()
        except FileNotFoundError:
            continue  # another process swept it
        except OSError:
            left.append(path)
    return left


def find_missing_programs() -> frozenset[str]:
    """The outside programs that reading would use and that this machine has not."""
    from tonghop.reading.ocr import find_tesseract
    from tonghop.reading.office import find_soffice

    found = {"soffice": find_soffice(), "tesseract": find_tesseract()}
    return frozenset(name for name, path in found.items() if path is None)
