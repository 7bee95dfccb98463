"""Every page that a role can reach: nothing for axe to find, no sideways scrolling, nothing broken, light and dark."""

import axe_core_python.sync_playwright as axe
import pytest

from conftest import shoot

PEOPLE = {"teacher": "juf-6", "director": "directie", "parent": "ouder-4", "reporter": "ouder-3", "care": "ib", "board": "bestuur"}
# What the WCAG 2.2 AA rules of axe are called.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MOST = 60


def shape(path):
    """Pages that differ in a number only are of one kind; a form of another sort is another page."""
    sort = path.split("soort=")[1].split("&")[0] if "soort=" in path else ""
    parts = [part if not any(sign.isdigit() for sign in part) else "N" for part in path.split("?")[0].split("/")]
    return "/".join(parts + [sort] if sort else parts)


def pages(page):
    """The paths that can be reached by following links, one of each kind."""
    start = page.url
    seen, waiting, found = set(), ["/" + start.split("/", 3)[3]], []
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        if shape(path) in seen:
            continue
        seen.add(shape(path))
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status < 400, f"{path}: {answer.status}"
        found.append(path)
        for link in page.locator("main a[href^='/'], nav a[href^='/'], header a[href^='/']").all():
            target = link.get_attribute("href")
            if link.get_attribute("download") is None and not target.startswith("/assets"):
                waiting.append(target.split("#")[0])
    return found


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role(person, role):
    page = person(PEOPLE[role])
    wide = {}
    dark = person(PEOPLE[role], color_scheme="dark")
    narrow = person(PEOPLE[role], "phone")
    narrow.set_viewport_size({"width": 320, "height": 640})
    faults = []
    for path in pages(page):
        name = shape(path).strip("/").replace("/", "-") or "start"
        for window, scheme in ((page, "light"), (dark, "dark")):
            window.goto(path)
            window.evaluate(
                "document.querySelectorAll('main details').forEach("
                "one => { one.removeAttribute('name'); one.open = true; })")
            for fault in axe.Axe().run(window, options=RULES)["violations"]:
                faults.append(f"{path} ({scheme}): {fault['id']}: {fault['nodes'][0]['html'][:160]}")
        narrow.goto(path)
        width = narrow.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            faults.append(f"{path}: {width} pixels wide at 320")
        assert page.locator("h1").count() == 1, f"{path}: a page has one h1"
        page.goto(path)
        shoot(page, f"{role}-{name}-desktop")
        narrow.set_viewport_size({"width": 390, "height": 844})
        shoot(narrow, f"{role}-{name}-phone")
        narrow.set_viewport_size({"width": 320, "height": 640})
    assert faults == []
    assert page.faults + dark.faults + narrow.faults == []


@pytest.mark.parametrize("path", ["/inloggen", "/bestaat-niet"])
def test_pages_before_signing_in(person, path):
    page = person(None)
    page.goto(path)
    assert [fault["id"] for fault in axe.Axe().run(page, options=RULES)["violations"]] == []
    shoot(page, f"everybody-{path.strip('/')}-desktop")
