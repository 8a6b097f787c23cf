"""`supplychain serve`: opens the desk. The door of the web half: it alone reads the environment."""

from __future__ import annotations

import logging
import os
import signal
import sys

import click
import waitress

from supplychain.errors import UsageError
from supplychain.settings import Settings
from web import create_app, makers, turnstile
from web.desk import Desk
from web.first_start import FIRST_LOGIN, first_admin
from web.security import LOOPBACK
from web.worker_child import WorkerChild

# As many as sign-ins and files being made may hold for long, and eight that stay for pages and health answers. One that
# waits costs nothing.
_THREADS = turnstile.MOST + makers.PLACES + 8
# Seconds a thread keeps the interpreter to itself while others wait. A page gives it away at each row it reads from the
# database, and with Python's own 0.005 waits as long to have it back behind whoever computes.
_TURN = 0.001
# Senders that dawdle hold a connection and no thread. With waitress's own 100, two hundred of them shut the desk for
# everybody (measured); 800 leave room under the usual 1,024 open files, for which `select` is not enough.
_CONNECTIONS = 800
_IDLE_SECONDS = 30  # a connection that says nothing for so long is closed
_BODY_SLACK = 1_000_000  # bytes over our own limit still taken, so that our page answers and not a bare line


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--worker/--no-worker", default=True, show_default=True, help="Start a worker for uploads beside the desk."
)
def serve(host: str, port: int, worker: bool) -> None:
    """Open the desk: on this machine, or behind your own proxy with TLS (docs/accounts.md)."""
    settings = Settings.from_env(os.environ)
    if host not in LOOPBACK and not settings.public_url.startswith("https://"):
        raise UsageError(
            f"--host {host} would send passwords and supplier data over the network unencrypted; set "
            "SUPPLYCHAIN_PUBLIC_URL to the https:// address of your proxy (docs/accounts.md), or use "
            f"{' or '.join(LOOPBACK)}."
        )
    app = create_app(settings)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    desk: Desk = app.extensions["desk"]
    password = first_admin(desk)
    if password:
        # Straight to the terminal, and never through the log, which may be kept.
        print(f"First start: sign in as {FIRST_LOGIN} with the one-time password {password}", file=sys.stderr)
    versions = desk.library().coverage.versions  # opened before the first page asks for it
    opened = settings.public_url or f"http://{host}:{port}/"
    print(f"{len(versions)} list versions loaded. The desk is open at {opened}", file=sys.stderr)
    child = WorkerChild(os.environ)
    if worker:
        child.start()
    signal.signal(signal.SIGTERM, _end)
    sys.setswitchinterval(_TURN)
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            channel_timeout=_IDLE_SECONDS,
            asyncore_use_poll=True,
            ident=None,
            max_request_body_size=settings.max_upload_bytes + _BODY_SLACK,
            clear_untrusted_proxy_headers=False,  # web/security.py believes them of the operator's proxies alone
        )
    except OSError as error:
        raise UsageError(
            f"The desk cannot listen on {host} port {port} ({error.strerror}); choose another with --port."
        ) from error
    finally:
        child.stop()


def _end(*_: object) -> None:
    """SIGTERM ends the desk as Ctrl-C does, so that the worker is asked to put its upload down."""
    raise KeyboardInterrupt
