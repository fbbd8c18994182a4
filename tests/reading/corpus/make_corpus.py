"""Write the corpus anew: `python tests/reading/corpus/make_corpus.py [--office]`.

Every file has its expectation beside it under the name with `.expected` added, written by hand, never by the reader:

    body/p1 : visible text          the blocks in order; `\\n` is a line break within one
    body/p2 heading [I.] : text     a kind other than the place's usual one, and the list label
    unseen : words                  not shown, but kept for the secrecy gate
    finding : rule                  the findings, each rule once
    words : 0.995                   only this share of the words is asked for, not the blocks

`--office` also writes what needs LibreOffice and pdftoppm, whose bytes differ from run to run.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import label_cases
import office_cases
import other_cases
import place_cases
import text_cases

FOLDER = Path(__file__).parent


def write_pair(name: str, expected: str, data: bytes) -> None:
    (FOLDER / name).write_bytes(data)
    (FOLDER / f"{name}.expected").write_text(expected.strip() + "\n", encoding="utf-8")


def convert(source: bytes, suffix: str, target: str) -> bytes:
    """What LibreOffice writes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"source.{suffix}"
        path.write_bytes(source)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", f"{folder}/out", str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (made,) = (Path(folder) / "out").iterdir()
        return made.read_bytes()


def draw(pdf: bytes) -> bytes:
    """The first page as a scanner gives it: 300 dpi, black and white, PNG."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "300", "-mono", "-png", "-singlefile", "-", f"{folder}/page"]
        subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=60)
        return (Path(folder) / "page.png").read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--office", action="store_true")
    for name, (expected, data) in (text_cases.CASES | place_cases.CASES | label_cases.CASES).items():
        write_pair(f"{name}.docx", expected, data)
    for name, (expected, data) in other_cases.CASES.items():
        write_pair(name, expected, data)
    if parser.parse_args().office:
        for name, (expected, source, suffix, target) in office_cases.CASES.items():
            write_pair(name, expected, convert(source, suffix, target))
        write_pair("scan.png", office_cases.SCAN[0], draw(convert(office_cases.SCAN[1], "docx", "pdf")))


if __name__ == "__main__":
    main()
