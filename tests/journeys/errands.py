"""Small errands that several journeys begin with."""

import io
import re

from PIL import Image

from .person import Person

REASON = "请核对后重报"


def open_month(one: Person) -> str:
    """The month that is being reported, as the office's page of months has it."""
    one.open("/months/")
    return str(one.page.locator("select[name=month]").input_value())


def send_back(office: Person, town: str, month: str, count: int = 1) -> list[str]:
    """Verified reports of a town are returned by the office, so that there is something to report: the projects' numbers."""
    office.open(f"/months/{month}/?office={town}&state=verified")
    boxes = office.page.locator("tbody input[name=report]")
    assert boxes.count() >= count, f"{town} has only {boxes.count()} verified reports"
    numbers = []
    for place in range(count):
        numbers.append((boxes.nth(place).get_attribute("value") or "").split("|")[0])
        boxes.nth(place).check()
    office.fill("because", REASON)
    office.press("Return the chosen ones")
    return numbers


def verify(office: Person, number: str, month: str) -> None:
    """The office verifies one report, so that the next journey finds the town as this one did."""
    office.open(f"/reports/{number}/{month}/")
    office.press("Verify")


def photo(width: int = 800, height: int = 600) -> dict[str, object]:
    """A small picture as a phone would send it."""
    held = io.BytesIO()
    Image.new("RGB", (width, height), (120, 150, 160)).save(held, "JPEG")
    return {"name": "IMG_0408.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def amounts(text: str) -> list[int]:
    """The whole numbers of a text, thousands put together."""
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", text)]


def named(one: Person, numbers: list[str]) -> list[str]:
    """The names of projects by their numbers."""
    names = []
    for number in numbers:
        one.open(f"/projects/{number}/")
        names.append(one.title().strip())
    return names
