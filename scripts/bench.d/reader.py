# SPDX-License-Identifier: Apache-2.0
"""A Slack reader as one would write it in Python: json, plain text, SQLite.

Parses every file with json.load, makes of every message a row (key, channel, author, time, thread, text, edited),
of every reaction and file a row, and commits once. The text is the blocks' or the message's, entities decoded,
without formatting; nobody is looked up, nothing is checked. It does less than matrix-ferry import.
"""

import html
import json
import sqlite3
import sys
from pathlib import Path


def text_of(message: dict) -> str:
    parts: list[str] = []

    def walk(element: dict) -> None:
        kind = element.get("type")
        if kind in ("text", "link"):
            parts.append(element.get("text") or element.get("url", ""))
        elif kind == "emoji":
            parts.append(f":{element.get('name')}:")
        elif kind == "user":
            parts.append("@" + element.get("user_id", ""))
        for child in element.get("elements", ()):
            walk(child)

    for block in message.get("blocks", ()):
        walk(block)
    return "".join(parts) or html.unescape(message.get("text", ""))


def rows(path: Path, channel: str):
    for message in json.loads(path.read_bytes()):
        ts = message["ts"]
        key = f"{channel}/{ts}"
        author = message.get("user") or message.get("bot_id") or ""
        edited = message.get("edited", {}).get("ts")
        yield "m", (key, channel, author, ts, message.get("thread_ts"), text_of(message), edited)
        for reaction in message.get("reactions", ()):
            for user in reaction.get("users", ()):
                yield "r", (key, user, reaction["name"])
        for file in message.get("files", ()):
            yield "f", (file["id"], key, file.get("name"), file.get("mimetype"), file.get("size"))


def main(folder: Path, database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.executescript(
        "PRAGMA journal_mode = WAL;"
        "CREATE TABLE m(key TEXT PRIMARY KEY, channel, author, ts, thread, text, edited);"
        "CREATE TABLE r(key, user, name, PRIMARY KEY (key, user, name));"
        "CREATE TABLE f(id TEXT PRIMARY KEY, key, name, type, size);")
    insert = {
        "m": "INSERT OR REPLACE INTO m VALUES (?, ?, ?, ?, ?, ?, ?)",
        "r": "INSERT OR REPLACE INTO r VALUES (?, ?, ?)",
        "f": "INSERT OR REPLACE INTO f VALUES (?, ?, ?, ?, ?)",
    }
    for channel in json.loads((folder / "channels.json").read_bytes()):
        for path in sorted((folder / channel["name"]).glob("*.json")):
            batch: dict[str, list] = {"m": [], "r": [], "f": []}
            for table, row in rows(path, channel["id"]):
                batch[table].append(row)
            for table, values in batch.items():
                connection.executemany(insert[table], values)
    connection.commit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
