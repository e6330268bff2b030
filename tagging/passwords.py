"""Passwords: kept as Argon2id hashes only, checked in the same time whoever asks."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from graph.ids import fold
from tagging.errors import Invalid

SHORTEST = 12
LONGEST = 256
# The OWASP password storage cheat sheet's Argon2id setting: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """Return the Argon2id hash of a password, with a random salt and its parameters in it."""
    return HASHER.hash(_normal(password))


def is_right(password: str, password_hash: str | None) -> bool:
    """Say whether the password fits; without a hash, take as long and say no."""
    try:
        fits = HASHER.verify(password_hash or _nobodys_hash(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Say whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def check_new(password: str, email: str) -> None:
    """Raise `Invalid` where a new password is too easy to guess, or too long to take."""
    if len(password) < SHORTEST:
        raise Invalid(f"Use at least {SHORTEST} characters: three or four words will do.", "new")
    if len(password) > LONGEST:
        raise Invalid(f"Use at most {LONGEST} characters.", "new")
    if len(set(fold(password))) < 5:
        raise Invalid("Use more different characters.", "new")
    if fold(email) in fold(password) or fold(password) in fold(email):
        raise Invalid("Do not use your e-mail address as the password.", "new")


def _normal(password: str) -> bytes:
    # One way of writing each letter: keyboards differ in how they compose accents.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _nobodys_hash() -> str:
    return HASHER.hash("the password of nobody")
