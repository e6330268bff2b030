"""Settings: what the environment says, checked once, with defaults that are safe.

Every setting is `SIGNPOST_<NAME>` in the environment; the store's are Neo4j's own usual names.
"""

import ipaddress
import os
import secrets
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from tagging.errors import SignpostError
from tagging.gaps.policy import Policy
from tagging.ranking import List

LOOPBACK_HOSTS = ("127.0.0.1", "localhost")
_SECRET_KEY_LENGTH = 32


class Environment(StrEnum):
    """What this installation is for. Only a demonstration lets the demonstration accounts in."""

    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TEST = "test"


class MailSecurity(StrEnum):
    """How the connection to the e-mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class ConfigurationError(SignpostError):
    """The settings cannot be served with. The message says which one and how to mend it."""


class Settings(BaseSettings):
    """All settings. Given by name in code, or by the environment."""

    model_config = SettingsConfigDict(
        env_prefix="SIGNPOST_", populate_by_name=True, extra="ignore", frozen=True
    )

    environment: Environment = Environment.PRODUCTION
    organisation_name: str = ""
    data_folder: Path = Path("var")
    secret_key: SecretStr | None = None

    neo4j_uri: str | None = Field(default=None, validation_alias="NEO4J_URI")
    neo4j_username: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME")
    neo4j_password: SecretStr = Field(default=SecretStr(""), validation_alias="NEO4J_PASSWORD")
    neo4j_database: str = Field(default="neo4j", validation_alias="NEO4J_DATABASE")
    neo4j_line: str = "5.26"
    offline_folder: Path | None = None
    sentence_model: Path | None = None
    ranking_lists: tuple[List, ...] = tuple(List)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_hosts: tuple[str, ...] = ()
    trusted_proxies: int = Field(default=0, ge=0, le=8)
    web_workers: int = Field(default=1, ge=1, le=64)
    web_threads: int = Field(default=8, ge=1, le=256)
    with_worker: bool = True

    session_hours: float = Field(default=12, gt=0, le=24 * 30)
    session_idle_hours: float = Field(default=4, gt=0, le=24 * 30)
    max_request_bytes: int = Field(default=1_000_000, ge=10_000)
    max_file_bytes: int = Field(default=25_000_000, ge=10_000)
    max_upload_bytes: int = Field(default=100_000_000, ge=10_000)
    allow_anonymous_questions: bool = False
    novice_months: int = Field(default=12, ge=0, le=120)
    small_cell: int = Field(default=5, ge=2, le=100)
    gap_importance: float = Field(default=1, ge=0, le=4)
    gap_demand: float = Field(default=1, ge=0, le=4)
    gap_lack: float = Field(default=1, ge=0, le=4)
    stale_days: int = Field(default=730, ge=30)
    leaving_days: int = Field(default=90, ge=1)
    unmet_search_days: int = Field(default=400, ge=1)
    review_managers_see: bool = True
    log_level: str = "INFO"

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: MailSecurity = MailSecurity.STARTTLS
    mail_from: str = ""
    time_zone: str = "Europe/London"

    @property
    def in_production(self) -> bool:
        """Say whether the strict rules hold: HTTPS only, no demonstration accounts."""
        return self.environment is Environment.PRODUCTION

    @property
    def trusted_hosts(self) -> list[str]:
        """The names this application answers to (the Host header), without a port."""
        return [*self.public_hosts, *(() if self.in_production else LOOPBACK_HOSTS)]

    def check(self) -> None:
        """Raise `ConfigurationError` where these settings would not be safe to serve with."""
        self.check_mail()
        if self.in_production:
            self._check_production()
        elif self.environment is Environment.DEMONSTRATION:
            self._check_demonstration()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the clock on people's walls."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ConfigurationError(
                "SIGNPOST_TIME_ZONE names no time zone: use one such as Europe/London."
            ) from error

    @property
    def gap_policy(self) -> Policy:
        """What counts as a gap, and how much each factor weighs."""
        return Policy(
            importance=self.gap_importance,
            demand=self.gap_demand,
            lack=self.gap_lack,
            stale_days=self.stale_days,
            leave_days=self.leaving_days,
        )

    @property
    def address(self) -> str:
        """How people reach this installation, without the last slash."""
        if self.public_hosts:
            return f"https://{self.public_hosts[0]}"
        return f"http://{self.host}:{self.port}"

    def check_mail(self) -> None:
        """Raise `ConfigurationError` where e-mail could not be sent, or not safely."""
        _ = self.zone
        if self.smtp_host and "@" not in self.mail_from:
            raise ConfigurationError(
                "Set SIGNPOST_MAIL_FROM to the address that e-mail comes from, or unset "
                "SIGNPOST_SMTP_HOST."
            )
        open_ = self.smtp_security is MailSecurity.NONE and not is_loopback(self.smtp_host)
        if self.smtp_username and open_:
            raise ConfigurationError(
                "The password would cross the network unprotected: set SIGNPOST_SMTP_SECURITY to "
                "starttls or tls."
            )

    def signing_key(self) -> str:
        """Return the key that signs cookies; outside production one is made and kept if absent."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        if self.in_production:
            raise ConfigurationError(
                f"Set SIGNPOST_SECRET_KEY to at least {_SECRET_KEY_LENGTH} random characters, "
                "the same for every process."
            )
        return kept_secret(self.data_folder / "secret_key")

    def _check_production(self) -> None:
        if len(self.signing_key()) < _SECRET_KEY_LENGTH:
            raise ConfigurationError(
                f"SIGNPOST_SECRET_KEY is too short: use at least {_SECRET_KEY_LENGTH} characters."
            )
        if not self.public_hosts:
            raise ConfigurationError(
                "Set SIGNPOST_PUBLIC_HOSTS to the names people type to get here, as a JSON list, "
                'for example ["signpost.example.org"].'
            )

    def _check_demonstration(self) -> None:
        if not is_loopback(self.host):
            raise ConfigurationError(
                f"The demonstration is for this machine only: it cannot listen on {self.host}. "
                "Use 127.0.0.1."
            )
        if self.trusted_proxies or self.public_hosts:
            raise ConfigurationError(
                "The demonstration cannot be published: unset SIGNPOST_TRUSTED_PROXIES and "
                "SIGNPOST_PUBLIC_HOSTS."
            )


def is_loopback(address: str) -> bool:
    """Say whether `address` (a name or an IP address) can be reached from this machine alone."""
    if address == "localhost":
        return True
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback


def kept_secret(path: Path) -> str:
    """Return the secret in `path`, making a random one (readable by its owner only) if absent.

    Processes that start at the same moment agree on one: the file appears whole or not at all.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
