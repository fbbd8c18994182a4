"""Which headers and footers of a document are printed, in the order in which its sections name them.

A section takes over what it does not name itself from the section before. First pages have their own only where the
section says so, even pages only where the document does. Keeps out reading them (reader).
"""

from collections.abc import Iterable, Sequence

from tonghop.reading.docx.styles import is_on


def find_printed(sections: Iterable[Sequence[Sequence[str]]], *, even_and_odd: bool) -> list[tuple[str, str]]:
    """("header" or "footer", relationship id) of each that is printed, once.

    Args:
        sections: of each section ["header" or "footer", type, relationship id], and ["title", value] when its first
            page has its own.
        even_and_odd: whether even pages have their own.
    """
    named: dict[tuple[str, str], str] = {}
    printed: dict[tuple[str, str], None] = {}
    for section in sections:
        title = False
        for item in section:
            if item[0] == "title":
                title = is_on(item[1])
            else:
                named[item[0], item[1] or "default"] = item[2]
        for (kind, pages), relation_id in named.items():
            if pages == "default" or (pages == "first" and title) or (pages == "even" and even_and_odd):
                printed[kind, relation_id] = None
    return list(printed)
