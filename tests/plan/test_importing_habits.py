"""What is taken over from the plan of another year or office, and what a person is told to complete."""

from pathlib import Path

from schemas.plan import Plan
from tests.plan.plan_texts import OTHER, REAL, load, make_blocks
from tonghop.plan.checking import check_plan_file
from tonghop.plan.importing import import_plan


def test_another_office_gets_no_address_of_ours_and_its_own_name_in_the_outline(plan: Plan) -> None:
    imported = import_plan(make_blocks(OTHER), plan)
    assert "sokhcn" not in imported.text
    assert "Khoa học và Công nghệ" not in load(imported.text)["outline"]["opening"]
    assert "Sở Văn hóa, Thể thao và Du lịch báo cáo" in " ".join(load(imported.text)["outline"]["opening"].split())
    assert load(imported.text)["issuer"]["number_suffix"] == "BC-SVHTTDL"


def test_an_item_keeps_last_years_title_only_while_its_words_are_nearly_the_same(plan: Plan) -> None:
    text = REAL.replace("Nhật bản", "Nhật Bản, Hàn Quốc").replace("năm 2024", "năm 2025")
    swapped = text.replace("5. Cử cán bộ tham gia các lớp tập huấn", "5. Mua sắm máy móc cho các phòng thí nghiệm")
    items = load(import_plan(make_blocks(swapped), plan).text)["items"]
    assert items[5]["title"] == plan.items[5].title
    assert "Hàn Quốc" in items[5]["text"]
    gone = text.replace(
        text[text.index("5. Cử cán bộ") : text.index("6. Đẩy mạnh")], "5. Mua máy cho phòng thí nghiệm.\n\n"
    )
    imported = import_plan(make_blocks(gone), plan)
    item = load(imported.text)["items"][4]
    assert (item["title"], item["aliases"], item["indicators"]) == (None, [], [])
    assert any("nội dung 5" in line for line in imported.missing)
    assert any("Nội dung 6" in line and "100%" not in line for line in imported.taken)


def test_items_in_another_order_find_their_own_titles(plan: Plan) -> None:
    first, sixth = plan.items[0].text, plan.items[5].text
    lines = ["II. NỘI DUNG THỰC HIỆN", f"1. {sixth}", f"2. {first}"]
    items = load(import_plan(make_blocks("\n".join(lines)), plan).text)["items"]
    assert [item["title"] for item in items] == [plan.items[5].title, plan.items[0].title]


def test_days_off_of_another_year_are_not_taken_over_and_deadlines_are_working_days(plan: Plan) -> None:
    values = load(import_plan(make_blocks(REAL.replace("năm 2024", "năm 2025")), plan).text)
    assert (values["calendar"]["days_off"], values["calendar"]["open_before"]) == ([], plan.calendar.open_before)
    assert [entry["period"] for entry in values["periods"]] == ["2025-H1", "2025-H2", "2025"]
    first = {name: str(value) for name, value in values["periods"][0].items()}
    assert (first["window_start"], first["window_end"]) == ("2024-12-15", "2025-06-14")
    assert (first["unit_due_date"], first["office_due_date"], first["confirm"]) == ("2025-06-17", "2025-06-20", "True")


def test_units_and_recipients_that_the_text_no_longer_names_are_told(plan: Plan) -> None:
    text = REAL.replace("- Sở TT&TT; \n", "").replace("Giao Văn phòng Sở, Phòng", "Giao Phòng")
    imported = import_plan(make_blocks(text), plan)
    assert [unit["code"] for unit in load(imported.text)["units"]] == ["QLCN", "TTNC"]
    told = " ".join(imported.missing)
    assert "Văn phòng Sở; thêm lại" in told
    assert "Sở Thông tin và Truyền thông tỉnh Quảng Trị; thêm lại" in told


def test_plan_check_names_every_gap_that_a_person_must_fill(tmp_path: Path) -> None:
    path = tmp_path / "2026.yaml"
    path.write_text(import_plan(make_blocks(OTHER), None).text, encoding="utf-8")
    messages = " ".join(finding.message for finding in check_plan_file(path))
    for gap in (
        "office › address",
        "items › mục thứ 1 › title",
        "measures",
        "outline",
        "recipients › mục thứ 2 › address",
    ):
        assert gap in messages


def test_a_plan_that_says_nothing_else_than_its_items_gives_a_file_whose_every_gap_is_named(tmp_path: Path) -> None:
    imported = import_plan(make_blocks("NỘI DUNG THỰC HIỆN\n1. Tuyên truyền.\n2. Hợp tác."), None)
    path = tmp_path / "plan.yaml"
    path.write_text(imported.text, encoding="utf-8")
    messages = " ".join(finding.message for finding in check_plan_file(path))
    for gap in ("year", "title", "superior", "budget", "parent", "signer", "units", "recipients", "periods"):
        assert gap in messages, gap
    assert len(imported.missing) >= 20
