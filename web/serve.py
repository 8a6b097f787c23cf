"""`supplychain serve`: opens the desk on this machine. The door of the web half: it alone reads the environment."""

from __future__ import annotations

import logging
import os
import sys

import click
import waitress

from supplychain.errors import UsageError
from supplychain.settings import Settings
from web import create_app
from web.desk import Desk
from web.security import LOOPBACK

_THREADS = 8  # a screening holds one for its whole time; pages and health answers go on meanwhile
_BODY_SLACK = 1_000_000  # bytes over our own limit still taken, so that our page answers and not a bare line


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
def serve(host: str, port: int) -> None:
    """Open the desk in a browser on this machine."""
    if host not in LOOPBACK:
        raise UsageError(
            f"--host {host} would show supplier data to others, and the desk knows no accounts yet; "
            f"use {' or '.join(LOOPBACK)}."
        )
    settings = Settings.from_env(os.environ)
    app = create_app(settings)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    desk: Desk = app.extensions["desk"]
    versions = desk.library().coverage.versions  # opened before the first page asks for it
    print(f"{len(versions)} list versions loaded. The desk is open at http://{host}:{port}/", file=sys.stderr)
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=_THREADS,
            ident=None,
            max_request_body_size=settings.max_upload_bytes + _BODY_SLACK,
        )
    except OSError as error:
        raise UsageError(
            f"The desk cannot listen on {host} port {port} ({error.strerror}); choose another with --port."
        ) from error
