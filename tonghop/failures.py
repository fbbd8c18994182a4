"""What the system says of files and disks, and pydantic of values, in Vietnamese.

Keeps out failures of our own, which bring their words.
"""

import errno
from collections.abc import Mapping
from typing import Any

_CAUSES = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đây là tệp, không phải thư mục",
    errno.ENOSPC: "hết chỗ trên đĩa",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "lỗi đọc, ghi đĩa",
}


def describe_allowed(error: Mapping[str, Any]) -> str:
    """What may stand in place of a wrong value that pydantic tells of, in brackets; empty when that is hard to say."""
    context = error.get("ctx") or {}
    if error["type"] in ("enum", "literal_error"):
        return " (chỉ nhận " + str(context["expected"]).replace("'", "").replace(" or ", " hoặc ") + ")"
    if error["type"].startswith("bool"):
        return " (chỉ nhận true hoặc false)"
    if error["type"].startswith(("int", "float", "greater_than", "less_than")):
        return " (phải là số)"
    return ""


def describe_os_error(error: OSError) -> str:
    """The cause that the system gives, in Vietnamese."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
