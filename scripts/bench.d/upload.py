# SPDX-License-Identifier: Apache-2.0
"""Compares the rate of "matrix-ferry upload" with that of a bare load generator on the same homeserver.

Both fill the same number of rooms with two members each, one request in flight per room, in turn, so that both meet
the same machine: messages, then a read marker of each member. Every pair begins with the one that ended the last. The
ratio of the medians is what counts; single rates say more about the machine than about the program.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from results import Result
from slack_growth import GrowingArchive

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [
    "homeserver", "rooms", "matrix-ferry requests/s", "bare load requests/s", "ratio of medians", "pairs",
    "CPU ms/request", "bare CPU ms/request", "Synapse CPU ms/request", "under bare load",
]  # fmt: skip


@dataclass
class Sample:
    rate: float
    cpu: float
    synapse: float


def cpu_seconds(pids: list[int]) -> float:
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


class Homeserver:
    """A throw-away Synapse, perhaps with event persisters, and the registration it knows."""

    def __init__(self, program: Path, base: Path, postgres: bool, workers: int) -> None:
        self.folder = base / "homeserver"
        self.registration = base / "registration" / "registration.yaml"
        subprocess.run([program, "init", self.registration.parent, "--quiet"], check=True)
        command = [str(ROOT / "scripts/homeserver"), "start", "--dir", str(self.folder), "--port", "0"]
        command += ["--registration", str(self.registration)] + (["--postgres"] if postgres else [])
        command += ["--workers", str(workers)] if workers else []
        started = subprocess.run(command, capture_output=True, text=True, check=True)
        facts = dict(line.split(": ", 1) for line in started.stdout.splitlines() if ": " in line)
        self.url = facts["url"]
        self.endpoints = facts.get("endpoints", "").split()
        self.name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[facts["database"]]
        self.name += f", {workers} persister{'s' if workers > 1 else ''}" if workers else ""
        files = [self.folder / "homeserver.pid", *sorted(self.folder.glob("persister*.pid"))]
        self.pids = [int(file.read_text().split()[0]) for file in files]

    def remove(self) -> None:
        command = [str(ROOT / "scripts/homeserver"), "remove", "--dir", str(self.folder)]
        subprocess.run(command, capture_output=True, check=False)


class Bench:
    def __init__(self, program: Path, base: Path, homeserver: Homeserver) -> None:
        self.program, self.base, self.homeserver = program, base, homeserver
        self.environment = os.environ | {
            "FERRY_AS_TOKEN_FILE": str(homeserver.registration),
            "FERRY_HOMESERVER_ENDPOINTS": ",".join(homeserver.endpoints),
        }

    def ferry(self, *arguments: str) -> tuple[dict, float]:
        command = [str(self.program), *arguments, "--json", "--quiet"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)  # fmt: skip
        output, errors = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            sys.exit(f"bench: {' '.join(command)} failed\n{errors}")
        lines = [json.loads(line) for line in output.splitlines()]
        return next(line for line in lines if line["type"] == "summary"), usage.ru_utime + usage.ru_stime

    def upload(self, archive: GrowingArchive, migration: Path, events: int) -> Sample:
        archive.grow(events)
        self.ferry("import", "-C", str(migration), str(archive.folder))
        self.ferry("plan", "-C", str(migration))
        synapse = cpu_seconds(self.homeserver.pids)
        summary, cpu = self.ferry("upload", "-C", str(migration))
        synapse = cpu_seconds(self.homeserver.pids) - synapse
        requests = summary["settled"]
        return Sample(requests / summary["seconds"], cpu * 1000 / requests, synapse * 1000 / requests)

    def load(self, rooms: int, events: int) -> Sample:
        homeserver = self.homeserver
        command = [
            sys.executable, str(ROOT / "scripts/bench.d/upload_load.py"), "--url", homeserver.url, "--registration",
            str(homeserver.registration), "--rooms", str(rooms), "--events", str(events), "--synapse-pids",
            *map(str, homeserver.pids),
        ]  # fmt: skip
        if homeserver.endpoints:
            command += ["--endpoints", *homeserver.endpoints]
        result = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
        return Sample(result["rate"], result["generator_cpu_ms_per_event"], result["synapse_cpu_ms_per_event"])

    def compare(self, result: Result, rooms: int, total: int, repeats: int) -> None:
        migration = self.base / f"migration-{rooms}"
        archive = GrowingArchive(self.base / f"archive-{rooms}", rooms)
        self.ferry("init", str(migration), "--homeserver", self.homeserver.url)
        self.upload(archive, migration, 1)
        events = max(1, total // rooms)
        ours, bare = [], []
        for number in range(repeats):
            sides = [
                lambda: bare.append(self.load(rooms, events)),
                lambda: ours.append(self.upload(archive, migration, events)),
            ]
            for side in sides if number % 2 == 0 else reversed(sides):
                side()
            print(
                f"{self.homeserver.name}, {rooms} rooms, {number + 1} of {repeats}:"
                f" {ours[-1].rate:.1f} and {bare[-1].rate:.1f}", file=sys.stderr)  # fmt: skip

        def median(side: list[Sample], name: str) -> float:
            return statistics.median(getattr(sample, name) for sample in side)

        pairs = ", ".join(f"{a.rate / b.rate:.2f}" for a, b in zip(ours, bare, strict=True))
        result.add(
            self.homeserver.name, rooms, median(ours, "rate"), median(bare, "rate"),
            f"{median(ours, 'rate') / median(bare, 'rate'):.2f}", pairs, f"{median(ours, 'cpu'):.2f}",
            f"{median(bare, 'cpu'):.2f}", median(ours, "synapse"), median(bare, "synapse"))  # fmt: skip
        result.ratio(
            f"upload, {rooms} rooms, {self.homeserver.name}", "bare load", median(ours, "rate") / median(bare, "rate"),
            "0.95")


def measure(options: argparse.Namespace, result: Result, postgres: bool, workers: int) -> None:
    base = options.base / f"{'postgres' if postgres else 'sqlite'}-{workers}"
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    homeserver = Homeserver(options.program, base, postgres, workers)
    try:
        bench = Bench(options.program, base, homeserver)
        for rooms in map(int, options.rooms.split(",")):
            bench.compare(result, rooms, max(options.events, options.events_per_room * rooms), options.repeats)
    finally:
        homeserver.remove()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="a folder for everything this makes")
    parser.add_argument("--rooms", default="1,4,16,64")
    parser.add_argument("--events", type=int, default=600, help="messages of one measurement over all rooms, at least")
    parser.add_argument("--events-per-room", type=int, default=20, help="and at least so many for each room")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL in the place of SQLite")
    parser.add_argument(
        "--workers", help="so many event persisters in the place of one process, in turn, such as 1,2; on PostgreSQL")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.base /= "upload"
    result = Result(
        "upload",
        "Synapse with its default settings, two members in each room, one request in flight for each room,"
        " matrix-ferry and the bare load generator in turn.", COLUMNS)  # fmt: skip
    for workers in map(int, options.workers.split(",")) if options.workers else [0]:
        measure(options, result, options.postgres or bool(options.workers), workers)
    result.show(options.json)


if __name__ == "__main__":
    main()
