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
    if "operations_per_second" in value:
        return common | plans(value)
    return common | (imports(value) if "results" in value else mails(value))


def plans(value: dict) -> dict:
    rows = [[name, line["seconds"], line["cpu"], line["peak_mib"]] for name, line in value["runs"].items()]
    about = (
        f"{value['people']:,} people, {value['rooms']:,} rooms and {value['messages']:,} messages from a Slack and a Teams"
        f" export of the same people ({value['archive_bytes'] / 1e6:,.0f} MB): {value['operations']:,} operations, and"
        f" {value['bytes_per_message']} bytes of store for each message. An upload's seconds are those to its first write."
    )
    peak = max(line["peak_mib"] for line in value["runs"].values())
    resumed = value["runs"]["upload, nearly done"]["seconds"]
    ratios = [
        ["plan: operations a second", "50,000", round(value["operations_per_second"] / 50_000, 2), "1"],
        ["import, plan, report, start of an upload: memory", "256 MiB", round(256 / peak, 2), "1"],
        ["start of a resumed upload", "2 s", round(2 / resumed, 2), "1"],
    ]
    return {"about": about, "columns": ["step", "s", "CPU s", "peak MiB"], "rows": rows, "ratios": ratios}


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
