"""Settings: what they default to, and what they refuse to serve with."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from webapp.config import ConfigurationError, Environment, Settings, is_loopback, kept_secret

KEY = "k" * 32


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "SIGNPOST_SECRET_KEY", "SIGNPOST_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)


def test_the_default_is_strict() -> None:
    settings = Settings()
    assert settings.in_production
    assert settings.host == "127.0.0.1"
    assert settings.trusted_hosts == []


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_ENVIRONMENT", "demonstration")
    monkeypatch.setenv("SIGNPOST_PORT", "9000")
    monkeypatch.setenv("SIGNPOST_PUBLIC_HOSTS", '["a.example.org"]')
    monkeypatch.setenv("NEO4J_URI", "neo4j://db.example.org")
    monkeypatch.setenv("NEO4J_PASSWORD", "hunter2")
    settings = Settings()
    assert settings.environment is Environment.DEMONSTRATION
    assert (settings.port, settings.neo4j_uri) == (9000, "neo4j://db.example.org")
    assert settings.public_hosts == ("a.example.org",)
    assert "hunter2" not in repr(settings)


def test_production_wants_a_key_and_a_name() -> None:
    with pytest.raises(ConfigurationError, match="SIGNPOST_SECRET_KEY"):
        Settings(public_hosts=("a.example.org",)).check()
    with pytest.raises(ConfigurationError, match="too short"):
        Settings(secret_key="short", public_hosts=("a.example.org",)).check()
    with pytest.raises(ConfigurationError, match="SIGNPOST_PUBLIC_HOSTS"):
        Settings(secret_key=KEY).check()
    Settings(secret_key=KEY, public_hosts=("a.example.org",)).check()


@pytest.mark.parametrize(
    "published",
    [
        {"host": "0.0.0.0"},
        {"host": "192.0.2.1"},
        {"host": "::"},
        {"trusted_proxies": 1},
        {"public_hosts": ("a.example.org",)},
    ],
)
def test_a_demonstration_stays_on_this_machine(published: dict[str, object]) -> None:
    demonstration = {"environment": Environment.DEMONSTRATION}
    Settings(**demonstration).check()
    with pytest.raises(ConfigurationError, match="demonstration"):
        Settings(**demonstration, **published).check()


def test_outside_production_a_key_is_made_and_kept(tmp_path: Path) -> None:
    settings = Settings(environment=Environment.TEST, data_folder=tmp_path / "var")
    key = settings.signing_key()
    assert len(key) >= 32
    assert settings.signing_key() == key
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_processes_that_start_together_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(kept_secret, [tmp_path / "secret_key"] * 16))
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:192.0.2.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_what_loopback_is(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected
