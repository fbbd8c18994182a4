"""What became of things that a figure counts: Gỡ bỏ 05 tin; 08 bài chờ duyệt; 03 điểm tạm dừng; 23 viên chức vắng mặt.

Such a figure is quoted and never added up. Keeps out whose figures they are (foreign.py).
"""

from collections.abc import Sequence

from tonghop.understanding.figures.written.figures import Figure
from tonghop.understanding.figures.written.segments import find_segment
from tonghop.understanding.words import PhraseIndex, Token

_NOT_KEPT = PhraseIndex(
    (w, None)
    for w in (
        "chấm dứt",
        "gỡ bỏ",
        "gỡ",
        "xóa",
        "xóa bỏ",
        "thu hồi",
        "thanh lý",
        "bãi bỏ",
        "hủy bỏ",
        "dẫn lại",
        "chia sẻ lại",
        "phát hiện",
    )
)
_NOT_DONE_BEHIND = PhraseIndex(
    (w, None)
    for w in (
        *("ngừng hoạt động", "dừng hoạt động", "ngưng hoạt động", "hết hiệu lực", "hết hạn", "giải thể", "bị thu hồi"),
        *(
            "bị lỗi",
            "bị gỡ",
            "bị xóa",
            "bị trả lại",
            "chờ duyệt",
            "chờ đăng",
            "chưa duyệt",
            "chưa đăng",
            "từ các năm trước",
            "từ năm trước",
        ),
        *("từ những năm trước", "của các năm trước", "của năm trước", "từ kỳ trước", "đã báo cáo", "đã nêu ở trên"),
        *("tạm dừng", "tạm ngừng", "tạm ngưng", "không hoạt động", "chưa hoạt động", "đóng cửa", "bị hỏng", "hư hỏng"),
        *("phát lại", "chiếu lại"),
        *("chưa có điều kiện", "chưa tham gia", "chưa được tham gia", "không tham gia", "chưa tham dự"),
        *("không tham dự", "chưa được cử", "chưa bố trí được", "vắng", "vắng mặt", "xin vắng", "báo vắng"),
    )
)
_SENT = PhraseIndex((w, None) for w in ("gửi", "viết", "cộng tác", "cung cấp"))
_PRINTED = PhraseIndex((w, None) for w in ("được đăng", "đã đăng", "đã được đăng", "được duyệt", "được chọn đăng"))
_CARRIED_ON = PhraseIndex((w, None) for w in ("chuyển tiếp", "tiếp tục"))


def is_not_kept(tokens: tuple[Token, ...], figure: Figure, first: int, last: int) -> bool:
    """Gỡ bỏ 05 tin cũ; 08 tin, bài chờ duyệt; 05 nhãn hiệu được cấp từ các năm trước."""
    if any(
        m.end <= figure.start_token for at in range(first, figure.start_token) for m in _NOT_KEPT.find_at(tokens, at)
    ):
        return True
    behind = any(_NOT_DONE_BEHIND.find_at(tokens, at) for at in range(figure.last, last))
    if not behind and figure.last < len(tokens) and last < len(tokens) and tokens[last].key == "(":
        behind = bool(_NOT_DONE_BEHIND.find_at(tokens, last + 1)) if last + 1 < len(tokens) else False
    return behind and not any(_CARRIED_ON.find_at(tokens, at) for at in range(first, last))


def is_only_sent(tokens: tuple[Token, ...], figures: Sequence[Figure], place: int, first: int) -> bool:
    """Gửi 10 bài cho Báo, được đăng 06 bài: the second is the result."""
    figure = figures[place]
    sent = any(_SENT.find_at(tokens, at) for at in range(first, figure.start_token))
    if place + 1 == len(figures) or not sent:
        return False
    following = figures[place + 1]
    _, last = find_segment(tokens, following.first)
    last = min([last, *(f.start_token for f in figures[place + 2 :])])
    printed = any(_PRINTED.find_at(tokens, at) for at in range(figure.last, last))
    return bool(figure.families & following.families) and printed
