"""What `tonghop read` prints: contract 4.2 of the design as JSON, or labels and texts for people."""

from typing import Any

from schemas.document import ReadDocument


def to_json(document: ReadDocument, name: str) -> dict[str, Any]:
    """The `read` object of contract 4.2. Texts that nobody sees are left out."""
    return {
        "file": name,
        "sha256": document.sha256,
        "blocks": [
            {"locator": block.locator, "kind": block.kind.value, "label": block.label, "text": block.text}
            for block in document.blocks
        ],
        "findings": [finding.model_dump(mode="json") for finding in document.findings],
    }


def to_text(document: ReadDocument) -> str:
    """Labels and texts, one block per line or more; ends without a newline."""
    return "\n".join(f"{block.label} {block.text}".strip() for block in document.blocks)
