"""`tonghop check` on a report of ten pages against the bare interpreter that imports what it needs."""

import sys
import tempfile
from pathlib import Path

import docx
from timing import compare, time_command

IMPORTS = "import pydantic, typer, rich, lxml.etree, rapidfuzz, ruamel.yaml"
PARAGRAPHS = 130
RUNS = 9
HEAD = ["VĂN PHÒNG SỞ", "Số: 12/BC-VP", "BÁO CÁO", "Kết quả công tác thông tin đối ngoại 6 tháng đầu năm 2024"]
SENTENCE = (
    "Ngày {day:02}/5/2024, Văn phòng đã tổ chức buổi sinh hoạt chuyên đề thứ {n} về hội nhập quốc tế, thu hút {count} "
    "lượt người tham dự; đăng {news:02} tin, bài trên Cổng Thông tin điện tử KH&CN Quảng Trị và chuyển tài liệu tuyên "
    "truyền tới các phòng, đơn vị để phổ biến cho cán bộ, công chức, viên chức và người lao động."
)


def write_report(path: Path) -> None:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    titles = ["Tuyên truyền chủ trương, chính sách", "Chỉ đạo, định hướng thông tin đối ngoại"]
    titles += ["Tham gia Techfest, Techdemo", "Tuyên truyền trên các phương tiện thông tin truyền thông"]
    titles += ["Tập huấn, bồi dưỡng nghiệp vụ thông tin đối ngoại", "Hợp tác quốc tế"]
    for number, title in enumerate(titles, start=1):
        document.add_paragraph().add_run(f"{number}. {title}").bold = True
        for n in range(PARAGRAPHS // len(titles)):
            document.add_paragraph("- " + SENTENCE.format(day=n % 28 + 1, n=n + 1, count=20 + n, news=n % 9 + 1))
    document.save(str(path))


def main() -> None:
    path = Path(tempfile.mkdtemp(prefix="tonghop-bench-")) / "report.docx"
    write_report(path)
    tonghop = Path(sys.executable).with_name("tonghop")
    ours, peer, ratio = compare(
        lambda: time_command([str(tonghop), "check", str(path), "--unit", "VP", "--format", "json"], accept=(0, 1)),
        lambda: time_command([sys.executable, "-c", IMPORTS]),
        runs=RUNS,
    )
    print(f"tonghop check, 10 pages: {ours:.3f} s (allowed 0.7); bare imports: {peer:.3f} s; ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
