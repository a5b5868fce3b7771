# SPDX-License-Identifier: Apache-2.0
"""Makes a Slack export and a Teams export of one large administration: the same people are in both.

What counts for planning is how many there are of everything, not what is said: people, rooms with few and with many
members, rooms with few and with many messages, threads, reactions, edits, messages of several rooms mixed in one file.
Of 100 rooms about 35 are channels (in Teams, three to a team), 50 direct messages, 15 group messages.
"""

import json
import random
from itertools import islice
from pathlib import Path

FIRST_SECOND = 1_577_836_800
SPAN = 5 * 365 * 86_400
TENANT = "c0ffee00-0000-4000-8000-00000000beef"
TEXTS = [
    "Der Antrag liegt im Ordner der Abteilung.",
    "Bitte bis Freitag prüfen und mit Kürzel freigeben, danach geht er an die Poststelle.",
    "Can somebody look at the print server on the second floor? It is down again since eight o'clock.",
    "Danke, das hat geholfen!",
    "La réunion est déplacée à jeudi, 14 heures.",
    "Ok",
    "Siehe Ticket 4711 im Portal, dort steht alles Weitere.",
]


class Room:
    """A channel or chat: who is in it and how much is said in it."""

    def __init__(self, number: int, kind: str, members: list[int], messages: int) -> None:
        self.number, self.kind, self.members, self.messages = number, kind, members, messages


class Archives:
    """Writes the folders `slack` and `teams`."""

    def __init__(self, folder: Path, people: int, rooms: int, messages: int) -> None:
        self.folder, self.people, self.bytes = folder, people, 0
        self.random = random.Random(7)
        kinds = ["channel" if n % 20 < 7 else "direct" if n % 20 < 17 else "group" for n in range(rooms)]
        # A few rooms hold much, most of them little.
        weights = [1 / (rank + 20) for rank in range(rooms)]
        self.random.shuffle(weights)
        unit = messages / sum(weights)
        counts = [int(weight * unit) for weight in weights]
        counts[0] += messages - sum(counts)
        made = [Room(n, kind, self.chosen(kind), counts[n]) for n, kind in enumerate(kinds)]
        # Whole twenties, so that both hold rooms of all kinds.
        self.slack_rooms = [room for room in made if room.number // 20 % 2 == 0]
        self.teams_rooms = [room for room in made if room.number // 20 % 2 == 1]

    def chosen(self, kind: str) -> list[int]:
        size = {"direct": 2, "group": self.random.randint(3, 8)}.get(kind)
        size = size or min(self.people, int(5 + self.random.paretovariate(1.2) * 8), 3000)
        return self.random.sample(range(self.people), size)

    def write(self) -> None:
        self.write_slack(self.folder / "slack")
        self.write_teams(self.folder / "teams")

    def put(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        path.write_bytes(data)
        self.bytes += len(data)

    def times(self, room: Room) -> list[int]:
        """Milliseconds, each once in a room, in order."""
        start = FIRST_SECOND * 1000 + self.random.randrange(SPAN * 500)
        step = max(2, SPAN * 500 // max(1, room.messages))
        return [start + index * step + self.random.randrange(step - 1) for index in range(room.messages)]

    # Slack

    def write_slack(self, folder: Path) -> None:
        users = [
            {"id": f"U{n:08}", "team_id": "T00000001", "name": f"p{n}", "deleted": n % 20 == 0,
             "profile": {"real_name": f"Person {n}", "display_name": f"Person {n}", "email": f"p{n}@example.org"}}
            for n in range(self.people)]
        self.put(folder / "users.json", json.dumps(users))
        lists: dict[str, list[dict]] = {"channels": [], "groups": [], "dms": [], "mpims": []}
        for room in self.slack_rooms:
            index, letter, name = {
                "channel": ("groups" if room.number % 3 == 0 else "channels", "C", f"channel-{room.number}"),
                "direct": ("dms", "D", f"D{room.number:08}"),
                "group": ("mpims", "G", f"mpdm-{room.number}--1"),
            }[room.kind]
            key = f"{letter}{room.number:08}"
            line = {"id": key, "created": FIRST_SECOND, "members": [f"U{n:08}" for n in room.members]}
            if room.kind != "direct":
                line |= {"name": name, "creator": line["members"][0], "topic": {"value": "Alles & mehr"},
                         "purpose": {"value": ""}}
            lists[index].append(line)
            texts = list(self.slack_messages(room))
            if texts:
                # Two files a room: the first half and the second, each under its first day.
                half = (len(texts) + 1) // 2
                for day, part in enumerate((texts[:half], texts[half:])):
                    if part:
                        self.put(folder / name / f"202{day}-01-01.json", "[" + ",\n".join(part) + "]")
        for index, lines in lists.items():
            self.put(folder / f"{index}.json", json.dumps(lines))

    def slack_messages(self, room: Room):
        root = None
        for number, moment in enumerate(self.times(room)):
            ts = f"{moment // 1000}.{moment % 1000:03}000"
            user = f"U{self.random.choice(room.members):08}"
            more = ""
            if number % 10 == 0:
                root = ts
                more = f',"thread_ts":"{ts}","reply_count":1'
            elif number % 10 == 7:
                more = f',"thread_ts":"{root}"'
            if number % 8 == 0:
                other = f"U{self.random.choice(room.members):08}"
                more += f',"reactions":[{{"name":"thumbsup","users":["{other}"],"count":1}}]'
            if number % 20 == 5:
                more += f',"edited":{{"user":"{user}","ts":"{ts}"}}'
            text = TEXTS[self.random.randrange(len(TEXTS))]
            yield f'{{"type":"message","user":"{user}","ts":"{ts}","team":"T00000001","text":"{text}"{more}}}'

    # Teams

    def write_teams(self, folder: Path) -> None:
        self.listing(folder / "users.json", "users", [
            {"id": self.person(n), "displayName": f"Person {n}", "userPrincipalName": f"p{n}@example.org",
             "mail": f"p{n}@example.org", "userType": "Member", "accountEnabled": n % 20 != 0}
            for n in range(self.people)])
        channels = iter([room for room in self.teams_rooms if room.kind == "channel"])
        teams = []
        while some := list(islice(channels, 3)):
            team = f"7ea30000-0000-4000-8000-{len(teams):012}"
            teams.append({"id": team, "displayName": f"Team {len(teams)}", "isArchived": False})
            self.listing(folder / team / "channels.json", f"teams('{team}')/channels", [
                {"id": self.channel(room), "displayName": f"channel-{room.number}", "membershipType": "standard",
                 "tenantId": TENANT} for room in some])
            members = sorted({n for room in some for n in room.members})
            self.listing(folder / team / "members.json", f"teams('{team}')/members", [
                {"@odata.type": "#microsoft.graph.aadUserConversationMember", "id": f"{team}-{n}",
                 "roles": ["owner"] if n == members[0] else [], "userId": self.person(n),
                 "displayName": f"Person {n}"} for n in members])
            self.messages(folder / team / "messages.json", some, team)
        self.listing(folder / "teams.json", "teams", teams)
        chats = [room for room in self.teams_rooms if room.kind != "channel"]
        self.listing(folder / "chats.json", "chats", [
            {"id": self.channel(room), "chatType": "oneOnOne" if room.kind == "direct" else "group",
             "topic": None, "createdDateTime": "2020-01-01T00:00:00Z", "tenantId": TENANT, "members": [
                {"@odata.type": "#microsoft.graph.aadUserConversationMember", "id": f"m{room.number}-{n}",
                 "roles": ["owner"], "userId": self.person(n), "displayName": f"Person {n}"}
                for n in room.members]} for room in chats])
        for start in range(0, len(chats), 200):
            self.messages(folder / f"messages-{start // 200:05}.json", chats[start:start + 200], None)

    def person(self, number: int) -> str:
        return f"a11ce000-0000-4000-8000-{number:012}"

    def channel(self, room: Room) -> str:
        if room.kind == "direct":
            one, other = (self.person(n) for n in room.members)
            return f"19:{one}_{other}@unq.gbl.spaces"
        return f"19:room{room.number:08}@thread." + ("tacv2" if room.kind == "channel" else "v2")

    def listing(self, path: Path, context: str, value: list[dict]) -> None:
        head = {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#" + context, "value": value}
        self.put(path, json.dumps(head))

    def messages(self, path: Path, rooms: list[Room], team: str | None) -> None:
        """The messages of several rooms in one file, in the order of time, as Graph's exports mix them."""
        moments = sorted((moment, number) for number, room in enumerate(rooms) for moment in self.times(room))
        head = '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#Collection(chatMessage)","value":['
        self.put(path, head + ",\n".join(
            self.teams_message(moment, rooms[number], team) for moment, number in moments) + "]}")

    def teams_message(self, moment: int, room: Room, team: str | None) -> str:
        stamp = moment // 1000
        days, second = divmod(stamp - FIRST_SECOND, 86_400)
        # Months of 28 days: any order-keeping calendar will do.
        year, day = divmod(days, 336)
        stated = (f"{2020 + year}-{day // 28 + 1:02}-{day % 28 + 1:02}T{second // 3600:02}:{second // 60 % 60:02}"
                  f":{second % 60:02}.{moment % 1000:03}Z")
        person = self.person(self.random.choice(room.members))
        channel = self.channel(room)
        place = (f'"channelIdentity":{{"teamId":"{team}","channelId":"{channel}"}},"chatId":null' if team
                 else f'"channelIdentity":null,"chatId":"{channel}"')
        reactions = ""
        if moment % 8 == 0:
            other = self.person(self.random.choice(room.members))
            reactions = (f'{{"reactionType":"like","createdDateTime":"{stated}","user":{{"user":{{"id":"{other}",'
                         '"displayName":"Person"}}}')
        edited = f'"{stated}"' if moment % 20 == 5 else "null"
        text = TEXTS[self.random.randrange(len(TEXTS))]
        return (
            f'{{"id":"{moment}","replyToId":null,"etag":"{moment}","messageType":"message","createdDateTime":"{stated}",'
            f'"lastModifiedDateTime":"{stated}","lastEditedDateTime":{edited},"deletedDateTime":null,"subject":null,'
            f'{place},"from":{{"application":null,"user":{{"id":"{person}","displayName":"Person","userIdentityType":'
            f'"aadUser","tenantId":"{TENANT}"}}}},"body":{{"contentType":"html","content":"<p>{text}</p>"}},'
            f'"attachments":[],"mentions":[],"reactions":[{reactions}]}}')
