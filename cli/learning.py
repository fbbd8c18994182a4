"""`tonghop plan learn`: people's corrections into the examples of a plan, and a model trained anew, on purpose only."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from tonghop.failures import describe_os_error

if TYPE_CHECKING:
    from schemas.model import Proof
    from schemas.plan import Plan
    from tonghop.learning import Example

_INSTALL = "pip install 'tonghop[learn]'"
_CLEARLY = 0.02
_CLEARLY_FEWER = 0.1
_MUST_LOOK = 1


def learn(plan_file: Path | None, outputs: Path | None, *, with_ledger: bool, force: bool) -> int:
    """Write examples-<year>.jsonl and model-<year>.json beside the plan; 1 when the model stays as it was.

    Raises InputError when the plan may not be written beside, or its examples cannot be read.
    """
    from tonghop.learning import LearningError, can_train, write_examples

    path, plan = _find_plan(plan_file)
    examples_file = path.with_name(f"examples-{path.stem}.jsonl")
    known = _read_examples(examples_file)
    examples = _add_corrections(known, outputs) if with_ledger else known
    if examples != known or not examples_file.exists():
        _write(examples_file, write_examples(examples).encode())
    _tell_examples(examples_file, known, examples)
    if not can_train():
        print(f"Chưa cài phần huấn luyện nên mô hình giữ nguyên. Cài bằng: {_INSTALL}, rồi chạy lại lệnh này.")
        return _MUST_LOOK
    try:
        return _train(path, plan, examples, force=force)
    except LearningError as error:
        print(f"Mô hình giữ nguyên: {error}.")
        return _MUST_LOOK


def _find_plan(plan_file: Path | None) -> tuple[Path, "Plan"]:
    from tonghop.plan import find_plan_file, load_plan
    from tonghop.plan.loading import OWN

    path = plan_file or find_plan_file()
    if plan_file is None and path.parent.resolve() != OWN.resolve():
        raise InputError(
            f"Tệp kế hoạch {path} thuộc phần mềm, không ghi vào đó được. Chép tệp này và các tệp examples-*, model-* "
            "bên cạnh vào thư mục plans/ đang dùng, hoặc chỉ rõ --plan."
        )
    return path, load_plan(path)


def _read_examples(path: Path) -> "list[Example]":
    from tonghop.learning import merge_examples, read_examples
    from tonghop.learning.examples import ExampleError

    if not path.exists():
        return []
    try:
        return merge_examples(read_examples(path.read_text(encoding="utf-8")), [])
    except OSError as error:
        raise InputError(f"Không đọc được tệp ví dụ {path}: {describe_os_error(error)}.") from error
    except (ExampleError, UnicodeDecodeError) as error:
        raise InputError(f"Tệp ví dụ {path} có lỗi: {error}. Sửa dòng đó rồi chạy lại.") from error


def _add_corrections(known: "list[Example]", outputs: Path | None) -> "list[Example]":
    from tonghop.learning import merge_examples
    from tonghop.settings import load_settings

    settings = load_settings(outputs=outputs)
    if settings.database_url is None and not (settings.outputs / "ledger.db").is_file():
        print(f"Chưa có sổ theo dõi trong {settings.outputs}: chỉ dùng các câu đã có trong tệp ví dụ.")
        return known
    from tonghop.ledger import open_ledger
    from tonghop.ledger.learning import load_item_corrections

    ledger = open_ledger(settings.ledger_url())
    try:
        with ledger.engine.connect() as connection:
            corrections = load_item_corrections(connection)
    finally:
        ledger.close()
    return merge_examples(known, corrections)


def _tell_examples(path: Path, known: "list[Example]", examples: "list[Example]") -> None:
    counts = {item: sum(each.item == item for each in examples) for item in {each.item for each in examples}}
    told = [f"nội dung {item}: {count}" for item, count in sorted((i, c) for i, c in counts.items() if i is not None)]
    changed = len(set(examples) - set(known))
    print(f"Tệp ví dụ {path}: {len(examples)} câu ({changed} câu mới hoặc đổi theo quyết định của Văn phòng).")
    print(f"  {'; '.join([*told, f'không thuộc nội dung nào: {counts.get(None, 0)}'])}")


def _train(path: Path, plan: "Plan", examples: "list[Example]", *, force: bool) -> int:
    from schemas.model import ModelError, make_model, parse_model
    from tonghop.learning import train_model
    from tonghop.plan.loading import find_model_file
    from tonghop.understanding.filing import is_counted, list_names

    data = train_model(examples, plan, list_names, is_counted)
    new = make_model(data)
    proof = parse_model(new).head.proof
    old_proof = None
    with contextlib.suppress(ModelError):  # a broken one is replaced
        old_proof = parse_model(plan.model).head.proof if plan.model is not None else None
    _tell_proof(proof, parse_model(new).head.limits.score)
    target = find_model_file(path)
    if plan.model is not None and new.sha256 == plan.model.sha256:
        print(f"Mô hình {target} không đổi (mã kiểm tra {new.sha256}).")
        return 0
    if old_proof is not None and _is_worse(proof, old_proof) and not force:
        print(
            f"Mô hình mới kém rõ so với mô hình đang dùng (đúng {_share(old_proof.precision)}, tự xếp "
            f"{old_proof.coverage:.0%}), nên giữ mô hình cũ. Soát lại các câu mới; nếu vẫn muốn thay: thêm --force."
        )
        return _MUST_LOOK
    _write(target, data)
    before = plan.model.sha256 if plan.model is not None else "chưa có"
    print(f"Đã ghi {target}: mã kiểm tra {before} → {new.sha256}.")
    print("Báo cáo đã nhận giữ cách xếp cũ; muốn xếp lại theo mô hình mới: tonghop reread.")
    return 0


def _tell_proof(proof: "Proof", score: float) -> None:
    how = "người viết này chấm câu của người viết kia" if proof.ways == "by source" else "chia 5 phần"
    print(f"Kiểm tra chéo ({how}) trên {proof.examples} câu:")
    print(f"  đoán đúng ngay {_share(proof.top1_ratio)}; đúng trong hai nội dung đầu {_share(proof.top2_ratio)}")
    right, least = _share(proof.precision), _share(proof.precision_at_least)
    print(
        f"  tự xếp khi điểm từ {_share(score)}: đúng {right} (ít nhất {least}), chiếm {_share(proof.coverage)} số câu; "
        f"câu không thuộc nội dung nào bị xếp nhầm {_share(proof.none_filed_ratio)}"
    )


def _share(ratio: float) -> str:
    return f"{ratio:.1%}".replace(".", ",")


def _is_worse(new: "Proof", old: "Proof") -> bool:
    return (
        new.top1_ratio < old.top1_ratio - _CLEARLY
        or new.precision_at_least < old.precision_at_least - _CLEARLY
        or new.coverage < old.coverage - _CLEARLY_FEWER
    )


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(name).replace(path)
    except OSError as error:
        raise InputError(f"Không ghi được tệp {path}: {describe_os_error(error)}.") from error
