#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reads a Synapse back through its admin API: what the tests believe, whatever matrix-ferry's journal says.

Prints JSON lines: every user, every room with its state and members, every event in the order of the room,
and the SHA-256 of every media file that an event or a profile names; with --summary one JSON object instead.
"""

import argparse
import hashlib
import http.client
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

SOURCE = "eu.matrix-ferry.source"
CHUNK = 1 << 16
Line = dict[str, Any]


class InspectionFailure(Exception):
    """The homeserver did not answer what was asked."""


class Homeserver:
    """Reads only, with an administrator's token, over one connection."""

    def __init__(self, url: str, token: str):
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.hostname or "127.0.0.1", parts.port, timeout=120)
        self.headers = {"Authorization": f"Bearer {token}"}

    def open(self, target: str) -> http.client.HTTPResponse:
        """Asks once more whenever the homeserver says that it was asked too often."""
        while True:
            self.connection.request("GET", target, headers=self.headers)
            answer = self.connection.getresponse()
            if answer.status != 429:
                return answer
            time.sleep(json.load(answer).get("retry_after_ms", 1000) / 1000)

    def get(self, path: str, **query: object) -> dict:
        target = f"{path}?{urlencode(query)}" if query else path
        answer = self.open(target)
        content = json.loads(answer.read() or b"{}")
        if answer.status != 200:
            raise InspectionFailure(
                f"GET {path}: {answer.status} {content.get('errcode')} {content.get('error')}"
            )
        return content

    def pages(self, path: str, items: str, mark: str, next_mark: str, **query: object) -> Iterator[dict]:
        """The elements of a list that comes in pages."""
        while True:
            page = self.get(path, **query)
            yield from page[items]
            if page.get(next_mark) is None:
                return
            query[mark] = page[next_mark]

    def users(self) -> Iterator[Line]:
        for user in self.pages(
            "/_synapse/admin/v2/users", "users", "from", "next_token", limit=500, deactivated="true"
        ):
            wanted = ("displayname", "avatar_url", "admin", "deactivated")
            yield {"type": "user", "user_id": user["name"]} | {name: user.get(name) for name in wanted}

    def rooms(self) -> Iterator[Line]:
        listed = list(
            self.pages("/_synapse/admin/v1/rooms", "rooms", "from", "next_batch", limit=500, order_by="name")
        )
        for room in sorted(listed, key=lambda room: room["room_id"]):
            path = f"/_synapse/admin/v1/rooms/{quote(room['room_id'], safe='')}"
            wanted = (
                "room_id",
                "name",
                "canonical_alias",
                "creator",
                "version",
                "room_type",
                "join_rules",
                "history_visibility",
                "guest_access",
                "encryption",
                "public",
                "federatable",
                "joined_members",
            )
            yield {
                "type": "room",
                **{name: room.get(name) for name in wanted},
                "members": sorted(self.get(f"{path}/members")["members"]),
                "state": [event_line(event) for event in self.get(f"{path}/state")["state"]],
            }

    def events(self, room_id: str) -> Iterator[Line]:
        """Every event of a room, oldest first in the order of the homeserver."""
        path = f"/_synapse/admin/v1/rooms/{quote(room_id, safe='')}/messages"
        for event in self.pages(path, "chunk", "from", "end", dir="f", limit=1000):
            yield event_line(event)

    def media(self, mxc: str) -> Line:
        server, _, media_id = mxc.removeprefix("mxc://").partition("/")
        target = f"/_matrix/client/v1/media/download/{quote(server, safe='')}/{quote(media_id, safe='')}"
        answer = self.open(target)
        if answer.status != 200:
            answer.read()
            return {"type": "media", "mxc": mxc, "error": answer.status}
        count, digest = 0, hashlib.sha256()
        while chunk := answer.read(CHUNK):
            count += len(chunk)
            digest.update(chunk)
        kind = answer.headers.get("Content-Type")
        return {
            "type": "media",
            "mxc": mxc,
            "bytes": count,
            "sha256": digest.hexdigest(),
            "content_type": kind,
        }


def event_line(event: dict) -> Line:
    line = {
        "type": "event",
        "room_id": event["room_id"],
        "event_id": event["event_id"],
        "sender": event["sender"],
        "origin_server_ts": event["origin_server_ts"],
        "event_type": event["type"],
        "content": event["content"],
    }
    if "state_key" in event:
        line["state_key"] = event["state_key"]
    redaction = event.get("unsigned", {}).get("redacted_because")
    if redaction:
        line["redacted_by"] = redaction["event_id"]
    return line


def mxc_uris(value: object) -> Iterator[str]:
    """Every media address anywhere in a line."""
    if isinstance(value, str):
        if value.startswith("mxc://"):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from mxc_uris(part)
    elif isinstance(value, list):
        for part in value:
            yield from mxc_uris(part)


def everything(homeserver: Homeserver) -> Iterator[Line]:
    named: set[str] = set()
    for user in homeserver.users():
        named.update(mxc_uris(user))
        yield user
    for room in homeserver.rooms():
        yield room
        for event in homeserver.events(str(room["room_id"])):
            named.update(mxc_uris(event["content"]))
            yield event
    for mxc in sorted(named):
        yield homeserver.media(mxc)


def marker(line: Line) -> str | None:
    content = line["content"]
    source = content.get(SOURCE) if isinstance(content, dict) else None
    return source.get("id") if isinstance(source, dict) else None


def summary(lines: Iterator[Line]) -> dict:
    """What a test asks first. A marker belongs to one event only; `duplicate_markers` names the others."""
    kinds: Counter[str] = Counter()
    types: Counter[str] = Counter()
    senders: Counter[str] = Counter()
    markers: Counter[str] = Counter()
    sizes: dict[str, dict[str, Any]] = {}
    media: dict[str, Any] = {"files": 0, "bytes": 0, "missing": []}
    for line in lines:
        kinds[line["type"]] += 1
        if line["type"] == "room":
            sizes[line["room_id"]] = {"name": line["name"], "room_type": line["room_type"], "events": 0}
        elif line["type"] == "event":
            types[line["event_type"]] += 1
            senders[line["sender"]] += 1
            sizes[line["room_id"]]["events"] += 1
            markers.update(filter(None, [marker(line)]))
        elif line["type"] == "media" and "error" in line:
            media["missing"].append(line["mxc"])
        elif line["type"] == "media":
            media["files"] += 1
            media["bytes"] += line["bytes"]
    return {
        "users": kinds["user"],
        "rooms": kinds["room"],
        "events": kinds["event"],
        "events_by_type": dict(sorted(types.items())),
        "events_by_room": sizes,
        "senders": dict(sorted(senders.items())),
        "markers": len(markers),
        "marked_events": markers.total(),
        "duplicate_markers": sorted(name for name, count in markers.items() if count > 1),
        "media": media,
    }


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Reads a Synapse back through its admin API.")
    parser.add_argument("--url", required=True, help="the homeserver, such as http://127.0.0.1:8008")
    parser.add_argument(
        "--token-file", required=True, type=Path, help="holds an administrator's access token"
    )
    parser.add_argument(
        "--summary", action="store_true", help="one JSON object with counts instead of all lines"
    )
    return parser.parse_args()


def main() -> int:
    arguments = parse()
    try:
        lines = everything(Homeserver(arguments.url, arguments.token_file.read_text().strip()))
        if arguments.summary:
            print(json.dumps(summary(lines), ensure_ascii=False, indent=2))
        else:
            for line in lines:
                print(json.dumps(line, ensure_ascii=False))
    except (InspectionFailure, OSError, http.client.HTTPException) as failure:
        print(f"inspect_server: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
