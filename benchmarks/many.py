"""Many reports at once, on all processors: seconds, how busy they were, memory together, and the second run from cache.

Makes COUNT files in a temporary folder (80 of 100 .docx, 15 PDF, 5 .doc and .odt, each with its own sha256) from a few
dozen reports that LibreOffice wrote, reads them with `Reader.read_each`, then again with a cache.
"""

import argparse
import contextlib
import io
import os
import random
import re
import resource
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx

from tonghop.reading import READER_VERSION, Reader, ReadingCache
from tonghop.reading.office import find_soffice

COUNT = 2_000
SEEDS = 36
MARK = b"MASO000000"
SHARES = (("docx", 80), ("pdf", 15), ("doc", 3), ("odt", 2))
MOST_MEMORY_MB = 600
LEAST_SPEEDUP = 20
SAMPLE_SECONDS = 0.25
_WORDS = " ".join(
    (
        "tổ chức đoàn công tác làm việc với đối tác nước ngoài về hợp tác khoa học công nghệ và đổi mới sáng tạo,",
        "giới thiệu tiềm năng của tỉnh, đăng tin bài trên Cổng thông tin điện tử, tập huấn kỹ năng thông tin đối ngoại",
        "cho cán bộ, tham dự hội thảo quốc tế, ký biên bản ghi nhớ, tiếp đón chuyên gia đến trao đổi kinh nghiệm",
    )
).split()


def make_report(number: int) -> bytes:
    """A report of two to eight pages: letterhead, headings, paragraphs in several runs, a table."""
    chance = random.Random(number)  # noqa: S311 (no secret: the same files in every run)
    document = docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text = f"SỞ KHOA HỌC VÀ CÔNG NGHỆ\nPHÒNG SỐ {number}"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    document.add_paragraph(f"BÁO CÁO {MARK.decode()}").runs[0].bold = True
    for section in range(1, chance.randint(3, 8)):
        document.add_paragraph(f"{section}. Kết quả thực hiện nội dung {section}").runs[0].bold = True
        for _ in range(chance.randint(4, 14)):
            paragraph = document.add_paragraph("- ")
            for _ in range(chance.randint(3, 7)):
                paragraph.add_run(" ".join(chance.choices(_WORDS, k=chance.randint(4, 14))) + " ")
            paragraph.add_run(f"{chance.randint(2, 90)} lượt người.")
    table = document.add_table(chance.randint(5, 20), 5)
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells.cells):
            cell.text = str(row) if column == 0 else " ".join(chance.choices(_WORDS, k=3))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_seeds(folder: Path) -> dict[str, list[bytes]]:
    """The reports in every format; the .docx are those of python-docx."""
    program = find_soffice()
    if program is None:
        raise SystemExit("LibreOffice is needed to make the files")
    sources = []
    for number in range(SEEDS):
        sources.append(folder / f"{number:03d}.docx")
        sources[-1].write_bytes(make_report(number))
    seeds = {"docx": [path.read_bytes() for path in sources]}
    for format_ in ("pdf", "doc", "odt"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", format_, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, sources)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seeds[format_] = [path.read_bytes() for path in sorted(folder.glob(f"*.{format_}"))]
    return seeds


def vary(seed: bytes, format_: str, number: int) -> bytes:
    """The same report under another mark."""
    mark = f"MASO{number:06d}".encode()
    if format_ == "pdf":
        return seed + b"%" + mark + b"\n"
    if format_ == "doc":
        wide = (MARK.decode().encode("utf-16-le"), mark.decode().encode("utf-16-le"))
        return seed.replace(MARK, mark).replace(*wide)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            content = source.read(member)
            target.writestr(member, content.replace(MARK, mark) if member.filename.endswith(".xml") else content)
    return buffer.getvalue()


def write_files(folder: Path, count: int) -> list[Path]:
    """The files of all formats, mixed as they would come."""
    with tempfile.TemporaryDirectory() as place:
        seeds = make_seeds(Path(place))
    formats = [format_ for format_, share in SHARES for _ in range(share)]
    random.Random(1).shuffle(formats)  # noqa: S311
    paths = []
    for number in range(count):
        format_ = formats[number % len(formats)]
        options = seeds[format_]
        paths.append(folder / f"{number:06d}.{format_}")
        paths[-1].write_bytes(vary(options[number % len(options)], format_, number))
    return paths


def load(paths: list[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        yield path.name, path.read_bytes()


class Memory(threading.Thread):
    """Samples the proportional memory of this process and its children, LibreOffice apart."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most_mb = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        """Sample until `ended` is set."""
        while not self.ended.wait(SAMPLE_SECONDS):
            self.most_mb = max(self.most_mb, sum(map(read_pss, find_family(os.getpid()))) / 1024)


def find_family(parent: int) -> list[int]:
    """This process and the readers that it started; not what LibreOffice starts."""
    family = [parent]
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            fields = (path / "stat").read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == parent and b"tonghop.reading.farm.child" in (path / "cmdline").read_bytes():
                family.append(int(path.name))
    return family


def read_pss(process: int) -> int:
    """kB; 0 for one that has ended."""
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


def measure_processor_seconds() -> float:
    """Processor time of this process and of those it has waited for; the living readers are added from /proc."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    total = own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime
    for process in find_family(os.getpid())[1:]:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=COUNT)
    count = options.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "files"
        folder.mkdir()
        paths = write_files(folder, count)
        size_mb = sum(path.stat().st_size for path in paths) / 1e6
        print(f"{count} files, {size_mb:.0f} MB, readers version {READER_VERSION}, {os.cpu_count()} processors")
        cache = ReadingCache(Path(place) / "cache")
        memory = Memory()
        memory.start()
        began, used = time.perf_counter(), measure_processor_seconds()
        blocks = unread = 0
        kept_seconds = 0.0
        for document in Reader(cache=cache).read_each(load(paths)):
            blocks += len(document.blocks)
            unread += not document.readable
            put_at = time.perf_counter()
            cache.put(document)
            kept_seconds += time.perf_counter() - put_at
        first = time.perf_counter() - began
        busy = (measure_processor_seconds() - used) / first
        memory.ended.set()
        memory.join()
        began = time.perf_counter()
        again = sum(len(document.blocks) for document in Reader(cache=cache).read_each(load(paths)))
        second = time.perf_counter() - began
    print(f"first run   {first:7.1f} s  {count / first:6.0f} documents/s  {blocks} blocks, {unread} unreadable")
    print(f"            {busy:7.2f} processors busy; {kept_seconds:.1f} s of it wrote the cache")
    print(f"            {memory.most_mb:7.0f} MB together at most (bound {MOST_MEMORY_MB})")
    print(f"second run  {second:7.1f} s  {count / second:6.0f} documents/s, {first / second:.1f} times faster")
    if again != blocks or unread or memory.most_mb > MOST_MEMORY_MB or first / second < LEAST_SPEEDUP:
        raise SystemExit("below what was promised")


if __name__ == "__main__":
    main()
