# SPDX-License-Identifier: Apache-2.0
"""Accounts, made through Synapse's shared-secret registration."""

import hashlib
import hmac
import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass

from failure import Failure
from settings import Settings, write_private

ADMIN_NAME = "admin"


@dataclass
class Account:
    user_id: str
    password: str
    access_token: str


def ensure_admin(settings: Settings) -> None:
    """Makes the administrator at the first start and leaves its access token in DIR/admin_token."""
    if settings.admin_token_file.exists():
        return
    try:
        account = create_account(settings, ADMIN_NAME, None, admin=True)
    except Failure as failure:
        raise Failure(f"{failure}; delete {settings.directory} and start again") from failure
    write_private(settings.admin_token_file, account.access_token + "\n")


def create_account(settings: Settings, name: str, password: str | None, admin: bool) -> Account:
    """Makes an account; the password is a random one unless given."""
    address = f"{settings.url}/_synapse/admin/v1/register"
    password = password or secrets.token_urlsafe(12)
    nonce = call(address)["nonce"]
    role = "admin" if admin else "notadmin"
    code = hmac.new(settings.shared_secret.encode(), digestmod=hashlib.sha1)
    code.update("\0".join((nonce, name, password, role)).encode())
    request = {
        "nonce": nonce,
        "username": name,
        "password": password,
        "admin": admin,
        "mac": code.hexdigest(),
    }
    answer = call(address, request)
    return Account(answer["user_id"], password, answer["access_token"])


def call(address: str, content: dict | None = None) -> dict:
    body = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(address, data=body, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        answer = json.load(error)
        raise Failure(
            f"Synapse answered {error.code} {answer.get('errcode')}: {answer.get('error')}"
        ) from error
    except OSError as error:
        raise Failure(f"Synapse does not answer at {address}: {error}") from error
