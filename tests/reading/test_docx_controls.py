"""Controls of our own forms: what stands in one is told its id; those of others, and places, stay as they were."""

import pytest


def _p(text: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text else "<w:p/>"


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _control(tag: str, content: str, more: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/>{more}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _table(text: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{_p(text)}</w:tc></w:tr></w:tbl>"


def _tell(reading):
    return [(block.locator, block.text, block.control) for block in reading.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    {
        "whole paragraphs": (
            _p("a") + _control("tonghop:item:1", _p("b") + _p() + _p("c")) + _p("d"),
            [("p1", "a", ""), ("p2", "b", "item:1"), ("p4", "c", "item:1"), ("p5", "d", "")],
        ),
        "a table": (
            _control("tonghop:item:1", _table("b") + _p()) + _p("c"),
            [("t1/r1", "b", "item:1"), ("p2", "c", "")],
        ),
        "within a line": (
            f"<w:p>{_control('tonghop:nothing:2', _run('x'))}{_run(' nhãn')}</w:p>" + _p("b"),
            [("p1", "x nhãn", "nothing:2"), ("p2", "b", "")],
        ),
        "one in another": (
            _control(
                "tonghop:item:1",
                _p("a") + f"<w:p>{_control('tonghop:nothing:1', _run('b'))}</w:p>" + _p("c"),
            ),
            [("p1", "a", "item:1"), ("p2", "b", "nothing:1"), ("p3", "c", "item:1")],
        ),
        "of somebody else": (
            _control("khac:item:1", _p("a")) + _control("", _p("b")),
            [("p1", "a", ""), ("p2", "b", "")],
        ),
        "an empty line": (f"<w:p>{_control('tonghop:item:3', '')}</w:p>" + _p("b"), [("p2", "b", "")]),
        "in a cell": (
            f"<w:tbl><w:tr><w:tc>{_control('tonghop:item:1', _p('a'))}</w:tc></w:tr></w:tbl>" + _p("b"),
            [("t1/r1", "a", ""), ("p1", "b", "")],
        ),
    }.values(),
)  # fmt: skip
def test_a_block_is_told_the_innermost_control_it_stands_in(read_docx, body, expected):
    assert _tell(read_docx(body)) == [(f"body/{place}", text, control) for place, text, control in expected]


def test_a_control_that_shows_its_hint_alone_has_no_block_and_is_no_prompt_to_ask_about(read_docx):
    hint = _p("[Nhập nội dung]").replace("<w:r>", '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>')
    reading = read_docx(_control("tonghop:item:1", hint, "<w:showingPlcHdr/>") + _p("b"))
    assert _tell(reading) == [("body/p2", "b", "")]
    assert "[Nhập nội dung]" in reading.unseen
    assert reading.findings == ()


def test_the_gate_sees_every_tag_whole(read_docx):
    tag = "tonghop:item:" + "TỐI MẬT " * 30
    reading = read_docx(_control(tag, _p("a")))
    assert any(line.count("TỐI MẬT") == 30 for line in reading.unseen)
    assert len(reading.blocks[0].control) <= 80
