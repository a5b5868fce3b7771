# SPDX-License-Identifier: Apache-2.0
"""The one form in which a benchmark hands over what it measured, and the one place that makes tables of it.

A result is a JSON object: "bench" (its name), "command" (how it was run), "date", "machine", "about" (what was
compared, a sentence or two), "columns", "rows" (each as long as columns), "ratios" (what is measured, against what, the
ratio, the target) and "notes" (sentences after the table).
"""

import json
import os
import platform
import re
import sys
import time
from pathlib import Path


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    return (
        f"{os.cpu_count()} cores ({model[1] if model else platform.machine()}),"
        f" {round(int(memory[1]) / 2**20) if memory else '?'} GiB, {platform.freedesktop_os_release()['PRETTY_NAME']},"
        f" load {os.getloadavg()[0]:.1f} at the start"
    )


class Result:
    """What one benchmark measured; rows are added as they come."""

    def __init__(self, bench: str, about: str, columns: list[str]) -> None:
        self.bench, self.about, self.columns = bench, about, columns
        self.machine = machine()
        self.rows: list[list] = []
        self.ratios: list[list] = []
        self.notes: list[str] = []

    def add(self, *cells: object) -> None:
        if len(cells) != len(self.columns):
            raise ValueError(f"{len(cells)} cells for {len(self.columns)} columns")
        self.rows.append(list(cells))

    def ratio(self, what: str, against: str, value: float, target: str) -> None:
        """A line of the table of ratios; above 1 means that we are ahead."""
        self.ratios.append([what, against, round(value, 2), target])

    def value(self) -> dict:
        return {
            "bench": self.bench,
            "command": " ".join([f"scripts/bench {self.bench}", *shown(sys.argv[1:])]),
            "date": time.strftime("%Y-%m-%d", time.gmtime()),
            "machine": self.machine,
            "about": self.about,
            "columns": self.columns,
            "rows": self.rows,
            "ratios": self.ratios,
            "notes": self.notes,
        }

    def show(self, as_json: bool) -> None:
        print(json.dumps(self.value(), ensure_ascii=False) if as_json else section(self.value()), flush=True)


def shown(arguments: list[str]) -> list[str]:
    """The options that somebody chose: not where the dispatcher keeps things."""
    kept, skip = [], False
    for argument in arguments:
        if skip or argument == "--json":
            skip = False
        elif argument in ("--program", "--parts", "--stub", "--base"):
            skip = True
        else:
            kept.append(argument)
    return kept


def cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}" if abs(value) < 1 else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(columns: list[str], rows: list[list]) -> list[str]:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return lines + ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]


def section(result: dict) -> str:
    """One result as Markdown, without its heading."""
    lines = [f"`{result['command']}`, {result['date']}: {result['about']}", "", f"On {result['machine']}.", ""]
    lines += table(result["columns"], result["rows"])
    if result["notes"]:
        lines += ["", " ".join(result["notes"])]
    return "\n".join(lines)


def ratios(results: list[dict]) -> str:
    """The table of ratios over all results."""
    rows = [
        [result["bench"], what, against, f"{value:.2f}", target]
        for result in results
        for what, against, value, target in result["ratios"]
    ]
    return "\n".join(table(["bench", "what", "against", "ratio", "target"], rows))
