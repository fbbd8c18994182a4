"""The Office's corrections as examples for the model: sentences of which a person said to which item they belong."""

from sqlalchemy import Connection, or_, select

from schemas.subjects import make_evidence_key
from schemas.values import QuestionKind
from tonghop.ledger.submissions import EXAMPLE_SOURCES
from tonghop.ledger.tables import decisions, questions, submissions


def load_item_corrections(connection: Connection) -> list[tuple[str, int | None]]:
    """(sentence as written, item, None for no item) of each sentence that people filed, in the order of decision.

    The latest decision on a sentence holds, also where several units wrote the same words. Of the shipped examples
    nothing is learnt.
    """
    columns = (decisions.c.id, decisions.c.choice, questions.c.evidence)
    joined = decisions.join(questions).outerjoin(submissions, submissions.c.id == questions.c.submission_id)
    is_real = or_(submissions.c.source_name.is_(None), submissions.c.source_name.not_in(EXAMPLE_SOURCES))
    query = select(*columns).select_from(joined).where(questions.c.kind == QuestionKind.ITEM.value, is_real)
    rows = connection.execute(query.order_by(decisions.c.id))
    held: dict[str, tuple[str, int | None]] = {}
    for row in rows:
        code = row.choice.partition(":")[2]
        if row.evidence is None or not (code == "none" or code.isdigit()):
            continue
        words = make_evidence_key(row.evidence)
        held.pop(words, None)
        held[words] = (row.evidence, int(code) if code.isdigit() else None)
    return list(held.values())
