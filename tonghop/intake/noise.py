"""What in a shared folder is no report, or not surely one, by the name that some program gave it.

Keeps out what a person's name for a file means, and every name of a mark (secrecy).
"""

import re
from typing import NamedTuple

from tonghop.intake import messages

_LOCK = re.compile(r"~\$.*|\.~lock\..*#", re.DOTALL)
_UNFINISHED = re.compile(r".*\.(?:part|partial|filepart|crdownload|download|tmp)", re.IGNORECASE | re.DOTALL)
_SYSTEM = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|\.ds_store|\$recycle\.bin|system volume information|@eadir", re.IGNORECASE
)
_CONFLICT = re.compile(
    r"\([^()]*\bconflicted copy\b[^()]*\)"  # Nextcloud, ownCloud, Dropbox
    r"|\(SFConflict\b[^()]*\)"  # Seafile
    r"|\(copy: conflict\b[^()]*\)"  # Unison
    r"|[._-]conflict-\d{8}-\d{6}"  # Syncthing (.sync-conflict-), older ownCloud (_conflict-)
    r"|_[A-Z][a-z]{2}-\d{2}-\d{6}-\d{4}_Conflict\b"  # Synology Drive
    r"|\.Conflict$"  # Resilio
    r"|\(bản sao xung đột[^()]*\)",
    re.IGNORECASE,
)


class Reason(NamedTuple):
    """Why something is passed over, Vietnamese; and whether it may be a report that only a person can bring in."""

    text: str
    needs_person: bool = False


def find_noise(name: str, *, is_file: bool) -> Reason | None:
    """Why a name (NFC) tells that this is no report, or one that a person must see first; else None."""
    if _LOCK.fullmatch(name):
        return Reason(messages.LOCK_FILE)
    if _SYSTEM.fullmatch(name):
        return Reason(messages.SYSTEM_FILE)
    if name.startswith("."):
        return Reason(messages.HIDDEN)
    if is_file and _UNFINISHED.fullmatch(name):
        return Reason(messages.UNFINISHED)
    if is_file and _CONFLICT.search(name):
        return Reason(messages.CONFLICT_COPY, needs_person=True)
    return None
