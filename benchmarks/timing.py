"""Timing of whole commands in turn (A B A B ...), so that a ratio holds while the machine's speed drifts."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence


def time_command(command: Sequence[str], *, accept: Sequence[int] = (0,), env: dict[str, str] | None = None) -> float:
    """Seconds from start to end of one run; its output is thrown away."""
    started = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, env={**os.environ, **(env or {})})
    seconds = time.perf_counter() - started
    if done.returncode not in accept:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-800:]}")
    return seconds


def compare(ours: Callable[[], float], peer: Callable[[], float], *, runs: int) -> tuple[float, float, float]:
    """Medians of ours and of the peer, and the median of the ratios pair by pair."""
    pairs = [(ours(), peer()) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second), statistics.median(a / b for a, b in pairs)
