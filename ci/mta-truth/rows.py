#!/usr/bin/env python3
"""The project's own table of replies: every example of a rule that begins with a refusal's code, and what the rule says it means.

usage: rows.py RULES-FOLDER > rows.json

One object a row: number, rule, host (of the receiver that is known to say so), stage (CONN EHLO MAIL RCPT DATA EOD), code,
status, lines (as a server writes them), cause, removes (whether an address may be given up for it).
"""
import json
import pathlib
import re
import sys

# What a cause advises where a rule says nothing else (Cause.java): these may give up an address.
GIVES_UP = {"ADDRESS_UNKNOWN", "ADDRESS_MOVED"}
OF_RECIPIENT = GIVES_UP | {"MAILBOX_DISABLED", "MAILBOX_FULL", "RECIPIENT_REFUSED", "SUPPRESSED", "DOMAIN_UNKNOWN", "DOMAIN_NO_MAIL"}
# Rules that stand back because the words alone prove nothing. After RCPT the same words are another rule's, which does not.
UNPROVEN = ("unproven", "doubtful")


def stanzas(path):
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields = []
        for line in block.split("\n"):
            if line[:1] in (" ", "\t") and fields:
                fields[-1][1] += " " + line.strip()
            elif line and line[0] != "#" and ":" in line:
                name, value = line.split(":", 1)
                fields.append([name, value.strip()])
        if fields:
            yield fields


def first(fields, name):
    return next((value for n, value in fields if n == name), None)


def lines_of(example):
    """Written in one line, each of the reply's lines begins with the code; None for what is no refusal."""
    match = re.match(r"([45]\d\d)[- ]", example)
    if not match:
        return None
    if example[3] == " ":
        return [example]
    texts = [part[4:].strip() for part in re.split(rf" (?={match[1]}[- ])", example)]
    return [match[1] + ("-" if i < len(texts) - 1 else " ") + text for i, text in enumerate(texts)]


def stage(rule, command, cause, number):
    if command:
        return command.split()[0].replace("HELO", "EHLO")
    if rule.endswith(UNPROVEN):
        return "EOD"
    if cause in OF_RECIPIENT:
        return "RCPT"
    return ("RCPT", "EOD", "RCPT", "MAIL", "EOD", "DATA")[number % 6]


def main(folder):
    hosts = {}
    for fields in stanzas(folder / "providers.txt"):
        host = first(fields, "Host")
        if host:
            hosts[first(fields, "Provider")] = host.split()[0]
    rows = []
    for path in sorted(folder.glob("*.rules")):
        for fields in stanzas(path):
            cause = first(fields, "Cause")
            provider = (first(fields, "Provider") or "").split()
            for name, example in fields:
                lines = lines_of(example) if name == "Example" else None
                if lines is None:
                    continue
                number = len(rows)
                where = stage(first(fields, "Rule"), first(fields, "Command"), cause, number)
                if lines[0].startswith("4") and where in ("CONN", "EHLO"):
                    where = "RCPT"  # servers would only say that they got no greeting
                status = re.match(r"\d\d\d[- ](\d\.\d{1,3}\.\d{1,3})\b", lines[0])
                advice = first(fields, "Advice")
                rows.append({
                    "number": number,
                    "rule": first(fields, "Rule"),
                    "host": hosts.get(provider[0]) if provider else None,
                    "stage": where,
                    "code": lines[0][:3],
                    "status": status[1] if status else None,
                    "lines": lines,
                    "cause": cause,
                    "removes": advice == "REMOVE_ADDRESS" or (advice is None and cause in GIVES_UP),
                })
    json.dump(rows, sys.stdout, ensure_ascii=False, indent=0)


main(pathlib.Path(sys.argv[1]))
