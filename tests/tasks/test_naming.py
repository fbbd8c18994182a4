"""Names of runs: readable in a list, whatever stands in the form."""

from typing import Any

import pytest
from prefect.runtime import flow_run

from tasks.naming import name_ad_hoc, name_alert, name_receive


@pytest.mark.parametrize("odd", ["\u202e", "\u2066", "\x1b", "\u200b", "\x07"])
def test_what_nobody_sees_or_turns_the_line_round_stands_in_no_name(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    form: dict[str, Any] = {"form": {"number": f"12{odd}34/UBND-VX"}}
    monkeypatch.setattr(flow_run, "parameters", form, raising=False)
    assert name_ad_hoc() == "1234/UBND-VX · báo cáo đột xuất · theo kế hoạch"
    form["form"] = {"cause": "failed", "deployment": f"gat{odd}her"}
    assert name_alert() == "cảnh báo · lần chạy bị lỗi · gather"


def test_the_name_of_what_comes_by_hand_holds_nothing_that_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    form: dict[str, Any] = {"form": {"channel": "zalo", "unit": "MẬT", "files": ["TUYỆT MẬT.docx"], "by": "A"}}
    monkeypatch.setattr(flow_run, "parameters", form, raising=False)
    assert name_receive() == "nhận trực tiếp · Zalo"
    form["form"]["channel"] = "MẬT"
    assert name_receive() == "biểu mẫu chưa đúng"
