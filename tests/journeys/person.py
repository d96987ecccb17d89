"""Somebody at a browser: opens pages, presses what is written on buttons, and each page that comes is looked at."""

import re
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

from . import looking

HEIGHTS = {1440: 900, 390: 844, 360: 740, 1920: 1080}
# role -> place of its button on the demonstration's sign-in page
DOORS = {"office": 0, "reporter": 1, "park": 2, "department": 3, "leader": 4, "auditor": 5, "administrator": 6}
COOKIE = "leitai_language"


class Person:
    """One browser context: its cookies are its own, its window has one width, its pages come in one language."""

    def __init__(self, browser: Browser, address: str, language: str, width: int, *, script: bool = True) -> None:
        self.address, self.language, self.width, self.script = address, language, width, script
        size: Any = {"width": width, "height": HEIGHTS[width]}
        self.context = browser.new_context(
            viewport=size, has_touch=width < 500, java_script_enabled=script, accept_downloads=True, locale="zh-CN"
        )
        self.context.set_default_timeout(15_000)
        code = {"zh": "zh-hans", "en": "en"}[language]
        self.context.add_cookies([{"name": COOKIE, "value": code, "url": address}])
        self.complaints: list[str] = []
        self.allowed: set[int] = set()
        self.page = self.context.new_page()
        self._listen(self.page)

    # going about

    def enter(self, role: str) -> None:
        """Signs in by the demonstration's one click."""
        self.open("/sign-in/")
        self.page.locator("button.entrance").nth(DOORS[role]).click()
        self.page.wait_for_url(lambda url: "sign-in" not in url)
        self.look()

    def open(self, path: str, *, status: int = 200) -> None:
        """Goes to an address; what comes must have this status."""
        self.allowed.add(status)
        answer = self.page.goto(self.address + path if path.startswith("/") else path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"
        self.look()

    def press(self, what: str | Locator, *, status: int = 200) -> None:
        """Presses a button or follows a link, by its words in the page's language, and looks at the page that comes."""
        target = self.find(what) if isinstance(what, str) else what
        self.allowed.add(status)
        with self.page.expect_navigation() as coming:
            target.click()
        answer = coming.value
        assert answer is None or answer.status == status, f"{self.page.url}: {answer.status if answer else ''}"
        self.look()

    def find(self, words: str) -> Locator:
        """A button or link by its English words, as they read in this person's language."""
        whole = looking.said(words, self.language)
        return self.page.get_by_role("button", name=whole).or_(self.page.get_by_role("link", name=whole)).first

    def says(self, words: str) -> bool:
        """Whether the page says the phrase somewhere, in this person's language."""
        whole = looking.said(words, self.language).pattern.removeprefix("^\\s*").removesuffix("\\s*\\d*\\s*$")
        return re.search(whole, self.text()) is not None

    def fill(self, name: str, value: str) -> None:
        """Types into the field of that name; a choice is chosen, a closed detail opened before."""
        field = self.page.locator(f'main [name="{name}"]:not([type=hidden])').first
        if not field.is_visible():
            self.page.locator("details:not([open])", has=self.page.locator(f'[name="{name}"]')).first.locator(
                "summary"
            ).click()
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)

    def pick(self, name: str, value: str) -> None:
        """Chooses a radio button or ticks a box, by a click on its label where it is drawn by one."""
        box = self.page.locator(f'main input[name="{name}"][value="{value}"]')
        box.check(force=True)

    def download(self, what: str | Locator) -> Path:
        """Follows a link to a file; returns where it was put."""
        target = self.find(what) if isinstance(what, str) else what
        with self.page.expect_download() as coming:
            target.click()
        place = Path(tempfile.mkdtemp(prefix="leitai-journey-")) / coming.value.suggested_filename
        coming.value.save_as(place)
        return place

    def text(self, selector: str = "main") -> str:
        return self.page.locator(selector).first.inner_text()

    def title(self) -> str:
        """The page's news: its first heading."""
        return self.text("h1")

    def leave(self) -> None:
        """Closes the browser; what a page complained of fails the journey."""
        complaints = self.complaints
        self.context.close()
        assert not complaints, "\n".join(complaints)

    # what every page must stand

    def look(self) -> None:
        """Looks at the page as it stands: language, one heading, width, words, and what axe finds."""
        self.page.wait_for_load_state("load")
        if self.script:
            self.complaints += looking.faults(self.page, self.language, self.width)
        else:
            assert self.page.locator("h1").count() == 1, self.page.url

    def _listen(self, page: Page) -> None:
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("requestfailed", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        refused = re.search(r"status of (\d+)", message.text)
        if message.type == "error" and not (refused and int(refused[1]) in self.allowed):
            self.complaints.append(f"{self.page.url}: console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.complaints.append(f"{response.request.method} {response.url}: {response.status}")

    def _failed(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # a download, or a page left before all of it had come
            self.complaints.append(f"{request.url}: {request.failure}")
