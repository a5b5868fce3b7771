# SPDX-License-Identifier: Apache-2.0
"""A Slack export that grows by one day in each channel: something new to upload for every measurement."""

import json
import time
from pathlib import Path

FIRST_SECOND = 1_577_836_800
WORDS = "Der Antrag liegt im Ordner der Abteilung, bitte bis Freitag prüfen und mit Kürzel freigeben. Danke!"


class GrowingArchive:
    """Channels with two members each, who write in turn; neighbours share one, as the rooms of upload_load.py do."""

    def __init__(self, folder: Path, rooms: int) -> None:
        self.folder = folder
        self.rooms = rooms
        self.days = 0
        folder.mkdir(parents=True)
        users = [
            {"id": f"U{i}", "team_id": "TBENCH", "name": f"bench.{rooms}.{i}", "profile": {}}
            for i in range(rooms + 1)
        ]
        channels = [
            {
                "id": f"C{i}", "name": f"bench-{i}", "created": FIRST_SECOND, "creator": f"U{i}",
                "members": [f"U{i}", f"U{i + 1}"],
            }
            for i in range(rooms)
        ]
        (folder / "users.json").write_text(json.dumps(users))
        (folder / "channels.json").write_text(json.dumps(channels))

    def grow(self, messages: int) -> None:
        """Adds a day with so many messages to each channel."""
        start = FIRST_SECOND + self.days * 86_400
        for room in range(self.rooms):
            day = [
                {"type": "message", "user": f"U{room + i % 2}", "text": WORDS, "ts": f"{start + i}.000100"}
                for i in range(messages)
            ]
            name = time.strftime("%Y-%m-%d", time.gmtime(start))
            path = self.folder / f"bench-{room}" / f"{name}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(day))
        self.days += 1
