"""The steps as Prefect tasks: retries for input and output, fan-out in chunks, artifacts. No rules about reports."""
