"""The demonstration organisation: Harbour & Dales Careers, made up for Signpost.

docs/demonstration.md says what it holds and what was planted in it.
"""

from importers.demonstration.load import (
    PASSWORD,
    SIGN_INS,
    Loaded,
    SignIn,
    is_loaded,
    load,
    sign_in_of,
)

__all__ = ["PASSWORD", "SIGN_INS", "Loaded", "SignIn", "is_loaded", "load", "sign_in_of"]
