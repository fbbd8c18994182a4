"""What `tonghop read` prints: contract 4.2 of the design as JSON, or labels and texts for people."""

from typing import Any

from schemas.document import Block, ReadDocument
from schemas.values import BlockKind

_BESIDE = {
    "quote": "phần trích thư trước",
    "signature": "chữ ký cuối thư",
    "forward": "phần đầu thư được chuyển tiếp",
}
"""What a comment of a mail is called, by the step of its locator."""


def to_json(document: ReadDocument, name: str) -> dict[str, Any]:
    """The `read` object of contract 4.2; `confidence` stands only where a machine recognised the text.

    Texts that nobody sees are left out.
    """
    return {
        "file": name,
        "sha256": document.sha256,
        "blocks": [_block(block) for block in document.blocks],
        "findings": [finding.model_dump(mode="json") for finding in document.findings],
    }


def to_text(document: ReadDocument) -> str:
    """Labels and texts, one block per line or more; what stands beside the report is marked. No newline at the end."""
    return "\n".join(_line(block) for block in document.blocks)


def _block(block: Block) -> dict[str, Any]:
    told = {"locator": block.locator, "kind": block.kind.value, "label": block.label, "text": block.text}
    return told if block.confidence is None else told | {"confidence": block.confidence}


def _line(block: Block) -> str:
    text = f"{block.label} {block.text}".strip()
    if block.kind is not BlockKind.COMMENT:
        return text
    label = next((_BESIDE[step] for step in block.locator.split("/") if step in _BESIDE), block.kind.label)
    return f"[{label}] {text}"
