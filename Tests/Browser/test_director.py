"""The director: what cannot wait, a person's record with the ladder, and the school in figures. The board: what was handed up."""

import re

from conftest import shoot


def test_a_record_is_opened_with_a_reason_and_shows_the_ladder(person):
    page = person("directie")
    page.goto("/vandaag")
    assert page.locator("h1").count() == 1
    page.goto("/zaken")
    page.locator("main a[href^='/personen/']").first.click()
    assert "Waarom kijkt u" in page.locator("h1").inner_text()
    page.locator("main button.primary").click()
    text = page.locator("main").inner_text()
    assert "De ladder" in text and "Wat er is gebeurd" in text and "Aantekeningen" in text
    shoot(page, "director-record-desktop")
    assert page.faults == []


def test_a_proposed_measure_is_prepared_with_what_the_checklist_lacks(person):
    page = person("directie")
    page.goto("/zaken")
    page.locator("main a[href^='/maatregelen/']", has_text="Schriftelijke waarschuwing").first.click()
    if "Waarom kijkt u" in page.locator("h1").inner_text():
        page.locator("main button.primary").click()
    assert "(a)" in page.locator("main").text_content()
    shoot(page, "director-measure-desktop")


def test_a_text_is_tried_with_the_production_engine(person):
    page = person("directie")
    page.goto("/regels")
    page.fill("#try", "Wat een kankerschool is dit. De collecte voor kankeronderzoek is dinsdag.")
    page.locator("main button.primary").first.click()
    text = page.locator(".trial").inner_text()
    assert "nl.abuse.disease-compound" in text and "mens" in text
    shoot(page, "director-rules-desktop")
    page.fill("#search", "ziekte")
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=ziekte**")
    assert page.locator(".rules li").count() > 0


def test_somebody_is_invited_with_a_link_that_works_once(person):
    page = person("directie")
    page.goto("/beheer/mensen")
    page.locator("main a[href^='/beheer/lid/']").last.click()
    page.locator("form[action$='/uitnodiging'] button").click()
    found = re.search(r"/uitnodiging/[\w.\-]+", page.content()).group(0)
    guest = person(None)
    guest.goto(found)
    guest.fill("#login", "nieuwe.ouder@example.nl")
    guest.fill("#password", "vier woorden in de wind")
    guest.locator("button.primary").click()
    guest.wait_for_url("**gedaan=account_ready**")
    assert person(None).goto(found).status == 410


def test_the_board_sees_what_was_handed_up_and_figures_and_nothing_else(person):
    page = person("bestuur")
    page.goto("/verwezen")
    shoot(page, "board-referred-desktop")
    page.goto("/cijfers")
    for path in ["/zaken", "/school", "/beheer", "/vandaag", "/regels"]:
        assert page.goto(path).status == 403, path
