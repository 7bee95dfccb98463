"""The teacher between two lessons: the queue by keyboard, with two windows at once, on a phone, and without script."""

import pytest

from conftest import shoot


def test_the_queue_by_keyboard_only(person):
    page = person("juf-6")
    page.goto("/wachtrij")
    count = page.locator(".queue-item").count()
    assert count > 0
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wachtrij/*")
    first = page.url
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.value") == "dismiss":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**gedaan=decided**")
    assert page.locator(".done").is_visible()
    page.keyboard.press("u")
    page.wait_for_url("**gedaan=undone**")
    assert page.url.split("?")[0] == first.split("?")[0]
    page.goto("/wachtrij")
    assert page.locator(".queue-item").count() == count
    assert page.faults == []


def test_two_teachers_decide_at_once(person):
    one, other = person("juf-6"), person("directie")
    for page in (one, other):
        page.goto("/wachtrij")
        page.locator(".queue-item", has_text="kankerschool").first.click()
        page.wait_for_url("**/wachtrij/*")
    assert one.url == other.url
    for page in (one, other):
        page.keyboard.press("1")
    one.locator("button[value=dismiss]").click()
    one.wait_for_url("**gedaan=decided**")
    other.locator("button[value=dismiss]").click()
    other.wait_for_load_state()
    assert other.locator(".problem").is_visible()
    assert "afgehandeld" in other.locator("main").inner_text()
    one.keyboard.press("u")
    one.wait_for_url("**gedaan=undone**")


def test_news_of_a_colleague_arrives_by_itself(person):
    watching, working = person("juf-6"), person("directie")
    watching.goto("/wachtrij")
    watching.wait_for_timeout(1500)
    item = watching.locator(".queue-item").first
    number = item.get_attribute("href")
    working.goto(number)
    working.locator("button[value=claim]").click()
    working.wait_for_url(f"**{number}*")
    watching.locator(f'.queue-item[href="{number}"] .claimed').wait_for(timeout=8000)
    working.locator("button[value=release]").click()
    watching.locator(f'.queue-item[href="{number}"] .claimed').wait_for(state="detached", timeout=8000)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_message_is_removed_with_the_reason_that_stood_ready(person, size):
    page = person("juf-6", size)
    page.goto("/wachtrij")
    page.locator(".queue-item").first.click()
    page.wait_for_url("**/wachtrij/*")
    shoot(page, f"teacher-item-{size}")
    page.locator("summary", has_text="Past niet bij de afspraken").click()
    assert len(page.locator("textarea[name=text]:visible").first.input_value()) > 20
    page.locator("button[value=establish]").click()
    page.wait_for_url("**gedaan=decided**")
    shoot(page, f"teacher-decided-{size}")
    page.locator(".done button").click()
    page.wait_for_url("**gedaan=undone**")


def test_deciding_without_script(person):
    page = person("juf-6", java_script_enabled=False)
    page.goto("/wachtrij")
    page.locator(".queue-item").first.click()
    page.locator("summary", has_text="Niets aan de hand").click()
    page.locator("button[value=dismiss]").click()
    assert "gedaan=decided" in page.url
    page.locator(".done button").click()
    assert "gedaan=undone" in page.url
