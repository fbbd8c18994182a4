"""The terminal that people read, loaded alone since `check` needs nothing else of what is shown."""

from rich.console import Console


def make_console() -> Console:
    """A console that leaves long paths whole and colours nothing by itself."""
    return Console(soft_wrap=True, highlight=False)
