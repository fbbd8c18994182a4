"""Examples: each sentence once, the Office's word holds, the same examples are the same file."""

import pytest

from schemas.plan import Plan
from tonghop.learning import Example, list_plan_examples, merge_examples, read_examples, write_examples
from tonghop.learning.examples import OFFICE, ExampleError
from tonghop.learning.folds import BY_SOURCE, STRATIFIED, find_folds

ONE = Example("Đăng 41 tin.", 4, "hand-1")
OTHER = Example("Kính gửi: Văn phòng.", None, "hand-2")


def test_a_correction_replaces_the_sentence_however_it_is_written() -> None:
    merged = merge_examples([ONE, OTHER], [("đăng  41 TIN.", 1), ("Đăng 41 tin.", 2)])
    assert merged == [OTHER, Example("Đăng 41 tin.", 2, OFFICE)]


def test_merging_again_changes_nothing() -> None:
    once = merge_examples([ONE, OTHER], [("Câu mới.", 3)])
    assert merge_examples(once, [("Câu mới.", 3)]) == once
    assert read_examples(write_examples(once)) == once
    assert merge_examples(reversed(once), []) == once


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "a"}', '{"text": "", "item": 1}', '{"text": "a", "item": "1"}'])
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(ExampleError, match="dòng 2"):
        read_examples(f'{{"text": "a", "item": null}}\n{line}\n')


def test_no_hand_judges_itself_and_the_office_judges_none() -> None:
    told = [Example(f"câu {hand} {at}", at % 7 or None, hand) for hand in ("a", "b") for at in range(300)]
    folds, ways = find_folds([*told, Example("câu", 1, OFFICE)])
    assert ways == BY_SOURCE
    assert [{told[at].source for at in fold} for fold in folds] == [{"a"}, {"b"}]
    folds, ways = find_folds(told[:300])
    assert ways == STRATIFIED
    assert sorted(at for fold in folds for at in fold) == list(range(300))


def test_the_plan_gives_its_own_words_for_every_item(plan: Plan) -> None:
    found = list_plan_examples(plan)
    assert {example.item for example in found} == {None, *(item.number for item in plan.items)}
    assert len({example.key for example in found}) == len(found)
