"""The operators' files: units that systemd accepts, settings that exist, a TLS proxy that people log in through."""

import re
import shlex
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from tonghop.intake.imap.accounts import FIELDS
from tonghop.settings import Settings

pytestmark = pytest.mark.acceptance

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
OPERATIONS = ROOT / "operations"
UNITS = sorted(OPERATIONS.glob("systemd/*"))
NAME = "tonghop.sokhcn.example"
SECRET = "tonghop:mat-khau-rieng-cua-bai-thu"


# systemd ------------------------------------------------------------------------------------------------------------


def test_systemd_accepts_every_unit_without_a_word(tmp_path: Path, lack: Callable[[str], None]) -> None:
    if shutil.which("systemd-analyze") is None:
        lack("systemd-analyze")
    for unit in UNITS:  # what they start is looked for, so it must be there
        text = unit.read_text("utf-8").replace("/opt/tonghop/venv/bin", str(BIN))
        (tmp_path / unit.name.replace("@.", "@1.")).write_text(text, "utf-8")
        if "@." in unit.name:
            (tmp_path / unit.name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


SERVICES = [path for path in UNITS if path.suffix == ".service"]


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_a_service_runs_as_its_own_user_confined_with_its_secrets_in_a_file(unit: Path) -> None:
    lines = unit.read_text("utf-8").splitlines()
    for line in (
        "User=tonghop",
        "EnvironmentFile=/etc/tonghop/tonghop.env",
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "ReadWritePaths=/var/lib/tonghop",
        "ProtectHome=true",
        "PrivateTmp=true",
        "CapabilityBoundingSet=",
        "StartLimitIntervalSec=0",
    ):
        assert line in lines
    assert ("Restart=always" in lines) == (unit.name != "tonghop-deploy.service")
    assert not [line for line in lines if "0.0.0.0" in line or "AUTH_STRING=" in line]


@pytest.mark.parametrize(
    ("password", "accepted"),
    [("", False), ("tonghop:CHANGE-ME", False), ("bi-mat", False), (":", False), ("tonghop:bi-mat", True)],
)
def test_the_server_alone_starts_only_with_a_password_of_its_own(password: str, accepted: bool) -> None:
    text = (OPERATIONS / "systemd" / "tonghop-server.service").read_text("utf-8")
    (command,) = re.findall(r"^ExecStartPre=(.*)$", text, re.MULTILINE)
    environ = {"PREFECT_SERVER_API_AUTH_STRING": password}
    program = shlex.split(command.replace("$$", "$"))
    done = subprocess.run(program, env=environ, capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode == 0) == accepted
    assert ("cần tên:mật-khẩu" in done.stderr) != accepted


# settings -----------------------------------------------------------------------------------------------------------


def _read_example() -> tuple[dict[str, str], set[str]]:
    text = (OPERATIONS / "tonghop.env.example").read_text("utf-8")
    in_force = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    return in_force, set(in_force) | set(re.findall(r"^#([A-Z_]+)=", text, re.MULTILINE))


def test_the_example_of_settings_names_every_setting_and_no_other() -> None:
    _, named = _read_example()
    ours = {f"TONGHOP_{name.upper()}" for name in Settings.model_fields if name != "imap_accounts"}
    ours |= {f"TONGHOP_IMAP_{field}" for field in FIELDS}
    assert {name for name in named if name.startswith("TONGHOP_")} == ours | {"TONGHOP_ENV_FILE"}


def test_the_services_get_the_same_settings_of_prefect_as_every_other_way_to_run() -> None:
    from cli.server_environ import find_prefect_settings, read_prefect_settings

    in_force, _ = _read_example()
    shipped = read_prefect_settings(find_prefect_settings())
    assert {name: in_force.get(name) for name in shipped} == shipped


def test_the_example_holds_no_secret() -> None:
    text = (OPERATIONS / "tonghop.env.example").read_text("utf-8")
    for value in re.findall(
        r"^#?TONGHOP_(?:SMTP|IMAP)_PASSWORD=(.*)$|AUTH_STRING=\w+:(.*)$|//\w+:([^@]*)@", text, re.MULTILINE
    ):
        assert [part for part in value if part] == ["CHANGE-ME"]


# the proxy ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proxied(
    start_serve: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
    lack: Callable[[str], None],
    patiently: Callable[..., None],
) -> Iterator[SimpleNamespace]:
    """`tonghop serve` with a password behind nginx with the shipped configuration: https, http, ca_file, client."""
    nginx = shutil.which("nginx") or (Path("/usr/sbin/nginx") if Path("/usr/sbin/nginx").exists() else None)
    for program, found in (("nginx", nginx), ("openssl", shutil.which("openssl"))):
        if found is None:
            lack(program)
    serve = start_serve(PREFECT_SERVER_API_AUTH_STRING=SECRET)
    place = tmp_path_factory.mktemp("nginx")
    _make_certificate(place)
    ports = {"http": _find_free_port(), "https": _find_free_port()}
    (place / "nginx.conf").write_text(_render(place, serve.port, **ports), "utf-8")
    with (place / "output.log").open("w") as output:
        server = subprocess.Popen(
            [nginx, "-e", place / "error.log", "-p", place, "-c", place / "nginx.conf"], stdout=output, stderr=output
        )
    try:
        context = ssl.create_default_context(cafile=place / "ca.pem")
        client = httpx.Client(base_url=f"https://localhost:{ports['https']}", verify=context, timeout=30)
        patiently(lambda: _answers(client), 20, (place / "output.log").read_text)
        yield SimpleNamespace(serve=serve, client=client, place=place, **ports)
        client.close()
    finally:
        server.terminate()
        server.wait(20)


def _make_certificate(place: Path) -> None:
    """An authority of our own and a certificate for localhost, signed by it."""
    openssl = ["openssl"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    commands = (
        ["req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=tonghop test"],
        ["req", *key[:-2], "-keyout", "privkey.pem", "-out", "request.pem", "-subj", "/CN=localhost"],
        ["x509", "-req", "-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-days", "2", "-extfile", "names", "-out", "fullchain.pem"],
    )  # fmt: skip
    (place / "names").write_text("subjectAltName=DNS:localhost")
    for command in commands:
        subprocess.run([*openssl, *command], cwd=place, check=True, capture_output=True)


def _render(place: Path, server_port: int, *, http: int, https: int) -> str:
    """The shipped configuration with this test's ports, name and certificate, in a minimal nginx of its own."""
    site = (OPERATIONS / "nginx" / "tonghop.conf").read_text("utf-8")
    for shipped, here in (
        ("listen 80 default_server;", f"listen 127.0.0.1:{http} default_server;"),
        ("listen 443 ssl http2 default_server;", f"listen 127.0.0.1:{https} ssl http2 default_server;"),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{https} ssl http2;"),
        (f"server_name {NAME};", "server_name localhost;"),
        ("/etc/ssl/tonghop/", f"{place}/"),
        ("http://127.0.0.1:4200", f"http://127.0.0.1:{server_port}"),
    ):
        assert shipped in site
        site = site.replace(shipped, here)
    temporary = "\n".join(
        f"{kind}_temp_path {place}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; worker_processes 1; pid {place}/nginx.pid; error_log {place}/error.log;\n"
        f"events {{}}\nhttp {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{site}\n}}\n"
    )


def _find_free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/api/health").is_success
    except httpx.HTTPError:
        return False


def test_pages_come_by_tls_with_a_certificate_that_holds_and_with_guarding_headers(proxied: SimpleNamespace) -> None:
    answer = proxied.client.get("/", headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "<html" in answer.text
    headers = answer.headers
    assert headers["strict-transport-security"].startswith("max-age=")
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["server"] == "nginx"
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"https://localhost:{proxied.https}/")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_tls_is_refused(proxied: SimpleNamespace) -> None:
    context = ssl.create_default_context(cafile=proxied.place / "ca.pem")
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # this client would; it is the server that must not
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(httpx.ConnectError, match="PROTOCOL_VERSION"):
        httpx.get(f"https://localhost:{proxied.https}/", verify=context)


def test_plain_http_is_sent_to_https(proxied: SimpleNamespace) -> None:
    answer = httpx.get(f"http://localhost:{proxied.http}/deployments")
    assert (answer.status_code, answer.headers["location"]) == (301, "https://localhost/deployments")


def test_another_name_gets_no_answer(proxied: SimpleNamespace) -> None:
    context = ssl.create_default_context(cafile=proxied.place / "ca.pem")
    for host in ("evil.example", "127.0.0.1", f"evil.example:{proxied.https}"):
        for address in (f"http://localhost:{proxied.http}/", f"https://localhost:{proxied.https}/api/health"):
            with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
                httpx.get(address, headers={"Host": host}, verify=context)


@pytest.mark.parametrize(
    ("auth", "status"),
    [(None, 401), (("tonghop", "doan-mo"), 401), (tuple(SECRET.split(":")), 200)],
    ids=["none", "wrong", "right"],
)
def test_the_api_answers_only_those_who_know_the_password(
    proxied: SimpleNamespace, auth: tuple[str, str] | None, status: int
) -> None:
    assert proxied.client.get("/api/work_pools/tonghop", auth=auth).status_code == status
    assert httpx.get(f"{proxied.serve.address}/api/work_pools/tonghop", auth=auth).status_code == status


def test_an_officer_logs_in_through_the_proxy_and_sees_the_deployments(
    proxied: SimpleNamespace, browser: Any, keep_picture: Callable[[Any, str], None]
) -> None:
    # The certificate is proved above; Chromium knows only the authorities of this machine.
    page = browser.new_page(ignore_https_errors=True, viewport={"width": 1400, "height": 1000})
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    sockets: list[str] = []
    page.on("websocket", lambda websocket: sockets.append(websocket.url))
    page.goto(f"https://localhost:{proxied.https}/deployments")
    page.get_by_placeholder("admin:pass").fill(SECRET)
    keep_picture(page, "login")
    page.get_by_role("button", name="Login").click()
    page.get_by_text("ad-hoc", exact=True).first.wait_for()
    page.get_by_placeholder("Search deployments").fill("semiannual")  # the list has a second page
    page.get_by_text("semiannual", exact=True).wait_for()
    keep_picture(page, "deployments-through-proxy")
    assert refused == []
    assert all(address.startswith(f"wss://localhost:{proxied.https}/") for address in sockets)
    page.close()


def test_workers_and_deployments_use_the_password_and_nobody_tells_it(
    proxied: SimpleNamespace, patiently: Callable[..., None]
) -> None:
    serve = proxied.serve
    for pool in ("tonghop", "tonghop-watch"):
        find = lambda pool=pool: serve.ask(f"/work_pools/{pool}/workers/filter")  # noqa: E731
        patiently(lambda find=find: find() and find()[0]["status"] == "ONLINE", 60, find)
    assert "chưa đặt mật khẩu" not in serve.said()
    word = SECRET.partition(":")[2]
    told = [serve.output, *(serve.place / "outputs" / "logs").iterdir()]
    assert len(told) >= 4
    for path in told:
        assert word not in path.read_text("utf-8")
    for _, command in serve.list_children():
        assert word not in " ".join(command)


def test_a_deploy_with_the_wrong_password_or_none_is_refused_in_vietnamese(proxied: SimpleNamespace) -> None:
    environ = proxied.serve.environ | {"PREFECT_API_URL": f"{proxied.serve.address}/api"}
    environ.pop("PREFECT_SERVER_API_AUTH_STRING")
    for secret in ({}, {"PREFECT_API_AUTH_STRING": "tonghop:sai"}):
        done = subprocess.run(
            [BIN / "tonghop", "deploy"], env=environ | secret, cwd=proxied.place, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert "sai hoặc thiếu mật khẩu" in done.stderr
        assert "Traceback" not in done.stderr
