"""No test leaves this machine."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_another_machine_is_out_of_reach() -> None:
    with socket.socket() as found, pytest.raises(SocketConnectBlockedError, match=r"192\.0\.2\.1"):
        found.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
