# SPDX-License-Identifier: Apache-2.0
"""Makes one JSON array of Teams messages as large as wanted, in a folder of its own, quickly.

The messages of teams_export.py are written again and again; of each round the ids, and with them the answered messages,
begin with other digits, so that all are different. The moments repeat.
Run alone: teams_array.py FOLDER GIGABYTES
"""

import json
import sys
from pathlib import Path

from teams_export import FIRST, Export

ROUND = 100_000


def write(folder: Path, size: int) -> tuple[int, int]:
    """Gives the messages and the bytes."""
    export = Export(folder, ROUND)
    folder.mkdir(parents=True, exist_ok=True)
    stem = str(FIRST)[:3]
    messages = ",\n".join(json.dumps(message) for message in export.stream()).encode()
    marks = [b'"id": "', b'"replyToId": "']
    written = count = 0
    with (folder / "messages.json").open("wb") as file:
        file.write(b"[")
        for number in range(100, 1000):
            if written >= size:
                break
            part = messages
            for mark in marks:
                part = part.replace(mark + stem.encode(), mark + str(number).encode())
            file.write((b",\n" if written else b"") + part)
            written += len(part)
            count += ROUND
        file.write(b"]")
    return count, written


if __name__ == "__main__":
    print("%d messages, %d bytes" % write(Path(sys.argv[1]), int(float(sys.argv[2]) * 1e9)))
