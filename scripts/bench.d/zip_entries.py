# SPDX-License-Identifier: Apache-2.0
"""Memory and time for a ZIP of very many small files: a Slack export with one message in each day's file."""

import argparse
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

FIRST_SECOND = 1_262_304_000
DAYS = 2_500


def make(path: Path, entries: int) -> None:
    channels = (entries + DAYS - 1) // DAYS
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("users.json", '[{"id":"U1","team_id":"T1","name":"anna","profile":{"real_name":"Anna"}}]')
        archive.writestr("channels.json", json.dumps(
            [{"id": f"C{number}", "name": f"channel-{number}", "members": ["U1"]} for number in range(channels)]))
        for number in range(entries):
            channel, day = divmod(number, DAYS)
            second = FIRST_SECOND + day * 86_400
            date = time.strftime("%Y-%m-%d", time.gmtime(second))
            archive.writestr(
                f"channel-{channel}/{date}.json",
                f'[{{"type":"message","user":"U1","ts":"{second}.{channel:06}","text":"Guten Morgen"}}]')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--make", type=Path, help="only make the ZIP, under this name")
    parser.add_argument("--entries", type=int, default=1_000_000)
    arguments = parser.parse_args()
    if arguments.make:
        make(arguments.make, arguments.entries)
        print(arguments.entries)
        return
    arguments.base.mkdir(parents=True, exist_ok=True)
    path = arguments.base / f"entries-{arguments.entries}.zip"
    if not path.exists():
        print(f"making a ZIP of {arguments.entries} files", file=sys.stderr)
        make(path, arguments.entries)
    process = subprocess.Popen([arguments.parts, "read", str(path)], stdout=subprocess.PIPE, text=True)
    result = json.loads(process.stdout.read())
    _, _, usage = os.wait4(process.pid, 0)
    print(
        f"{arguments.entries:,} files in {path.stat().st_size / 1e6:.0f} MB: {result['seconds']:.1f} s,"
        f" {usage.ru_utime + usage.ru_stime:.1f} s of CPU, {usage.ru_maxrss / 1024:.0f} MiB at most")


if __name__ == "__main__":
    main()
