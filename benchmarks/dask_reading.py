"""The main job on 200 reports: two Dask worker processes against the threads of one process, on one Prefect server.

The reports are those of the examples, each copy with figures of its own, so that no two are the same bytes.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path

from timing import compare, time_command

SOURCES = Path(__file__).resolve().parents[1] / "examples" / "inbox" / "folder"
MODELS = (
    ("VP", "BC TTĐN 6 tháng đầu năm 2024 (VP).docx"),
    ("QLCN", "QLCN/BC TTDN 6T.docx"),
    ("QLCN", "QLCN/BC 6T (1)_final.docx"),
)
REPORTS = 200
WORKERS = 2
RUNS = 3
BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 180


def write_inbox(folder: Path) -> None:
    """Copies of the models in which numbers of two digits are other ones in each copy."""
    for number in range(REPORTS):
        unit, name = MODELS[number % len(MODELS)]
        model = SOURCES / name
        target = folder / unit / f"{model.stem} {number:03}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(model) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in source.infolist():
                data = source.read(part)
                copy.writestr(part.filename, vary(data, number) if part.filename == "word/document.xml" else data)


def vary(document: bytes, number: int) -> bytes:
    """Other figures in the text of a document."""
    return re.sub(
        rb"(?<=>)([^<>]*) (\d\d) ([^<>]*)(?=</w:t>)",
        lambda found: b"%s %d %s" % (found[1], 10 + (int(found[2]) + number) % 90, found[3]),
        document,
    )


@contextmanager
def running(*command: object, environ: dict[str, str]) -> Iterator[None]:
    """A process that ends with the block."""
    process = subprocess.Popen(
        [str(part) for part in command], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_prefect(api: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(f"{api}/health", timeout=2):  # noqa: S310 (loopback)
            return
        time.sleep(0.2)
    raise RuntimeError(f"no answer from {api}")


def wait_for_dask(told: Path) -> str:
    """Address of the scheduler once its workers are there."""
    from distributed import Client

    deadline = time.monotonic() + PATIENCE_SECONDS
    while not told.exists() or not told.read_bytes():
        if time.monotonic() > deadline:
            raise RuntimeError("no Dask scheduler")
        time.sleep(0.1)
    address = str(json.loads(told.read_bytes())["address"])
    with Client(address) as client:
        client.wait_for_workers(WORKERS, timeout=PATIENCE_SECONDS)
    return address


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tonghop-bench-"))
    write_inbox(folder / "inbox")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("TONGHOP_", "PREFECT_"))}
    environ |= {
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "TONGHOP_ENV_FILE": "",
        "TONGHOP_SETTLE_SECONDS": "0",
        "PATH": str(BIN),
    }
    os.environ.clear()
    os.environ.update(environ)
    dask = (sys.executable, "-m", "dask")
    told = folder / "scheduler.json"
    outputs = (folder / "outputs" / str(number) for number in count())

    def run_job(address: str) -> float:
        command = [BIN / "tonghop", "run", "2024-H1", "--folder", folder / "inbox", "--outputs", next(outputs)]
        settings = {"TONGHOP_DASK_ADDRESS": address} if address else {}
        return time_command([str(part) for part in command], accept=(0, 1), env=settings)

    with ExitStack() as stack:
        start = stack.enter_context
        start(running(BIN / "prefect", "server", "start", "--host", "127.0.0.1", "--port", port, environ=environ))
        wait_for_prefect(environ["PREFECT_API_URL"])
        start(running(*dask, "scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard",
                      "--scheduler-file", told, environ=environ))  # fmt: skip
        for _ in range(WORKERS):
            start(running(*dask, "worker", "--scheduler-file", told, "--nthreads", 1, "--no-nanny", "--no-dashboard",
                          environ=environ))  # fmt: skip
        address = wait_for_dask(told)
        run_job(address), run_job("")  # the first run of each imports everything
        ours, peer, ratio = compare(lambda: run_job(address), lambda: run_job(""), runs=RUNS)
    first, second = (
        [path.read_bytes() for path in sorted((folder / "outputs").glob(f"{number}/reports/2024-H1/v1/report.*"))
         if path.suffix in (".docx", ".json")]
        for number in (0, 1)
    )  # fmt: skip
    if not first or first != second:
        raise RuntimeError("Dask and threads made different reports")
    shutil.rmtree(folder)
    print(
        f"main job, {REPORTS} reports, {WORKERS} Dask workers: {ours:.1f} s; threads: {peer:.1f} s; ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
