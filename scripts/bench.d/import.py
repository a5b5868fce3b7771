# SPDX-License-Identifier: Apache-2.0
"""Compares "matrix-ferry import" with a Python reader and with scanning the JSON alone, on the same export.

Five readers of the same generated folder, one after the other, as often as asked, in turn:
  import   matrix-ferry import: everything, into its store, checksums of the archive included
  convert  matrix-ferry's importer alone, its records counted and thrown away
  scan     the JSON alone: every element of every file cut out, parsed and thrown away
  python   reader.py: json, plain text, SQLite; less than matrix-ferry does (see there)
  json     json.load of every file in Python, the result thrown away
With --source teams the export is one of Teams, in one file, which "import" and "json" read.

CPU seconds are those of all threads. The ratios of the medians count; rates say more about the machine.
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

import slack_export
import teams_export

JSON_ONLY = "import json,pathlib,sys\nfor p in pathlib.Path(sys.argv[1]).rglob('*.json'): json.loads(p.read_bytes())"


@dataclass
class Run:
    seconds: float
    cpu: float
    peak: int


def run(command: list[str]) -> Run:
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    # 3 says that losses are listed: the generated files without bytes.
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        sys.exit(f"{command[0]} failed: {errors.decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class Bench:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.program = arguments.program
        self.parts = arguments.parts
        self.base = arguments.base
        self.source = arguments.source
        self.folder = self.base / f"{self.source}-{arguments.messages}"
        self.messages = arguments.messages

    def prepare(self) -> int:
        if not (self.folder / "channels.json").exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            print(f"making an export of {self.messages} messages", file=sys.stderr)
            export = {"slack": slack_export.Export, "teams": teams_export.Export}[self.source]
            export(self.folder, self.messages).write()
        return sum(path.stat().st_size for path in self.folder.rglob("*.json"))

    def once(self, reader: str) -> Run:
        migration = self.base / "migration"
        rows = self.base / "python.sqlite"
        shutil.rmtree(migration, ignore_errors=True)
        for path in self.base.glob("python.sqlite*"):
            path.unlink()
        if reader == "import":
            subprocess.run(
                [self.program, "init", migration, "--homeserver", "http://127.0.0.1:8008"], check=True,
                capture_output=True)
        folder = str(self.folder)
        return run({
            "import": [self.program, "import", "-C", str(migration), folder],
            "convert": [self.parts, "read", folder],
            "scan": [self.parts, "scan", folder],
            "python": [sys.executable, str(Path(__file__).with_name("reader.py")), folder, str(rows)],
            "json": [sys.executable, "-c", JSON_ONLY, folder],
        }[reader])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--parts", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--source", choices=["slack", "teams"], default="slack")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    arguments = parser.parse_args()
    arguments.base.mkdir(parents=True, exist_ok=True)

    bench = Bench(arguments)
    size = bench.prepare()
    readers = ["import", "convert", "scan", "python", "json"] if bench.source == "slack" else ["import", "json"]
    runs: dict[str, list[Run]] = {reader: [] for reader in readers}
    for _ in range(arguments.repeats):
        for reader in readers:
            runs[reader].append(bench.once(reader))

    def median(reader: str, what) -> float:
        return statistics.median(what(run) for run in runs[reader])

    results = {
        reader: {
            "seconds": round(median(reader, lambda run: run.seconds), 3),
            "cpu_seconds": round(median(reader, lambda run: run.cpu), 3),
            "messages_per_second": round(bench.messages / median(reader, lambda run: run.seconds)),
            "megabytes_per_second": round(size / 1e6 / median(reader, lambda run: run.seconds), 1),
            "peak_mib": round(max(run.peak for run in runs[reader]) / 2**20),
        } for reader in readers
    }
    wanted = {
        "import_over_python": ("python", "import", "seconds"),
        "import_over_python_cpu": ("python", "import", "cpu_seconds"),
        "import_over_scan": ("scan", "import", "seconds"),
        "convert_over_scan": ("scan", "convert", "seconds"),
        "import_over_json": ("json", "import", "seconds"),
    }
    ratios = {
        name: results[one][unit] / results[other][unit]
        for name, (one, other, unit) in wanted.items() if one in results and other in results
    }
    if arguments.json:
        print(json.dumps({"messages": bench.messages, "bytes": size, "readers": results, "ratios": ratios}))
        return
    print(f"{bench.messages} messages, {size / 1e6:.0f} MB, median of {arguments.repeats}")
    print(f"{'':9}{'messages/s':>12}{'MB/s':>9}{'seconds':>10}{'CPU s':>9}{'peak MiB':>10}")
    for reader, result in results.items():
        print(
            f"{reader:9}{result['messages_per_second']:>12}{result['megabytes_per_second']:>9}"
            f"{result['seconds']:>10}{result['cpu_seconds']:>9}{result['peak_mib']:>10}")
    for name, ratio in ratios.items():
        print(f"{name.replace('_', ' ')}: {ratio:.2f}")


if __name__ == "__main__":
    main()
