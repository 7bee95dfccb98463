"""The parent: a doubt is reported in under a minute, with and without script, and followed to its end."""

import re

import pytest

from conftest import shoot


@pytest.mark.parametrize("size,script", [("phone", True), ("desktop", True), ("phone", False)])
def test_a_doubt_is_reported_followed_and_withdrawn(person, size, script):
    page = person("ouder-3", size, java_script_enabled=script)
    page.goto("/melden")
    page.locator("input[name=message][value=pasted]").check()
    page.locator("textarea[name=copy]").fill("Heb je gehoord wat dat kind nu weer deed?")
    page.locator("input[name=category]").first.check()
    page.locator("textarea[name=words]").fill("In de groep wordt steeds over een kind geroddeld.")
    page.locator("#form button.primary").click()
    assert "/ontvangst" in page.url
    receipt = page.locator("main").inner_text()
    number = re.search(r"\d{4,}", receipt).group(0)
    shoot(page, f"parent-receipt-{size}")
    page.goto("/meldingen")
    assert number in page.locator("main").inner_text()
    page.goto(f"/meldingen/{number}")
    assert "geroddeld" in page.locator("main").inner_text()


def test_nothing_typed_is_lost_when_something_is_missing(person):
    page = person("ouder-3", java_script_enabled=False)
    page.goto("/melden")
    words = "Ik maak mij zorgen over een bericht van vanochtend."
    page.locator("textarea[name=words]").fill(words)
    page.evaluate("document.getElementById('form').setAttribute('novalidate', '')")
    page.locator("#form button.primary").click()
    assert page.locator(".problem").is_visible()
    assert page.locator("textarea[name=words]").input_value() == words


def test_the_author_reads_what_was_decided_and_why(person):
    teacher = person("juf-6")
    teacher.goto("/wachtrij")
    teacher.locator(".queue-item").first.click()
    teacher.locator("summary", has_text="Past niet").first.click()
    teacher.locator("button[value=establish]").click()
    teacher.wait_for_url("**gedaan=decided**")
    author = person("ouder-4", "phone")
    author.goto("/start")
    author.locator("a[href^='/start/bericht/']").first.click()
    text = author.locator("main").inner_text()
    assert "A33" in text
    shoot(author, "parent-reasons-phone")
