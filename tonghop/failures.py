"""What the system says of files and disks, in Vietnamese. Keeps out failures of our own, which bring their words."""

import errno

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


def describe_os_error(error: OSError) -> str:
    """The cause that the system gives, in Vietnamese."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
