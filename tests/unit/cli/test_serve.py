"""``mapapp serve``: a real server, and one line where there can be none."""

from __future__ import annotations

import signal
import socket
import urllib.request
from pathlib import Path

from tests.unit.cli.running import python, run, told


def test_serve_without_an_atlas_says_how_to_make_one() -> None:
    result = run("serve")
    assert result.exit_code == 1
    assert "mapapp build" in told(result)


def test_serve_on_a_port_in_use_names_another(seeds_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = run("serve", str(seeds_path), "--port", str(port))
    assert result.exit_code == 1
    assert f"port {port} is in use" in told(result)
    assert "--port" in told(result)


def test_serve_on_an_address_that_is_not_ours_says_so(seeds_path: Path) -> None:
    result = run("serve", str(seeds_path), "--host", "192.0.2.1", "--port", "50999")
    assert result.exit_code == 1
    assert "192.0.2.1" in told(result)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_real_server_answers_and_stops_at_once(seeds_path: Path) -> None:
    port = free_port()
    with python("serve", str(seeds_path), "--port", str(port)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline().decode()
        assert f"http://127.0.0.1:{port}/" in line
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/documents", timeout=20) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0
        assert process.stderr.read() == b""
