"""The texts of two plans, read: the real one and one written otherwise by other people."""

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from schemas.document import Block
from schemas.values import BlockKind
from tonghop.plan.importing import read_plan_text
from tonghop.plan.importing.facts import PlanText
from tonghop.reading.cleaning import clean_text

REAL = (Path(__file__).parents[1] / "acceptance" / "plan-2024.txt").read_text("utf-8")

OTHER = """\
UBND TỈNH BÌNH AN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH          Độc lập - Tự do - Hạnh phúc
Số: 125/KH-SVHTTDL            Bình An, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Thực hiện công tác thông tin đối ngoại năm 2026

Căn cứ Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ về quản lý hoạt động thông tin đối ngoại;
Thực hiện Kế hoạch số 12/KH-UBND ngày 20 tháng 01 năm 2026 của UBND tỉnh Bình An về công tác thông tin đối ngoại \
năm 2026, Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch thực hiện, cụ thể như sau:
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
II. KINH PHÍ
Ngân sách nhà nước cấp năm 2026.
III. NHIỆM VỤ, GIẢI PHÁP
Các nhiệm vụ gồm:
1. Tuyên truyền về văn hóa
a) Trên Báo Bình An;
b) Trên mạng xã hội.
2. Đẩy mạnh hợp tác quốc tế về văn hóa.
4. Tổ chức tuần lễ văn hóa - du lịch.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
- Chủ trì, phối hợp với các phòng tham mưu báo cáo Ủy ban nhân dân tỉnh, Sở Ngoại vụ theo quy định.
2. Phòng Quản lý Văn hóa và Gia đình: chủ trì thực hiện nhiệm vụ 1.
3. Giao Trung tâm Xúc tiến Du lịch chủ trì, phối hợp với Phòng Quản lý Du lịch triển khai nhiệm vụ 4.
4. Các phòng, đơn vị gửi báo cáo 6 tháng (trước ngày 15/6), báo cáo hằng năm và báo cáo quý về Văn phòng Sở để tổng hợp.
Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh kịp thời.
Trên đây là Kế hoạch công tác thông tin đối ngoại năm 2026 của Sở Văn hóa, Thể thao và Du lịch, đề nghị các đơn vị \
triển khai thực hiện./.
Nơi nhận:                       KT. GIÁM ĐỐC
- UBND tỉnh (b/c);              PHÓ GIÁM ĐỐC
- Sở Ngoại vụ;
- GĐ, các PGĐ Sở;
- Các phòng, đơn vị thuộc Sở;
- Lưu: VT, QLVHGĐ.

Nguyễn Thị Hồng Hạnh
"""


def make_blocks(text: str) -> list[Block]:
    """What reading gives for a text file: one block per line that is not empty."""
    lines = enumerate(text.splitlines(), start=1)
    return [
        Block(locator=f"body/p{number}", kind=BlockKind.PARAGRAPH, text=cleaned)
        for number, line in lines
        if (cleaned := clean_text(line))
    ]


def read(text: str) -> PlanText:
    return read_plan_text(make_blocks(text))


def load(text: str) -> dict[str, Any]:
    values: dict[str, Any] = YAML(typ="safe").load(text)
    return values
