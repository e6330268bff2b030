"""One person at the browser: what they do, and whatever went wrong while they did it."""

from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.chromium import NODE_MODULES

AXE = NODE_MODULES / "axe-core" / "axe.min.js"
_RUN_AXE = "() => axe.run(document, {resultTypes: ['violations'], preload: false})"
_WIDER_THAN_THE_WINDOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.body.querySelectorAll("*")]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => element.outerHTML.slice(0, 120));
}"""


@dataclass
class Visitor:
    """A browser window of its own, signed in or not."""

    page: Page
    context: BrowserContext
    address: str
    problems: list[str] = field(default_factory=list)

    @classmethod
    def arrive(
        cls, browser: Browser, address: str, *, scripts: bool = True, width: int = 1280
    ) -> Self:
        """Open a window; from now on each fault of a page is noted in `problems`."""
        context = browser.new_context(
            base_url=address,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(30_000)
        visitor = cls(context.new_page(), context, address)
        visitor.page.on("console", visitor._note_message)
        visitor.page.on("pageerror", lambda error: visitor.problems.append(f"script: {error}"))
        visitor.page.on("request", visitor._note_request)
        visitor.page.on("response", visitor._note_response)
        return visitor

    def sign_in(self, email: str, password: str) -> None:
        """Sign in with the keyboard alone."""
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail").focus()
        self.type(email)
        self.press("Tab")
        self.page.get_by_label("Password", exact=True).focus()
        self.type(password)
        self.press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def go(self, path: str) -> None:
        """Open a page of the site and let it finish."""
        self.page.goto(path)

    def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type on the keyboard into whatever has the focus."""
        self.page.keyboard.type(text)

    def tab_to(self, words: str, role: str = "", at_most: int = 150) -> str:
        """Press Tab until something named `words` has the focus; return its whole name.

        `role` is `link`, `button` or `textbox`. Raises `AssertionError` where the keyboard does
        not reach it.
        """
        seen: list[str] = []
        for _ in range(at_most):
            self.press("Tab")
            name, kind = self.focused()
            if words.casefold() in name.casefold() and role in {"", kind}:
                return name
            if kind == "body":
                break
            seen.append(f"{kind} {name[:40]!r}")
        raise AssertionError(f"Tab does not reach {words!r} on {self.page.url}: {seen}")

    def focused(self) -> tuple[str, str]:
        """Return the name and the kind of what has the focus."""
        name, kind = self.page.evaluate(_FOCUSED)
        return " ".join(name.split()), kind

    def serious_faults(self) -> list[str]:
        """Return what axe-core finds serious or critical on this page."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = self.page.evaluate(_RUN_AXE)
        return [
            f"{self.page.url}: {fault['id']} ({fault['help']}): {node['html'][:200]}"
            for fault in found["violations"]
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]

    def too_wide(self) -> list[str]:
        """Return the elements that make the page scroll sideways."""
        wide: list[str] = self.page.evaluate(_WIDER_THAN_THE_WINDOW)
        return wide

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"{self.page.url}: console {message.type}: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"{self.page.url} asks for {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.url} answers {response.status}")


_FOCUSED = """() => {
  const element = document.activeElement;
  const labelled = (element.getAttribute("aria-labelledby") || "").split(" ")
    .map(id => document.getElementById(id)?.textContent).filter(Boolean).join(" ");
  const label = element.labels?.length ? element.labels[0].textContent : "";
  const name = element.getAttribute("aria-label") || labelled || label || element.textContent || "";
  const kinds = {A: "link", BUTTON: "button", SUMMARY: "button", INPUT: "textbox",
    TEXTAREA: "textbox", SELECT: "combobox"};
  const kind = element.tagName === "INPUT" && ["radio", "checkbox", "submit"].includes(element.type)
    ? element.type : kinds[element.tagName] || element.tagName.toLowerCase();
  return [name, kind];
}"""
