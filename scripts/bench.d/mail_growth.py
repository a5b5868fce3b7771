# SPDX-License-Identifier: Apache-2.0
"""Makes an mbox as large as wanted, quickly: the mails of mail_archive.py again and again, with other ids.

Run alone: mail_growth.py MBOX GIGABYTES
"""

import sys
from pathlib import Path

from mail_archive import Mails

ROUND = 200_000_000


def write(mbox: Path, size: int) -> tuple[int, int]:
    """Gives the mails and the bytes."""
    mbox.parent.mkdir(parents=True, exist_ok=True)
    mails = list(Mails().stream(min(size, ROUND)))
    start = b"From list-bounces@lists.example.org Mon Nov  3 09:00:00 2025\n"
    text = b"".join(start + mail.replace(b"\nFrom ", b"\n>From ") + b"\n" for mail in mails)
    written = count = number = 0
    with mbox.open("wb") as file:
        while written < size:
            part = text.replace(b"@mail.example.org>", b"@mail%d.example.org>" % number)
            file.write(part)
            written += len(part)
            count += len(mails)
            number += 1
    return count, written


if __name__ == "__main__":
    print("%d mails, %d bytes" % write(Path(sys.argv[1]), int(float(sys.argv[2]) * 1e9)))
