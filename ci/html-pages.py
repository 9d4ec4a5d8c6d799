#!/usr/bin/env python3
"""html-pages.py OUT WORK: makes, for each report in OUT, pages that hold it in frames of a phone's and a desk's width: one that
measures it, one to photograph. html-pages.py judge DOM: reads what the measuring page found; exit 1 if something is wrong."""
import html
import json
import pathlib
import re
import sys

WIDTHS = (360, 1280)
# What each page is for: a selector, and a text that stands in some element of it.
TELLS = {
    "case": [("pre[data-copy]", "v=spf1"), (".tree", "spf.webhost.example"), ("ins", "include:_spf.mailing.example")],
    "lists": [(".lists li", "Spamhaus ZEN"), ("main", "127.255.255.254")],
    "series": [("table td", "203.0.113.25"), ("table td", "192.0.2.10"), ("pre[data-copy]", "v=spf1")],
    "preflight": [("table td", "Google Workspace"), ("table td", "203.0.113.25"), ("h3", "Gmail"), ("pre[data-copy]", "include:_spf.google.com")],
}
MEASURE = """
<script>
addEventListener("load", () => setTimeout(() => {
  const frame = document.querySelector("iframe");
  const page = frame.contentDocument;
  const said = [];
  if (page.documentElement.scrollWidth > frame.clientWidth) said.push("overflow: " + page.documentElement.scrollWidth);
  if (frame.dataset.script === "yes") {
    const button = page.querySelector("button");
    const lines = page.querySelector("pre[data-copy]");
    if (!button && lines) said.push("no copy button");
    else if (button) { const before = button.textContent; button.click(); setTimeout(() => {
      if (button.textContent === before) said.push("the button did nothing");
      finish();
    }, 500); return; }
  } else if (page.querySelector("button")) said.push("a button without script");
  finish();
  function finish() {
    const style = frame.contentWindow.getComputedStyle(page.querySelector("h1"));
    if (style.marginTop !== "0px") said.push("its own style was refused");
    for (const [selector, text] of JSON.parse(frame.dataset.tells)) {
      if (![...page.querySelectorAll(selector)].some(element => element.textContent.includes(text))) {
        said.push("nowhere in " + selector + ": " + text);
      }
    }
    document.body.dataset.result = said.length ? said.join("; ") : "good";
  }
}, 300));
</script>
"""


def frame(report, width, script):
    text = html.escape(report.read_text(encoding="utf-8"), quote=True)
    sandbox = "" if script else ' sandbox="allow-same-origin"'
    says = "yes" if script else "no"
    tells = html.escape(json.dumps(TELLS[report.stem.split("-")[0]]), quote=True)
    return f'<iframe data-tells="{tells}" style="border:0;width:{width}px;height:2150px" data-script="{says}"{sandbox} srcdoc="{text}"></iframe>'


def make(out, work):
    for report in sorted(pathlib.Path(out).glob("*.html")):
        for width in WIDTHS:
            head = '<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
            for script in (True, False):
                name = f"{report.stem}-{width}-{'script' if script else 'plain'}-measure.html"
                (pathlib.Path(work) / name).write_text(head + frame(report, width, script) + MEASURE, encoding="utf-8")
            (pathlib.Path(work) / f"{report.stem}-{width}-shot.html").write_text(head + frame(report, width, True), encoding="utf-8")


def judge(dom):
    found = re.search(r'data-result="([^"]*)"', pathlib.Path(dom).read_text(encoding="utf-8"))
    result = found.group(1) if found else "the page did not finish"
    print(f"{pathlib.Path(dom).name.replace('-measure.html.dom', '')}: {result}")
    return 0 if result == "good" else 1


if __name__ == "__main__":
    if sys.argv[1] == "judge":
        sys.exit(judge(sys.argv[2]))
    make(sys.argv[1], sys.argv[2])
