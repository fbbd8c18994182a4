"""`tonghop run PERIOD --request FILE.yaml`: the same strict reading as the form, before anything is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.running import make_run
from tonghop import steps
from tonghop.job import open_job

Tonghop = Callable[..., Any]
WINDOW = "2024-01-01..2024-03-31"
GOOD = """\
number: 0123/UBND-VX
date: 2024-04-01
asker: Ủy ban nhân dân tỉnh Quảng Trị
scope: Kết quả công tác thông tin đối ngoại quý I năm 2024
deadline: 20/04/2024
recipients: [UBND]
"""


def write(text: str) -> Path:
    Path("yeu-cau.yaml").write_text(text, "utf-8")
    return Path("yeu-cau.yaml")


def test_a_file_is_read_as_it_is_written(tonghop: Tonghop) -> None:
    request = make_run(WINDOW, None, None, None, None, request_file=write(GOOD)).request
    assert request is not None
    assert (request.number, request.deadline.isoformat(), request.recipients) == (
        "0123/UBND-VX",
        "2024-04-20",
        ("UBND",),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("2024-04-01", "2024-02-30"), "- Ngày văn bản yêu cầu: không có ngày “2024-02-30”."),
        (GOOD.replace("[UBND]", "[UBND, XX]"), "- Nơi nhận: không có mã “XX” trong kế hoạch năm 2024. Các mã: UBND"),
        (GOOD + "first: 2024-01-02\n", "- Số liệu từ ngày: 02/01/2024 khác với kỳ báo cáo đã chọn (01/01/2024)."),
        (GOOD + "han: 2024-01-02\n", "- han: không có mục này"),
        (GOOD + "number: 2\n", "không đúng cách viết YAML"),
        ("- number\n", "không có dòng nào dùng được"),
        ("", "Cần các dòng: number"),
    ],
)
def test_a_file_with_faults_is_refused_and_nothing_is_begun(tonghop: Tonghop, text: str, told: str) -> None:
    ended = tonghop("run", WINDOW, "--request", write(text))
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert "Cần các dòng: number" in ended.err
    assert not Path("outputs").exists()


def test_all_faults_are_told_at_once(tonghop: Tonghop) -> None:
    ended = tonghop("run", WINDOW, "--request", write("number: 1\nrecipients: XX\n"))
    assert ended.err.count("\n- ") == 5


def test_another_request_for_the_same_days_is_refused_before_prefect_starts(tonghop: Tonghop) -> None:
    with open_job(make_run(WINDOW, None, None, None, None, request_file=write(GOOD))) as job:
        steps.accept_request(job)
    ended = tonghop("run", WINDOW, "--request", write(GOOD.replace("0123", "99")))
    assert ended.code == 2
    assert "đã theo văn bản 0123/UBND-VX" in ended.err
    assert not Path("outputs/prefect").exists()
