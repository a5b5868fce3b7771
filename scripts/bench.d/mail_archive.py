# SPDX-License-Identifier: Apache-2.0
"""Makes an mbox of invented mails, always the same for the same size, and the same mails as a Maildir.

Of 100 mails about 50 are plain text, 30 have HTML and plain text, 15 carry a file, 3 a picture in their HTML, 2 an
invitation. Six in ten are answers. One in fifty is a second copy of an earlier mail.
Run alone: mail_archive.py MBOX BYTES [MAILDIR]
"""

import base64
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

FIRST = 1_577_836_800
WORDS = (
    "der die das Antrag liegt im Ordner bitte bis Freitag prüfen und mit Kürzel freigeben danke the print server on second "
    "floor needs a restart la réunion est déplacée à jeudi Sitzung Protokoll Vorlage Haushalt Straße Brücke Termin Akte "
    "Zeichen Amt Leitung Entwurf Fassung Anlage Rückfrage Zuständigkeit budget draft minutes review").split()


class Mails:
    """The mails, one after the other."""

    def __init__(self) -> None:
        self.random = random.Random(1)
        self.threads: list[tuple[str, list[str]]] = []
        self.blob = bytes(self.random.randrange(256) for _ in range(1 << 20))
        self.count = 0
        self.old: list[bytes] = []

    def words(self, low: int, high: int) -> str:
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randint(low, high)))

    def paragraphs(self) -> list[str]:
        return [self.words(15, 90) for _ in range(self.random.randint(1, 9))]

    def part(self, boundary: str, kind: str, text: bytes, more: str = "") -> str:
        return (f"--{boundary}\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n{more}\n"
                + base64.encodebytes(text).decode())

    def body(self, pick: int) -> tuple[str, str]:
        paragraphs = self.paragraphs()
        text = "\n\n".join(paragraphs)
        if pick < 50:
            quote = "\n".join("> " + line for line in self.paragraphs()[0].split(". "))
            tail = f"\n\nAm 3.11.2025 schrieb Person:\n{quote}\n" if pick % 2 else "\n"
            return "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", text + tail + "\n-- \nPerson\nAmt 7\n"
        html = "<html><body>" + "".join(f"<p style=\"margin:0\">{line} <b>{self.words(1, 3)}</b></p>" for line in paragraphs) + "</body></html>"
        alternative = ("--a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text
                       + "\n--a\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + html + "\n")
        if pick < 80:
            return "Content-Type: multipart/alternative; boundary=a", alternative + "--a--\n"
        if pick < 95:
            size = self.random.choice((2_000, 20_000, 80_000, 300_000))
            start = self.random.randrange(len(self.blob) - size)
            return ("Content-Type: multipart/mixed; boundary=m",
                    "--m\nContent-Type: multipart/alternative; boundary=a\n\n" + alternative + "--a--\n"
                    + self.part("m", f'application/pdf; name="Anlage {self.count}.pdf"', self.blob[start:start + size],
                                "Content-Disposition: attachment\n") + "--m--\n")
        if pick < 98:
            picture = html.replace("</body>", '<img src="cid:logo@x" alt="Logo"></body>')
            return ("Content-Type: multipart/related; boundary=r",
                    "--r\nContent-Type: text/html; charset=utf-8\n\n" + picture + "\n"
                    + self.part("r", "image/png; name=logo.png", self.blob[:9_000], "Content-ID: <logo@x>\n") + "--r--\n")
        calendar = ("BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Termin\nDTSTART:20251103T090000Z\nEND:VEVENT\n"
                    "END:VCALENDAR\n")
        return ("Content-Type: multipart/alternative; boundary=a",
                "--a\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n"
                + self.part("a", "text/calendar; method=REQUEST; charset=utf-8", calendar.encode()) + "--a--\n")

    def one(self) -> bytes:
        if self.old and self.random.randrange(50) == 0:
            return self.random.choice(self.old)
        number, self.count = self.count, self.count + 1
        identity = f"{number}.{self.random.randrange(10**9)}@mail.example.org"
        more = ""
        if self.threads and self.random.randrange(10) < 6:
            subject, ids = self.random.choice(self.threads[-200:])
            references = " ".join(f"<{known}>" for known in ids[-8:])
            more = f"In-Reply-To: <{ids[-1]}>\nReferences: {references}\n"
            ids.append(identity)
            subject = "Re: " + subject
        else:
            subject = self.words(2, 7)
            self.threads = self.threads[-400:] + [(subject, [identity])]
        person = self.random.randrange(400)
        kind, body = self.body(self.random.randrange(100))
        date = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(FIRST + number * 700))
        encoded = base64.b64encode(subject.encode()).decode()
        mail = (
            f"Return-Path: <p{person}@example.org>\nReceived: from a.example.org by b.example.org; {date}\n"
            f"From: Person {person} <p{person}@example.org>\nTo: list@lists.example.org\nDate: {date}\n"
            f"Subject: =?utf-8?B?{encoded}?=\nMessage-ID: <{identity}>\n{more}List-Id: Bench <bench.lists.example.org>\n"
            f"MIME-Version: 1.0\n{kind}\n\n{body}").encode()
        self.old = self.old[-50:] + [mail]
        return mail

    def stream(self, size: int) -> Iterator[bytes]:
        done = 0
        while done < size:
            mail = self.one()
            done += len(mail)
            yield mail


def write(mbox: Path, size: int, maildir: Path | None = None) -> int:
    """Writes the mbox, and each mail as a file too; gives the number of mails."""
    count = 0
    mbox.parent.mkdir(parents=True, exist_ok=True)
    with mbox.open("wb") as file:
        for mail in Mails().stream(size):
            file.write(b"From list-bounces@lists.example.org Mon Nov  3 09:00:00 2025\n")
            file.write(mail.replace(b"\nFrom ", b"\n>From "))
            file.write(b"\n")
            if maildir:
                folder = maildir / "cur"
                if count == 0:
                    for name in ("cur", "new", "tmp"):
                        (maildir / name).mkdir(parents=True, exist_ok=True)
                (folder / f"{FIRST + count}.M{count}.bench:2,S").write_bytes(mail)
            count += 1
    return count


if __name__ == "__main__":
    print(write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None))
