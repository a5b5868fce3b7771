# SPDX-License-Identifier: Apache-2.0
"""Imports archives as large as they come, and states the memory that takes: one JSON array, one mbox, one ZIP of files.

The first is killed in the middle, and the same command is run again: what is in the store in the end must be as many
messages as were written. Archives are made before and deleted after.
"""

import argparse
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from results import Result

LIMIT = 256
HERE = Path(__file__).resolve().parent


def make(script: str, *arguments: object) -> int:
    """Runs a generator; gives how much it made. In a process of its own: its memory would count as the next one's."""
    words = [sys.executable, HERE / script, *map(str, arguments)]
    return int(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout.split()[0])


class Big:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.program, self.base = arguments.program, arguments.base / "big"
        self.size, self.entries = int(arguments.gigabytes * 1e9), arguments.entries
        self.migration = self.base / "migration"
        self.result = Result(
            "big", "matrix-ferry import of archives as large as they come; the array again, killed in the middle.",
            ["archive", "messages", "GB", "seconds", "messages/s", "MB/s", "CPU s", "peak MiB", "store bytes/message"])

    def start(self, archive: Path) -> subprocess.Popen:
        return subprocess.Popen(
            [self.program, "import", "-q", "-C", self.migration, archive], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)

    def fresh(self) -> None:
        shutil.rmtree(self.migration, ignore_errors=True)
        subprocess.run([self.program, "init", "-q", self.migration], check=True)
        path = self.migration / "ferry.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("mailboxes: []", 'mailboxes: ["*"]'), encoding="utf-8")

    def stored(self) -> int:
        with sqlite3.connect(f"file:{self.migration}/ferry.sqlite?mode=ro", uri=True) as store:
            return store.execute("SELECT count(*) FROM message").fetchone()[0]

    def measure(self, name: str, archive: Path, expected: int | None) -> float:
        """Imports the rest of an archive; gives the seconds."""
        size = sum(path.stat().st_size for path in archive.rglob("*")) if archive.is_dir() else archive.stat().st_size
        start = time.monotonic()
        process = self.start(archive)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            sys.exit(f"big: {name}: {errors}")
        messages, peak = self.stored(), usage.ru_maxrss // 1024
        if expected is not None and messages != expected:
            self.result.notes.append(f"{name}: {expected:,} messages were written and {messages:,} are in the store.")
        store = (self.migration / "ferry.sqlite").stat().st_size
        self.result.add(
            name, f"{messages:,}", round(size / 1e9, 2), round(seconds, 1), f"{messages / seconds:,.0f}",
            round(size / 1e6 / seconds, 1), round(usage.ru_utime + usage.ru_stime, 1), peak, round(store / messages))
        self.result.ratio(f"memory, {name}", f"{LIMIT} MiB", LIMIT / max(peak, 1), "1")
        return seconds

    def array(self) -> None:
        folder = self.base / "teams"
        messages = make("teams_array.py", folder, self.size / 1e9)
        self.fresh()
        seconds = self.measure("one JSON array", folder, messages)
        self.fresh()
        process = self.start(folder)
        time.sleep(seconds / 2)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.measure("the same, killed in the middle", folder, messages)
        shutil.rmtree(folder)

    def mbox(self) -> None:
        folder = self.base / "mbox"
        make("mail_growth.py", folder / "list.mbox", self.size / 1e9)
        self.fresh()
        self.measure("one mbox", folder, None)
        shutil.rmtree(folder)

    def zip(self) -> None:
        path = self.base / "entries.zip"
        make("zip_entries.py", "--make", path, "--entries", self.entries)
        self.fresh()
        self.measure(f"ZIP of {self.entries:,} files", path, self.entries)
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    big = Big(arguments)
    big.base.mkdir(parents=True, exist_ok=True)
    try:
        for part in (big.array, big.mbox, big.zip):
            part()
    finally:
        shutil.rmtree(big.base, ignore_errors=True)
    big.result.show(arguments.json)


if __name__ == "__main__":
    main()
