"""The forms as the Prefect UI gets them: Vietnamese, and never refused in English before we could say what is wrong."""

import re
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools.hydration import HydrationContext, hydrate
from prefect.utilities.schema_tools.validation import build_error_obj, preprocess_schema, validate

from schemas.request import AdHocForm, ReceiveForm, RunRequest, Workplace
from schemas.values import ReleaseRule

VIETNAMESE = re.compile("[à-ỹđ]", re.IGNORECASE)
PEOPLES = {
    "ad_hoc": "AdHocForm",
    "consolidate": "RunRequest",
    "publish": "RunRequest",
    "due": "DueForm",
    "receive": "ReceiveForm",
    "decide": "DecideForm",
}
FORMS = PEOPLES | {"gather": "Workplace", "remind": "Workplace", "alert": "AlertForm"}


def load_schema(name: str) -> dict[str, Any]:
    from importlib import import_module

    schema: dict[str, Any] = parameter_schema(getattr(import_module(f"flows.{name}"), name)).model_dump_for_openapi()
    return schema


def find_faults(name: str, **values: Any) -> list[Any]:
    """What the server says of a filled form when somebody presses Submit."""
    schema = load_schema(name)
    [parameter] = schema["properties"]
    hydrated = hydrate({parameter: values}, HydrationContext())
    errors = validate(hydrated, preprocess_schema(schema), preprocess=False)
    faults: list[Any] = build_error_obj(errors)["errors"]
    return faults


@pytest.mark.parametrize("name", FORMS)
def test_every_field_has_a_vietnamese_title_and_no_english_beside_it(name: str) -> None:
    definitions = load_schema(name)["definitions"]
    assert FORMS[name] in definitions
    for form in definitions.values():
        assert VIETNAMESE.search(form["description"]), form["description"]
        for field in form.get("properties", {}).values():
            assert VIETNAMESE.search(field["title"]), field
            told = field.get("description", "")
            assert VIETNAMESE.search(told) or not re.search("[a-z]{4}", told), field


@pytest.mark.parametrize("name", PEOPLES)
def test_an_untouched_form_is_never_refused_by_the_server(name: str) -> None:
    schema = load_schema(name)
    fields = schema["definitions"][PEOPLES[name]]["properties"]
    filled = {field: each["default"] for field, each in fields.items() if "default" in each}
    assert find_faults(name, **filled) == []
    assert find_faults(name) == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "ad_hoc",
            {"date": "hôm qua", "first": "", "last": "31/02/2024", "deadline": "2024-04-20", "recipients": ["X"]},
        ),
        ("ad_hoc", {"plan": "", "outputs": None, "send": "không gửi", "dry_run": True}),
        ("ad_hoc", {"send": ""}),
        ("consolidate", {"period": "2024-H3", "plan": None, "send": "always", "request": None}),
        ("publish", {"period": ""}),
        ("due", {"kind": "semiannual", "outputs": "ket-qua"}),
        ("decide", {"key": "1a2b3c4d", "choice": "item:3", "by": "Trần Ngọc Lân"}),
        ("receive", {"files": "QLCN/Zalo/BC.docx\nQLCN/Zalo/BC ký.pdf", "channel": "Zalo", "received_at": "nay"}),
    ],
)
def test_what_people_type_reaches_us(name: str, values: dict[str, Any]) -> None:
    assert find_faults(name, **values) == []


def test_the_release_rules_are_chosen_by_their_labels() -> None:
    offered = load_schema("ad_hoc")["definitions"]["AdHocForm"]["properties"]["send"]["enum"]
    assert [AdHocForm(send=each).send for each in offered] == [None, *ReleaseRule]
    assert AdHocForm(send=ReleaseRule.NEVER).send is ReleaseRule.NEVER
    assert "never: không gửi" in load_schema("consolidate")["definitions"]["ReleaseRule"]["description"]


def test_files_are_named_line_by_line() -> None:
    form = ReceiveForm(files=" BC.docx\n\nBC ký.pdf \n")  # type: ignore[arg-type]  # as a form gives it
    assert form.files == ("BC.docx", "BC ký.pdf")
    assert ReceiveForm.model_validate(form.model_dump(mode="json")) == form


def test_a_path_left_empty_is_none() -> None:
    assert Workplace(plan=" ", outputs="") == Workplace()  # type: ignore[arg-type]  # as a form gives it


def test_a_form_survives_the_way_through_the_server() -> None:
    form = AdHocForm(number="1/UBND", send="không gửi", outputs="ket-qua")  # type: ignore[arg-type]
    assert AdHocForm.model_validate(form.model_dump(mode="json")) == form
    run = RunRequest(period="2024-H1", send=ReleaseRule.NEVER)
    assert RunRequest.model_validate(run.model_dump(mode="json")) == run
