"""`supplychain serve` opens the desk on this machine, and beyond it only behind https."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from databases import environ_of
from served import ONE_TIME, free_port


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_other_addresses_than_loopback_are_refused(
    supplychain: Callable[..., subprocess.CompletedProcess[str]], host: str
) -> None:
    done = supplychain("serve", "--host", host)
    assert done.returncode == 2
    assert "unencrypted" in done.stderr


def test_a_port_in_use_is_told_in_one_sentence(supplychain: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = supplychain("serve", "--port", taken.getsockname()[1])
    assert done.returncode == 2
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_first_start_tells_a_one_time_password_and_then_that_it_is_open(home: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "supplychain.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environ_of(home), stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert ONE_TIME.search(process.stderr.readline())
            assert "The desk is open at" in process.stderr.readline()
            deadline = time.monotonic() + 20
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                        assert answer.status == 200
                        break
                except OSError:
                    assert time.monotonic() < deadline
                    time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
