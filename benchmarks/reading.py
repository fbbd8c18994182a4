"""Speed, memory and recall of our reader beside other readers on the same generated files, and beside the bare floor.

`python benchmarks/reading.py [--peers-python PYTHON] [--write]`. Each reader runs in a process of its own on one core;
rounds go in turn over all readers, medians count. No file is read twice by one process, and no two files share styles
or numbering, so that no cache helps. `--write` puts the tables into docs/reading.md.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from report_file import make_report, write_reports
from words import compute_recall, count_words

ROOT = Path(__file__).resolve().parents[1]
PAGES = (5, 18, 28)
WORD_READERS = ("ours", "floor", "python-docx", "kreuzberg", "docx2python", "mammoth", "markitdown")
PDF_READERS = ("ours-pdf", "pdfium-pdf", "kreuzberg-pdf", "pypdf-pdf")
OURS = {"ours", "floor", "ours-pdf", "pdfium-pdf"}
NAMES = {
    "ours": "**tonghop**",
    "floor": "floor (inflate and parse the same parts)",
    "ours-pdf": "**tonghop**",
    "pdfium-pdf": "floor (pdfium's text alone)",
    "pypdf-pdf": "pypdf",
    "kreuzberg-pdf": "kreuzberg",
}
BEGIN, END = "<!-- benchmark: written by benchmarks/reading.py -->", "<!-- end of benchmark -->"


def run_worker(reader: str, files: Sequence[Path], peers_python: str) -> dict[str, Any]:
    """What one reader did in a fresh process; {"absent": why} when it is not installed."""
    python = sys.executable if reader in OURS else peers_python
    command = [python, str(Path(__file__).with_name("reading_worker.py")), reader, *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{reader}: {done.stderr[-1500:]}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def measure(readers: Sequence[str], files: Sequence[Path], rounds: int, peers_python: str) -> dict[str, dict[str, Any]]:
    """Per reader: median documents per second over the rounds, peak memory, recall, invisible words shown."""
    answers: dict[str, list[dict[str, Any]]] = {reader: [] for reader in readers}
    for _ in range(rounds):
        for reader in readers:
            answers[reader].append(run_worker(reader, files, peers_python))
    return {reader: _summarise(runs) for reader, runs in answers.items()}


def _summarise(runs: list[dict[str, Any]]) -> dict[str, Any]:
    if "absent" in runs[0]:
        return runs[0]
    rates = [1 / statistics.median(run["seconds"].values()) for run in runs]
    recalls, invisible = [], 0
    for name, text in runs[0]["texts"].items():
        path = Path(name)
        words = count_words([text])
        recalls.append(compute_recall(count_words([path.with_suffix(".shown.txt").read_text("utf-8")]), words))
        hidden = count_words([path.with_suffix(".hidden.txt").read_text("utf-8")])
        invisible += (words & hidden).total() if hidden else 0
    return {
        "version": runs[0]["version"],
        "rate": statistics.median(rates),
        "peak_mb": statistics.median(run["peak_mb"] for run in runs),
        "recall": statistics.mean(recalls),
        "invisible": invisible,
    }


def convert_to_pdf(folder: Path, pages: int, count: int) -> list[Path]:
    """The same reports without tracked changes as PDF; none where LibreOffice is not installed."""
    if shutil.which("soffice") is None:
        return []
    work = folder / f"pdf-{pages}"
    work.mkdir()
    sources = []
    for seed in range(1, count + 1):
        data, shown, _ = make_report(pages, seed, final=True)
        source = work / f"{seed}.docx"
        source.write_bytes(data)
        source.with_suffix(".shown.txt").write_text(shown, encoding="utf-8")
        source.with_suffix(".hidden.txt").write_text("", encoding="utf-8")
        sources.append(source)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(work), *map(str, sources)], check=True, capture_output=True, timeout=300)
    return [source.with_suffix(".pdf") for source in sources]


def build_table(results: dict[int, dict[str, dict[str, Any]]], readers: Sequence[str], floor: str) -> list[str]:
    """Markdown: documents per second per size, share of the floor, peak memory, recall, invisible words."""
    head = [f"{pages} pages" for pages in results]
    lines = [f"| reader | {' | '.join(head)} | of the floor | peak MB | words found | invisible words |"]
    lines.append("|---" * (len(head) + 5) + "|")
    last = results[max(results)]
    for reader in readers:
        if "absent" in last[reader]:
            lines.append(f"| {NAMES.get(reader, reader)} | not installed |" + " |" * (len(head) + 3))
            continue
        rates = [results[pages][reader]["rate"] for pages in results]
        shares = [rate / results[pages][floor]["rate"] for rate, pages in zip(rates, results, strict=True)]
        found = min(results[pages][reader]["recall"] for pages in results)
        invisible = sum(results[pages][reader]["invisible"] for pages in results)
        name = NAMES.get(reader) or f"{reader} {last[reader]['version']}"
        quality = f"{last[reader]['peak_mb']:.0f} | {found:.2%} | {invisible}" if reader != "floor" else "| |"
        numbers = " | ".join(f"{rate:.0f}" if rate >= 10 else f"{rate:.1f}" for rate in rates)
        lines.append(f"| {name} | {numbers} | {statistics.median(shares):.2f} | {quality} |")
    return lines


def print_ratios(results: dict[int, dict[str, dict[str, Any]]]) -> None:
    for pages, rates in results.items():
        ours = rates["ours"]["rate"]
        wanted = (("floor", "at least 0.5"), ("python-docx", "at least 4"), ("kreuzberg", "at least 1"))
        parts = [
            f"{ours / rates[peer]['rate']:.2f} x {peer} ({must})" for peer, must in wanted if "rate" in rates[peer]
        ]
        print(f"{pages} pages: {ours:.0f} documents/s = " + ", ".join(parts))


def write_tables(lines: Sequence[str]) -> None:
    """Put the tables between their two markers in docs/reading.md."""
    path = ROOT / "docs" / "reading.md"
    before, rest = path.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers-python", default=os.environ.get("PEERS_PYTHON", sys.executable))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=8, help="per size and reader; one more warms up")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/reading.md")
    parser.add_argument("--no-pdf", action="store_true", help="leave the PDF readers out")
    given = parser.parse_args()
    words: dict[int, dict[str, dict[str, Any]]] = {}
    pdfs: dict[int, dict[str, dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory(prefix="tonghop-bench-") as name:
        folder = Path(name)
        for pages in PAGES:
            files = write_reports(folder, pages, given.files + 1, 1)
            words[pages] = measure(WORD_READERS, files, given.rounds, given.peers_python)
            made = [] if given.no_pdf else convert_to_pdf(folder, pages, 4)
            if made:
                pdfs[pages] = measure(PDF_READERS, made, given.rounds, given.peers_python)
    lines = [
        "Word files (.docx), documents per second of CPU on one core:",
        "",
        *build_table(words, WORD_READERS, "floor"),
    ]
    if pdfs:
        lines += ["", "PDF of the same reports:", "", *build_table(pdfs, PDF_READERS, "pdfium-pdf")]
    print_ratios(words)
    print("\n".join(lines))
    if given.write:
        write_tables(lines)


if __name__ == "__main__":
    main()
