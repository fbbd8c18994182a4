"""Ends what `tonghop serve` started when serve itself was killed and could not: a script of its own, nothing imported.

Reads process groups from its input, `+123` started and `-123` ended; the input closes when serve dies, however it
dies, and then every group that is left is killed. The ledger makes a killed run harmless; a server that nobody
watches is not.
"""

import os
import signal
import sys


def watch() -> None:
    """Keep the set of groups until the input ends, then kill them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        change, group = line[0], int(line[1:])
        if change == "+":
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # its number may be another user's by now
            continue


if __name__ == "__main__":
    watch()
