"""No test leaves this machine."""

import socket

import pytest


def test_another_machine_is_out_of_reach() -> None:
    refusal = r'tried to use socket\.socket\.connect\(\) with host "192\.0\.2\.1"'
    with socket.socket() as found, pytest.raises(UserWarning, match=refusal):  # warnings are errors here
        found.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()
