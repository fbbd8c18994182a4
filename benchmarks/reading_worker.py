"""One reader over some files, in a process of its own: seconds of CPU per file, peak memory, the text that it gives.

Called by benchmarks/reading.py, for peers with another interpreter that knows nothing of ours. Prints one JSON object.
"""

import argparse
import importlib.metadata
import io
import json
import os
import resource
import time
import zipfile
from collections.abc import Callable

Read = Callable[[bytes, str], str]


def make_ours(format_: str) -> Read:
    from tonghop.reading.limits import Limits
    from tonghop.reading.registry import read_bytes

    limits = Limits()

    def read(data: bytes, _path: str) -> str:
        return "\n".join(f"{block.label} {block.text}" for block in read_bytes(data, format_, limits).blocks)

    return read


def make_floor() -> Read:
    """Inflate and parse exactly the parts that our reader opens, and nothing else; `main` notes which those are."""
    from lxml import etree

    from tonghop.reading.docx.package import Package
    from tonghop.reading.limits import Limits
    from tonghop.reading.registry import read_bytes

    parts: dict[str, list[str]] = {}
    read_part = Package.read_part

    def read(data: bytes, path: str) -> str:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in parts[path]:
                content = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(content)
        return ""

    def prepare(data: bytes, path: str) -> None:
        """Note which parts our reader takes out of that file."""
        taken: dict[str, None] = {}

        def spy(self: Package, name: str) -> bytes | None:
            taken[name] = None
            return read_part(self, name)

        Package.read_part = spy  # type: ignore[method-assign]
        try:
            read_bytes(data, "docx", Limits())
        finally:
            Package.read_part = read_part  # type: ignore[method-assign]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            stored = {name.lower(): name for name in archive.namelist()}
        parts[path] = [stored[name.lower()] for name in taken if name.lower() in stored]
        if "word/document.xml" not in parts[path]:
            raise RuntimeError("our reader no longer takes its parts by Package.read_part: the floor would be empty")

    read.prepare = prepare  # type: ignore[attr-defined]
    return read


def make_pdfium() -> Read:
    import pypdfium2

    def read(data: bytes, _path: str) -> str:
        document = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)

    return read


def make_python_docx() -> Read:
    import docx

    def read(data: bytes, _path: str) -> str:
        document = docx.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join(texts)

    return read


def make_docx2python() -> Read:
    from docx2python import docx2python

    def read(data: bytes, _path: str) -> str:
        with docx2python(io.BytesIO(data)) as document:
            return document.text

    return read


def make_mammoth() -> Read:
    import mammoth

    return lambda data, _path: mammoth.extract_raw_text(io.BytesIO(data)).value


def make_markitdown() -> Read:
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda _data, path: converter.convert(path).text_content


def make_kreuzberg(mime: str) -> Read:
    import kreuzberg

    config = kreuzberg.ExtractionConfig(use_cache=False)
    return lambda data, _path: kreuzberg.extract_bytes_sync(data, mime, config).content


def make_pypdf() -> Read:
    import pypdf

    return lambda data, _path: "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READERS: dict[str, tuple[str, Callable[[], Read]]] = {
    "ours": ("lxml", lambda: make_ours("docx")),
    "floor": ("lxml", make_floor),
    "python-docx": ("python-docx", make_python_docx),
    "docx2python": ("docx2python", make_docx2python),
    "mammoth": ("mammoth", make_mammoth),
    "markitdown": ("markitdown", make_markitdown),
    "kreuzberg": ("kreuzberg", lambda: make_kreuzberg(WORD)),
    "ours-pdf": ("pypdfium2", lambda: make_ours("pdf")),
    "pdfium-pdf": ("pypdfium2", make_pdfium),
    "pypdf-pdf": ("pypdf", make_pypdf),
    "kreuzberg-pdf": ("kreuzberg", lambda: make_kreuzberg("application/pdf")),
}


def find_peak_mb() -> float:
    """The most memory that this process has had; elsewhere than on Linux the figure may contain the parent's."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("files", nargs="+", help="the first one warms up and is not counted")
    parser.add_argument("--budget", type=float, default=5.0, help="seconds after which no further file is read")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    package, make = READERS[given.reader]
    try:
        version = importlib.metadata.version(package)
        read = make()
    except (ImportError, importlib.metadata.PackageNotFoundError) as error:
        print(json.dumps({"absent": str(error)}))
        return
    datas = {}
    for path in given.files:
        with open(path, "rb") as file:  # noqa: PTH123 - no import may count as memory of a peer
            datas[path] = file.read()
        if hasattr(read, "prepare"):
            read.prepare(datas[path], path)
    seconds: dict[str, float] = {}
    texts: dict[str, str] = {}
    started = time.perf_counter()
    for path, data in datas.items():
        if len(seconds) > 1 and time.perf_counter() - started > given.budget:
            break
        before = time.process_time()
        text = read(data, path)
        seconds[path] = time.process_time() - before
        texts[path] = text
    peak_mb = find_peak_mb()
    del seconds[given.files[0]]
    print(json.dumps({"version": version, "seconds": seconds, "texts": texts, "peak_mb": peak_mb}))


if __name__ == "__main__":
    main()
