# SPDX-License-Identifier: Apache-2.0
"""What one homeserver directory holds, and the configuration that Synapse reads from it."""

import io
import json
import os
import secrets
import shutil
import socket
from pathlib import Path

import yaml
from signedjson.key import generate_signing_key, write_signing_keys

from failure import Failure
from worker_settings import Workers

LOCAL_PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")
DEFAULT_PORT = 8008
DEFAULT_SERVER_NAME = "example.org"


class Settings:
    """The choices of the first start, kept in DIR/settings.json, and the paths beside it."""

    def __init__(self, directory: Path):
        self.directory = directory
        self.file = directory / "settings.json"
        self.configuration = directory / "homeserver.yaml"
        self.log = directory / "homeserver.log"
        self.console = directory / "console.log"
        self.pid_file = directory / "homeserver.pid"
        self.signing_key = directory / "signing.key"
        self.admin_token_file = directory / "admin_token"
        self.values = json.loads(self.file.read_text()) if self.file.exists() else {}

    def exists(self) -> bool:
        return self.file.exists()

    @property
    def port(self) -> int:
        return self.values.get("port", DEFAULT_PORT)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def server_name(self) -> str:
        return self.values.get("server_name", DEFAULT_SERVER_NAME)

    @property
    def uses_postgres(self) -> bool:
        return self.values.get("postgres", False)

    @property
    def workers(self) -> int:
        """How many event persisters share the rooms out among them beside the main process."""
        return self.values.get("workers", 0)

    @property
    def registration(self) -> Path:
        return Path(self.values.get("registration", self.directory / "registration.yaml"))

    @property
    def shared_secret(self) -> str:
        return self.values["shared_secret"]

    def choose(
        self,
        port: int | None,
        postgres: bool,
        registration: Path | None,
        server_name: str | None,
        extra: Path | None,
        workers: int | None = None,
    ) -> None:
        """Takes over what this start asks for; what only a first start can decide must not change."""
        if self.exists() and postgres and not self.uses_postgres:
            raise Failure(f"{self.directory} is on SQLite; choose another --dir for PostgreSQL")
        if self.exists() and server_name not in (None, self.server_name):
            raise Failure(f"{self.directory} is {self.server_name}; choose another --dir for {server_name}")
        if workers and not (postgres or self.uses_postgres):
            raise Failure("workers need PostgreSQL: add --postgres")
        self.values.setdefault("postgres", postgres)
        if workers is not None:
            self.values["workers"] = workers
        self.values.setdefault("server_name", server_name or DEFAULT_SERVER_NAME)
        for name in ("shared_secret", "macaroon_secret", "form_secret", "database_password"):
            self.values.setdefault(name, secrets.token_hex(24))
        self.values["port"] = free_port() if port == 0 else self.port if port is None else port
        if not is_free(self.port):
            raise Failure(f"port {self.port} is taken; choose another with --port (0 takes a free one)")
        for name, file in (("registration", registration), ("extra", extra)):
            if file is not None:
                if not file.is_file():
                    raise Failure(f"{file} is not there")
                self.values[name] = str(file.resolve())
        self.save()

    def save(self) -> None:
        write_private(self.file, json.dumps(self.values, indent=2) + "\n")
        (self.directory / "port").write_text(f"{self.port}\n")

    def write_configuration(self) -> None:
        """Writes homeserver.yaml and what it names: logging, key and, unless one was given, registration."""
        if "registration" not in self.values and not self.registration.exists():
            write_private(self.registration, yaml.safe_dump(self.default_registration(), sort_keys=False))
        if not self.signing_key.exists():
            key = io.StringIO()
            write_signing_keys(key, [generate_signing_key("a_" + secrets.token_hex(2))])
            write_private(self.signing_key, key.getvalue())
        configuration = self.synapse_configuration()
        if self.workers:
            configuration = Workers(self).shared(configuration)
        if "extra" in self.values:
            configuration |= yaml.safe_load(Path(self.values["extra"]).read_text()) or {}
        write_private(self.configuration, yaml.safe_dump(configuration, sort_keys=False))
        (self.directory / "log.yaml").write_text(yaml.safe_dump(self.logging()))

    def synapse_configuration(self) -> dict:
        listener = {
            "port": self.port,
            "bind_addresses": ["127.0.0.1"],
            "type": "http",
            "tls": False,
            "x_forwarded": False,
            "resources": [{"names": ["client", "media"], "compress": False}],
        }
        return {
            "server_name": self.server_name,
            "public_baseurl": f"{self.url}/",
            "listeners": [listener],
            "database": self.database(),
            "log_config": str(self.directory / "log.yaml"),
            "media_store_path": str(self.directory / "media"),
            "signing_key_path": str(self.signing_key),
            "max_upload_size": "50M",
            "app_service_config_files": [str(self.registration)],
            "enable_registration": False,
            "registration_shared_secret": self.shared_secret,
            "macaroon_secret_key": self.values["macaroon_secret"],
            "form_secret": self.values["form_secret"],
            "report_stats": False,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
        }

    def database(self) -> dict:
        if not self.uses_postgres:
            return {"name": "sqlite3", "args": {"database": str(self.directory / "homeserver.db")}}
        return {
            "name": "psycopg2",
            "args": {
                "host": "127.0.0.1",
                "port": self.values["database_port"],
                "user": "synapse",
                "password": self.values["database_password"],
                "dbname": "postgres",
                "cp_min": 5,
                "cp_max": 10,
            },
        }

    def default_registration(self) -> dict:
        domain = self.server_name.replace(".", "\\.")
        return {
            "id": "matrix-ferry",
            "url": None,
            "as_token": secrets.token_hex(32),
            "hs_token": secrets.token_hex(32),
            "sender_localpart": "matrix-ferry",
            "rate_limited": False,
            "namespaces": {
                "users": [{"exclusive": False, "regex": f"@.*:{domain}"}],
                "aliases": [{"exclusive": False, "regex": f"#.*:{domain}"}],
                "rooms": [],
            },
        }

    def logging(self) -> dict:
        handler = {"class": "logging.FileHandler", "filename": str(self.log), "formatter": "plain"}
        return {
            "version": 1,
            "formatters": {"plain": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
            "handlers": {"file": handler},
            "root": {"level": "WARNING", "handlers": ["file"]},
            "disable_existing_loggers": False,
        }

    def remove(self) -> None:
        shutil.rmtree(self.directory)


def write_private(file: Path, text: str) -> None:
    """Replaces the file with one that only its owner can read."""
    new = file.with_name(file.name + ".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
        output.write(text)
    new.replace(file)


# What this process has chosen and may not listen on yet.
GIVEN: set[int] = set()


def free_port() -> int:
    """A port that is free now and stays so until it is used: none of those that the kernel gives to connections and
    to listeners that do not mind, another one for each process that asks at the same time, and for each call."""
    lowest = 10_000
    beyond = min(int(LOCAL_PORTS.read_text().split()[0]), 32_768)
    if beyond - lowest < 2_000:
        lowest, beyond = 49_152, 65_536
    count = beyond - lowest
    for step in range(100):
        port = lowest + (os.getpid() + step * 487) % count
        if port not in GIVEN and is_free(port):
            GIVEN.add(port)
            return port
    raise Failure(f"no free port between {lowest} and {beyond}")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As Synapse's own listener does, so that connections in TIME_WAIT do not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
