"""The settings under which LibreOffice opens strangers' files: no macro, no link, no network, no recalculation.

Written as the profile of one call; the machine's own profile is neither read nor changed.
"""

from pathlib import Path

_COMMON, _WRITER, _CALC = (f"/org.openoffice.Office.{name}" for name in ("Common", "Writer", "Calc"))
_NOWHERE = "127.0.0.1", "9"  # a proxy that answers nobody: whatever a file wants to fetch fails at once
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Save/Document", "LoadPrinter", "false"),
    (f"{_WRITER}/Content/Update", "Link", "0"),  # 0: never
    (f"{_WRITER}/Content/Update", "Field", "false"),  # a date field stays as its author saw it
    (f"{_CALC}/Content/Update", "Link", "2"),  # 2: never; Calc counts otherwise than Writer
    (f"{_CALC}/Formula/Load", "OOXMLRecalcMode", "1"),  # 1: never, a figure stays as its author saw it
    (f"{_CALC}/Formula/Load", "ODFRecalcMode", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # 2: the proxies named here
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    *(
        ("/org.openoffice.Inet/Settings", f"ooInet{kind}Proxy{what}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for what, value in zip(("Name", "Port"), _NOWHERE, strict=True)
    ),
)


def write_profile(folder: Path) -> None:
    """Write the profile below `folder`, which need not exist."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
