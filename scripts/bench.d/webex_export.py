# SPDX-License-Identifier: Apache-2.0
"""Makes answers of Webex' REST API with invented messages: people, spaces, memberships, pages of 250 messages.

Of 100 messages about 60 are plain, 15 have HTML, 10 are replies, 8 mention somebody, 5 have a file, 2 a card. One in
twenty was edited. Webex gives no reactions.
Run alone: webex_export.py FOLDER MESSAGES
"""

import base64
import json
import random
import sys
import time
from pathlib import Path

FIRST = 1_577_836_800_000
PAGE = 250
SENTENCES = [
    "Der Antrag liegt im Ordner der Abteilung.",
    "Bitte bis Freitag prüfen und mit Kürzel freigeben.",
    "Can somebody look at the print server on the second floor?",
    "Danke, das hat geholfen!",
    "La réunion est déplacée à jeudi, 14 heures.",
    "I have restarted the service and cleared the queue.",
    "Ok",
]


def code(kind: str, uuid: str) -> str:
    """An id as Webex writes it."""
    return base64.b64encode(f"ciscospark://us/{kind}/{uuid}".encode()).decode().rstrip("=")


def stamp(moment: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment // 1000)) + f".{moment % 1000:03}Z"


class Export:
    """Writes the answers into a folder: lists first, then the pages of each space, the newest message first."""

    def __init__(self, folder: Path, messages: int, people: int = 400) -> None:
        self.folder, self.messages = folder, messages
        self.random = random.Random(1)
        self.organisation = code("ORGANIZATION", "c0ffee00-0000-4000-8000-000000000001")
        self.people = [
            (code("PEOPLE", f"a11ce000-0000-4000-8000-{number:012}"), f"p{number}@example.org", f"Person {number}")
            for number in range(people)]
        self.bytes = 0

    def write(self) -> None:
        count = max(5, self.messages // 10_000)
        rooms = [f"b00b0000-0000-4000-8000-{number:012}" for number in range(count)]
        self.put(self.folder / "organizations.json", [{"id": self.organisation, "displayName": "Works"}])
        self.put(self.folder / "people.json", [
            {"id": person, "emails": [address], "displayName": name, "orgId": self.organisation, "type": "person",
             "created": stamp(FIRST)}
            for person, address, name in self.people])
        self.put(self.folder / "rooms.json", [
            {"id": code("ROOM", room), "title": f"space-{number}", "type": "group", "isLocked": False,
             "creatorId": self.people[0][0], "created": stamp(FIRST), "ownerId": self.organisation}
            for number, room in enumerate(rooms)])
        for number, room in enumerate(rooms):
            self.put(self.folder / "memberships" / f"{room}.json", [
                {"id": code("MEMBERSHIP", f"{number}:{index}"), "roomId": code("ROOM", room), "roomType": "group",
                 "personId": person, "personEmail": address, "personDisplayName": name,
                 "personOrgId": self.organisation, "isModerator": index == 0, "isMonitor": False, "created": stamp(FIRST)}
                for index, (person, address, name) in enumerate(self.people[number % 10 :: 10])])
            share = self.messages // count + (1 if number < self.messages % count else 0)
            self.room(room, number, share)

    def room(self, room: str, number: int, count: int) -> None:
        roots: list[str] = []
        messages = [self.message(room, number, index, roots) for index in range(count)][::-1]
        for page in range((count + PAGE - 1) // PAGE):
            self.put(
                self.folder / "messages" / room / f"page-{page:06}.json", messages[page * PAGE : (page + 1) * PAGE])

    def put(self, path: Path, items: list[dict]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"items": items}, ensure_ascii=False), encoding="utf-8")
        self.bytes += path.stat().st_size

    def message(self, room: str, number: int, index: int, roots: list[str]) -> dict:
        pick = self.random.randrange(100)
        moment = FIRST + index * 61_000 + number
        person, address, _ = self.random.choice(self.people)
        text = " ".join(self.random.choice(SENTENCES) for _ in range(self.random.choice((1, 1, 2, 2, 3, 5))))
        uuid = f"{index:08x}-{number:04x}-4000-8000-000000000001"
        message = {
            "id": code("MESSAGE", uuid), "roomId": code("ROOM", room), "roomType": "group", "text": text,
            "personId": person, "personEmail": address, "created": stamp(moment),
        }
        if pick < 10 and roots:
            message["parentId"] = self.random.choice(roots[-20:])
        elif pick < 20:
            roots.append(message["id"])
        elif pick < 35:
            message["html"] = (
                f'<p><strong>{text}</strong></p><ul><li>eins</li><li>zwei</li></ul>'
                f'<p><a href="https://example.org/{pick}">hier</a> <em>kursiv</em></p>')
        elif pick < 43:
            other, _, name = self.random.choice(self.people)
            message["html"] = (
                f'<p><spark-mention data-object-type="person" data-object-id="{other}">{name}</spark-mention> {text}</p>')
            message["mentionedPeople"] = [other]
        elif pick < 48:
            message["files"] = ["https://webexapis.com/v1/contents/" + code("CONTENT", uuid + "/0")]
        elif pick < 50:
            message["attachments"] = [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {"type": "AdaptiveCard", "version": "1.2", "body": [
                    {"type": "TextBlock", "text": text},
                    {"type": "FactSet", "facts": [{"title": "Raum", "value": "2.14"}]}]}}]
        if pick % 20 == 5:
            message["updated"] = stamp(moment + 60_000)
        return message


if __name__ == "__main__":
    export = Export(Path(sys.argv[1]), int(sys.argv[2]))
    export.write()
    print(export.bytes)
