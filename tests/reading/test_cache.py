"""The cache of readings: never a truth, never a reading of another moment, never larger than it may be."""

import hashlib

import pytest

from schemas.document import Block, DocumentPart, Finding, ReadDocument
from schemas.values import BlockKind, Severity
from tonghop.reading import Reader, ReadingCache, read_documents
from tonghop.reading.documents import nobody
from tonghop.reading.farm import cache

DATA = "Báo cáo 6 tháng".encode()


def _document(data=DATA, **fields):
    block = Block(locator="body/p1", kind=BlockKind.PARAGRAPH, text=data.decode())
    given = {"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data), "format": "text", "blocks": (block,)}
    return ReadDocument(**(given | fields))


def _finding(rule, locator=None):
    return Finding(rule=rule, severity=Severity.ERROR, locator=locator, message="x", fix="y")


def _entries(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def kept(tmp_path):
    return ReadingCache(tmp_path / "reading")


def test_what_was_put_is_found_by_its_bytes_alone(kept):
    assert kept.get(DATA, nobody) is None
    kept.put(_document())
    assert kept.get(DATA, nobody) == _document()
    assert kept.get(DATA + b".", nobody) is None


def test_a_reader_takes_what_is_there_and_puts_nothing(kept, tmp_path):
    files = [("a.txt", DATA), ("b.txt", b"b")]
    read = read_documents(files, cache=kept)
    assert _entries(tmp_path) == []
    told = _document(findings=(_finding("told-by-the-cache"),))
    kept.put(told)
    assert Reader(cache=kept).read_documents(files) == [told, read[1]]


def test_what_was_just_read_is_kept_as_it_is_put_not_as_it_was_read(kept, make_docx):
    data = make_docx("<w:p><w:r><w:t>Đón 03 đoàn</w:t></w:r></w:p>")
    [read] = read_documents([("a.docx", data)], cache=kept)
    kept.put(read)
    assert kept.get(data, nobody) == read
    changed = read.model_copy(update={"findings": (_finding("later"),)})
    kept.remember(read, b"{}")
    kept.put(changed)
    assert kept.get(data, nobody) == changed


def test_what_is_at_hand_is_bounded(kept):
    for number in range(1_000):
        kept.remember(_document(str(number).encode()), b"x")
    kept.remember(_document(), b"x" * 1_000_000)
    assert len(kept._at_hand) <= 200
    assert max(len(json) for _, json in kept._at_hand.values()) == 1


def test_files_of_the_cache_are_private(kept, tmp_path):
    kept.put(_document())
    (entry,) = _entries(tmp_path)
    assert entry.stat().st_mode & 0o077 == 0
    assert entry.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\xff\xfe", b'{"sha256": "0", "size_bytes": 1, "format": "text"}'])
def test_a_spoilt_entry_is_dropped_and_a_miss(kept, tmp_path, spoilt):
    kept.put(_document())
    (entry,) = _entries(tmp_path)
    entry.write_bytes(spoilt)
    assert kept.get(DATA, nobody) is None
    assert not entry.exists()
    kept.put(_document())
    assert kept.get(DATA, nobody) == _document()


@pytest.mark.parametrize("rule", ["program-missing", "bomb"])
def test_what_may_read_otherwise_tomorrow_is_not_kept(kept, rule):
    kept.put(_document(findings=(_finding(rule),)))
    assert kept.get(DATA, nobody) is None


def test_other_versions_and_remains_of_killed_processes_are_swept(kept, tmp_path, monkeypatch):
    kept.put(_document())
    monkeypatch.setattr(cache, "READER_VERSION", "0")
    old = ReadingCache(tmp_path / "reading")
    assert old.get(DATA, nobody) is None
    old.put(_document())
    assert len(_entries(tmp_path)) == 1
    assert old.get(DATA, nobody) == _document()
    assert ReadingCache(tmp_path / "reading").get(DATA, nobody) == _document()
    monkeypatch.undo()
    assert ReadingCache(tmp_path / "reading").get(DATA, nobody) is None


def test_the_oldest_go_when_there_is_too_much(tmp_path):
    small = ReadingCache(tmp_path, most_bytes=2_000)
    texts = [f"Báo cáo số {number} ".encode() * 10 for number in range(20)]
    for text in texts:
        small.put(_document(text))
    assert sum(path.stat().st_size for path in _entries(tmp_path)) <= 2_000
    assert small.get(texts[-1], nobody) is not None
    assert small.get(texts[0], nobody) is None


def test_a_cache_that_was_deleted_meanwhile_does_no_harm(kept, tmp_path):
    import shutil

    kept.put(_document())
    shutil.rmtree(tmp_path / "reading")
    assert kept.get(DATA, nobody) is None
    kept.put(_document())
    assert kept.get(DATA, nobody) == _document()


def test_a_scan_that_may_be_recognised_now_is_not_answered_by_its_unread_state(kept):
    scan = _document(scan=True, readable=False, blocks=(), findings=(_finding("image-only"),))
    recognised = _document(scan=True, findings=(_finding("ocr"),))
    kept.put(scan)
    assert kept.get(DATA, nobody) == scan
    assert kept.get(DATA, lambda sha256: True) is None
    kept.put(recognised)
    assert kept.get(DATA, lambda sha256: True) == recognised
    assert kept.get(DATA, nobody) == scan


def test_of_a_container_only_the_scans_that_a_person_saw_count(kept):
    parts = tuple(
        DocumentPart(prefix=f"part{number}", name="x", sha256=str(number), format="image", readable=False, scan=True)
        for number in (1, 2)
    )
    unread = _document(format="zip", parts=parts, findings=(_finding("image-only", "part1"),))
    first = _document(format="zip", parts=parts, findings=(_finding("ocr", "part1"),))
    kept.put(unread)
    kept.put(first)
    assert kept.get(DATA, nobody) == unread
    assert kept.get(DATA, lambda sha256: sha256 == "1") == first
    assert kept.get(DATA, lambda sha256: True) is None
