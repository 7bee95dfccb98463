"""Changing the rules: a word is checked as it is typed, goes on trial, and is live with a second person, in the running engine."""

from conftest import shoot

WORD = "knurftenbrij"


def tried(page, text):
    page.goto("/regels")
    page.fill("#try", text)
    page.locator("main button.primary").first.click()
    return page.locator(".trial").inner_text()


def test_a_word_goes_from_typing_to_live(person):
    page = person("directie")
    text = f"Wat een {WORD} is dit."
    assert WORD not in tried(page, f"Wat een {WORD} is dit.").split("Geraakt")[0].replace(text, "")
    page.goto("/regels")
    page.locator("main a", has_text="Woord toevoegen").click()
    page.fill("[name=words]", WORD)
    page.fill("[name=match]", "Wat een brij.")
    page.fill("[name=pass]", "Tot morgen op het plein.")
    page.locator(".checked .fault").wait_for()
    page.fill("[name=match]", text)
    page.locator(".checked .sound").wait_for()
    page.fill("[name=reason]", "Dit horen we vaak op het plein.")
    page.set_input_files("[name=file]", {
        "name": "proef.txt", "mimeType": "text/plain", "buffer": f"Een {WORD}!\nTot morgen.\n".encode()})
    page.locator("button[value=look]").click()
    page.locator("#voorbeeld").wait_for()
    assert "2 berichten bekeken" in page.locator("#voorbeeld").inner_text()
    assert page.locator("#voorbeeld mark", has_text=WORD).count() == 1
    shoot(page, "director-rule-preview-desktop")
    page.locator("button[value=save]").click()
    page.wait_for_url("**/regels/wijziging/*")
    address = page.url.split("?")[0]
    assert "op proef" in page.locator("main").inner_text()
    assert "Op proef" in tried(page, text)
    page.goto(address)
    page.locator("summary", has_text="Vragen om").click()
    page.locator("button[value=ask]").click()
    page.wait_for_url("**gedaan=rule_ask**")
    teacher = person("juf-6", "phone")
    teacher.goto(address)
    teacher.locator("summary", has_text="Akkoord als").click()
    shoot(teacher, "teacher-rule-approve-phone")
    teacher.locator("button[value=approve]").click()
    teacher.wait_for_url("**gedaan=rule_approve**")
    assert "Wacht op een mens" in tried(page, text)
    assert page.faults == [] and teacher.faults == []


def test_without_script_a_faulty_word_is_said_and_nothing_is_lost(person):
    page = person("directie", java_script_enabled=False)
    page.goto("/regels/nieuw?soort=woord")
    page.fill("[name=words]", "lul (letje")
    page.fill("[name=match]", "Wat een lulletje.")
    page.fill("[name=pass]", "Tot morgen.")
    page.fill("[name=reason]", "Proef")
    page.locator("button[value=save]").click()
    assert "sluithaakje" in page.locator(".faults").inner_text()
    assert page.input_value("[name=match]") == "Wat een lulletje."
    page.goto("/regels")
    assert "lulletje" not in page.locator("main").inner_text()


def test_a_rule_is_switched_off_for_this_school_by_two(person):
    page = person("directie")
    text = "Wat een kankerschool is dit."
    assert "nl.abuse.disease-compound" in tried(page, text)
    page.goto("/regels?zoek=nl.abuse.disease-compound")
    page.locator(".rules summary").first.click()
    page.locator(".rules a", has_text="Anders instellen").first.click()
    page.fill("[name=reason]", "Proef")
    page.locator("button[value=save]").click()
    page.wait_for_url("**gedaan=rule_asked**")
    address = page.url.split("?")[0]
    assert "nl.abuse.disease-compound" in tried(page, text)
    teacher = person("juf-6")
    teacher.goto(address)
    teacher.locator("summary", has_text="Akkoord als").click()
    teacher.locator("button[value=approve]").click()
    teacher.wait_for_url("**gedaan=rule_approve**")
    assert "nl.abuse.disease-compound" not in tried(page, text)
