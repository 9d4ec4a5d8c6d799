#!/usr/bin/env python3
"""page.py URL SLOW WORK AXE OUT: the page in a real Chromium, as people use it: the demo's story typed, pasted, dropped and
edited, in both languages, without JavaScript, over a DNS that is slow (SLOW), at 320 px, by keyboard, and what axe-core finds of
each. WORK holds the demo's bounce and a packed report. Screenshots go to OUT. Exit 1 at the first thing that is not so."""
import base64
import pathlib
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

url, slow, work, axe, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4], pathlib.Path(sys.argv[5])
bounce = (work / "bounce.eml").read_text(encoding="utf-8")
AXE = pathlib.Path(axe).read_text(encoding="utf-8")
PATIENCE = 30


def browser(language, script=True):
    options = webdriver.ChromeOptions()
    for each in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,1000",
                 "--lang=" + language):
        options.add_argument(each)
    options.add_experimental_option("prefs", {
        "intl.accept_languages": language,
        "download.default_directory": str(work),
        "profile.managed_default_content_settings.javascript": 1 if script else 2,
    })
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def find(driver, selector):
    return driver.find_element(By.CSS_SELECTOR, selector)


def wait(driver, what, condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            value = condition()
        except Exception:  # the page is on its way
            value = None
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(what + " does not come: " + find(driver, "main").text[:2000])


def shows(driver, text, selector="#answer"):
    wait(driver, text, lambda: text in find(driver, selector).text)


def judged(driver, what):
    """No violation by axe-core, in the light and in the dark, and nothing wider than the page, down to 320 px."""
    for scheme in ("light", "dark"):
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                               {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        found = driver.execute_async_script(
            AXE + ";const done = arguments[arguments.length - 1]; axe.run().then(r => done(r.violations.map("
            "v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html).join(' | '))));")
        assert not found, (what, scheme, found)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": 320, "height": 900, "deviceScaleFactor": 1, "mobile": False})
    width = driver.execute_script("return document.documentElement.scrollWidth")
    assert width <= 320, (what, width)
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    said = [each["message"] for each in driver.get_log("browser") if each["level"] == "SEVERE"]
    assert not said, (what, said)


def photographed(driver, name, width, scheme):
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                           {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
    driver.execute_script("scrollTo(0, 0);")
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": 1100, "deviceScaleFactor": 1, "mobile": False})
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    (out / (name + ".png")).write_bytes(base64.b64decode(picture))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def in_english(driver):
    driver.get(url)
    judged(driver, "the empty page")

    # Typed, by keyboard alone.
    ActionChains(driver).send_keys(Keys.TAB * 2).perform()
    assert driver.switch_to.active_element.get_attribute("id") == "text"
    ActionChains(driver).send_keys("hanamaru.example").key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(
        Keys.CONTROL).perform()
    shows(driver, "MTA-STS")
    assert driver.switch_to.active_element.get_attribute("id") == "answer"
    assert "Read as a domain." in find(driver, "#below").text
    find(driver, "#answer button").click()
    wait(driver, "copied", lambda: find(driver, "#answer button").text == "Copied")
    find(driver, "details.part > summary").click()
    assert "include:spf.webhost.example" in find(driver, "ul.tree").text
    find(driver, "ul.tree summary").click()
    assert not driver.execute_script("return arguments[0].checkVisibility();", find(driver, "ul.tree code"))
    find(driver, "ul.tree summary").click()
    judged(driver, "a domain")

    # Edited: the page tells what would come of it, as one types.
    record = find(driver, "#record-spf")
    assert record.get_attribute("value").startswith("v=spf1 include:spf.webhost.example")
    record.send_keys(Keys.END, Keys.BACKSPACE * 4, "ip4:203.0.113.0/24 include:no.such.example -all")
    shows(driver, "no.such.example", "#whatif-answer-spf")
    record.clear()
    record.send_keys("v=spf1 ip4:203.0.113.0/24 -all")
    shows(driver, "May send with this record: 203.0.113.0/24", "#whatif-answer-spf")
    policy = find(driver, "#record-dmarc")
    policy.clear()
    policy.send_keys("v=DMARC1; p=reject")
    shows(driver, "today, reject with this record", "#whatif-answer-dmarc")
    judged(driver, "what if")

    # Pasted from the clipboard.
    box = find(driver, "#text")
    driver.execute_script("arguments[0].value = arguments[1]; arguments[0].select();", box, bounce)
    box.send_keys(Keys.CONTROL, "x")
    assert box.get_attribute("value") == ""
    box.send_keys(Keys.CONTROL, "v")
    find(driver, "#ask button[type=submit]").click()
    shows(driver, "include:_spf.mailing.example")
    assert "Read as a bounce." in find(driver, "#below").text
    assert "include:_spf.mailing.example" in find(driver, "#answer ins").text
    judged(driver, "a bounce")
    shown = find(driver, "#record-spf").get_attribute("value")
    assert "include:_spf.mailing.example" in shown, "what is proposed is what is edited: " + shown
    find(driver, "#record-spf").send_keys(" ")
    shows(driver, "today, pass with this record", "#whatif-answer-spf")
    judged(driver, "what if, under a bounce")
    driver.execute_script("arguments[0].replaceChildren(); document.activeElement.blur();",
                          find(driver, "#whatif-answer-spf"))
    photographed(driver, "page-en", 1000, "light")

    # Kept as a page and as a recording.
    for link in driver.find_elements(By.CSS_SELECTOR, ".share a"):
        link.click()
    for name in ("todoku.html", "todoku.zone"):
        wait(driver, name, lambda: (work / name).exists() and (work / name).stat().st_size > 500)

    # Dropped: a packed report.
    driver.execute_script(
        "const octets = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));"
        "const carried = new DataTransfer(); carried.items.add(new File([octets], 'report.xml.gz'));"
        "arguments[0].dispatchEvent(new DragEvent('drop', {dataTransfer: carried, cancelable: true, bubbles: true}));",
        find(driver, "#text"), base64.b64encode((work / "report.xml.gz").read_bytes()).decode())
    shows(driver, "Who sends as you")
    judged(driver, "a report")

    # Lists, and a message.
    for text, expected in (("203.0.113.25", "Spamhaus ZEN"),
                           ("Received: from mx.example by mx.test; Sat, 28 Nov 2026 10:00:00 +0900\nSubject: x\n",
                            "without its body"),
                           ("From: info@hanamaru.example\nSubject: x\n\nHello\n", "Authentication-Results")):
        box = find(driver, "#text")
        driver.execute_script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'));", box, text)
        find(driver, "#ask button[type=submit]").click()
        shows(driver, expected)
        judged(driver, expected)

    # A record alone, and then for a domain.
    box = find(driver, "#text")
    driver.execute_script("arguments[0].value = 'v=spf1 mx -all';", box)
    find(driver, "#ask button[type=submit]").click()
    shows(driver, "judged without the domain")
    find(driver, "#domain-spf").send_keys("hanamaru.example")
    shows(driver, "May no longer send", "#whatif-answer-spf")
    judged(driver, "a record for a domain")


def slowly(driver):
    """Each answer of the DNS is shown when it is in; who has seen enough ends it."""
    driver.get(slow)
    find(driver, "#text").send_keys("hanamaru.example")
    find(driver, "#ask button[type=submit]").click()
    wait(driver, "a proof", lambda: len(driver.find_elements(By.CSS_SELECTOR, "#proofs li")) > 0)
    assert not driver.find_elements(By.ID, "answer"), "the answer is there before all that it rests on"
    judged(driver, "while it is asked")
    shows(driver, "MTA-STS")
    find(driver, "#text").clear()
    find(driver, "#text").send_keys("other.example")
    find(driver, "#ask button[type=submit]").click()
    wait(driver, "a proof", lambda: len(driver.find_elements(By.CSS_SELECTOR, "#proofs li")) > 0)
    find(driver, "#cancel").click()
    shows(driver, "Cancelled.", "#below")
    assert not find(driver, "#progress").is_displayed()


def in_japanese(driver):
    driver.get(url)
    assert find(driver, "html").get_attribute("lang") == "ja"
    find(driver, "#text").send_keys("_dmarc.hanamaru.example")
    find(driver, "#ask button[type=submit]").click()
    shows(driver, "DMARC")
    driver.execute_script("document.getElementById('text').value = arguments[0];", bounce)
    find(driver, "#ask button[type=submit]").click()
    shows(driver, "公開するレコード")
    judged(driver, "a bounce in Japanese")
    photographed(driver, "page-ja", 400, "dark")

    # Another language: the answer again, and before anything is asked only what is in the box.
    find(driver, "nav button").click()
    wait(driver, "English", lambda: find(driver, "html").get_attribute("lang") == "en")
    shows(driver, "What to publish")
    assert find(driver, "#text").get_attribute("value").startswith("Return-Path:")
    driver.get(url)
    find(driver, "#text").send_keys("half a sen")
    find(driver, "nav button").click()
    wait(driver, "English", lambda: find(driver, "html").get_attribute("lang") == "en")
    assert find(driver, "#text").get_attribute("value") == "half a sen"
    assert not driver.find_elements(By.ID, "answer")


def without_script(driver):
    driver.get(slow)  # what is slow is a page that loads, no more
    find(driver, "#file").send_keys(str(work / "bounce.eml"))
    find(driver, "#ask button[type=submit]").click()
    wait(driver, "the answer", lambda: "include:_spf.mailing.example" in find(driver, "#answer").text)
    assert not driver.find_elements(By.CSS_SELECTOR, "#answer button"), "a button that does nothing"
    assert not find(driver, "#progress").is_displayed()
    driver.get(url)
    find(driver, "#text").send_keys("hanamaru.example")
    find(driver, "#ask button[type=submit]").click()
    wait(driver, "the domain", lambda: "MTA-STS" in find(driver, "#answer").text)
    record = find(driver, "#record-spf")
    record.clear()
    record.send_keys("v=spf1 ip4:203.0.113.0/24 -all")
    find(driver, "#whatif-spf button[type=submit]").click()
    wait(driver, "what if", lambda: "256 IPv4" in find(driver, "#answer").text)


for steps, language, script in ((in_english, "en", True), (slowly, "en", True), (in_japanese, "ja", True),
                                (without_script, "en", False)):
    began = time.monotonic()
    chromium = browser(language, script)
    try:
        steps(chromium)
    finally:
        chromium.quit()
    print("page: %s, %.0f s" % (steps.__name__.replace("_", " "), time.monotonic() - began))
