# SPDX-License-Identifier: Apache-2.0
"""The PostgreSQL cluster of one homeserver directory."""

import hashlib
import os
import pwd
import shutil
import subprocess
from pathlib import Path

from failure import Failure
from settings import Settings, free_port, is_free

SERVER_ACCOUNT = "postgres"


class PostgreSQL:
    """A cluster of its own, on a loopback port. PostgreSQL refuses root, so root runs it as "postgres"."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.as_other = os.geteuid() == 0

    def start(self) -> None:
        """Makes the cluster if need be and starts it, choosing its port. Sets `database_port`."""
        if self.is_running():
            return
        data = self.data()
        if not (data / "PG_VERSION").exists():
            self.make(data)
        port = self.settings.values.get("database_port")
        if port is None or not is_free(port):
            port = free_port()
        self.settings.values["database_port"] = port
        self.settings.save()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories=''"
        self.control("-w", "-t", "120", "-l", str(data / "server.log"), "-o", options, "start")

    def make(self, data: Path) -> None:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        password = data.with_name(data.name + ".password")
        password.write_text(self.settings.values["database_password"])
        if self.as_other:
            for file in (data, password):
                shutil.chown(file, SERVER_ACCOUNT, SERVER_ACCOUNT)
        password.chmod(0o600)
        try:
            # Synapse insists on the C collation.
            self.run(
                "initdb",
                "-D",
                str(data),
                "--locale=C",
                "--encoding=UTF8",
                "--username=synapse",
                "--auth=scram-sha-256",
                f"--pwfile={password}",
            )
        finally:
            password.unlink()

    def stop(self) -> None:
        if self.is_running():
            self.control("-w", "-m", "fast", "stop")

    def remove(self) -> None:
        shutil.rmtree(self.data(), ignore_errors=True)

    def is_running(self) -> bool:
        data = self.settings.values.get("database_directory")
        if data is None or not (Path(data) / "postmaster.pid").exists():
            return False
        return self.run("pg_ctl", "-D", data, "status", check=False) == 0

    def control(self, *arguments: str) -> None:
        self.run("pg_ctl", "-D", str(self.data()), "-s", *arguments)

    def data(self) -> Path:
        """Where the cluster lies: in DIR, or in /var/tmp when the account "postgres" cannot reach DIR."""
        if "database_directory" not in self.settings.values:
            directory = self.settings.directory
            data = directory / "postgresql"
            if (
                self.as_other
                and subprocess.run([*self.prefix(), "test", "-x", str(directory)]).returncode != 0
            ):
                name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:16]
                data = Path(f"/var/tmp/matrix-ferry-homeserver-{name}")
                if data.exists():
                    raise Failure(
                        f"{data} is left from an earlier homeserver in {directory}; delete it first"
                    )
            self.settings.values["database_directory"] = str(data)
            self.settings.save()
        return Path(self.settings.values["database_directory"])

    def run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [*self.prefix(), str(self.programs() / program), *arguments]
        with open(self.settings.console, "ab") as console:
            result = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, cwd="/"
            )
        if check and result.returncode != 0:
            raise Failure(f"{program} ended with {result.returncode}; see {self.settings.console}")
        return result.returncode

    def prefix(self) -> list[str]:
        if not self.as_other:
            return []
        try:
            account = pwd.getpwnam(SERVER_ACCOUNT)
        except KeyError as error:
            raise Failure("PostgreSQL is not installed; run: scripts/setup postgresql") from error
        return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups", "--"]

    def programs(self) -> Path:
        """The programs of the version that made the cluster, else of the newest installed."""
        installed = sorted(
            Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name)
        )
        data = self.settings.values.get("database_directory")
        if data is not None and (Path(data) / "PG_VERSION").exists():
            version = (Path(data) / "PG_VERSION").read_text().strip()
            installed = [folder for folder in installed if folder.parent.name == version]
        if not installed:
            raise Failure("PostgreSQL is not installed; run: scripts/setup postgresql")
        return installed[-1]
