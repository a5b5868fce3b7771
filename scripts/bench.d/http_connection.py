# SPDX-License-Identifier: Apache-2.0
"""HTTP/1.1 over one kept-alive connection, with nothing that a load generator does not need."""

import asyncio
import json
from urllib.parse import urlsplit


class HTTPConnection:
    """One request at a time. JSON in, JSON out."""

    def __init__(self, url: str, token: str):
        parts = urlsplit(url)
        self.host = parts.hostname or "127.0.0.1"
        self.port = parts.port or 80
        self.head = (
            f"Host: {parts.netloc}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        )
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter | None = None

    async def request(self, method: str, target: str, content: object = None) -> tuple[int, dict]:
        """Sends one request, reads its whole answer. Raises OSError or EOFError if the connection breaks."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        body = b"" if content is None else json.dumps(content).encode()
        head = f"{method} {target} HTTP/1.1\r\n{self.head}Content-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        status = int(lines[0].split(b" ", 2)[1])
        headers = dict(line.lower().split(b": ", 1) for line in lines[1:] if line)
        if headers.get(b"transfer-encoding") == b"chunked":
            answer = await self.chunks()
        else:
            answer = await self.reader.readexactly(int(headers.get(b"content-length", b"0")))
        if headers.get(b"connection") == b"close":
            self.close()
        return status, json.loads(answer) if answer else {}

    async def chunks(self) -> bytes:
        parts = []
        while size := int((await self.reader.readuntil(b"\r\n")).split(b";")[0], 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readuntil(b"\r\n")
        return b"".join(parts)

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None
