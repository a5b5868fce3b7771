# SPDX-License-Identifier: Apache-2.0
"""The Synapse process of one homeserver directory."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from failure import Failure
from settings import Settings

START_SECONDS = 180
STOP_SECONDS = 60


class Server:
    """Starts, stops and kills Synapse, which it knows by its pid file and its command line."""

    def __init__(self, settings: Settings):
        self.settings = settings

    def pid(self) -> int | None:
        """The process id, or nothing when it does not run. A recycled id is not mistaken for ours."""
        try:
            pid = int(self.settings.pid_file.read_text())
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return None
        # The command line of a zombie is empty.
        return pid if os.fsencode(self.settings.configuration) in arguments else None

    def is_running(self) -> bool:
        return self.pid() is not None

    def start(self) -> None:
        """Returns when Synapse answers; it goes on running after this program ends."""
        command = [sys.executable, "-m", "synapse.app.homeserver", "-c", str(self.settings.configuration)]
        with open(self.settings.console, "ab") as console:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                cwd=self.settings.directory,
                start_new_session=True,
            )
        self.settings.pid_file.write_text(f"{process.pid}\n")
        if not wait_until(lambda: process.poll() is not None or self.answers(), START_SECONDS):
            self.kill()
            raise Failure(f"Synapse did not answer within {START_SECONDS} s\n{self.log_tail()}")
        if process.poll() is not None:
            self.settings.pid_file.unlink()
            raise Failure(f"Synapse ended with {process.returncode}\n{self.log_tail()}")

    def answers(self) -> bool:
        return is_answering(self.settings.url)

    def stop(self) -> bool:
        """Ends Synapse in good order. Returns whether it ran."""
        return self.end(signal.SIGTERM)

    def kill(self) -> bool:
        return self.end(signal.SIGKILL)

    def end(self, signal_number: signal.Signals) -> bool:
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal_number)
        if not wait_until(lambda: not self.is_running(), STOP_SECONDS):
            raise Failure(f"Synapse (process {pid}) did not end within {STOP_SECONDS} s")
        self.settings.pid_file.unlink()
        return True

    def log_tail(self) -> str:
        lines: list[str] = []
        for file in (self.settings.console, self.settings.log):
            if file.exists():
                lines += [f"--- {file}", *file.read_text(errors="replace").splitlines()[-20:]]
        return "\n".join(lines)


def is_answering(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False
