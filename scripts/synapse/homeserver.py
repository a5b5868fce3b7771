# SPDX-License-Identifier: Apache-2.0
"""The command line of scripts/homeserver."""

import argparse
import fcntl
import sys
from pathlib import Path

from accounts import create_account, ensure_admin
from failure import Failure
from postgresql import PostgreSQL
from server import Server
from settings import Settings
from worker_processes import WorkerProcesses
from worker_settings import Workers

DEFAULT_DIRECTORY = Path(__file__).resolve().parents[2] / ".cache" / "homeserver"
NOT_RUNNING = 3


def parse(arguments: list[str]) -> argparse.Namespace:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--dir", type=Path, default=DEFAULT_DIRECTORY, help="default: .cache/homeserver")
    start = argparse.ArgumentParser(add_help=False)
    start.add_argument(
        "--port", type=int, help="0 takes a free one; default: that of the last start, else 8008"
    )
    start.add_argument(
        "--postgres", action="store_true", help="PostgreSQL instead of SQLite (first start only)"
    )
    start.add_argument("--registration", type=Path, help="an appservice registration; default: one is made")
    start.add_argument("--server-name", help="default: example.org (first start only)")
    start.add_argument(
        "--workers", type=int, help="so many event persisters, with Redis; needs --postgres (0: none again)"
    )
    start.add_argument("--config", type=Path, help="a YAML file of Synapse settings that win over ours")

    parser = argparse.ArgumentParser(
        prog="scripts/homeserver",
        description="A throw-away Synapse on loopback. Several can run at once, each in its --dir.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("start", parents=[shared, start], help="start it, making it first if need be")
    verbs.add_parser("restart", parents=[shared, start], help="stop, then start on the same data")
    verbs.add_parser("stop", parents=[shared], help="stop it and its PostgreSQL")
    verbs.add_parser("kill", parents=[shared], help="end Synapse with SIGKILL, as a crash would")
    verbs.add_parser("status", parents=[shared], help=f"say whether it runs (exit {NOT_RUNNING} if not)")
    verbs.add_parser("remove", parents=[shared], help="stop it and delete its data")
    user = verbs.add_parser(
        "user", parents=[shared], help="create an ordinary account and print its password"
    )
    user.add_argument("name", metavar="NAME")
    user.add_argument("--password", help="default: a random one")
    return parser.parse_args(arguments)


def start(settings: Settings, arguments: argparse.Namespace) -> int:
    server = Server(settings)
    if server.is_running():
        print("already running; options only count for a stopped one (see restart)", file=sys.stderr)
        return describe(settings)
    settings.choose(
        port=arguments.port,
        postgres=arguments.postgres,
        registration=arguments.registration,
        server_name=arguments.server_name,
        extra=arguments.config,
        workers=arguments.workers,
    )
    if settings.uses_postgres:
        PostgreSQL(settings).start()
    if settings.workers:
        WorkerProcesses(settings).prepare()
    settings.write_configuration()
    server.start()
    if settings.workers:
        WorkerProcesses(settings).start()
    ensure_admin(settings)
    return describe(settings)


def stop(settings: Settings) -> int:
    was_running = Server(settings).stop()
    WorkerProcesses(settings).stop()
    if settings.uses_postgres:
        PostgreSQL(settings).stop()
    print("stopped" if was_running else "was not running", file=sys.stderr)
    return 0


def remove(settings: Settings) -> int:
    if not settings.exists():
        raise Failure(f"{settings.directory} holds no homeserver; nothing was deleted")
    stop(settings)
    if settings.uses_postgres:
        PostgreSQL(settings).remove()
    settings.remove()
    return 0


def describe(settings: Settings) -> int:
    pid = Server(settings).pid()
    facts = {
        "running": "yes" if pid else "no",
        "url": settings.url,
        "server_name": settings.server_name,
        "dir": str(settings.directory),
        "database": "postgresql" if settings.uses_postgres else "sqlite",
        "registration": str(settings.registration),
        "admin_token_file": str(settings.admin_token_file),
        "pid": pid or "none",
    }
    if settings.workers:
        facts["endpoints"] = " ".join(Workers(settings).endpoints)
    # In one piece, so that a reader who takes only the first line breaks nothing.
    print("\n".join(f"{name}: {value}" for name, value in facts.items()))
    return 0 if pid else NOT_RUNNING


def user(settings: Settings, arguments: argparse.Namespace) -> int:
    if not Server(settings).is_running():
        raise Failure(f"the homeserver in {settings.directory} does not run; start it first")
    account = create_account(settings, arguments.name, arguments.password, admin=False)
    print(f"user_id: {account.user_id}\npassword: {account.password}\nurl: {settings.url}")
    return 0


def run(arguments: argparse.Namespace) -> int:
    directory = arguments.dir.resolve()
    makes = arguments.verb in ("start", "restart")
    if not makes and not directory.is_dir():
        print(f"there is no homeserver in {directory}", file=sys.stderr)
        return NOT_RUNNING if arguments.verb == "status" else 0 if arguments.verb in ("stop", "remove") else 1
    directory.mkdir(parents=True, exist_ok=True)
    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings = Settings(directory)
        match arguments.verb:
            case "start":
                return start(settings, arguments)
            case "restart":
                stop(settings)
                return start(settings, arguments)
            case "stop":
                return stop(settings)
            case "kill":
                Server(settings).kill()
                return 0
            case "remove":
                return remove(settings)
            case "user":
                return user(settings, arguments)
    return describe(settings)


def main() -> int:
    try:
        return run(parse(sys.argv[1:]))
    except Failure as failure:
        print(f"homeserver: {failure}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
