# SPDX-License-Identifier: Apache-2.0
"""A reader of Slack, Teams, Zoom or Webex exports as one would write it in Python: json, plain text, SQLite.

Parses every file with json, makes of every message a row (key, channel, author, time, thread, text, edited), of every
reaction and file a row, and commits once. The text is without formatting; nobody is looked up, nothing is checked. It
does less than matrix-ferry import.
"""

import html
import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

TAG = re.compile(r"<[^>]*>")


def slack_text(message: dict) -> str:
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


def slack_rows(path: Path, channel: str) -> Iterator[tuple[str, tuple]]:
    for message in json.loads(path.read_bytes()):
        ts = message["ts"]
        key = f"{channel}/{ts}"
        author = message.get("user") or message.get("bot_id") or ""
        edited = message.get("edited", {}).get("ts")
        yield "m", (key, channel, author, ts, message.get("thread_ts"), slack_text(message), edited)
        for reaction in message.get("reactions", ()):
            for user in reaction.get("users", ()):
                yield "r", (key, user, reaction["name"])
        for file in message.get("files", ()):
            yield "f", (file["id"], key, file.get("name"), file.get("mimetype"), file.get("size"))


def teams_rows(path: Path) -> Iterator[tuple[str, tuple]]:
    for message in json.loads(path.read_bytes())["value"]:
        channel = message["channelIdentity"]["channelId"]
        key = f"{channel}/{message['id']}"
        author = ((message.get("from") or {}).get("user") or {}).get("id", "")
        text = html.unescape(TAG.sub("", message["body"]["content"]))
        yield "m", (
            key, channel, author, message["createdDateTime"], message.get("replyToId"), text,
            message.get("lastEditedDateTime"))
        for reaction in message["reactions"]:
            yield "r", (key, reaction["user"]["user"]["id"], reaction["reactionType"])
        for file in message["attachments"]:
            yield "f", (key + "/" + file["id"], key, file.get("name"), file.get("contentType"), None)


def zoom_rows(path: Path) -> Iterator[tuple[str, tuple]]:
    channel = path.parent.name
    for message in json.loads(path.read_bytes())["messages"]:
        key = f"{channel}/{message['id']}"
        yield "m", (
            key, channel, message["sender"], message["timestamp"], message.get("reply_main_message_id"),
            message["message"], message["status"] == "Edited")
        for reaction in message.get("reactions", ()):
            for sender in reaction["senders"]:
                yield "r", (key, sender["user_id"], reaction["emoji"])
        if "file_id" in message:
            yield "f", (message["file_id"], key, message["file_name"], None, message["file_size"])


def webex_rows(path: Path) -> Iterator[tuple[str, tuple]]:
    for message in json.loads(path.read_bytes())["items"]:
        text = html.unescape(TAG.sub("", message["html"])) if "html" in message else message.get("text")
        yield "m", (
            message["id"], message["roomId"], message["personId"], message["created"], message.get("parentId"), text,
            message.get("updated"))
        for file in message.get("files", ()):
            yield "f", (file, message["id"], None, None, None)


def files(folder: Path) -> Iterator[Iterator[tuple[str, tuple]]]:
    if (folder / "rooms.json").exists():
        for path in sorted(folder.glob("messages/*/*.json")):
            yield webex_rows(path)
    elif (folder / "channels").is_dir():
        for path in sorted(folder.glob("channels/*/messages-*.json")):
            yield zoom_rows(path)
    elif not (folder / "teams.json").exists():
        for channel in json.loads((folder / "channels.json").read_bytes()):
            for path in sorted((folder / channel["name"]).glob("*.json")):
                yield slack_rows(path, channel["id"])
    else:
        for path in sorted(folder.glob("messages-*.json")):
            yield teams_rows(path)


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
    for rows in files(folder):
        batch: dict[str, list] = {"m": [], "r": [], "f": []}
        for table, row in rows:
            batch[table].append(row)
        for table, values in batch.items():
            connection.executemany(insert[table], values)
    connection.commit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
