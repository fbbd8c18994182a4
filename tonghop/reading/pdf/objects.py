"""What is drawn on a PDF page besides text: ruling lines, painted areas, pictures. Raw PDFium, user space (y upwards).

Keeps out the meaning of what is found (reader.py) and turned pages (words.py brings everything upright).
"""

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_THIN = 3.0
_SHORTEST = 4.0
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 20_000
_DEEPEST = 4
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
Bounds = tuple[float, float, float, float]  # left, bottom, right, top


class Drawn(NamedTuple):
    """Everything on one page that is no text.

    `covers`: opaque rectangles with their order of painting. Of text objects, by address: `order`, `clips` (the
    rectangle within which one can be seen), `hidden` (those in layers that viewers do not show).
    """

    rules: list[Bounds]
    fills: list[Bounds]
    images: list[tuple[Bounds, int]]
    order: dict[int, int]
    segments: int
    covers: list[tuple[Bounds, int]]
    clips: dict[int, Bounds]
    hidden: set[int]

    def find_drawing_order(self, text_object: Any) -> int:
        """The place of a text object in the order of painting; -1 for one within a form."""
        return self.order.get(find_address(text_object), -1)


def find_address(handle: Any) -> int:
    """The address behind a handle, by which objects are told apart."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def read_drawn(page: Any, layers: frozenset[str] = frozenset()) -> Drawn:
    """Walk over the page's objects and those of the forms on it; what is in those layers is not drawn."""
    drawn = Drawn([], [], [], {}, 0, [], {}, set())
    counter = _Counter(layers)
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    for index in range(count):
        _note(pdfium.FPDFPage_GetObject(page, index), None, drawn, counter, 0)
    return drawn._replace(segments=counter.segments)


class _Counter:
    def __init__(self, layers: frozenset[str]) -> None:
        self.objects = 0
        self.segments = 0
        self.layers = layers


def _note(item: Any, outer: Matrix | None, drawn: Drawn, counter: _Counter, depth: int) -> None:
    counter.objects += 1
    if counter.objects > _MOST_OBJECTS:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if counter.layers and _is_in_layer(item, counter.layers):
        _hide(item, kind, drawn, depth)
    elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
        drawn.order[find_address(item)] = counter.objects
        if depth == 0 and (clip := _find_clip(item)):
            drawn.clips[find_address(item)] = clip
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        drawn.images.append((_find_bounds(item, outer), counter.objects))
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _note_path(item, outer, drawn, counter)
        if depth == 0 and drawn.order and (cover := _find_cover(item)):
            drawn.covers.append((cover, counter.objects))
    elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
        drawn.fills.append(_find_bounds(item, outer))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        matrix = _multiply(_read_matrix(item), outer)
        for index in range(min(max(pdfium.FPDFFormObj_CountObjects(item), 0), _MOST_OBJECTS)):
            _note(pdfium.FPDFFormObj_GetObject(item, index), matrix, drawn, counter, depth + 1)


def _is_in_layer(item: Any, layers: frozenset[str]) -> bool:
    for at in range(max(pdfium.FPDFPageObj_CountMarks(item), 0)):
        mark = pdfium.FPDFPageObj_GetMark(item, at)
        if _read_mark(pdfium.FPDFPageObjMark_GetName, mark) == "OC":
            name = _read_mark(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"Name")
            if name in layers:
                return True
    return False


def _read_mark(call: Any, *arguments: Any) -> str:
    length = ctypes.c_ulong()
    if not call(*arguments, None, 0, length) or length.value <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length.value)
    call(*arguments, ctypes.cast(buffer, call.argtypes[-3]), length.value, length)
    return buffer.raw[: length.value - 2].decode("utf-16-le", errors="replace")


def _hide(item: Any, kind: int, drawn: Drawn, depth: int) -> None:
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        drawn.hidden.add(find_address(item))
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for index in range(min(max(pdfium.FPDFFormObj_CountObjects(item), 0), _MOST_OBJECTS)):
            inner = pdfium.FPDFFormObj_GetObject(item, index)
            _hide(inner, pdfium.FPDFPageObj_GetType(inner), drawn, depth + 1)


def _find_clip(item: Any) -> Bounds | None:
    """The rectangle to which an object of the page is clipped; None without one. Clips of other shapes do not count."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    clip: Bounds | None = None
    for at in range(max(pdfium.FPDFClipPath_CountPaths(path), 0) if path else 0):
        count = pdfium.FPDFClipPath_CountPathSegments(path, at)
        if count not in {4, 5}:
            continue
        corners = [_read_point(pdfium.FPDFClipPath_GetPathSegment(path, at, index)) for index in range(4)]
        if found := _find_rectangle(corners):
            clip = found if clip is None else _intersect(clip, found)
    return clip


def _find_cover(item: Any) -> Bounds | None:
    """The rectangle that an object paints opaquely, all of it; None of any other object."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value or pdfium.FPDFPath_CountSegments(item) not in {4, 5} or pdfium.FPDFPageObj_HasTransparency(item):
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha) or alpha.value < 255:
        return None
    matrix = _read_matrix(item)
    corners = [apply_matrix(matrix, *_read_point(pdfium.FPDFPath_GetPathSegment(item, index))) for index in range(4)]
    bounds = _find_rectangle(corners)
    if bounds is None or min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        return None
    path = pdfium.FPDFPageObj_GetClipPath(item)
    if path and pdfium.FPDFClipPath_CountPaths(path) > 0:
        clip = _find_clip(item)
        shapes = {pdfium.FPDFClipPath_CountPathSegments(path, at) for at in range(pdfium.FPDFClipPath_CountPaths(path))}
        return _intersect(bounds, clip) if clip and shapes <= {4, 5} else None
    return bounds


def _read_point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _find_rectangle(corners: list[tuple[float, float]]) -> Bounds | None:
    """The bounds of four corners that follow each other upright and across."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    across_first = max(abs(y0 - y1), abs(x1 - x2), abs(y2 - y3), abs(x3 - x0))
    up_first = max(abs(x0 - x1), abs(y1 - y2), abs(x2 - x3), abs(y3 - y0))
    if min(across_first, up_first) > 0.1:
        return None
    return (min(x0, x2), min(y0, y2), max(x0, x2), max(y0, y2))


def _intersect(first: Bounds, second: Bounds) -> Bounds:
    left, bottom = max(first[0], second[0]), max(first[1], second[1])
    return (left, bottom, max(min(first[2], second[2]), left), max(min(first[3], second[3]), bottom))


def _note_path(item: Any, outer: Matrix | None, drawn: Drawn, counter: _Counter) -> None:
    bounds = _find_bounds(item, outer)
    segments = pdfium.FPDFPath_CountSegments(item)
    counter.segments += max(segments, 0)
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        drawn.rules.append(bounds)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value and _is_coloured(item):
        drawn.fills.append(bounds)
    if counter.segments <= _MOST_SEGMENTS and (stroke.value or segments > 5):
        for subpath in _read_subpaths(item, _multiply(_read_matrix(item), outer), segments):
            _note_subpath(subpath, bool(stroke.value), drawn)


def _note_subpath(points: list[tuple[float, float]], stroked: bool, drawn: Drawn) -> None:
    """A thin rectangle is a rule; so is every straight edge of what is stroked."""
    across, up = [x for x, _ in points], [y for _, y in points]
    bounds = (min(across), min(up), max(across), max(up))
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        drawn.rules.append(bounds)
    elif stroked:
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            if abs(x0 - x1) < 0.5 or abs(y0 - y1) < 0.5:
                drawn.rules.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _read_subpaths(item: Any, matrix: Matrix, count: int) -> list[list[tuple[float, float]]]:
    """The corners of each part of a path; parts with curves are left out."""
    subpaths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = apply_matrix(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            subpaths.append([point])
            curved = False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO and subpaths and not curved:
            subpaths[-1].clear()
            curved = True
        elif subpaths and not curved:
            subpaths[-1].append(point)
    return [points for points in subpaths if len(points) > 1]


def _is_coloured(item: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return True  # a pattern
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _find_bounds(item: Any, outer: Matrix | None) -> Bounds:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    if outer is None:
        return (left.value, bottom.value, right.value, top.value)
    corners = [apply_matrix(outer, x.value, y.value) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return (min(across), min(up), max(across), max(up))


def _read_matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def apply_matrix(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
