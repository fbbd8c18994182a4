"""The commands of the authorised person about items that bear a secrecy mark: list, see at the screen, say what it was.

What `show` prints stands nowhere else: it writes no file, no log and no event. Keeps out looking and recording (steps).
"""

import json
import shlex
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from cli.failures import InputError
from schemas.values import HitOutcome, SourceKind

if TYPE_CHECKING:
    from schemas.request import RunRequest
    from tonghop.job import Job
    from tonghop.ledger.hits import SecrecyHit
    from tonghop.steps.resolving import FoundItem, MarkedPlace, Search

_KEY_DIGITS = 8
_NOTHING = "Không có mục nào mang dấu hiệu mật đang chờ xử lý."
_LINE = "{key}  {at}  {source}  {rule}{example}"
_RULES = {
    "secrecy-mark": "có dấu hiệu mật, phần mềm không lưu gì",
    "secrecy-mark-kept": "thấy dấu mật sau khi đã nhận, bản gốc còn trong kho lưu",
}
_EXAMPLE = "  (VÍ DỤ)"
_HOW = (
    "Người có thẩm quyền xem tại màn hình: tonghop secrecy show MÃ{place}\n"
    'Ghi kết quả: tonghop secrecy resolve MÃ --outcome secret|false-alarm --by "HỌ TÊN"{place}'
)
_NO_SUCH = "Không có mục nào đang chờ mang mã “{key}”. Xem các mã bằng “tonghop secrecy list”."
_TWO_SUCH = "Có {count} mục mang mã bắt đầu bằng “{key}”. Ghi mã dài hơn."
_NO_TERMINAL = (
    "Lệnh này in chữ của tài liệu có thể là tài liệu mật nên chỉ in ra màn hình. Chạy trực tiếp tại máy, không chuyển "
    "kết quả ra tệp hay chương trình khác; nếu chắc chắn đầu ra là màn hình của người có thẩm quyền, thêm --yes."
)
_WARNING = (
    "CHỈ NGƯỜI CÓ THẨM QUYỀN ĐƯỢC XEM. Không chụp, không sao chép, không gửi màn hình này cho người khác. Lệnh này "
    "không lưu lại gì."
)
_PLACES = {
    "name": "Dấu trong tên: {words}",
    "subject": "Dấu trong tiêu đề hoặc tên kèm theo: {words}",
    "text": "Dấu trong {file}, {locator}: {words}",
}
_HIDDEN = "chỗ không hiện ra khi mở"
_BY_PERSON = "Dấu trên ảnh, bản quét, do người xem ghi nhận; phần mềm không đọc được chữ nào mang dấu."
_GONE = "Không còn thấy mục này ở các nguồn nhận đang cấu hình (đã được chuyển đi, xóa hoặc thay bằng tệp khác)."
_BY_HAND = (
    "Mục này do người mang đến trực tiếp (tonghop receive) hoặc để ở thư mục nhận trực tiếp; không còn ở thư mục đó "
    "thì phần mềm không xem lại được. Hỏi người đã mang đến."
)
_ALARM_BY_HAND = (
    "Nếu báo cáo được ghi nhận bằng “tonghop receive”: chạy lại lệnh đó với đúng các tệp, đơn vị và kỳ ấy thì phần mềm "
    "tiếp nhận."
)
_UNSEEN = "Chưa xem được nguồn nhận nên chưa chắc mục đó đã rời đi: {reason}"
_GONE_STEPS = "Nếu nguồn được ghi bằng --folder hoặc --maildir khi nhận, ghi lại đúng như vậy cho lệnh này."
_ORIGINALS = "Bản gốc đã nhận nằm trong kho lưu:"
_NEXT = (
    'Ghi kết quả: tonghop secrecy resolve {key} --outcome secret --by "HỌ TÊN"{place}   '
    "(đúng là tài liệu mật, đã xử lý)\n"
    '         hoặc: tonghop secrecy resolve {key} --outcome false-alarm --seen {seen} --by "HỌ TÊN"{place}   (báo nhầm)'
)
_OTHER_CONTENT = (
    "Nội dung ở nơi nhận không còn đúng như lúc xem (mã nội dung {seen}). Xem lại bằng “tonghop secrecy show {key}” "
    "rồi ghi."
)
_LATE = "Mục này vừa được người khác ghi kết quả; không ghi lại."
_RECORDED = "Đã ghi: {by} xác định “{outcome}”. Mục này không còn tạm dừng việc gửi của các kỳ báo cáo."
_CONFIRMED = (
    "Phần mềm không bao giờ tiếp nhận mục này và không tự xóa bản nào. Nếu nó vẫn nằm nguyên ở nơi nhận thì không báo "
    "lại; nếu chỗ đó có tệp khác mang dấu mật thì báo như mục mới."
)
_CONFIRMED_KEPT = (
    "Phần mềm không tính nội dung và không tự xóa bản nào. Các bản gốc dưới đây vẫn còn trong kho lưu trên máy này; "
    "người có thẩm quyền đưa ra theo quy định (khi đó “tonghop verify” báo thiếu bản gốc, đúng như thực tế):"
)
_ALARM = (
    "Lần nhận tới sẽ tiếp nhận đúng tệp hiện có ở đó; nếu tệp thay đổi và vẫn mang dấu thì lại dừng và báo như mục mới."
)
_ALARM_GONE = "Không còn tệp nào để tiếp nhận; nếu mục đó trở lại và vẫn mang dấu thì lại dừng và báo như mục mới."
_ALARM_KEPT = "Lần nhận hoặc tổng hợp tới phần mềm đọc lại bản gốc đã nhận và tính như các báo cáo khác."
_ALARM_ELSEWHERE = "Nếu bản gốc đó không còn ở kho lưu hoặc nơi nhận thì đơn vị phải gửi lại."


def list_hits(run: "RunRequest", outputs: Path | None, *, as_json: bool) -> int:
    """Print every open hit: key, time, kind of channel, rule, nothing else; 1 when there is one."""
    from schemas.days import write_moment
    from tonghop.job import open_job
    from tonghop.plan.dates import OFFICE_ZONE
    from tonghop.steps.resolving import load_every_open_hit

    with open_job(run) as job:
        found = load_every_open_hit(job)
    for hit, example in found:
        if as_json:
            told = {"key": hit.key_hmac[:_KEY_DIGITS], "found_at": hit.found_at.isoformat()}
            print(json.dumps({**told, "source": hit.source.value, "rule": hit.rule, "example": example}))
            continue
        print(
            _LINE.format(
                key=hit.key_hmac[:_KEY_DIGITS],
                at=write_moment(hit.found_at.astimezone(OFFICE_ZONE)),
                source=hit.source.label,
                rule=_RULES[hit.rule],
                example=_EXAMPLE if example else "",
            )
        )
    if not as_json:
        print(_HOW.format(place=_show_place(run, outputs)) if found else _NOTHING)
    return 1 if found else 0


def show_hit(run: "RunRequest", outputs: Path | None, key: str, *, is_sure: bool) -> int:
    """Print what an item is called and where it bears a mark; 1 when it is not found.

    Raises InputError when the output is no screen, or no open hit has that key.
    """
    from tonghop.job import open_job
    from tonghop.steps.resolving import find_item

    if not sys.stdout.isatty() and not is_sure:
        raise InputError(_NO_TERMINAL)
    with open_job(run) as job:
        hit = _find_hit(job, key)
        search = find_item(job, hit, with_places=True)
    if search.item is None:
        print("\n".join(_tell_gone(hit, search)))
        return 1
    print(_WARNING)
    for line in _tell_item(search.item):
        print(_clean(line))
    seen = (search.item.content_hmac or "")[:_KEY_DIGITS]
    next_lines = _NEXT.format(key=hit.key_hmac[:_KEY_DIGITS], seen=seen, place=_show_place(run, outputs))
    print(next_lines if seen else next_lines.replace(" --seen ", ""))
    return 0


def resolve_hit(
    run: "RunRequest",
    key: str,
    outcome: HitOutcome,
    *,
    seen: str | None,
    by: str,
    recorded_by: str | None,
    note: str | None,
) -> int:
    """Record what the authorised person found out; 1 when somebody was faster.

    Raises InputError when no open hit has that key, or other bytes lie there than were shown (`seen`).
    """
    from tonghop.job import open_job
    from tonghop.steps import resolving

    if not by.strip():
        raise InputError("Ghi họ tên người có thẩm quyền đã xử lý sau --by.")
    with open_job(run) as job:
        hit = _find_hit(job, key)
        search = resolving.find_item(job, hit, with_places=False)
        content = search.item.content_hmac if search.item is not None else None
        if seen is not None and not (content or "").startswith(seen.strip().lower()):
            raise InputError(_OTHER_CONTENT.format(seen=seen, key=key))
        given = {"resolved_by": by.strip(), "recorded_by": (recorded_by or by).strip()}
        if not resolving.resolve_hit(job, hit, outcome, search.item, note=note, **given):
            print(_LATE)
            return 1
    print(_RECORDED.format(by=by.strip(), outcome=outcome.label))
    print("\n".join(_tell_outcome(hit, outcome, search)))
    return 0


def _find_hit(job: "Job", key: str) -> "SecrecyHit":
    from tonghop.steps.resolving import HitKeyError, find_hit

    try:
        return find_hit(job, key)
    except HitKeyError as error:
        message = _TWO_SUCH if error.count else _NO_SUCH
        raise InputError(message.format(key=key, count=error.count)) from error


def _tell_gone(hit: "SecrecyHit", search: "Search") -> list[str]:
    if hit.source is SourceKind.HAND:
        return [_BY_HAND]
    if search.failures:
        return [_UNSEEN.format(reason=reason) for reason in search.failures]
    return [_GONE, _GONE_STEPS]


def _tell_item(item: "FoundItem") -> list[str]:
    lines = [f"Mục: {item.name}", *(_tell_place(place) for place in item.places)]
    if not item.places:
        lines.append(_BY_PERSON)
    return lines + _tell_originals(item)


def _tell_place(place: "MarkedPlace") -> str:
    return _PLACES[place.mark.where].format(
        file=f"tệp {place.file}" if place.file else "nội dung thư",
        locator=place.mark.locator or _HIDDEN,
        words=place.mark.words,
    )


def _tell_originals(item: "FoundItem") -> list[str]:
    return [_ORIGINALS, *(f"    {path}" for path in item.originals)] if item.originals else []


def _tell_outcome(hit: "SecrecyHit", outcome: HitOutcome, search: "Search") -> list[str]:
    """What is true of the item now."""
    from tonghop.ledger.hits import KEPT_MARK

    item = search.item
    if hit.rule == KEPT_MARK:
        if outcome is HitOutcome.FALSE_ALARM:
            return [_ALARM_KEPT, _ALARM_ELSEWHERE]
        return [_CONFIRMED_KEPT, *(f"    {path}" for path in (item.originals if item is not None else ()))]
    if outcome is HitOutcome.SECRET:
        return [_CONFIRMED]
    if item is not None:
        return [_ALARM]
    return [_ALARM_BY_HAND] if hit.source is SourceKind.HAND else [*_tell_gone(hit, search), _ALARM_GONE]


def _show_place(run: "RunRequest", outputs: Path | None) -> str:
    """The options that name the same ledger and sources."""
    given = [("--outputs", outputs)] if outputs is not None else []
    given += [("--folder", folder) for folder in run.folders] + [("--maildir", maildir) for maildir in run.maildirs]
    return "".join(f" {option} {shlex.quote(str(path))}" for option, path in given)


def _clean(line: str) -> str:
    """Without what could command the terminal."""
    return "".join(char if unicodedata.category(char)[0] != "C" else " " for char in line)
