# SPDX-License-Identifier: Apache-2.0
"""Makes a Teams export of invented messages, as Graph's getAllMessages gives them, in one file or in pages.

Of 100 messages about 60 are plain HTML, 12 have formatting or lists, 10 are replies, 8 mention somebody, 5 have a
file, 3 a card, 2 report what happened. One in eight has reactions, one in twenty was edited.
Run alone: teams_export.py FOLDER MESSAGES [--pages]
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

FIRST = 1_577_836_800_000
TENANT = "c0ffee00-0000-4000-8000-00000000beef"
TEAM = "7ea30000-0000-4000-8000-000000000001"
SENTENCES = [
    "Der Antrag liegt im Ordner der Abteilung.",
    "Bitte bis Freitag prüfen und mit Kürzel freigeben.",
    "Can somebody look at the print server on the second floor?",
    "Danke, das hat geholfen!",
    "La réunion est déplacée à jeudi, 14&nbsp;heures.",
    "I have restarted the service &amp; cleared the queue.",
    "Ok",
]
REACTIONS = ["like", "heart", "laugh", "\U0001f389", "\U0001f44d\U0001f3fd"]


class Export:
    """Writes the export into a folder: lists first, then the messages."""

    def __init__(self, folder: Path, messages: int, pages: bool = False, people: int = 400) -> None:
        self.folder, self.messages, self.pages = folder, messages, pages
        self.random = random.Random(1)
        self.people = [f"a11ce000-0000-4000-8000-{number:012}" for number in range(people)]
        self.channels = [f"19:channel{number:08}@thread.tacv2" for number in range(max(5, messages // 10_000))]
        self.roots: dict[str, list[int]] = {channel: [] for channel in self.channels}
        self.bytes = 0

    def write(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.put("users.json", "users", [
            {"id": person, "displayName": f"Person {number}", "userPrincipalName": f"p{number}@example.org",
             "mail": f"p{number}@example.org", "userType": "Member", "accountEnabled": True}
            for number, person in enumerate(self.people)])
        self.put("teams.json", "teams", [{"id": TEAM, "displayName": "Works", "isArchived": False}])
        self.put("channels.json", f"teams('{TEAM}')/channels", [
            {"id": channel, "displayName": f"channel-{number}", "membershipType": "standard", "tenantId": TENANT}
            for number, channel in enumerate(self.channels)])
        size = 250 if self.pages else self.messages
        stream = self.stream()
        for page in range((self.messages + size - 1) // size):
            path = self.folder / f"messages-{page:07}.json"
            with path.open("w", encoding="utf-8") as file:
                file.write('{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#Collection(chatMessage)","value":[')
                for index in range(min(size, self.messages - page * size)):
                    file.write(("," if index else "") + json.dumps(next(stream)))
                file.write("]}")
            self.bytes += path.stat().st_size

    def put(self, name: str, context: str, value: list[dict]) -> None:
        path = self.folder / name
        path.write_text(json.dumps({"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#" + context,
                                    "value": value}), encoding="utf-8")
        self.bytes += path.stat().st_size

    def stream(self) -> Iterator[dict]:
        for number in range(self.messages):
            yield self.message(FIRST + number * 1_700)

    def user(self, person: str) -> dict:
        return {"application": None, "device": None,
                "user": {"id": person, "displayName": "Person", "userIdentityType": "aadUser", "tenantId": TENANT}}

    def message(self, moment: int) -> dict:
        pick = self.random.randrange(100)
        channel = self.random.choice(self.channels)
        person = self.random.choice(self.people)
        text = " ".join(self.random.choice(SENTENCES) for _ in range(self.random.choice((1, 1, 2, 2, 3, 5))))
        stated = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment // 1000)) + f".{moment % 1000:03}Z"
        message = {
            "id": str(moment), "replyToId": None, "etag": str(moment), "messageType": "message",
            "createdDateTime": stated, "lastModifiedDateTime": stated,
            "lastEditedDateTime": stated if pick % 20 == 5 else None, "deletedDateTime": None, "subject": None,
            "summary": None, "chatId": None, "importance": "normal", "locale": "de-de",
            "webUrl": f"https://teams.microsoft.com/l/message/{channel}/{moment}?groupId={TEAM}&tenantId={TENANT}",
            "policyViolation": None, "eventDetail": None, "from": self.user(person),
            "body": {"contentType": "html", "content": f"<p>{text}</p>"},
            "channelIdentity": {"teamId": TEAM, "channelId": channel},
            "attachments": [], "mentions": [], "reactions": [],
        }
        roots = self.roots[channel]
        if pick < 10 and roots:
            message["replyToId"] = str(self.random.choice(roots[-20:]))
        elif pick < 20:
            roots.append(moment)
        if 20 <= pick < 32:
            message["body"]["content"] = (
                f'<div><div><strong>{text}</strong><ul><li>eins</li><li>zwei</li></ul>'
                f'<a href="https://example.org/{pick}">hier</a> <span style="color:rgb(200,0,0)">rot</span></div></div>')
        elif 32 <= pick < 40:
            other = self.random.choice(self.people)
            message["body"]["content"] = f'<p><at id="0">Person</at>&nbsp;<at id="1">Zwei</at>&nbsp;{text}</p>'
            message["mentions"] = [
                {"id": index, "mentionText": word,
                 "mentioned": {"application": None, "conversation": None, "user": {"id": other, "displayName": "Person Zwei"}}}
                for index, word in enumerate(("Person", "Zwei"))]
        elif 40 <= pick < 45:
            message["body"]["content"] += '<attachment id="f1"></attachment>'
            message["attachments"] = [{"id": "f1", "contentType": "reference", "name": "Protokoll.docx",
                                       "contentUrl": "https://example.sharepoint.com/sites/w/Protokoll.docx"}]
        elif 45 <= pick < 48:
            card = {"type": "AdaptiveCard", "body": [{"type": "TextBlock", "text": text},
                                                     {"type": "FactSet", "facts": [{"title": "Server", "value": "srv-7"}]}]}
            message["body"]["content"] = '<attachment id="c1"></attachment>'
            message["attachments"] = [{"id": "c1", "contentType": "application/vnd.microsoft.card.adaptive",
                                       "content": json.dumps(card)}]
        elif 48 <= pick < 50:
            message |= {"from": None, "messageType": "systemEventMessage",
                        "body": {"contentType": "html", "content": "<systemEventMessage/>"},
                        "eventDetail": {"@odata.type": "#microsoft.graph.membersAddedEventMessageDetail",
                                        "members": [{"id": person}], "initiator": self.user(person)}}
        if pick % 8 == 0:
            message["reactions"] = [{"reactionType": self.random.choice(REACTIONS), "createdDateTime": stated,
                                     "user": self.user(self.random.choice(self.people))}]
        return message


if __name__ == "__main__":
    export = Export(Path(sys.argv[1]), int(sys.argv[2]), pages="--pages" in sys.argv[3:])
    export.write()
    print(export.bytes)
