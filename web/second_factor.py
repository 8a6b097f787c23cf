"""Does the person hold the device they enrolled? Codes of 30 seconds (RFC 6238), recovery codes, and sealed secrets.

Refuses to know accounts, pages, and which codes were taken before.
"""

from __future__ import annotations

import hmac
import io
import re
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from supplychain.errors import SupplychainError
from web.language import translated

_STEP_SECONDS = 30
_DRIFT_STEPS = 1  # a clock may be off by one step either way (RFC 6238, 5.2)
_ISSUER = "Forced-labor screening"
RECOVERY_CODES = 8
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_RECOVERY_LETTERS = 24  # 120 bits: enough to be kept as a plain SHA-256 (ASVS 5.0 6.5.2 asks for 112)
_PURPOSE = b"supplychain second factor"


class SealError(SupplychainError):
    """The secret was sealed with another key: the desk's key was changed."""


def new_secret() -> str:
    """A new shared secret: 160 bits in base32."""
    return pyotp.random_base32()


def seal(secret: str, key: str) -> str:
    """The secret, encrypted with the desk's key."""
    return _fernet(key).encrypt(secret.encode("ascii")).decode("ascii")


def unseal(sealed: str, key: str) -> str:
    """The secret again. Raises SealError where the key is another."""
    try:
        return _fernet(key).decrypt(sealed.encode("ascii")).decode("ascii")
    except InvalidToken as error:
        raise SealError(translated("The desk's key was changed; ask an admin to reset your second factor.")) from error


def step_of(code: str, secret: str, at: datetime) -> int | None:
    """The 30-second step a code belongs to, None where it is no code of these minutes."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    maker, now = pyotp.TOTP(secret), int(at.timestamp()) // _STEP_SECONDS
    steps = range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1)
    fitting = [step for step in steps if hmac.compare_digest(maker.at(step * _STEP_SECONDS), digits)]
    return fitting[0] if fitting else None


def qr_svg(secret: str, login: str) -> str:
    """The secret as a QR code for the person's device: an SVG element without styles or scripts."""
    address = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=_ISSUER)
    picture = io.BytesIO()
    segno.make(address, error="m").save(
        picture,
        kind="svg",
        xmldecl=False,
        svgns=True,
        scale=5,
        border=3,
        light="white",
        title=translated("QR code"),
        omitsize=False,
    )
    return picture.getvalue().decode("utf-8")


def new_recovery_codes() -> tuple[str, ...]:
    """Codes that each sign in once, in groups of six letters."""
    return tuple(
        _grouped("".join(secrets.choice(_BASE32) for _ in range(_RECOVERY_LETTERS))) for _ in range(RECOVERY_CODES)
    )


def folded_recovery_code(typed: str) -> str:
    """A recovery code as it was given, however it was typed; "" where it is none."""
    letters = re.sub(r"[\s-]", "", typed).upper()
    return _grouped(letters) if re.fullmatch(rf"[A-Z2-7]{{{_RECOVERY_LETTERS}}}", letters) else ""


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + 6] for at in range(0, len(letters), 6))


def _fernet(key: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(key.encode("utf-8"))
    return Fernet(urlsafe_b64encode(derived))
