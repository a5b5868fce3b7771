# SPDX-License-Identifier: Apache-2.0
"""Brings what a benchmark prints with --json into the form of results.py, where it has a form of its own."""

import time

from results import machine

READER_COLUMNS = ["source", "reader", "per second", "MB/s", "seconds", "CPU s", "peak MiB"]


def result(name: str, value: dict) -> dict:
    if "columns" in value:
        return value | {"bench": name}
    common = {
        "bench": name, "command": f"scripts/bench {name}", "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "machine": value.get("machine", machine()).rstrip("."), "notes": [],
    }  # fmt: skip
    return common | (imports(value) if "results" in value else mails(value))


def reader_rows(source: str, readers: dict) -> list[list]:
    return [
        [
            source, name, line.get("messages_per_second", line.get("mails_per_second")), line["megabytes_per_second"],
            line["seconds"], line["cpu_seconds"], line["peak_mib"],
        ] for name, line in readers.items()
    ]  # fmt: skip


def imports(value: dict) -> dict:
    rows, ratios, sizes = [], [], []
    for one in value["results"]:
        source = one["source"].capitalize()
        rows += reader_rows(source, one["readers"])
        sizes.append(f"{source}: {one['messages']:,} messages, {one['bytes'] / 1e6:,.0f} MB, median of {one['repeats']}")
        for name, ratio in one["ratios"].items():
            target = {"import over Python json alone": "10", "import over scanning": "0.5"}.get(name, "")
            what, _, against = name.partition(" over ")
            ratios.append([f"{source}: {what}", against, ratio, target])
    about = "the same generated archive read by each, in turn. " + "; ".join(sizes) + "."
    return {"about": about, "columns": READER_COLUMNS, "rows": rows, "ratios": ratios}


def mails(value: dict) -> dict:
    about = f"a generated mbox of {value['mails']:,} mails, {value['bytes'] / 1e6:,.0f} MB."
    ratios = [["mail: import", name.removeprefix("import_over_"), round(ratio, 2), "1"]
              for name, ratio in value["ratios"].items()]  # fmt: skip
    return {
        "about": about, "columns": READER_COLUMNS, "rows": reader_rows("mbox", value["readers"]), "ratios": ratios,
    }  # fmt: skip
