# SPDX-License-Identifier: Apache-2.0
"""Prints the summary of inspect_server.py, read from standard input, in four lines for people."""

import json
import sys

summary = json.load(sys.stdin)
# The homeserver still knows the scratch room that "doctor" has left, but not its name; all others have one.
rooms = [room for room in summary["events_by_room"].values() if room["name"]]
spaces = sum(room["room_type"] == "m.space" for room in rooms)
# The appservice's own user, which made the rooms, is nobody who was carried over.
people = len(summary["senders"]) - 1
print(f"  rooms   {len(rooms) - spaces}, and {spaces} space")
print(f"  people  {people}")
print(
    f"  events  {summary['events']}, {summary['markers']} of them carried over, "
    f"{len(summary['duplicate_markers'])} of these more than once"
)
print(f"  media   {summary['media']['files']} files, {summary['media']['bytes']} bytes")
