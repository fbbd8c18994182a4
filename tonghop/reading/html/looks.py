"""How an element of a page looks, as far as reading needs it: hidden, bold, capitals, font, kept spaces.

Knows inline styles, the old attributes, and rules of <style> for one element, class or id, which is what Word and mail
programs write. Keeps out layout and rules with several selectors in a row: text that only they hide is read.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

Element = Any
"""An lxml element; its stubs know less than we use."""
Declarations = dict[str, str]

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_MEDIA = re.compile(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*|\*)?(?:([.#])([\w-]+))?")
_DECLARATION = re.compile(r"""([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)""")
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?")
_MOST_CSS = 500_000
_BOLD_TAGS = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSHOWN_TAGS = {
    *("head", "title", "script", "style", "template", "audio", "video", "iframe", "datalist", "xml", "meta", "link"),
    *("desc", "metadata", "defs", "symbol", "clippath", "annotation", "annotation-xml"),  # of pictures and formulas
}
_SHOWN_TYPES = re.compile(r"\s*(?:(?:image|video|audio|text)/|application/(?:pdf|xhtml))", re.IGNORECASE)
_PRE_TAGS = {"pre", "xmp", "listing", "textarea", "plaintext"}


class Look(NamedTuple):
    """What holds for the text directly inside an element."""

    hidden: bool = False  # for good: nothing inside can be seen
    invisible: bool = False  # unless something inside is made visible again
    bold: bool = False
    capitals: bool = False
    font: str | None = None
    pre: bool = False
    label: bool = False  # Word's list number, which stands in the text of its HTML
    deleted: bool = False
    small_capitals: bool = False

    @property
    def unseen(self) -> bool:
        """Whether nobody sees the text."""
        return self.hidden or self.invisible or self.deleted


class Sheet:
    """The rules of a page."""

    def __init__(self, styles: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str, str], Declarations] = {}
        self._known: dict[tuple[str, ...], Declarations] = {}
        for style in styles:
            text = _MEDIA.sub(_keep_screen, _COMMENT.sub(" ", style[:_MOST_CSS]))
            for selectors, body in _RULE.findall(text):
                self._add(selectors, _read_declarations(body))

    def _add(self, selectors: str, declarations: Declarations) -> None:
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match is not None and match[0]:
                key = ((match[1] or "*").lower(), match[2] or "", match[3] or "")
                self._rules.setdefault(key, {}).update(declarations)

    def declare(self, element: Element) -> Declarations:
        """What is declared for one element, later and closer rules over the others."""
        given = (element.tag, element.get("class", ""), element.get("id", ""), element.get("style", ""))
        if given not in self._known:
            self._known[given] = self._compute(*given)
        return self._known[given]

    def _compute(self, tag: str, classes: str, identity: str, style: str) -> Declarations:
        found: Declarations = {}
        keys = [(name, "", "") for name in ("*", tag)]
        keys += [(name, ".", class_) for name in ("*", tag) for class_ in classes.split()]
        keys += [(name, "#", identity) for name in ("*", tag) if identity]
        for key in keys:
            found |= self._rules.get(key, {})
        return found | _read_declarations(style) if style else found


def find_unchosen(root: Element) -> set[Element]:
    """The options that no list to choose from shows: all but those selected, or the first where only one can be."""
    choices: dict[Element, list[Element]] = {}
    for option in root.iter("option"):
        if (choice := next(option.iterancestors("select"), None)) is not None:
            choices.setdefault(choice, []).append(option)
    unchosen = set()
    for choice, options in choices.items():
        selected = [option for option in options if option.get("selected") is not None]
        shown = set(selected if choice.get("multiple") is not None else (selected or options[:1])[-1:])
        unchosen |= set(options) - shown
    return unchosen


def derive_look(element: Element, declared: Declarations, outer: Look) -> Look:
    """The look of an element within another."""
    tag = element.tag
    hidden = outer.hidden or _is_unshown(element) or element.get("hidden") is not None or _is_hidden(declared)
    visibility = declared.get("visibility", "")
    weight = declared.get("font-weight", "")
    transform = declared.get("text-transform", "")
    return Look(
        hidden=hidden,
        invisible=visibility in {"hidden", "collapse"} if visibility else outer.invisible,
        bold=_is_bold(weight) if weight else outer.bold or tag in _BOLD_TAGS,
        capitals=transform == "uppercase" if transform else outer.capitals,
        font=_find_font(element, declared) or outer.font,
        pre=declared["white-space"].startswith("pre") if "white-space" in declared else outer.pre or tag in _PRE_TAGS,
        label=outer.label or declared.get("mso-list", "").lower() == "ignore",
        deleted=outer.deleted or tag == "del",
        small_capitals=outer.small_capitals or _has_small_capitals(declared),
    )


def _is_unshown(element: Element) -> bool:
    """Elements whose text is not on the page; of what needs a script or an unknown program the text instead is."""
    tag = element.tag
    if tag == "object":
        return _SHOWN_TYPES.match(element.get("type") or "") is not None
    return tag in _UNSHOWN_TAGS


def _is_hidden(declared: Declarations) -> bool:
    return (
        declared.get("display", "") == "none"
        or _NOTHING.fullmatch(declared.get("font-size", "")) is not None
        or _NOTHING.fullmatch(declared.get("opacity", "")) is not None
        or (_NOTHING.fullmatch(declared.get("max-height", "")) is not None and declared.get("overflow") == "hidden")
    )


def _has_small_capitals(declared: Declarations) -> bool:
    return any("small-caps" in declared.get(name, "") for name in ("font-variant", "font-variant-caps", "font"))


def _is_bold(weight: str) -> bool:
    return weight.startswith("bold") or (weight.isdigit() and int(weight[:4]) >= 600)


def _find_font(element: Element, declared: Declarations) -> str | None:
    family = declared.get("font-family") or (element.get("face") if element.tag == "font" else None)
    if family is None and "font" in declared:  # font: bold 12pt/1.2 "Times New Roman", serif
        size_first = re.search(r"[\d.]+(?:pt|px|em|rem|%)(?:\s*/\s*[\w.%]+)?\s+(.+)", declared["font"])
        family = size_first[1] if size_first else None
    return family.split(",")[0].strip(" \"'") or None if family else None


def _keep_screen(match: re.Match[str]) -> str:
    """Rules for every screen; not those for printing or for small ones."""
    condition = match[1].strip().lower()
    return match[2] if condition in {"all", "screen", "only screen"} else ""


def _read_declarations(body: str) -> Declarations:
    found = {}
    for name, value in _DECLARATION.findall(body):
        plain = value.replace("!important", "").strip()
        found[name.lower()] = plain if name.lower() in {"font-family", "font"} else plain.lower()
    return found
