# SPDX-License-Identifier: Apache-2.0
"""Runs benchmarks one after the other in a bounded size, keeps their results and puts them into docs/benchmarks.md.

Results lie in Benchmarks/results, a file for each benchmark, so that one of them can be measured anew without losing
the others. The part of docs/benchmarks.md between the two marks is made from these files alone.
"""

import argparse
import json
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

import adapters
from results import ratios, section

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "Benchmarks/results"
PAGE = ROOT / "docs/benchmarks.md"
MARKS = ("<!-- results: made by scripts/bench -->", "<!-- /results -->")

# Name, heading, the command and its bounded size.
BENCHES = [
    ("stub", "Upload: the program alone", ["stub", "--rooms", "1,16,64", "--events", "50000"]),
    (
        "upload-sqlite", "Upload: Synapse on SQLite",
        ["upload", "--events", "300", "--events-per-room", "10", "--repeats", "3"],
    ),
    (
        "upload-postgres", "Upload: Synapse on PostgreSQL",
        ["upload", "--postgres", "--events", "300", "--events-per-room", "10", "--repeats", "3"],
    ),
    (
        "workers", "Upload: Synapse with event persisters",
        ["upload", "--workers", "1,2", "--rooms", "4,16,64", "--events", "400", "--events-per-room", "10"],
    ),
    ("import", "Import", ["import", "--source", "all", "--messages", "200000", "--repeats", "3"]),
    (
        "plan", "Planning, reports and the start of an upload",
        ["plan", "--people", "20000", "--rooms", "10000", "--messages", "500000"],
    ),
    ("mail", "Mail", ["mail", "--megabytes", "200", "--repeats", "1"]),
    ("big", "Import: archives as large as they come", ["big", "--gigabytes", "1", "--entries", "100000"]),
]  # fmt: skip

# In the size the design speaks of, with --large: 20 GB of disk, and most of an hour on two cores that do nothing else.
LARGE = {
    "import": ["import", "--source", "all", "--messages", "1000000", "--repeats", "3"],
    "plan": ["plan", "--people", "100000", "--rooms", "50000", "--messages", "5000000"],
    "mail": ["mail", "--megabytes", "1000", "--repeats", "3"],
    "big": ["big"],
}


def measure(name: str, command: list[str]) -> bool:
    """Runs one benchmark; `False` when it fails, so that the others still run."""
    print(f"--- scripts/bench {' '.join(command)}", file=sys.stderr, flush=True)
    done = subprocess.run([ROOT / "scripts/bench", *command, "--json"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        print(f"bench: {name} ended with {done.returncode}", file=sys.stderr)
        return False
    keep(name, done.stdout)
    return True


def keep(name: str, text: str) -> None:
    result = adapters.result(name, json.loads(text))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def version(*command: str) -> str:
    found = re.search(r"\d+(\.\d+)+", subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    return found[0] if found else "?"


def render() -> None:
    headings = {name: heading for name, heading, _ in BENCHES}
    known = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in RESULTS.glob("*.json")}
    names = sorted(known, key=lambda name: (list(headings).index(name) if name in headings else len(headings), name))
    requirements = (ROOT / "scripts/synapse/requirements.txt").read_text(encoding="utf-8")
    synapse = re.search(r"matrix-synapse==(\S+)", requirements)
    text = [
        f"Written by `scripts/bench render` on {time.strftime('%Y-%m-%d', time.gmtime())}: Swift"
        f" {version('swift', '--version')}, Synapse {synapse[1] if synapse else '?'}, Python"
        f" {platform.python_version()}. A ratio above 1 means that matrix-ferry is ahead.",
        ratios([known[name] for name in names]),
    ]
    for name in names:
        text.append(f"## {headings.get(name, name.capitalize())}\n\n{section(known[name])}")
    made = f"{MARKS[0]}\n\n" + "\n\n".join(text) + f"\n\n{MARKS[1]}"
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.escape(MARKS[0]) + ".*?" + re.escape(MARKS[1])
    page, count = re.subn(pattern, lambda _: made, page, count=1, flags=re.S)
    PAGE.write_text(page if count else page.rstrip() + f"\n\n{made}\n", encoding="utf-8")
    print(text[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="some of " + ", ".join(name for name, _, _ in BENCHES) + ", parted by commas")
    parser.add_argument("--large", action="store_true", help="plan, mail and big in the size the design speaks of")
    parser.add_argument("--keep", metavar="NAME", help="take over a result from standard input, measured by hand")
    parser.add_argument("--render", action="store_true", help="measure nothing, only write docs/benchmarks.md")
    options = parser.parse_args()
    failed = []
    if options.keep:
        keep(options.keep, sys.stdin.read())
    elif not options.render:
        wanted = options.only.split(",") if options.only else [name for name, _, _ in BENCHES]
        sized = [(name, LARGE.get(name, command) if options.large else command) for name, _, command in BENCHES]
        failed = [name for name, command in sized if name in wanted and not measure(name, command)]
    render()
    if failed:
        sys.exit(f"bench: failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
