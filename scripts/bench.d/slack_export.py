# SPDX-License-Identifier: Apache-2.0
"""Makes a Slack export of invented messages: the mix that a real workspace's export shows.

Of 100 messages about 70 have rich_text blocks beside their text, 12 have mrkdwn text alone, 8 are replies in
threads with blocks, 6 come from bots with attachments, 2 are joins, 2 have a file. One in eight has reactions,
one in twelve mentions somebody, one in twenty was edited. Every message carries what Slack puts on it:
client_msg_id, team, user_profile on some.
"""

import json
import random
import time
from pathlib import Path

FIRST_SECOND = 1_577_836_800
PEOPLE = 400
SENTENCES = [
    "Der Antrag liegt im Ordner der Abteilung.",
    "Bitte bis Freitag prüfen und mit Kürzel freigeben.",
    "Can somebody look at the print server on the second floor?",
    "It is down again since eight o'clock.",
    "Danke, das hat geholfen!",
    "La réunion est déplacée à jeudi, 14 heures.",
    "I have restarted the service & cleared the queue.",
    "Wer kommt mit zum Mittagessen?",
    "The minutes of the meeting are in the wiki.",
    "Ok",
    "Siehe Ticket 4711 im Portal, dort steht alles Weitere.",
]
EMOJI = ["thumbsup", "white_check_mark", "eyes", "tada", "heart", "joy", "+1::skin-tone-3", "lindenfurt"]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Export:
    """Writes the export into a folder, one channel after the other, day by day."""

    def __init__(self, folder: Path, messages: int, seed: int = 1) -> None:
        self.folder = folder
        self.messages = messages
        self.random = random.Random(seed)
        self.bytes = 0

    def write(self) -> None:
        channels = max(5, self.messages // 10_000)
        self.folder.mkdir(parents=True)
        users = [
            {
                "id": f"U{i:08}", "team_id": "T00000001", "name": f"person{i}", "deleted": i % 20 == 0,
                "profile": {"real_name": f"Person {i}", "display_name": f"Person {i}", "email": f"p{i}@example.org"},
            }
            for i in range(PEOPLE)
        ]
        self.put(self.folder / "users.json", users)
        listed = []
        for number in range(channels):
            share = self.messages // channels + (1 if number < self.messages % channels else 0)
            name = f"channel-{number}"
            members = [f"U{i:08}" for i in self.random.sample(range(PEOPLE), 40)]
            listed.append(
                {
                    "id": f"C{number:08}", "name": name, "created": FIRST_SECOND, "creator": members[0],
                    "members": members, "topic": {"value": "Alles & mehr"}, "purpose": {"value": ""},
                })
            self.channel(name, share, members)
        self.put(self.folder / "channels.json", listed)

    def channel(self, name: str, count: int, members: list[str]) -> None:
        per_day = 400
        roots: list[str] = []
        for day in range((count + per_day - 1) // per_day):
            start = FIRST_SECOND + day * 86_400
            day_messages = []
            for index in range(min(per_day, count - day * per_day)):
                ts = f"{start + index * 100}.{self.random.randrange(1_000_000):06}"
                day_messages.append(self.message(ts, members, roots))
            date = time.strftime("%Y-%m-%d", time.gmtime(start))
            self.put(self.folder / name / f"{date}.json", day_messages)

    def message(self, ts: str, members: list[str], roots: list[str]) -> dict:
        pick = self.random.randrange(100)
        user = self.random.choice(members)
        text = " ".join(self.random.choice(SENTENCES) for _ in range(self.random.choice((1, 1, 2, 2, 3, 5))))
        if pick < 6:
            return {
                "type": "message", "subtype": "bot_message", "bot_id": "B00000001", "username": "Monitor",
                "text": "", "ts": ts,
                "attachments": [
                    {
                        "fallback": escaped(text), "color": "2eb886", "title": "Backup",
                        "title_link": "https://example.org/backup", "text": escaped(text), "mrkdwn_in": ["text"],
                        "fields": [{"title": "Server", "value": "`srv-7`", "short": True}],
                    }],
            }
        if pick < 8:
            return {
                "type": "message", "subtype": "channel_join", "user": user, "ts": ts,
                "text": f"<@{user}> has joined the channel",
            }
        message = {
            "type": "message", "client_msg_id": f"{self.random.getrandbits(128):032x}", "user": user, "ts": ts,
            "team": "T00000001", "text": escaped(text),
        }
        if pick < 20:
            message["text"] = f"*{escaped(text)}* <https://example.org/{pick}|see here> `code` :tada:"
        else:
            message["blocks"] = [self.block(text, members)]
        if pick >= 90 and roots:
            message["thread_ts"] = self.random.choice(roots[-20:])
            message["parent_user_id"] = user
        elif pick in (21, 22, 23):
            message["thread_ts"] = ts
            message["reply_count"] = 2
            roots.append(ts)
        if pick in (30, 31):
            message["files"] = [
                {
                    "id": f"F{ts.replace('.', '')}", "created": 1, "name": "Protokoll.pdf", "mimetype": "application/pdf",
                    "filetype": "pdf", "mode": "hosted", "size": 12345,
                    "url_private": "https://files.slack.com/files-pri/T-F/protokoll.pdf?t=xoxe-EXAMPLE",
                    "permalink": "https://example.slack.com/files/U/F/protokoll.pdf",
                }]
        if pick % 8 == 0:
            message["reactions"] = [
                {"name": name, "users": (people := self.random.sample(members, 2)), "count": len(people)}
                for name in self.random.sample(EMOJI, self.random.choice((1, 1, 2)))
            ]
        if pick % 20 == 5:
            message["edited"] = {"user": user, "ts": ts.split(".")[0] + ".000000"}
        return message

    def block(self, text: str, members: list[str]) -> dict:
        elements: list[dict] = [{"type": "text", "text": text}]
        extra = self.random.randrange(12)
        if extra == 0:
            elements.insert(0, {"type": "user", "user_id": self.random.choice(members)})
        elif extra == 1:
            elements.append({"type": "emoji", "name": "tada", "unicode": "1f389"})
        elif extra == 2:
            elements.append({"type": "link", "url": "https://example.org/wiki/page", "text": "wiki"})
        elif extra == 3:
            elements.append({"type": "text", "text": " wichtig", "style": {"bold": True}})
        section = {"type": "rich_text_section", "elements": elements}
        return {"type": "rich_text", "block_id": f"{self.random.getrandbits(24):06x}", "elements": [section]}

    def put(self, path: Path, value: object) -> None:
        path.parent.mkdir(exist_ok=True)
        # As Slack writes them: indented, not ASCII-escaped slashes aside.
        data = json.dumps(value, indent=4).encode()
        path.write_bytes(data)
        self.bytes += len(data)
