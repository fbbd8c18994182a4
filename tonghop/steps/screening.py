"""What is about to leave, or lies ready to be passed on, is searched for marks once more; keeps out what follows.

A mark may have come with words in which nobody saw one when they came in.
"""

from collections.abc import Sequence

from tonghop.reading import Reader
from tonghop.secrecy import find_mark


def bears_mark(files: Sequence[tuple[str, bytes]]) -> bool:
    """Whether one of these files bears a mark, in its name or in what it holds."""
    with Reader() as reader:
        return find_mark([name for name, _ in files], reader.read_documents(files)) is not None


def may_show(text: str) -> bool:
    """Whether words of a unit may stand in a mail to it: none that bear a mark, as a name or as a text."""
    return find_mark([text], [], [text]) is None
