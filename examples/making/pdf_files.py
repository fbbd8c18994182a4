"""Writes a small text PDF by hand: what a scanner-less clerk prints to PDF, with text that can be extracted.

One page, no font embedded (Liberation Serif is as wide as Times New Roman and, unlike a viewer's built-in Times, has
all Vietnamese letters); each Vietnamese letter gets one code by name, and a ToUnicode map says it again.
"""

import unicodedata

LINE_HEIGHT = 17
LEFT, TOP, PAGE = 85, 780, (595, 842)
SIZE = 13
# Widths of Times Roman in 1/1000 em for U+0020..U+007E; a letter with marks is as wide as its base letter.
# fmt: off
WIDTHS = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722,
    722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333,
    278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)
# fmt: on
FIRST_CODE, FIRST_EXTRA_CODE = 32, 127


def write_text_pdf(lines: tuple[str, ...]) -> bytes:
    """A one-page PDF with one text line per entry of `lines`, wrapped at the right margin.

    Raises ValueError when the lines use more different letters than one simple font can hold.
    """
    wrapped = [piece for line in lines for piece in _wrap(line)]
    letters = sorted({letter for line in wrapped for letter in line if ord(letter) > 126})
    if FIRST_EXTRA_CODE + len(letters) > 256:
        raise ValueError("too many different letters for one simple font")
    codes = {chr(code): code for code in range(FIRST_CODE, FIRST_EXTRA_CODE)}
    codes |= {letter: code for code, letter in enumerate(letters, start=FIRST_EXTRA_CODE)}
    shown = "".join(f"<{bytes(codes[letter] for letter in line).hex()}> Tj T*\n" for line in wrapped)
    content = f"BT /F1 {SIZE} Tf {LINE_HEIGHT} TL {LEFT} {TOP} Td\n{shown}ET".encode("ascii")
    widths = " ".join(str(_width(letter)) for letter in codes)
    names = " ".join(f"/uni{ord(letter):04X}" for letter in letters)
    return _assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>".encode("ascii"),
            _stream(content),
            f"<< /Type /Font /Subtype /TrueType /BaseFont /LiberationSerif /FirstChar {FIRST_CODE} "
            f"/LastChar {FIRST_CODE + len(codes) - 1} /Widths [{widths}] /FontDescriptor 6 0 R /ToUnicode 7 0 R "
            f"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [{FIRST_EXTRA_CODE} {names}] >> >>".encode(
                "ascii"
            ),
            b"<< /Type /FontDescriptor /FontName /LiberationSerif /Flags 34 /FontBBox [-568 -307 2000 1007] "
            b"/ItalicAngle 0 /Ascent 891 /Descent -216 /CapHeight 662 /StemV 80 >>",
            _stream(_unicode_map(codes)),
        ]
    )


def _width(letter: str) -> int:
    base = unicodedata.normalize(
        "NFD", letter.translate({0x110: "D", 0x111: "d", 0x2013: "-", 0x201C: '"', 0x201D: '"'})
    )
    return WIDTHS[ord(base[0]) - FIRST_CODE]


def _wrap(line: str) -> list[str]:
    """Break at spaces so that no piece is wider than the page between equal margins; an empty line stays one."""
    room = (PAGE[0] - 2 * LEFT) * 1000 / SIZE
    pieces = [""]
    for word in line.split():
        longer = f"{pieces[-1]} {word}".strip()
        if sum(map(_width, longer)) <= room:
            pieces[-1] = longer
        else:
            pieces.append(word)
    return pieces


def _unicode_map(codes: dict[str, int]) -> bytes:
    entries = [f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items()]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _assemble(objects: list[bytes]) -> bytes:
    """Number the objects from 1 and add the table of their places."""
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(data))
    )
