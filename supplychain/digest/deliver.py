"""How does a digest reach people? As files, by webhook, by e-mail; each may fail by itself and is tried again.

Refuses to know what is new.
"""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from supplychain.digest.message import subject_of, text_of, with_names
from supplychain.errors import SupplychainError
from supplychain.reference.post import PostError, post_json
from supplychain.settings import Settings
from supplychain.store.digests import FlagChange

_MAIL_SECONDS = 30.0
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
_TRIED = (OSError, smtplib.SMTPException, PostError)

Content = Mapping[str, Any]
Deliver = Callable[[Settings, Content, Sequence[FlagChange]], None]


class DeliveryError(SupplychainError):
    """A digest did not arrive somewhere; it is told again by the next run."""


def channels(settings: Settings) -> dict[str, Deliver]:
    """Where the operator wants digests, by name; always as files too."""
    wanted: dict[str, Deliver] = {"file": to_files}
    if settings.digest_webhook:
        wanted["webhook"] = to_webhook
    if settings.digest_email:
        wanted["email"] = to_mailboxes
    return wanted


def deliver(name: str, settings: Settings, content: Content, changes: Sequence[FlagChange]) -> None:
    """Brings a digest to one channel. Raises DeliveryError, one sentence without secrets."""
    try:
        channels(settings)[name](settings, content, changes)
    except _TRIED as error:
        said = str(error) if isinstance(error, PostError) else f"{type(error).__name__}: the digest's {name} failed"
        raise DeliveryError(f"{said.rstrip('.')}; check its setting, the next run tells it again.") from error


def digest_folder(settings: Settings) -> Path:
    """Where digests lie as files."""
    return settings.digest_folder or settings.home / "digests"


def to_files(settings: Settings, content: Content, changes: Sequence[FlagChange]) -> None:
    """`<day>-<id>.json` and `.txt`, with names, for their owner alone; the same digest twice is the same file."""
    folder = digest_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = f"{content['made_at'][:10]}-{content['digest_id']}"
    whole = json.dumps(with_names(content, changes), ensure_ascii=False, indent=1)
    for suffix, text in ((".txt", text_of(content, changes)), (".json", whole)):
        unfinished = folder / f".{stem}{suffix}"
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as out:
            out.write(text)
        unfinished.replace(folder / f"{stem}{suffix}")


def to_webhook(settings: Settings, content: Content, changes: Sequence[FlagChange]) -> None:
    """JSON by POST."""
    message = with_names(content, changes) if settings.digest_names else dict(content)
    post_json(settings.digest_webhook, message, str(content["digest_id"]))


def to_mailboxes(settings: Settings, content: Content, changes: Sequence[FlagChange]) -> None:
    """One e-mail to everybody; its Message-ID is the digest's, so that mailboxes drop what comes twice."""
    message = EmailMessage()
    recipients = settings.digest_email.split(",")
    sender = settings.mail_from or recipients[0]
    message["Subject"] = subject_of(content)
    message["From"], message["To"] = sender, ", ".join(recipients)
    message["Message-ID"] = f"<{content['digest_id']}@{sender.rpartition('@')[2]}>"
    message.set_content(text_of(content, changes if settings.digest_names else ()))
    parts = urlsplit(settings.mail_server or "smtp+plain://localhost")
    host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
    secure = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, port, timeout=_MAIL_SECONDS, context=secure)
        if parts.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=_MAIL_SECONDS)
    ) as server:
        if parts.scheme == "smtp":
            server.starttls(context=secure)  # raises where the server offers none: never in the clear by surprise
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
