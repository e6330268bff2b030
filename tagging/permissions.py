"""Who may do what. Every use case that reads or writes asks here first."""

from dataclasses import dataclass
from enum import StrEnum

from tagging.errors import NotPermitted, SignInRequired


class Permission(StrEnum):
    """What there is to be allowed."""

    FIND = "find people, skills and documents"
    TAG = "say what someone knows"
    ASK = "ask people questions"
    ADD_CONTACT = "add an external contact"
    WRITE = "add and change documents"
    EDIT_OWN_PAGE = "change one's own page"
    EDIT_PEOPLE = "change anybody's page"
    SEE_DEMAND = "see what people search for in vain"
    SEE_GAPS = "see which skills are missing, in groups of people"
    OPEN_ROUNDS = "open review rounds"
    EDIT_PROFILES = "change what roles, teams and work need"
    CURATE = "change the vocabulary"
    IMPORT = "load files"
    ADMINISTER = "manage accounts and see the health of the system"


_EVERYONE = frozenset(
    {
        Permission.FIND,
        Permission.TAG,
        Permission.ASK,
        Permission.ADD_CONTACT,
        Permission.WRITE,
        Permission.EDIT_OWN_PAGE,
    }
)
ROLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "adviser": _EVERYONE,
    "hr": _EVERYONE
    | {Permission.SEE_DEMAND, Permission.SEE_GAPS}
    | {Permission.OPEN_ROUNDS, Permission.EDIT_PROFILES},
    "curator": _EVERYONE | {Permission.SEE_DEMAND, Permission.CURATE},
    "administrator": _EVERYONE
    | {Permission.EDIT_PEOPLE, Permission.IMPORT, Permission.ADMINISTER, Permission.OPEN_ROUNDS}
    | {Permission.SEE_DEMAND, Permission.SEE_GAPS, Permission.EDIT_PROFILES},
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """The one who asks: a person with roles, nobody yet, or the operator at the command line."""

    person_id: str | None
    name: str = ""
    roles: tuple[str, ...] = ()
    account_id: str | None = None
    operator: bool = False

    @property
    def actor(self) -> str:
        """How this viewer is named in the audit trail."""
        return self.person_id or ("operator" if self.operator else "nobody")

    def may(self, permission: Permission) -> bool:
        """Say whether this viewer holds `permission`."""
        if self.operator:
            return True
        return any(permission in ROLE_PERMISSIONS.get(role, frozenset()) for role in self.roles)


NOBODY = Viewer(person_id=None)
OPERATOR = Viewer(person_id=None, name="operator", operator=True)


def require(viewer: Viewer, permission: Permission) -> None:
    """Let the viewer pass, or raise `SignInRequired` (nobody) or `NotPermitted`."""
    if viewer.may(permission):
        return
    if viewer.person_id is None:
        raise SignInRequired("Sign in to carry on.")
    raise NotPermitted(f"Your account may not {permission.value}. Ask an administrator.")


def require_self(viewer: Viewer, person_id: str) -> None:
    """Let only the person themself pass; raises `NotPermitted` otherwise."""
    require(viewer, Permission.EDIT_OWN_PAGE)
    if viewer.person_id != person_id:
        raise NotPermitted("Only the person themself can do this.")
