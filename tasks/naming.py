"""Names of flow runs: the period and the mode, readable in a list."""

from prefect.runtime import flow_run

from schemas.period import parse_period
from schemas.request import RunRequest


def name_run() -> str:
    """For example `2024-H1 · báo cáo 6 tháng · theo kế hoạch`."""
    run = RunRequest.model_validate(flow_run.parameters["run"])
    mode = "chạy thử" if run.dry_run else run.send.label if run.send is not None else "theo kế hoạch"
    return f"{run.period} · {parse_period(run.period).kind.label} · {mode}"
