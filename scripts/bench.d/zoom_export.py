# SPDX-License-Identifier: Apache-2.0
"""Makes answers of Zoom's Team Chat API with invented messages: channels, and pages of 50 messages of each.

Of 100 messages about 65 are plain, 10 are replies, 8 mention somebody, 5 have a file, 5 are code, 4 were edited, 3 were
deleted. One in eight has reactions.
Run alone: zoom_export.py FOLDER MESSAGES
"""

import json
import random
import sys
import time
from pathlib import Path

FIRST = 1_577_836_800_000
PAGE = 50
SENTENCES = [
    "Der Antrag liegt im Ordner der Abteilung.",
    "Bitte bis Freitag prüfen und mit Kürzel freigeben.",
    "Can somebody look at the print server on the second floor?",
    "Danke, das hat geholfen!",
    "La réunion est déplacée à jeudi, 14 heures.",
    "I have restarted the service & cleared the queue.",
    "Ok",
]
EMOJI = ["U+1F44D", "U+2764 U+FE0F", "U+1F389", "U+1F602"]


class Export:
    """Writes the answers into a folder: the channels, then the pages of each."""

    def __init__(self, folder: Path, messages: int, people: int = 400) -> None:
        self.folder, self.messages, self.count = folder, messages, people
        self.random = random.Random(1)
        self.bytes = 0

    def write(self) -> None:
        channels = [f"{number:032x}" for number in range(0xC0FFEE, 0xC0FFEE + max(5, self.messages // 10_000))]
        self.put(self.folder / "channels.json", {
            "channels": [
                {"id": channel, "jid": f"{channel}@conference.example.org", "name": f"channel-{number}", "type": 3}
                for number, channel in enumerate(channels)],
            "total_records": len(channels), "page_size": len(channels), "next_page_token": ""})
        for number, channel in enumerate(channels):
            share = self.messages // len(channels) + (1 if number < self.messages % len(channels) else 0)
            self.channel(channel, number, share)

    def channel(self, channel: str, number: int, count: int) -> None:
        roots: list[tuple[str, int]] = []
        for page in range((count + PAGE - 1) // PAGE):
            messages = [
                self.message(number, index, roots) for index in range(page * PAGE, min(count, (page + 1) * PAGE))]
            self.put(self.folder / "channels" / channel / f"messages-{page:06}.json", {
                "from": "2020-01-01T00:00:00Z", "page_size": PAGE, "next_page_token": "", "messages": messages})

    def put(self, path: Path, value: dict) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        self.bytes += path.stat().st_size

    def person(self) -> tuple[str, str, str]:
        number = self.random.randrange(self.count)
        return f"p{number}@example.org", f"m{number:020}", f"Person {number}"

    def message(self, channel: int, index: int, roots: list[tuple[str, int]]) -> dict:
        pick = self.random.randrange(100)
        moment = FIRST + index * 61_000
        address, member, name = self.person()
        message = {
            "id": f"{channel:08X}-DA96-4D7B-9E05-{index:012X}",
            "message": " ".join(self.random.choice(SENTENCES) for _ in range(self.random.choice((1, 1, 2, 2, 3, 5)))),
            "sender": address, "sender_member_id": member, "sender_display_name": name,
            "date_time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment // 1000)), "timestamp": moment,
            "message_type": "plain_text_message", "status": "Normal",
        }
        if pick < 10 and roots:
            root, stamp = self.random.choice(roots[-20:])
            message |= {"reply_main_message_id": root, "reply_main_message_timestamp": stamp}
        elif pick < 20:
            roots.append((message["id"], moment))
        elif pick < 28:
            other, member, name = self.person()
            message["message"] = f"@{name} {message['message']}"
            message["at_items"] = [{"at_type": 1, "at_contact": other, "at_contact_member_id": member,
                                    "start_position": 0, "end_position": len(name)}]
        elif pick < 33:
            file = f"f{channel:08}{index:010}"
            message |= {"message": "", "message_type": "file_and_text", "file_id": file, "file_name": "Protokoll.docx",
                        "file_size": 48_213, "download_url": f"https://file.example.org/{file}"}
        elif pick < 38:
            message |= {"message": "let plan = 1\nprint(plan)", "message_type": "code_snippet"}
        elif pick < 42:
            message["status"] = "Edited"
        elif pick < 45:
            message |= {"message": "", "status": "Deleted"}
        if pick % 8 == 0:
            number = self.random.randrange(self.count)
            message["reactions"] = [{"emoji": self.random.choice(EMOJI), "total_count": 1,
                                     "senders": [{"user_id": f"u{number:020}", "member_id": f"m{number:020}"}]}]
        return message


if __name__ == "__main__":
    export = Export(Path(sys.argv[1]), int(sys.argv[2]))
    export.write()
    print(export.bytes)
