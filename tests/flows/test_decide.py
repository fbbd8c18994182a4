"""The flow `decide`: a person's decision from the form, refused in Vietnamese or recorded and applied."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tonghop.decisions import list_inbox


@pytest.mark.usefixtures("settings")
def test_a_form_is_refused_with_every_fault_or_recorded(
    outputs: Path, open_work: Callable[..., Any], find_runs: Callable[[], list[Any]]
) -> None:
    from flows.decide import decide

    def list_kinds() -> dict[str, str]:
        with open_work(outputs) as job:
            return {entry.kind.value: entry.key for entry in list_inbox(job.ledger, job.plan, example=True)}

    refused = decide({"outputs": str(outputs)}, return_state=True)
    assert (refused.type.value, refused.name) == ("FAILED", "Refused")
    assert refused.message == "Điền mã việc. Điền lựa chọn. Điền họ tên người quyết định."
    key = list_kinds()["double-claim"]
    form = {"outputs": str(outputs), "key": key, "choice": "count-one", "by": "Trần Ngọc Lân"}
    assert "count-both (Là hai hoạt động khác nhau" in decide(form, return_state=True).message
    done = decide(form | {"choice": "Là hai hoạt động khác nhau, tính cả hai"}, return_state=True)
    assert done.is_completed(), done.message
    assert "double-claim" not in list_kinds()
    assert find_runs()[-1].name == f"quyết định · {key}"
