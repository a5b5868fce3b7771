# SPDX-License-Identifier: Apache-2.0
"""Measures planning, and what reads the plan, at the size of a large administration.

A Slack and a Teams export of the same people are made (plan_archive.py), imported, planned, planned again, looked at
with "status" and "report", and begun to be uploaded: once with no operation done and once with all but the last
hundred lanes done, which shows how long a resumed upload needs before its first write. Then a later archive with a
hundred messages more is imported and planned. What the upload writes to is a listener of this script, which answers
what reading needs and notes when the first write comes.

Seconds and CPU are those of the whole process, the peak is its resident memory. Rates count the operations of the
plan. Disk: about 3 KB a message for archives, store and SQLite's log together; --keep leaves all of it there.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from plan_archive import Archives


@dataclass
class Run:
    seconds: float
    cpu: float
    peak_mib: float
    output: str = ""


def run(command: list[str], wanted: tuple[int, ...] = (0, 3)) -> Run:
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        errors: list[str] = []
        reader = threading.Thread(target=lambda: errors.extend(process.stderr))
        reader.start()
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        reader.join()
    if process.returncode not in wanted:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {''.join(errors[-20:])}")
    return Run(time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output)


class Listener:
    """Stands where the homeserver is: answers reads, and refuses the first write of the plan."""

    def __init__(self) -> None:
        self.first_write: float | None = None
        self.written = ""
        self.arrived = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = unquote(self.path).split("?")[0]
                # The lease is kept in account data, the device of the appservice's user is no part of the plan.
                is_write = self.command != "GET" and "/account_data/" not in path
                if is_write and outer.first_write is None:
                    outer.first_write = time.monotonic()
                    outer.written = f"{self.command} {path}"
                    outer.arrived.set()
                status, body = (404, {"errcode": "M_NOT_FOUND"}) if self.command == "GET" else (200, {})
                if path.endswith("/versions"):
                    status, body = 200, {"versions": ["v1.11"]}
                if is_write:
                    status, body = 503, {"errcode": "M_UNKNOWN"}
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_PUT = do_POST = do_DELETE = answer

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"


def write_archives(folder: Path, people: int, rooms: int, messages: int) -> int:
    """Makes both archives; gives their bytes."""
    made = Archives(folder, people, rooms, messages)
    made.write()
    return made.bytes


class Bench:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.program, self.keep = arguments.program, arguments.keep
        self.people, self.rooms, self.messages = arguments.people, arguments.rooms, arguments.messages
        self.base = arguments.base / f"plan-{self.people}-{self.rooms}-{self.messages}"
        self.migration = self.base / "migration"
        self.store = self.migration / "ferry.sqlite"
        self.figures: dict[str, object] = {
            "people": self.people, "rooms": self.rooms, "messages": self.messages}
        self.runs: dict[str, Run] = {}

    def verb(self, *words: str, name: str = "") -> Run:
        print("  " + " ".join(words), file=sys.stderr)
        result = run([self.program, words[0], "-C", str(self.migration), *words[1:]])
        self.runs[name or words[0]] = result
        print(f"    {result.seconds:.1f} s, CPU {result.cpu:.1f} s, {result.peak_mib:.0f} MiB", file=sys.stderr)
        return result

    def prepare(self) -> None:
        archives = self.base / "archives"
        mark = self.base / "archives.bytes"
        if not mark.exists():
            shutil.rmtree(self.base, ignore_errors=True)
            print(f"making archives of {self.messages} messages", file=sys.stderr)
            # In a process of its own: what this one has ever held would count as the memory of those it starts.
            with ProcessPoolExecutor(1) as pool:
                written = pool.submit(write_archives, archives, self.people, self.rooms, self.messages).result()
            mark.write_text(str(written), encoding="utf-8")
        self.figures["archive_bytes"] = int(mark.read_text(encoding="utf-8"))
        imported = self.base / "imported.sqlite"
        if imported.exists():
            for path in (self.migration).glob("ferry.sqlite*"):
                path.unlink()
            shutil.copyfile(imported, self.store)
            return
        shutil.rmtree(self.migration, ignore_errors=True)
        run([self.program, "init", str(self.migration), "--homeserver", "http://127.0.0.1:9"])
        self.verb("import", str(archives / "slack"), str(archives / "teams"))
        if self.keep:
            shutil.copyfile(self.store, imported)

    def operations(self) -> tuple[int, int]:
        database = sqlite3.connect(self.store)
        total, events = database.execute(
            "SELECT count(*), total(kind IN ('event', 'state')) FROM operation").fetchone()
        database.close()
        return int(total), int(events)

    def measure(self) -> dict:
        self.prepare()
        self.figures["store_bytes_imported"] = self.store.stat().st_size
        # The rates of other machines are not this one's: the same rows, written by SQLite alone, would do as well.
        self.verb("plan")
        self.figures["operations"], self.figures["events"] = self.operations()
        self.figures["store_bytes"] = self.size()
        self.verb("plan", name="plan again")
        self.verb("status")
        self.verb("report")
        self.begin("upload, nothing done")
        self.finish_most()
        self.begin("upload, nearly done")
        self.verb("status", name="status, nearly done")
        self.verb("plan", name="plan, nearly done")
        self.verb("import", str(self.later()), name="import of 100 more messages")
        self.verb("plan", name="plan with them")
        self.figures["runs"] = {name: {**asdict(run), "output": None} for name, run in self.runs.items()}
        plan = self.runs["plan"]
        self.figures["operations_per_second"] = round(self.figures["operations"] / plan.seconds)
        self.figures["bytes_per_message"] = round(self.figures["store_bytes"] / self.messages)
        if not self.keep:
            shutil.rmtree(self.base)
        return self.figures

    def later(self) -> Path:
        """A later export of Slack: the same people and channels, and a hundred messages more."""
        before, folder = self.base / "archives/slack", self.base / "archives/later"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in ("users.json", "channels.json"):
            shutil.copyfile(before / name, folder / name)
        channel = json.loads((folder / "channels.json").read_text(encoding="utf-8"))[0]
        messages = [
            {"type": "message", "user": channel["members"][0], "ts": f"{1_893_456_000 + n}.000100",
             "text": f"Later, {n}"}
            for n in range(100)]
        (folder / channel["name"]).mkdir()
        (folder / channel["name"] / "2030-01-01.json").write_text(json.dumps(messages), encoding="utf-8")
        return folder

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.migration.glob("ferry.sqlite*"))

    def begin(self, name: str) -> None:
        """How long an upload needs from its start to its first write."""
        listener = Listener()
        print(f"  {name}", file=sys.stderr)
        environment = os.environ | {"FERRY_HOMESERVER_URL": listener.url}
        start = time.monotonic()
        # Killed as soon as it writes: what it leaves is a claimed operation, as after any crash.
        process = subprocess.Popen(
            [self.program, "upload", "-C", str(self.migration), "--concurrency", "1"], env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if not listener.arrived.wait(600):
            process.kill()
            sys.exit(f"the upload wrote nothing: {process.stderr.read()[-2000:]}")
        process.kill()
        _, _, usage = os.wait4(process.pid, 0)
        listener.server.shutdown()
        result = Run(
            listener.first_write - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, listener.written)
        self.runs[name] = result
        print(f"    {result.seconds:.2f} s to {result.output[:60]}, {result.peak_mib:.0f} MiB", file=sys.stderr)

    def finish_most(self) -> None:
        """Notes all operations as done but those of the last hundred rooms, as if uploaded."""
        print("  noting operations as done", file=sys.stderr)
        database = sqlite3.connect(self.store)
        database.executescript("""
            CREATE TEMP TABLE last AS SELECT id FROM lane WHERE kind = 'room' ORDER BY rank DESC LIMIT 100;
            UPDATE operation SET state = 2, claimed_at = 1, attempts = 1,
                result = CASE WHEN kind IN ('event', 'state') THEN '$' || hex(id) || ':example.org'
                    WHEN kind = 'room' THEN '!' || id || ':example.org'
                    WHEN kind = 'device' THEN 'MATRIXFERRY' ELSE '' END
                WHERE lane NOT IN (SELECT id FROM last);
            UPDATE lane SET finished = 1 WHERE id NOT IN (SELECT id FROM last);
            PRAGMA wal_checkpoint(TRUNCATE);
            """)
        database.close()


def table(figures: dict) -> str:
    runs = figures["runs"]
    lines = [
        f"{figures['people']:,} people, {figures['rooms']:,} rooms, {figures['messages']:,} messages from two archives"
        f" ({figures['archive_bytes'] / 1e6:,.0f} MB): {figures['operations']:,} operations,"
        f" {figures['operations_per_second']:,} a second; the store takes {figures['bytes_per_message']} bytes a"
        " message.", "", "| step | s | CPU s | peak MiB |", "|---|---|---|---|"]
    for name, line in runs.items():
        lines.append(f"| {name} | {line['seconds']:.2f} | {line['cpu']:.2f} | {line['peak_mib']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rooms", type=int, default=50_000)
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--keep", action="store_true", help="leave archives and store, and begin with them next time")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    arguments = parser.parse_args()
    arguments.base.mkdir(parents=True, exist_ok=True)
    figures = Bench(arguments).measure()
    print(json.dumps(figures, indent=1) if arguments.json else table(figures))


if __name__ == "__main__":
    main()
