"""A way to a server that can be cut or that changes what the server says, for tests of lost connections."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Edit = Callable[[bytes], bytes | None]
"""What becomes of some bytes of the server; None cuts the connection."""


@contextmanager
def run_proxy(port: int, make_edit: Callable[[int], Edit]) -> Iterator[int]:
    """A port that leads to `port` on this machine; `make_edit(n)` gives what happens to the n-th connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []
    ends: list[socket.socket] = []

    def accept() -> None:
        number = 0
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", port))
            ends.extend((client, server))
            for source, target, edit in ((client, server, None), (server, client, make_edit(number))):
                threads.append(threading.Thread(target=_pump, args=(source, target, edit), daemon=True))
                threads[-1].start()
            number += 1

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        acceptor.join()
        for end in ends:
            _shut(end)
        for thread in threads:
            thread.join()


def _pump(source: socket.socket, target: socket.socket, edit: Edit | None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            edited = data if edit is None else edit(data)
            if edited is None:
                break
            target.sendall(edited)
    _shut(source)
    _shut(target)


def _shut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
