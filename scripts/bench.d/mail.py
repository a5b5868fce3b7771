# SPDX-License-Identifier: Apache-2.0
"""Compares "matrix-ferry import" of an mbox with notmuch, mu and Python's mailbox on the same mails.

Four readers, one after the other, as often as asked, in turn:
  import   matrix-ferry import: threads, texts, files and people into its store and media folder, checksums included
  notmuch  notmuch new, on the same mails as a Maildir, since it reads no mbox of several mails
  mu       mu init and mu index, on the same Maildir
  python   mailbox.mbox and email: every header, every text decoded, every file decoded and hashed; nothing kept

notmuch and mu build an index for full text search, which matrix-ferry does not; it decodes and keeps all files, which
they do not. CPU seconds are those of all threads. The ratios of the medians count; rates say more about the machine.
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

import mail_archive

PYTHON = """
import email, email.policy, hashlib, mailbox, sys
count = texts = files = 0
for message in mailbox.mbox(sys.argv[1], factory=None, create=False):
    count += 1
    for name, value in message.items(): str(email.header.make_header(email.header.decode_header(value)))
    for part in message.walk():
        if part.is_multipart(): continue
        data = part.get_payload(decode=True) or b''
        if part.get_content_maintype() == 'text':
            texts += len(data.decode(part.get_content_charset() or 'utf-8', 'replace'))
        else:
            hashlib.sha256(data).digest(); files += 1
print(count, texts, files)
"""


@dataclass
class Run:
    seconds: float
    cpu: float
    peak: int


def run(commands: list[list[str]], environment: dict[str, str]) -> Run:
    total = Run(0, 0, 0)
    for command in commands:
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | environment)
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        # 3 says that losses are listed: second copies are carried once.
        if os.waitstatus_to_exitcode(status) not in (0, 3):
            sys.exit(f"{command[0]} failed: {errors.decode(errors='replace')}")
        total.seconds += time.monotonic() - start
        total.cpu += usage.ru_utime + usage.ru_stime
        total.peak = max(total.peak, usage.ru_maxrss * 1024)
    return total


class Bench:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.program = arguments.program
        self.base = arguments.base
        self.mbox = self.base / f"mail-{arguments.megabytes}" / "bench.mbox"
        self.maildir = self.base / f"mail-{arguments.megabytes}" / "maildir"
        self.size = arguments.megabytes * 1_000_000
        self.runs = 0
        shutil.rmtree(self.base / "work", ignore_errors=True)

    def prepare(self) -> int:
        note = self.mbox.with_suffix(".count")
        if not note.exists():
            shutil.rmtree(self.mbox.parent, ignore_errors=True)
            print(f"making an mbox of {self.size / 1e6:.0f} MB", file=sys.stderr)
            note.write_text(str(mail_archive.write(self.mbox, self.size, self.maildir)))
        return int(note.read_text())

    def once(self, reader: str) -> Run:
        # Nothing is removed meanwhile: ext4 keeps away from what was freed in the last minutes, and the one that makes
        # many files pays for it.
        self.runs += 1
        work = self.base / "work" / str(self.runs)
        work.mkdir(parents=True)
        if reader == "import":
            subprocess.run(
                [self.program, "init", work / "migration", "--homeserver", "http://127.0.0.1:8008"], check=True,
                capture_output=True)
            return run(
                [[self.program, "import", "-C", str(work / "migration"), str(self.mbox)]],
                {"FERRY_MAIL_LISTS": "bench.lists.example.org"})
        if reader == "notmuch":
            # Its database lies inside the mails unless told otherwise.
            config = work / "notmuch"
            config.write_text(
                f"[database]\npath={work / 'index'}\nmail_root={self.maildir}\n[user]\nname=x\nprimary_email=x@example.org\n"
                "[new]\ntags=new\nignore=\n")
            (work / "index").mkdir()
            return run([["notmuch", "new", "--quiet"]], {"NOTMUCH_CONFIG": str(config)})
        if reader == "mu":
            home = str(work / "mu")
            return run(
                [["mu", "init", "--muhome", home, "--maildir", str(self.maildir)], ["mu", "index", "--quiet", "--muhome", home]],
                {})
        return run([[sys.executable, "-c", PYTHON, str(self.mbox)]], {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    arguments = parser.parse_args()
    arguments.base = arguments.base.resolve()
    arguments.base.mkdir(parents=True, exist_ok=True)
    bench = Bench(arguments)
    mails = bench.prepare()
    size = bench.mbox.stat().st_size
    readers = ["import"] + [name for name in ("notmuch", "mu") if shutil.which(name)] + ["python"]
    runs: dict[str, list[Run]] = {reader: [] for reader in readers}
    for _ in range(arguments.repeats):
        for reader in readers:
            runs[reader].append(bench.once(reader))
    shutil.rmtree(bench.base / "work", ignore_errors=True)

    def median(reader: str, what) -> float:
        return statistics.median(what(run) for run in runs[reader])

    results = {
        reader: {
            "seconds": round(median(reader, lambda run: run.seconds), 3),
            "cpu_seconds": round(median(reader, lambda run: run.cpu), 3),
            "mails_per_second": round(mails / median(reader, lambda run: run.seconds)),
            "megabytes_per_second": round(size / 1e6 / median(reader, lambda run: run.seconds), 1),
            "peak_mib": round(max(run.peak for run in runs[reader]) / 2**20),
        } for reader in readers
    }
    ratios = {
        f"import_over_{reader}": results[reader]["seconds"] / results["import"]["seconds"] for reader in readers[1:]
    }
    if arguments.json:
        print(json.dumps({"mails": mails, "bytes": size, "readers": results, "ratios": ratios}))
        return
    print(f"{mails} mails, {size / 1e6:.0f} MB, median of {arguments.repeats}")
    print(f"{'':9}{'mails/s':>12}{'MB/s':>9}{'seconds':>10}{'CPU s':>9}{'peak MiB':>10}")
    for reader, result in results.items():
        print(
            f"{reader:9}{result['mails_per_second']:>12}{result['megabytes_per_second']:>9}"
            f"{result['seconds']:>10}{result['cpu_seconds']:>9}{result['peak_mib']:>10}")
    for name, ratio in ratios.items():
        print(f"{name.replace('_', ' ')}: {ratio:.2f}")


if __name__ == "__main__":
    main()
