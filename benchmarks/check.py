"""`tonghop check` on reports of ten pages against the bare interpreter that imports what it needs.

One report has its six headings, the other is prose without any, in which the model files every sentence. Both are
asked as people read the answer (text) and as programs do (json).
"""

import sys
import tempfile
from pathlib import Path

import docx
from timing import compare, time_command

IMPORTS = "import pydantic, typer, rich, lxml.etree, rapidfuzz, ruamel.yaml"
PARAGRAPHS = 72
"""Ten pages, as LibreOffice lays them out in this type."""
RUNS = 9
HEAD = ["VĂN PHÒNG SỞ", "Số: 12/BC-VP", "BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
SENTENCE = (
    "Ngày {day:02}/5/2024, Văn phòng đã tổ chức buổi sinh hoạt chuyên đề thứ {n} về hội nhập quốc tế, thu hút {count} "
    "lượt người tham dự; đăng {news:02} tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị và chuyển tài liệu tuyên "
    "truyền tới các phòng, đơn vị để phổ biến cho cán bộ, công chức, viên chức và người lao động."
)


TITLES = [
    "Tuyên truyền chủ trương, chính sách",
    "Chỉ đạo, định hướng thông tin đối ngoại",
    "Tham gia Techfest, Techdemo",
    "Tuyên truyền trên các phương tiện thông tin truyền thông",
    "Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại",
    "Hợp tác quốc tế",
]
ALLOWED = {"under headings": 0.7, "prose": 2.0}
"""Seconds per report, whatever the format."""


def write_report(path: Path, *, headings: bool) -> None:
    """A report of ten pages; without headings its sentences are those of the other, one paragraph each."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    for number, title in enumerate(TITLES, start=1):
        if headings:
            document.add_paragraph().add_run(f"{number}. {title}").bold = True
        for n in range(PARAGRAPHS // len(TITLES)):
            told = SENTENCE.format(day=n % 28 + 1, n=n + 1, count=20 * number + n, news=n % 9 + 1)
            document.add_paragraph(f"- {told}" if headings else told)
    document.save(str(path))


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tonghop-bench-"))
    tonghop = Path(sys.executable).with_name("tonghop")
    for shape, allowed in ALLOWED.items():
        path = folder / "report.docx"
        write_report(path, headings=shape == "under headings")
        for written in ("json", "text"):
            command = [str(tonghop), "check", str(path), "--unit", "VP", "--format", written]
            ours, peer, ratio = compare(
                lambda command=command: time_command(command, accept=(0, 1)),
                lambda: time_command([sys.executable, "-c", IMPORTS]),
                runs=RUNS,
            )
            told = f"tonghop check --format {written}, 10 pages {shape}"
            print(f"{told}: {ours:.3f} s (allowed {allowed}); bare imports: {peer:.3f} s; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
