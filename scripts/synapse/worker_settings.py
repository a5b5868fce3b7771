# SPDX-License-Identifier: Apache-2.0
"""What Synapse's configuration says when event persisters share the rooms out among them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from settings import Settings


class Workers:
    """Names, ports and files of the workers of one homeserver directory; `choose_ports` comes first."""

    def __init__(self, settings: "Settings"):
        self.settings = settings

    @property
    def names(self) -> list[str]:
        """In the order in which rooms are shared out."""
        return [f"persister{number + 1}" for number in range(self.settings.workers)]

    def port(self, name: str) -> int:
        return self.settings.values["worker_ports"][name]

    @property
    def endpoints(self) -> list[str]:
        return [f"http://127.0.0.1:{self.port(name)}" for name in self.names]

    def configuration(self, name: str) -> Path:
        return self.settings.directory / f"{name}.yaml"

    def pid_file(self, name: str) -> Path:
        return self.settings.directory / f"{name}.pid"

    def choose_ports(self, free_port: Callable[[], int]) -> None:
        wanted = ["main", "redis", *self.names, *(f"{name}-replication" for name in self.names)]
        self.settings.values["worker_ports"] = {name: free_port() for name in wanted}
        self.settings.save()

    def shared(self, configuration: dict) -> dict:
        """The configuration of the main process, which every worker reads first."""
        replication = {"bind_addresses": ["127.0.0.1"], "type": "http", "resources": [{"names": ["replication"]}]}
        instances = {"main": {"host": "127.0.0.1", "port": self.port("main")}}
        for name in self.names:
            instances[name] = {"host": "127.0.0.1", "port": self.port(f"{name}-replication")}
        return configuration | {
            "listeners": [*configuration["listeners"], {"port": self.port("main"), **replication}],
            "redis": {"enabled": True, "host": "127.0.0.1", "port": self.port("redis")},
            "instance_map": instances,
            "stream_writers": {"events": self.names},
        }

    def write(self) -> None:
        """Writes one file for each worker."""
        for name in self.names:
            listener = {"bind_addresses": ["127.0.0.1"], "type": "http"}
            text = yaml.safe_dump({
                "worker_app": "synapse.app.generic_worker",
                "worker_name": name,
                "worker_listeners": [
                    {**listener, "port": self.port(name), "resources": [{"names": ["client"], "compress": False}]},
                    {
                        **listener,
                        "port": self.port(f"{name}-replication"),
                        "resources": [{"names": ["replication"]}],
                    },
                ],
                "worker_log_config": str(self.settings.directory / "log.yaml"),
            })
            self.configuration(name).write_text(text)

