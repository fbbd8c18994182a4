"""Who signed: the name below a position, in cells or paragraphs; no name is no signer."""

from collections.abc import Callable

import pytest

from schemas.submission import Submission

LEFT = "Nơi nhận:\n- Văn phòng Sở;\n- Lưu: VT."


@pytest.mark.parametrize(
    ("ending", "signer"),
    [
        ([[[LEFT, "GIÁM ĐỐC\n\n\nNguyễn Văn A"]]], "Nguyễn Văn A"),
        ([[[LEFT, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n(đã ký)\n\nThS. Lê Thị Bích Hòa"]]], "ThS. Lê Thị Bích Hòa"),
        ([[["Nơi nhận:", "GIÁM ĐỐC"], ["- Như trên;\n- Lưu: VT.", ""], ["", "Trần Hữu Lộc"]]], "Trần Hữu Lộc"),
        ([[["NGƯỜI LẬP BIỂU\n\nPhan Thị Lan", "THỦ TRƯỞNG ĐƠN VỊ\n\nVõ Văn Hưng"]]], "Võ Văn Hưng"),
        (["TRƯỞNG PHÒNG", "(Đã ký)", "Hoàng Minh Đức"], "Hoàng Minh Đức"),
        (["CHÁNH VĂN PHÒNG", "PHẠM NGỌC MINH"], "PHẠM NGỌC MINH"),
        ([[[LEFT, "GIÁM ĐỐC\n\nVõ Thị Hà"]], "*PHỤ LỤC", [["TT", "Nội dung"], ["1", "Người lập: Lê A"]]], "Võ Thị Hà"),
        ([[[LEFT, "GIÁM ĐỐC\n"]]], None),
        (["Trân trọng!", "Nguyễn Thị Hoa"], None),
    ],
)
def test_the_signer_is_the_name_below_the_position(
    read: Callable[..., Submission], head: list[object], ending: list[object], signer: str | None
) -> None:
    assert read([*head, "*6. Hợp tác quốc tế", "- Ký 01 biên bản.", *ending]).signer == signer
