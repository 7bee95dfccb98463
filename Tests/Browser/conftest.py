"""The site of the demo school in a real browser. Scripts/browser installs what this needs and runs it."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("FATSOEN_BINARY", str(ROOT / ".build/release/fatsoen"))
SHOTS = pathlib.Path(os.environ.get("FATSOEN_SHOTS", ROOT / ".build/screenshots"))
PASSWORD = "meerkoet in de sloot"
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


class Site:
    """A running site of its own, over a copy of the demo school."""

    def __init__(self, folder):
        self.folder = folder
        environment = dict(os.environ, FATSOEN_HOME=str(ROOT))
        self.process = subprocess.Popen(
            [PROGRAM, "demo", folder, "--serve", "--port", "0"], stdout=subprocess.PIPE, text=True, env=environment)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.address = found.group(0)
                break
        else:
            raise RuntimeError(f"{PROGRAM} stopped before it listened")

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def school():
    """The demo school, made once."""
    folder = tempfile.mkdtemp(prefix="fatsoen-browser-")
    site = Site(folder)
    assert site.stop() == 0
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def site(school):
    """A site for one test."""
    folder = tempfile.mkdtemp(prefix="fatsoen-browser-")
    shutil.copytree(school, folder, dirs_exist_ok=True)
    site = Site(folder)
    yield site
    site.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def person(chromium, site):
    """Opens a window of its own and signs somebody in: person("juf-6", "phone"). A second window of the same person goes on
    in the same session: a code of the second step works once."""
    contexts, sessions = [], {}

    def sign_in(login, size="desktop", **options) -> Page:
        context = chromium.new_context(
            viewport=SIZES[size], locale="nl-NL", base_url=site.address, storage_state=sessions.get(login), **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        if login in sessions:
            page.goto("/")
        elif login:
            page.goto("/inloggen")
            page.fill("#login", login)
            page.fill("#password", PASSWORD)
            page.click("button.primary")
            if "/inloggen/code" in page.url:
                page.fill("#code", page.locator(".hint code").inner_text())
                page.click("button.primary")
            sessions[login] = context.storage_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()


def shoot(page, name):
    """Keeps a picture of the whole page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)
