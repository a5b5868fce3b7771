# SPDX-License-Identifier: Apache-2.0
"""The processes of a homeserver with workers beside the main one: Redis and the event persisters."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from failure import Failure
from server import START_SECONDS, STOP_SECONDS, is_answering, wait_until
from settings import Settings, free_port
from worker_settings import Workers


class WorkerProcesses:
    """Started before and after the main process, ended after it; each is known by its pid file."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.workers = Workers(settings)
        self.redis_pid_file = settings.directory / "redis.pid"

    def prepare(self) -> None:
        """Chooses ports and starts Redis, which the main process waits for."""
        if shutil.which("redis-server") is None:
            raise Failure("Redis is not installed; run: scripts/setup redis")
        self.stop()
        self.workers.choose_ports(free_port)
        port = str(self.workers.port("redis"))
        self.launch(self.redis_pid_file, ["redis-server", "--save", "", "--bind", "127.0.0.1", "--port", port])

    def start(self) -> None:
        """Returns when every worker answers."""
        self.workers.write()
        for name in self.workers.names:
            command = [sys.executable, "-m", "synapse.app.generic_worker", "-c", str(self.settings.configuration)]
            self.launch(self.workers.pid_file(name), [*command, "-c", str(self.workers.configuration(name))])
        for name, url in zip(self.workers.names, self.workers.endpoints, strict=True):
            if not wait_until(lambda url=url: is_answering(url), START_SECONDS):
                raise Failure(f"{name} did not answer within {START_SECONDS} s; see {self.settings.console}")

    def launch(self, pid_file: Path, command: list[str]) -> None:
        with open(self.settings.console, "ab") as console:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, cwd=self.settings.directory,
                start_new_session=True)  # fmt: skip
        # The last argument, a port or a file, stands in the command line for as long as the process runs.
        pid_file.write_text(f"{process.pid} {command[-1]}\n")

    def stop(self) -> None:
        """Ends the workers, then Redis."""
        for file in [*(self.workers.pid_file(name) for name in self.workers.names), self.redis_pid_file]:
            self.end(file)

    def end(self, pid_file: Path) -> None:
        if not pid_file.exists():
            return
        pid, mark = pid_file.read_text().split(maxsplit=1)
        process = Path(f"/proc/{pid}/cmdline")

        def runs() -> bool:
            try:
                # A recycled id is not mistaken for ours.
                return mark.strip().encode() in process.read_bytes()
            except OSError:
                return False

        if runs():
            os.kill(int(pid), signal.SIGTERM)
            if not wait_until(lambda: not runs(), STOP_SECONDS):
                raise Failure(f"process {pid} did not end within {STOP_SECONDS} s")
        pid_file.unlink()
