import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tonghop.intake.hits import SecretError, load_or_make_secret, make_hit_key


def test_the_key_of_a_hit_tells_nothing_without_the_secret() -> None:
    keys = {
        make_hit_key(secret, source, key)
        for secret in (b"1" * 32, b"2" * 32)
        for source, key in (("folder:x", "MẬT.docx"), ("folder:x", "MẬT 2.docx"), ("maildir:x", "MẬT.docx"))
    }
    assert len(keys) == 6
    assert all(len(key) == 64 and int(key, 16) for key in keys)


def test_the_same_item_has_the_same_key() -> None:
    assert make_hit_key(b"1" * 32, "folder:x", "a") == make_hit_key(b"1" * 32, "folder:x", "a")


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "khóa" / "secrecy.key"
    secret = load_or_make_secret(path)
    assert len(secret) == 32 and load_or_make_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    load_or_make_secret(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_all_who_start_at_once_have_the_same_secret(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tonghop.intake.hits import *\n"
        "sys.stdin.read(1); print(load_or_make_secret(Path(sys.argv[1])).hex())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "secrecy.key")]
    starts = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(4)]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write(b"x")
        start.stdin.flush()
    assert len({start.communicate()[0] for start in starts}) == 1


def test_a_start_that_was_killed_before_writing_leaves_no_harm(tmp_path: Path) -> None:
    (tmp_path / "secrecy.key").touch()
    assert len(load_or_make_secret(tmp_path / "secrecy.key")) == 32


@pytest.mark.parametrize("length", [1, 31, 33])
def test_a_damaged_secret_is_told_and_not_replaced(tmp_path: Path, length: int) -> None:
    path = tmp_path / "secrecy.key"
    path.write_bytes(b"x" * length)
    with pytest.raises(SecretError, match="không đúng độ dài"):
        load_or_make_secret(path)
    assert path.read_bytes() == b"x" * length


def test_a_place_that_refuses_is_told(tmp_path: Path) -> None:
    (tmp_path / "tệp").touch()
    with pytest.raises(SecretError, match="tệp khóa"):
        load_or_make_secret(tmp_path / "tệp" / "secrecy.key")
