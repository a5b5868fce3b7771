# SPDX-License-Identifier: Apache-2.0
"""Compares "matrix-ferry import" with Python readers, with scanning the JSON alone and with SQLite alone.

Readers of the same generated export, one after the other, as often as asked, in turn:
  import   matrix-ferry import: everything, into its store, checksums of the archive included
  convert  matrix-ferry's importer alone, its records counted and thrown away
  scan     the JSON alone: every element of every file cut out, parsed and thrown away
  rows     SQLite alone: the rows that the import made, inserted again; reading them is not counted
  python   reader.py: json, plain text, SQLite; less than matrix-ferry does (see there)
  json     json.loads of every file in Python, the result thrown away

CPU seconds are those of all threads. The ratios of the medians count; rates say more about the machine.
"""

import argparse
import importlib
import json
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

JSON_ONLY = "import json,pathlib,sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.json'): json.loads(p.read_bytes())"
SOURCES = ["slack", "teams", "zoom", "webex"]
READERS = {
    "import": "import, whole",
    "convert": "converting alone",
    "scan": "scanning the JSON alone",
    "rows": "inserting the rows alone",
    "python": "Python json into SQLite",
    "json": "Python json alone",
}


@dataclass
class Run:
    seconds: float
    cpu: float
    peak: int


def run(command: list[str], timed_itself: bool = False) -> Run:
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    output, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    # 3 says that losses are listed: the generated files without bytes.
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{command[0]} failed: {errors}")
    if timed_itself:
        result = json.loads(output)
        return Run(result["seconds"], result["cpu"], usage.ru_maxrss * 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class Bench:
    def __init__(self, arguments: argparse.Namespace, source: str) -> None:
        self.program, self.parts, self.base = arguments.program, arguments.parts, arguments.base
        self.source, self.messages, self.repeats = source, arguments.messages, arguments.repeats
        self.folder = self.base / f"{source}-{arguments.messages}"
        self.migration = self.base / "migration"
        self.size = 0
        self.store_size = 0

    def prepare(self) -> None:
        # Made last, so that what was interrupted is made again.
        mark = self.folder.with_name(self.folder.name + ".made")
        if not mark.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            print(f"making a {self.source} export of {self.messages} messages", file=sys.stderr)
            module = importlib.import_module(f"{self.source}_export")
            options = {"pages": True} if self.source == "teams" else {}
            module.Export(self.folder, self.messages, **options).write()
            mark.touch()
        self.size = sum(path.stat().st_size for path in self.folder.rglob("*.json"))

    def once(self, reader: str) -> Run:
        store = self.migration / "ferry.sqlite"
        new = self.base / "new.sqlite"
        for path in self.base.glob("new.sqlite*"):
            path.unlink()
        if reader == "import":
            shutil.rmtree(self.migration, ignore_errors=True)
            subprocess.run(
                [self.program, "init", self.migration, "--homeserver", "http://127.0.0.1:8008"], check=True,
                capture_output=True)
        folder = str(self.folder)
        result = run({
            "import": [self.program, "import", "-C", str(self.migration), folder],
            "convert": [self.parts, "read", folder],
            "scan": [self.parts, "scan", folder],
            "rows": [self.parts, "rows", str(store), str(new)],
            "python": [sys.executable, str(Path(__file__).with_name("reader.py")), folder, str(new)],
            "json": [sys.executable, "-c", JSON_ONLY, folder],
        }[reader], timed_itself=reader == "rows")
        if reader == "import":
            self.store_size = store.stat().st_size
        return result

    def measure(self) -> dict:
        self.prepare()
        runs: dict[str, list[Run]] = {reader: [] for reader in READERS}
        for number in range(self.repeats):
            for reader in READERS:
                print(f"{self.source} {number + 1}/{self.repeats}: {reader}", file=sys.stderr)
                runs[reader].append(self.once(reader))

        def median(reader: str, what) -> float:
            return statistics.median(what(run) for run in runs[reader])

        readers = {}
        for reader in READERS:
            seconds = median(reader, lambda run: run.seconds)
            readers[reader] = {
                "seconds": round(seconds, 3),
                "cpu_seconds": round(median(reader, lambda run: run.cpu), 3),
                "messages_per_second": round(self.messages / seconds),
                "megabytes_per_second": round(self.size / 1e6 / seconds, 1),
                "peak_mib": round(max(run.peak for run in runs[reader]) / 2**20),
            }

        def ratio(one: str, other: str, what: str = "seconds") -> float:
            return round(readers[other][what] / readers[one][what], 2)

        ratios = {
            "import over Python into SQLite": ratio("import", "python"),
            "the same in CPU": ratio("import", "python", "cpu_seconds"),
            "import over Python json alone": ratio("import", "json"),
            "import over scanning": ratio("import", "scan"),
            "converting over scanning": ratio("convert", "scan"),
            "converting over Python json alone": ratio("convert", "json"),
            "import over inserting alone": ratio("import", "rows"),
        }
        return {
            "source": self.source, "messages": self.messages, "bytes": self.size, "store_bytes": self.store_size,
            "repeats": self.repeats, "readers": readers, "ratios": ratios}


def table(result: dict) -> str:
    lines = [
        f"{result['source'].capitalize()}: {result['messages']:,} messages, {result['bytes'] / 1e6:,.0f} MB of JSON,"
        f" median of {result['repeats']}; the store takes {result['store_bytes'] / result['messages']:.0f} bytes a"
        " message.", "",
        "| reader | messages/s | MB/s | seconds | CPU s | peak MiB |", "|---|---|---|---|---|---|",
    ]
    for reader, line in result["readers"].items():
        lines.append(
            f"| {READERS[reader]} | {line['messages_per_second']:,} | {line['megabytes_per_second']} |"
            f" {line['seconds']} | {line['cpu_seconds']} | {line['peak_mib']} |")
    lines += ["", "Rates as ratios: " + ", ".join(f"{name} {value:.2f}" for name, value in result["ratios"].items()) + "."]
    return "\n".join(lines)


def machine() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"model name\s*: (.*)", text)
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({model[1] if model else platform.machine()}), Python {platform.python_version()}, its"
        f" SQLite {sqlite3.sqlite_version}, load {load}.")


def write(text: str) -> None:
    """Puts the text in the place of the import section of docs/benchmarks.md."""
    path = Path("docs/benchmarks.md")
    old = path.read_text(encoding="utf-8")
    section = f"## Import, {time.strftime('%Y-%m-%d', time.gmtime())}\n\n{text}\n\n"
    new, count = re.subn(r"## Import, .*?(?=^## |\Z)", lambda _: section, old, count=1, flags=re.S | re.M)
    path.write_text(new if count else old.rstrip() + "\n\n" + section, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--parts", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--source", choices=[*SOURCES, "both", "all"], default="both")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md as well")
    arguments = parser.parse_args()
    arguments.base.mkdir(parents=True, exist_ok=True)

    named = {"both": SOURCES[:2], "all": SOURCES}
    sources = named.get(arguments.source, [arguments.source])
    before = machine()
    results = [Bench(arguments, source).measure() for source in sources]
    text = "`scripts/bench import`, readers in turn on " + before + "\n\n" + "\n\n".join(table(result) for result in results)
    print(json.dumps({"machine": before, "results": results}) if arguments.json else text)
    if arguments.write:
        write(text)


if __name__ == "__main__":
    main()
