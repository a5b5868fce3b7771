# SPDX-License-Identifier: Apache-2.0
"""Measures what "matrix-ferry upload" costs by itself: it carries a plan out on a stub that answers at once.

The program is kept on one core, the stub on another, so that the rate is that of one core. The messages of each
run are sent into rooms that exist; CPU is user and system time of the whole process, its start included.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from results import Result
from slack_growth import GrowingArchive


@dataclass
class Run:
    rate: float
    user: float
    system: float
    peak: int
    stub: float


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Bench:
    def __init__(self, options: argparse.Namespace, url: str, stub: int) -> None:
        self.options, self.url, self.stub = options, url, stub
        self.environment = os.environ | {"FERRY_AS_TOKEN_FILE": str(options.base / "none")}

    def ferry(self, *arguments: str, core: int | None = None) -> tuple[dict, object]:
        pinned = ["taskset", "-c", str(core)] if core is not None else []
        command = [*pinned, str(self.options.program), *arguments, "--json", "--quiet"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)
        output, errors = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            sys.exit(f"bench: {' '.join(command)} failed: {errors}\n{output[-2000:]}")
        lines = [json.loads(line) for line in output.splitlines()]
        return next(line for line in lines if line["type"] == "summary"), usage

    def prepare(self, archive: GrowingArchive, migration: Path, messages: int) -> None:
        archive.grow(messages)
        self.ferry("import", "-C", str(migration), str(archive.folder))
        self.ferry("plan", "-C", str(migration))

    def upload(self, archive: GrowingArchive, migration: Path) -> Run:
        self.prepare(archive, migration, max(1, self.options.events // archive.rooms))
        stub = cpu_seconds(self.stub)
        core = self.options.core if self.options.core >= 0 else None
        extra = ["--concurrency", str(self.options.concurrency)] if self.options.concurrency else []
        summary, usage = self.ferry("upload", "-C", str(migration), *extra, core=core)
        events = summary["settled"]
        return Run(
            events / summary["seconds"], usage.ru_utime * 1e6 / events, usage.ru_stime * 1e6 / events,
            usage.ru_maxrss * 1024, (cpu_seconds(self.stub) - stub) * 1e6 / events)

    def rooms(self, rooms: int) -> list[Run]:
        migration = self.options.base / f"migration-{rooms}"
        archive = GrowingArchive(self.options.base / f"archive-{rooms}", rooms)
        self.ferry("init", str(migration), "--homeserver", self.url)
        self.environment["FERRY_AS_TOKEN_FILE"] = str(migration / "registration.yaml")
        self.prepare(archive, migration, 1)
        self.ferry("upload", "-C", str(migration))
        runs = []
        for number in range(self.options.repeats):
            print(f"{rooms} rooms, {number + 1} of {self.options.repeats}", file=sys.stderr)
            runs.append(self.upload(archive, migration))
        return runs


def start(options: argparse.Namespace) -> tuple[subprocess.Popen, str]:
    pinned = ["taskset", "-c", str(options.stub_core)] if options.stub_core >= 0 else []
    command = [*pinned, str(options.stub), "--delay-milliseconds", str(options.delay_milliseconds)]
    stub = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    port = stub.stdout.readline().split(": ")[1].strip()
    return stub, f"http://127.0.0.1:{port}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--stub", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--rooms", default="1,16,64")
    parser.add_argument("--events", type=int, default=100_000, help="messages of one measurement, over all rooms")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--core", type=int, default=0, help="the program's core; -1 leaves it all (default: 0)")
    parser.add_argument("--stub-core", type=int, default=1, help="the stub's core (default: 1)")
    parser.add_argument("--concurrency", type=int, help="default: the program's own")
    parser.add_argument("--delay-milliseconds", type=int, default=0, help="how long the stub takes (default: 0)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.base /= "stub"
    shutil.rmtree(options.base, ignore_errors=True)
    options.base.mkdir(parents=True)
    result = Result(
        "stub",
        f"{options.events:,} messages into rooms that exist, on a stub that answers"
        f" {'at once' if not options.delay_milliseconds else f'after {options.delay_milliseconds} ms'}; the program on"
        f" {'one core' if options.core >= 0 else 'all cores'}, the stub on another. Medians of {options.repeats}.",
        ["rooms", "events/s", "CPU µs/event", "user", "system", "peak MiB", "stub CPU µs/event"])
    stub, url = start(options)
    try:
        bench = Bench(options, url, stub.pid)
        for rooms in map(int, options.rooms.split(",")):
            runs = bench.rooms(rooms)
            middle = {
                name: statistics.median(getattr(run, name) for run in runs)
                for name in ("rate", "user", "system", "stub")
            }
            result.add(
                rooms, round(middle["rate"]), round(middle["user"] + middle["system"]), round(middle["user"]),
                round(middle["system"]), round(max(run.peak for run in runs) / 2**20), round(middle["stub"]))
            if not options.delay_milliseconds:
                result.ratio(f"events a second on a core, {rooms} rooms", "5,000", middle["rate"] / 5000, "1")
        result.show(options.json)
    finally:
        stub.terminate()
        stub.wait()


if __name__ == "__main__":
    main()
