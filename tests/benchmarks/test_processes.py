"""Programs are timed to their end, servers to their first page; nothing is left running."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.processes import FailedRunError, answers, free_port, proportional_mb, run, serving, tree

from benchmarks import processes

_SERVER = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]))
        self.end_headers()
        self.wfile.write(b"<html></HTML>")
    def log_message(self, *args):
        pass
HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""


def server(port: int, status: int = 200) -> list[str]:
    return [sys.executable, "-c", _SERVER, str(port), str(status)]


def test_a_program_costs_the_clock_and_the_processor() -> None:
    cost = run([sys.executable, "-c", "import time; time.sleep(0.3); sum(range(10**6))"])
    assert cost.wall > 0.3
    assert 0 < cost.cpu < cost.wall


def test_a_program_sees_the_variables_that_it_is_given() -> None:
    run([sys.executable, "-c", "import os; assert os.environ['TOLD'] == 'yes'"], {"TOLD": "yes"})


def test_a_program_that_fails_is_an_error_with_what_it_said() -> None:
    with pytest.raises(FailedRunError, match=r"exit 3: oh no"):
        run([sys.executable, "-c", "import sys; sys.stderr.write('oh no'); sys.exit(3)"])


def test_a_server_is_measured_once_it_answers_and_stopped_afterwards() -> None:
    port = free_port()
    with serving(server(port), port) as served:
        assert answers(port)
        assert served.cost.wall > 0
        assert served.processes == 1
        assert 1 < served.memory < 200
    assert not answers(port)


def test_a_server_that_ends_before_it_answers_is_an_error_with_what_it_said() -> None:
    port = free_port()
    command = [sys.executable, "-c", "import sys; sys.exit('no licence')"]
    with pytest.raises(FailedRunError, match="no licence"), serving(command, port):
        pass


def test_a_page_that_never_comes_ends_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 1.0)
    port = free_port()
    with pytest.raises(FailedRunError, match="no page after all"), serving(server(port, 500), port):
        pass
    assert not answers(port)


def test_descendants_belong_to_the_tree() -> None:
    inner = f"import subprocess; subprocess.run([{sys.executable!r}, '-c', 'import time; time.sleep(9)'])"
    with subprocess.Popen([sys.executable, "-c", inner]) as outer:
        for _ in range(500):
            if len(tree(outer.pid)) > 1:
                break
            time.sleep(0.01)
        outer_id, *inner_ids = tree(outer.pid)
        for one in (*inner_ids, outer_id):
            os.kill(one, 15)
    assert outer_id == outer.pid
    assert len(inner_ids) == 1


def test_memory_is_read_of_this_process() -> None:
    assert Path("/proc/self/smaps_rollup").exists()
    assert proportional_mb(os.getpid()) > 5
