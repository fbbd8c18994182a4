"""Where Prefect lives when nobody configured a server: a home under the outputs and an API that ends with the run."""

import os
from pathlib import Path

STARTUP_TIMEOUT_SECONDS = 180


def prepare_prefect(outputs: Path) -> bool:
    """Set what Prefect reads at import; True when this is the first start, which migrates a database.

    Call before anything imports prefect. A configured server or home is left alone.
    """
    os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # what goes wrong is told by us, in Vietnamese
    os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", str(STARTUP_TIMEOUT_SECONDS))
    if os.environ.get("PREFECT_API_URL") or os.environ.get("PREFECT_HOME"):
        return False
    home = (outputs / "prefect").resolve()
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "true"
    return not (home / "prefect.db").exists()
