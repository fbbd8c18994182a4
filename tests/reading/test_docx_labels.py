"""List numbers as Word shows them."""

import pytest

from tonghop.reading.docx.numbering import format_number


def _level(number, text, format_="decimal", extra="", start=1):
    start_value = f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{number}">{start_value}<w:numFmt w:val="{format_}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _abstract(number, *levels, extra=""):
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


def _num(number, abstract, extra=""):
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{extra}</w:num>'


def _p(number=None, level=None, style="", text="x"):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    list_level = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
    list_ = f'<w:numPr>{list_level}<w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    return f"<w:p><w:pPr>{style}{list_}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


OUTLINE = _abstract(
    1,
    _level(0, "%1.", "upperRoman"),
    _level(1, "%2.", "decimal"),
    _level(2, "%3)", "lowerLetter"),
    _level(3, "\uf0b7", "bullet"),
    _level(4, "-", "bullet"),
    _level(5, "%1.%2.%6", "decimal", "<w:isLgl/>"),
)


@pytest.fixture
def labels(read_docx):
    def read(body, numbering, styles=""):
        return [block.label for block in read_docx(body, numbering=numbering, styles=styles).blocks]

    return read


def test_levels_count_and_restart_below_a_higher_one(labels):
    places = [0, 1, 1, 2, 2, 1, 2, 0, 1, 3, 4]
    shown = labels("".join(_p(1, level) for level in places), OUTLINE + _num(1, 1))
    assert shown == ["I.", "1.", "2.", "a)", "b)", "3.", "a)", "II.", "1.", "•", "-"]


def test_legal_style_shows_roman_parents_as_decimals(labels):
    assert labels(_p(1, 0) + _p(1, 0) + _p(1, 1) + _p(1, 5), OUTLINE + _num(1, 1)) == ["I.", "II.", "1.", "2.1.1"]


def test_a_parent_that_was_never_used_shows_its_start(labels):
    numbering = _abstract(1, _level(0, "%1.", start=4), _level(1, "%1.%2.")) + _num(1, 1)
    assert labels(_p(1, 1) + _p(1, 1), numbering) == ["4.1.", "4.2."]


def test_start_is_respected(labels):
    numbering = _abstract(1, _level(0, "%1.", start=3)) + _num(1, 1)
    assert labels(_p(1, 0) * 2, numbering) == ["3.", "4."]


def test_lists_of_one_abstract_list_count_on_until_an_override_restarts(labels):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    one = _abstract(1, _level(0, "%1."))
    numbering = one + _num(1, 1) + _num(2, 1) + _num(3, 1, override)
    shown = labels(_p(1, 0) + _p(2, 0) + _p(3, 0) + _p(3, 0) + _p(1, 0), numbering)
    assert shown == ["1.", "2.", "1.", "2.", "3."]


def test_an_override_may_redefine_a_level(labels):
    override = f'<w:lvlOverride w:ilvl="0">{_level(0, "(%1)", "lowerRoman", start=2)}</w:lvlOverride>'
    assert labels(_p(1, 0), OUTLINE + _num(1, 1, override)) == ["(ii)"]


def test_a_level_that_never_restarts_goes_on(labels):
    numbering = _abstract(1, _level(0, "%1."), _level(1, "%2)", extra='<w:lvlRestart w:val="0"/>'))
    assert labels(_p(1, 0) + _p(1, 1) + _p(1, 0) + _p(1, 1), numbering + _num(1, 1)) == ["1.", "1)", "2.", "2)"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Goc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Goc"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Hai"><w:basedOn w:val="Goc"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Tat"><w:basedOn w:val="Goc"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr>'
    "</w:pPr></w:style>"
)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (_p(style="Goc"), "I."),
        (_p(style="Con"), "I."),
        (_p(style="Hai"), "1."),
        (_p(style="Tat"), ""),
        (_p(0, style="Con"), ""),
        (_p(99), ""),
        (_p(1, 42), ""),
    ],
)
def test_numbering_comes_from_the_paragraph_or_its_style_chain(labels, paragraph, expected):
    assert labels(paragraph, OUTLINE + _num(1, 1), STYLES) == [expected]


def test_a_style_that_a_level_names_numbers_at_that_level(labels):
    numbering = _abstract(1, _level(0, "%1."), _level(1, "%2)", extra='<w:pStyle w:val="Con"/>'))
    assert labels(_p(style="Con") * 2, numbering + _num(1, 1), STYLES) == ["1)", "2)"]


def test_a_linked_list_style_lends_its_levels(labels):
    numbering = (
        _abstract(1, extra='<w:numStyleLink w:val="DS"/>')
        + _abstract(2, _level(0, "%1/"), extra='<w:styleLink w:val="DS"/>')
        + _num(1, 1)
    )
    assert labels(_p(1, 0), numbering) == ["1/"]


def test_empty_numbered_paragraphs_count(labels):
    empty = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    assert labels(_p(1, 0) + empty + _p(1, 0), OUTLINE + _num(1, 1)) == ["I.", "III."]


def test_numbers_inside_a_cell_stand_before_its_text(read_docx):
    table = f"<w:tbl><w:tr><w:tc>{_p(1, 0, text='')}</w:tc><w:tc>{_p(1, 2, text='tin')}</w:tc></w:tr></w:tbl>"
    (block,) = read_docx(table, numbering=OUTLINE + _num(1, 1)).blocks
    assert block.cells == ((1, "I."), (2, "a) tin"))


@pytest.mark.parametrize(
    ("value", "style", "expected"),
    [
        (4, "upperRoman", "IV"),
        (1994, "lowerRoman", "mcmxciv"),
        (1, "lowerLetter", "a"),
        (4, "lowerLetter", "d"),
        (27, "upperLetter", "AA"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (28, "lowerLetter", "bb"),
        (5, "lowerLetter", "e"),  # Word knows no đ between d and e
        (5, "vietnameseCounting", "năm"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (105, "vietnameseCounting", "một trăm lẻ năm"),
        (22, "cardinalText", "Twenty-two"),
        (3, "ordinal", "3rd"),
        (30, "ordinalText", "Thirtieth"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "001, 002, 003, ...", "007"),
        (3, "chicago", "‡"),
        (7, "thaiLetters", "7"),
        (10**9, "upperRoman", "1000000000"),
    ],
)
def test_number_formats(value, style, expected):
    assert format_number(value, style) == expected


@pytest.mark.parametrize(("font", "shown"), [("Symbol", "⇒"), ("Wingdings", "☒"), ("Unknown", "☒")])
def test_a_bullet_is_what_its_font_shows(labels, font, shown):
    sign = {"Symbol": "\uf0de"}.get(font, "\uf0fd")
    level = _level(0, sign, "bullet", f'<w:rPr><w:rFonts w:hAnsi="{font}"/></w:rPr>')
    assert labels(_p(1, 0), _abstract(1, level) + _num(1, 1)) == [shown]


def test_hidden_paragraphs_do_not_count(labels):
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = (
        f"<w:p><w:pPr>{number}<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
    )
    assert labels(_p(1, 0) + hidden + _p(1, 0), OUTLINE + _num(1, 1)) == ["I.", "II."]


def test_counters_do_not_pass_from_one_document_to_the_next(labels):
    for _ in range(2):  # the definitions do: both files have the very same part
        assert labels(_p(1, 0) * 2, OUTLINE + _num(1, 1)) == ["I.", "II."]


@pytest.mark.parametrize("wrap", ["<!-- x -->{}", "<w:any xmlns:w14='urn:x'/>{}", "{}"])
def test_definitions_are_found_however_the_part_is_written(labels, wrap):
    assert labels(_p(style="Hai"), wrap.format(OUTLINE + _num(1, 1)), wrap.format(STYLES)) == ["1."]


def test_what_stands_in_a_deleted_row_or_cell_does_not_count(read_docx):
    def cell(properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(1, 0)}</w:tc>"

    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell()}</w:tr>'
    rows = f"<w:tr>{cell()}</w:tr>{gone}<w:tr>{cell('<w:cellDel/>')}{cell()}</w:tr>"
    reading = read_docx(f"<w:tbl>{rows}</w:tbl>{_p(1, 0)}", numbering=OUTLINE + _num(1, 1))
    assert [(block.label, block.text) for block in reading.blocks] == [("", "I. x"), ("", "II. x"), ("III.", "x")]


def test_a_list_that_only_its_list_style_leads_to(labels):
    numbering = (
        _abstract(1, _level(0, "Điều %1."))
        + _abstract(2, extra='<w:numStyleLink w:val="DS"/>')
        + _num(1, 1)
        + _num(2, 2)
    )
    list_style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="DS">{list_style}</w:style>'
    assert labels(_p(2, 0) + _p(1, 0), numbering, styles) == ["Điều 1.", "Điều 2."]


def test_the_id_of_a_style_may_have_an_apostrophe(labels):
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f"""<w:style w:type="paragraph" w:styleId="O'N">{numbered}</w:style>"""
    assert labels(_p(style="O'N"), OUTLINE + _num(1, 1), styles) == ["I."]


def test_spaces_in_end_tags_mean_nothing(labels):
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style >'
        '<w:style w:type = "paragraph" w:styleId = "B"><w:basedOn w:val="A"/></w:style\n>'
    )
    numbering = (OUTLINE + _num(1, 1)).replace("</w:abstractNum>", "</w:abstractNum >").replace("</w:num>", "</w:num >")
    assert labels(_p(style="A") + _p(style="B"), numbering, styles) == ["I.", "II."]
