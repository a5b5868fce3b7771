# SPDX-License-Identifier: Apache-2.0
"""Compares the rate of "matrix-ferry upload" with that of a bare load generator on the same homeserver.

Both fill the same number of rooms with two members each, one request in flight per room, in turn: the load
generator, matrix-ferry, the load generator, and so on, so that both meet the same machine. The ratio of the
medians is what counts; single rates say more about the machine than about the program.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_SECOND = 1_577_836_800
WORDS = "Der Antrag liegt im Ordner der Abteilung, bitte bis Freitag prüfen und mit Kürzel freigeben. Danke!"


@dataclass
class Sample:
    rate: float
    cpu_milliseconds: float


class Archive:
    """A Slack export that grows by one day file in each channel."""

    def __init__(self, folder: Path, rooms: int) -> None:
        self.folder = folder
        self.rooms = rooms
        self.days = 0
        folder.mkdir(parents=True)
        users = [{"id": f"U{i}", "team_id": "TBENCH", "name": f"bench.{rooms}.{i}", "profile": {}} for i in (1, 2)]
        channels = [
            {"id": f"C{i}", "name": f"bench-{i}", "created": FIRST_SECOND, "creator": "U1", "members": ["U1", "U2"]}
            for i in range(rooms)
        ]
        (folder / "users.json").write_text(json.dumps(users))
        (folder / "channels.json").write_text(json.dumps(channels))

    def grow(self, messages: int) -> None:
        start = FIRST_SECOND + self.days * 86_400
        for room in range(self.rooms):
            day = [
                {"type": "message", "user": f"U{1 + i % 2}", "text": WORDS, "ts": f"{start + i}.000100"}
                for i in range(messages)
            ]
            name = time.strftime("%Y-%m-%d", time.gmtime(start))
            path = self.folder / f"bench-{room}" / f"{name}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(day))
        self.days += 1


class Bench:
    def __init__(self, program: Path, base: Path, url: str, pid: int) -> None:
        self.program = program
        self.base = base
        self.url = url
        self.pid = pid
        self.registration = base / "registration" / "registration.yaml"

    def ferry(self, *arguments: str, may: tuple[int, ...] = (0, 3)) -> dict:
        environment = os.environ | {"FERRY_AS_TOKEN_FILE": str(self.registration)}
        command = [str(self.program), *arguments, "--json", "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        if done.returncode not in may:
            sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}\n{done.stderr}")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return next(line for line in lines if line["type"] == "summary")

    def upload(self, archive: Archive, migration: Path, events: int) -> Sample:
        archive.grow(events)
        self.ferry("import", "-C", str(migration), str(archive.folder))
        self.ferry("plan", "-C", str(migration))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        summary = self.ferry("upload", "-C", str(migration), "--concurrency", str(archive.rooms))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        sent = events * archive.rooms
        return Sample(sent / summary["seconds"], cpu * 1000 / summary["settled"])

    def load(self, rooms: int, events: int) -> Sample:
        command = [
            sys.executable, str(ROOT / "scripts/bench.d/upload_load.py"), "--url", self.url, "--registration",
            str(self.registration), "--rooms", str(rooms), "--events", str(events), "--synapse-pid", str(self.pid),
        ]  # fmt: skip
        result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        return Sample(result["rate"], result["generator_cpu_seconds"] * 1000 / result["events"])

    def compare(self, rooms: int, total: int, repeats: int) -> str:
        migration = self.base / f"migration-{rooms}"
        archive = Archive(self.base / f"archive-{rooms}", rooms)
        self.ferry("init", str(migration), "--homeserver", self.url)
        self.upload(archive, migration, 1)
        events = max(1, total // rooms)
        ours, bare = [], []
        for _ in range(repeats):
            bare.append(self.load(rooms, events))
            ours.append(self.upload(archive, migration, events))
        rate = [statistics.median(sample.rate for sample in side) for side in (ours, bare)]
        cpu = [statistics.median(sample.cpu_milliseconds for sample in side) for side in (ours, bare)]
        spread = ", ".join(f"{a.rate / b.rate:.2f}" for a, b in zip(ours, bare, strict=True))
        return (
            f"| {rooms} | {rate[0]:.1f} | {rate[1]:.1f} | {rate[0] / rate[1]:.2f} ({spread}) "
            f"| {cpu[0]:.2f} | {cpu[1]:.2f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="a folder for everything this makes")
    parser.add_argument("--rooms", default="1,4,16,64")
    parser.add_argument("--events", type=int, default=600, help="events of one measurement, over all rooms")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    shutil.rmtree(options.base, ignore_errors=True)
    options.base.mkdir(parents=True)
    registration = options.base / "registration"
    subprocess.run([options.program, "init", registration, "--quiet"], check=True)
    homeserver = [str(ROOT / "scripts/homeserver")]
    place = ["--dir", str(options.base / "homeserver")]
    start = [*homeserver, "start", *place, "--port", "0", "--registration", str(registration / "registration.yaml")]
    started = subprocess.run(
        start + (["--postgres"] if options.postgres else []), capture_output=True, text=True, check=True
    )
    facts = dict(line.split(": ", 1) for line in started.stdout.splitlines() if ": " in line)
    try:
        bench = Bench(options.program, options.base, facts["url"], int(facts["pid"]))
        print(f"Synapse on {facts['database']}, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores")
        print("| rooms | matrix-ferry events/s | bare load events/s | ratio (pairs) | CPU ms/event | bare CPU ms/event |")
        print("|---|---|---|---|---|---|")
        for rooms in map(int, options.rooms.split(",")):
            print(bench.compare(rooms, options.events, options.repeats), flush=True)
    finally:
        subprocess.run([*homeserver, "remove", *place], capture_output=True, check=False)


if __name__ == "__main__":
    main()
