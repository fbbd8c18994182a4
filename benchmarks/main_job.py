"""The main job on the examples against an empty Prefect flow: both on the embedded API with a warm home.

The job may take 1.5 times the empty flow plus 1 second per 10 documents. PDF is left aside: soffice is hidden.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from timing import compare, time_command

from examples.layout import read_arrivals

EMPTY_FLOW = "from prefect import flow\n@flow\ndef empty(): pass\nempty()\n"
RUNS = 5


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tonghop-bench-"))
    script = folder / "empty.py"
    script.write_text(EMPTY_FLOW)
    tonghop = Path(sys.executable).with_name("tonghop")
    quiet = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "WARNING", "TONGHOP_ENV_FILE": ""}
    quiet |= {"PATH": str(tonghop.parent), "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180"}
    for name in [name for name in os.environ if name.startswith(("TONGHOP_", "PREFECT_"))]:
        del os.environ[name]

    def run_job() -> float:
        outputs = folder / "outputs"
        for part in [each for each in outputs.glob("*") if each.name != "prefect"]:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        command = [str(tonghop), "run", "2024-H1", "--send", "always", "--outputs", str(outputs)]
        return time_command(command, accept=(0, 1), env=quiet)

    def run_empty() -> float:
        return time_command([sys.executable, str(script)], env={**quiet, "PREFECT_HOME": str(folder / "home")})

    run_job(), run_empty()  # the first start of each home migrates a database
    ours, peer, ratio = compare(run_job, run_empty, runs=RUNS)
    documents = len(read_arrivals())
    allowed = 1.5 * peer + documents / 10
    print(f"main job, {documents} documents: {ours:.2f} s; empty flow: {peer:.2f} s; ratio {ratio:.2f}")
    print(f"allowed 1.5 x empty flow + 1 s per 10 documents = {allowed:.2f} s; used {ours / allowed:.0%}")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
