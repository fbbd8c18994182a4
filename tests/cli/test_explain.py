"""`explain` answers each line with the fields of the contract; `plan learn` changes the model only on purpose."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.plan import Plan
from tonghop.learning import can_train

Tonghop = Callable[..., Any]
PLANS = Path(__file__).resolve().parents[2] / "plans"
FIELDS = ["text", "item", "automatic", "score", "candidates", "words"]
needs_library = pytest.mark.skipif(not can_train() and not os.environ.get("CI"), reason="scikit-learn is not installed")


@pytest.fixture
def explain(tonghop: Tonghop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def run(data: bytes, *arguments: object) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        return tonghop("explain", *arguments)

    return run


@pytest.fixture
def own_plan(tmp_path: Path) -> Path:
    """A copy of the plan with a few examples and the shipped model, to be written beside."""
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in ("2024.yaml", "model-2024.json"):
        shutil.copy(PLANS / name, folder / name)
    lines = (PLANS / "examples-2024.jsonl").read_text(encoding="utf-8").splitlines()
    (folder / "examples-2024.jsonl").write_text("\n".join(lines[::16]), encoding="utf-8")
    return folder / "2024.yaml"


def test_every_line_has_one_object_with_exactly_the_fields_of_the_contract(explain: Callable[..., Any]) -> None:
    lines = [
        "Tham gia Techfest Quảng Trị 2024 với 02 gian hàng.",
        "",
        "Kinh phí còn hạn chế, cán bộ kiêm nhiệm.",
        "Đăng 41 tin trên Cổng Thông tin điện tử\r",
        "Hai bên gặp mặt 03 lần.",
        "\x0b \u2028",
    ]
    ended = explain("\n".join(lines).encode() + b"\n\xff\xfe h\xe0o\n", "--format", "json")
    assert ended.code == 0
    answers = [json.loads(line) for line in ended.out.removesuffix("\n").split("\n")]
    assert [answer["text"] for answer in answers[:-1]] == [line.removesuffix("\r") for line in lines]
    assert len(answers) == len(lines) + 1
    for answer in answers:
        assert list(answer) == FIELDS
        assert len(answer["candidates"]) >= 2
        scores = [candidate["score"] for candidate in answer["candidates"]]
        assert scores == sorted(scores, reverse=True)
        assert {candidate["item"] for candidate in answer["candidates"]} <= {1, 2, 3, 4, 5, 6}
        assert answer["item"] in (None, answer["candidates"][0]["item"])
        assert all(word in answer["text"] for word in answer["words"])
        assert not (answer["item"] is None and answer["automatic"])
    assert [(answer["item"], answer["automatic"]) for answer in answers[:4]] == [
        (3, True),
        (None, False),
        (None, False),
        (4, True),
    ]
    assert answers[0]["words"][0] in ("Techfest", "gian hàng")


def test_people_read_the_item_with_its_title_and_why(explain: Callable[..., Any], plan: Plan) -> None:
    ended = explain("Đăng 41 tin trên Cổng Thông tin điện tử\n\nHai bên gặp mặt 03 lần.".encode())
    assert f"nội dung 4. {plan.items[3].title}" in ended.out
    assert "tự xếp" in ended.out
    assert "“Cổng Thông tin điện tử”" in ended.out
    assert "hoặc nội dung" in ended.out


def test_without_a_model_each_line_is_answered_and_the_remedy_told(
    explain: Callable[..., Any], tonghop: Tonghop, own_plan: Path
) -> None:
    own_plan.with_name("model-2024.json").write_text("{}")
    ended = explain("Đăng 41 tin trên Cổng".encode(), "--plan", own_plan, "--format", "json")
    assert ended.code == 1
    assert json.loads(ended.out)["item"] is None
    assert "tonghop plan learn" in ended.err
    checked = tonghop("plan", "check", own_plan)
    assert checked.code == 1
    assert "model-2024.json không dùng được" in checked.out


@needs_library
def test_learning_writes_a_model_once_and_refuses_a_worse_one(tonghop: Tonghop, own_plan: Path) -> None:
    model = own_plan.with_name("model-2024.json")
    shipped = model.read_bytes()
    worse = tonghop("plan", "learn", "--plan", own_plan, "--no-ledger")
    assert worse.code == 1
    assert "--force" in worse.out
    assert model.read_bytes() == shipped
    forced = tonghop("plan", "learn", "--plan", own_plan, "--no-ledger", "--force")
    assert forced.code == 0
    assert "mã kiểm tra" in forced.out
    learnt = model.read_bytes()
    again = tonghop("plan", "learn", "--plan", own_plan, "--no-ledger")
    assert (again.code, model.read_bytes()) == (0, learnt)
    assert "không đổi" in again.out


def test_without_the_library_the_examples_are_kept_and_the_model_left(
    tonghop: Tonghop, own_plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tonghop.learning.can_train", lambda: False)
    ended = tonghop("plan", "learn", "--plan", own_plan, "--no-ledger")
    assert ended.code == 1
    assert "pip install 'tonghop[learn]'" in ended.out
    assert own_plan.with_name("model-2024.json").read_bytes() == (PLANS / "model-2024.json").read_bytes()


def test_a_bad_example_is_named_with_its_line(tonghop: Tonghop, own_plan: Path) -> None:
    own_plan.with_name("examples-2024.jsonl").write_text("{}\n")
    ended = tonghop("plan", "learn", "--plan", own_plan, "--no-ledger")
    assert ended.code == 2
    assert "dòng 1" in ended.err


def test_the_plan_that_is_part_of_the_software_is_not_written_beside(tonghop: Tonghop) -> None:
    ended = tonghop("plan", "learn", "--no-ledger")
    assert ended.code == 2
    assert "--plan" in ended.err
