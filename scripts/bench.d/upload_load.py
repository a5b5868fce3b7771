# SPDX-License-Identifier: Apache-2.0
"""The bare load generator that "scripts/bench upload" measures matrix-ferry against.

Sends messages into N rooms through the appservice API as fast as the homeserver takes them: one connection
and one request in flight per room, so that every room keeps its order, as an upload must. It does nothing
else: no journal, no retries. What it prints (one JSON object) is the ceiling for any correct uploader.
"""

import argparse
import asyncio
import hashlib
import json
import os
import re
import secrets
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from http_connection import HTTPConnection

DEVICE = "IMPORT"
# The first message is from 2015, later ones follow a minute apart.
FIRST_TIMESTAMP = 1_422_748_800_000
STEP_MILLISECONDS = 60_000
WORDS = "Der Antrag liegt im Ordner der Abteilung, bitte bis Freitag prüfen und mit Kürzel freigeben.".split()


class LoadFailure(Exception):
    """The homeserver refused something, so that the measurement would mean nothing."""


@dataclass
class Room:
    room_id: str
    members: list[str]
    connection: HTTPConnection
    # Where receipts are written.
    server: HTTPConnection
    latencies: list[float] = field(default_factory=list)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A bare load generator for a homeserver's appservice API.")
    parser.add_argument("--url", required=True, help="the homeserver, such as http://127.0.0.1:8008")
    parser.add_argument("--endpoints", nargs="*", default=[], help="event persisters, in their order")
    parser.add_argument("--registration", required=True, type=Path, help="the appservice registration file")
    parser.add_argument("--rooms", type=int, default=16)
    parser.add_argument("--members", type=int, default=2, help="members of each room (default: 2)")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--events", type=int, help="events for each room")
    amount.add_argument("--seconds", type=float, default=10, help="how long to send (default: 10)")
    parser.add_argument("--body-bytes", type=int, default=120, help="length of a message (default: 120)")
    parser.add_argument("--synapse-pids", type=int, nargs="*", help="adds the CPU time of these processes")
    return parser.parse_args()


def token_of(registration: Path) -> str:
    found = re.search(r"""^as_token:\s*["']?([^"'\s#]+)""", registration.read_text(), re.MULTILINE)
    if not found:
        raise LoadFailure(f"{registration} has no as_token")
    return found[1]


async def expect(connection: HTTPConnection, method: str, target: str, content: object = None) -> dict:
    status, answer = await connection.request(method, target, content)
    if status not in (200, 201) and answer.get("errcode") != "M_USER_IN_USE":
        path = target.split("?")[0]
        raise LoadFailure(f"{method} {path}: {status} {answer.get('errcode')} {answer.get('error')}")
    return answer


async def make_ghost(connection: HTTPConnection, domain: str, number: int) -> str:
    localpart = f"load_{number}"
    user = f"@{localpart}:{domain}"
    request = {"type": "m.login.application_service", "username": localpart, "inhibit_login": True}
    await expect(connection, "POST", "/_matrix/client/v3/register", request)
    await expect(connection, "PUT", f"/_matrix/client/v3/devices/{DEVICE}?user_id={quote(user)}", {})
    return user


def endpoint(room_id: str, endpoints: list[str], url: str) -> str:
    """The persister that Synapse gives a room to (ShardedWorkerHandlingConfig)."""
    number = int.from_bytes(hashlib.sha256(room_id.encode()).digest(), "little")
    return endpoints[number % len(endpoints)] if endpoints else url


async def make_room(url: str, endpoints: list[str], token: str, members: list[str]) -> Room:
    """Makes a room, whose messages go over a connection of its own; the first member creates it, the others join."""
    connection = HTTPConnection(url, token)
    request = {"preset": "public_chat", "visibility": "private", "name": "load"}
    creator = quote(members[0])
    answer = await expect(connection, "POST", f"/_matrix/client/v3/createRoom?user_id={creator}", request)
    room = quote(answer["room_id"], safe="")
    for member in members[1:]:
        state = f"/_matrix/client/v3/rooms/{room}/state/m.room.member/{quote(member)}"
        target = f"{state}?user_id={quote(member)}&ts={FIRST_TIMESTAMP}"
        await expect(connection, "PUT", target, {"membership": "join"})
    own = HTTPConnection(endpoint(answer["room_id"], endpoints, url), token) if endpoints else connection
    return Room(answer["room_id"], members, own, connection)


async def set_up(url: str, endpoints: list[str], token: str, rooms: int, members: int) -> list[Room]:
    connection = HTTPConnection(url, token)
    whoami = await expect(connection, "GET", "/_matrix/client/v3/account/whoami")
    domain = whoami["user_id"].split(":", 1)[1]
    ghosts = [await make_ghost(connection, domain, number) for number in range(rooms + members - 1)]
    connection.close()
    return [await make_room(url, endpoints, token, ghosts[number : number + members]) for number in range(rooms)]


def message(run: str, room: int, number: int, length: int) -> dict:
    """A message with the fields that matrix-ferry sends too."""
    words = f"{number} " + " ".join(WORDS[(number + word) % len(WORDS)] for word in range(length // 6 + 1))
    return {
        "msgtype": "m.text",
        "body": words[:length],
        "m.mentions": {},
        "eu.matrix-ferry.source": {"id": f"{run}{room:08x}{number:08x}", "migration": run},
    }


async def send(room: Room, index: int, run: str, arguments: argparse.Namespace, deadline: float) -> None:
    path = f"/_matrix/client/v3/rooms/{quote(room.room_id, safe='')}/send/m.room.message"
    number = 0
    while number < arguments.events if arguments.events else time.perf_counter() < deadline:
        sender = quote(room.members[number % len(room.members)])
        timestamp = FIRST_TIMESTAMP + number * STEP_MILLISECONDS
        target = f"{path}/{run}-{index}-{number}?user_id={sender}&device_id={DEVICE}&ts={timestamp}"
        begin = time.perf_counter()
        answer = await expect(room.connection, "PUT", target, message(run, index, number, arguments.body_bytes))
        room.latencies.append(time.perf_counter() - begin)
        number += 1
    for member in room.members if arguments.events else []:
        target = f"/_matrix/client/v3/rooms/{quote(room.room_id, safe='')}/read_markers?user_id={quote(member)}"
        content = {"m.fully_read": answer["event_id"], "m.read": answer["event_id"]}
        begin = time.perf_counter()
        await expect(room.server, "POST", target, content)
        room.latencies.append(time.perf_counter() - begin)


def cpu_seconds(pids: list[int] | None) -> float | None:
    if not pids:
        return None
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


async def measure(arguments: argparse.Namespace) -> dict:
    rooms = await set_up(
        arguments.url, arguments.endpoints, token_of(arguments.registration), arguments.rooms, arguments.members)
    run = secrets.token_hex(8)
    own, synapse = time.process_time(), cpu_seconds(arguments.synapse_pids)
    begin = time.perf_counter()
    deadline = begin + arguments.seconds
    async with asyncio.TaskGroup() as group:
        for index, room in enumerate(rooms):
            group.create_task(send(room, index, run, arguments, deadline))
    seconds = time.perf_counter() - begin
    own, after = time.process_time() - own, cpu_seconds(arguments.synapse_pids)
    for room in rooms:
        room.connection.close()
        room.server.close()
    return summary(rooms, seconds, own, None if synapse is None or after is None else after - synapse)


def summary(rooms: list[Room], seconds: float, own: float, synapse: float | None) -> dict:
    latencies = sorted(latency for room in rooms for latency in room.latencies)
    events = len(latencies)
    if events == 0:
        raise LoadFailure("nothing was sent in the time given")
    result = {
        "rooms": len(rooms),
        "members": len(rooms[0].members),
        "events": events,
        "seconds": round(seconds, 3),
        "rate": round(events / seconds, 2),
        "p50_ms": round(latencies[events // 2] * 1000, 1),
        "p95_ms": round(latencies[min(events - 1, events * 95 // 100)] * 1000, 1),
        "generator_cpu_seconds": round(own, 3),
        "generator_cpu_ms_per_event": round(own / events * 1000, 3),
    }
    if synapse is not None:
        result["synapse_cpu_seconds"] = round(synapse, 2)
        result["synapse_cpu_ms_per_event"] = round(synapse / events * 1000, 2)
    return result


def main() -> int:
    try:
        print(json.dumps(asyncio.run(measure(parse()))))
        return 0
    except ExceptionGroup as group:
        # One per room that failed; the first says enough.
        failure = group.exceptions[0]
        if not isinstance(failure, (LoadFailure, OSError, EOFError)):
            raise
    except (LoadFailure, OSError, EOFError) as error:
        failure = error
    print(f"upload_load: {failure}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
