#!/usr/bin/env python3
"""Hands the mails to the server under test and waits until it has written what it has to write.

usage: send.py rows.json INBOX TRUTH.jsonl

One mail a row; then mails to three rows and one address that takes it, whose fates differ; then mails that no host takes.
The truth, one object a mail: mail, and for each recipient its row's code, status, cause, whether an address may be given up.
"""
import json
import pathlib
import smtplib
import sys
import time

MAILS_A_SESSION = 50
QUIET_SECONDS = 120
MOST_SECONDS = 900


def truth(row, mail):
    return {
        "recipient": f"{mail}@r{row['number']}.rows.example",
        "rule": row["rule"],
        "stage": row["stage"],
        "code": row["code"],
        "status": row["status"],
        "causes": [row["cause"]] + also(row),
        "removes": row["removes"],
    }


def also(row):
    """What is right beside the rule's cause."""
    if row["code"][0] == "4":
        return ["EXPIRED"]
    unproven = row["stage"] == "EOD" and row["cause"] == "ADDRESS_UNKNOWN"
    return ["RECIPIENT_REFUSED"] if unproven else []  # who has read the mail first (docs/decisions/0030)


def none(recipient, *causes):
    return {"recipient": recipient, "rule": "none", "stage": "DNS", "code": None, "status": None, "causes": causes, "removes": False}


def plan(rows):
    mails = [[truth(row, f"u{i}")] for i, row in enumerate(rows)]
    apart = [row for row in rows if row["stage"] == "RCPT" and row["code"][0] == "5"]
    for at in range(0, len(apart) - 2, 9):
        mails.append([truth(row, f"m{at}") for row in apart[at:at + 9:3]] + [{"recipient": f"fine{at}@fine.example", "arrives": True}])
    mails.append([none("bob@gone.example", "DOMAIN_UNKNOWN", "NETWORK")])
    mails.append([none("bob@nomail.example", "DOMAIN_NO_MAIL")])
    return mails


def main(rows, inbox, out):
    mails = plan(json.loads(pathlib.Path(rows).read_text(encoding="utf-8")))
    with open(out, "w", encoding="utf-8") as file:
        for i, expected in enumerate(mails):
            file.write(json.dumps({"mail": f"v{i}", "bounces": expected}, ensure_ascii=False) + "\n")
    server = smtplib.SMTP("127.0.0.1", 2525, timeout=60)
    for i, expected in enumerate(mails):
        if i % MAILS_A_SESSION == MAILS_A_SESSION - 1:
            server.quit()
            server = smtplib.SMTP("127.0.0.1", 2525, timeout=60)
        sender = f"v{i}@origin.example"
        to = [each["recipient"] for each in expected]
        text = (f"From: Shop <{sender}>\r\nTo: {to[0]}\r\nSubject: Order {i}\r\nMessage-ID: <{i}@origin.example>\r\n"
                "Date: Sat, 28 Nov 2026 10:00:00 +0000\r\n\r\nYour order is on its way.\r\n")
        server.sendmail(sender, to, text)
    server.quit()
    begun = last = time.time()
    seen = 0
    while time.time() - last < QUIET_SECONDS and time.time() - begun < MOST_SECONDS:
        time.sleep(1)
        now = len({path.name.split("-")[0] for path in pathlib.Path(inbox).glob("v*.eml")})
        if now != seen:
            seen, last = now, time.time()
        if now == len(mails):
            last = min(last, time.time() - QUIET_SECONDS + 5)  # a second bounce may follow
    print(f"{len(mails)} mails sent, bounces for {seen} of them", file=sys.stderr)


main(*sys.argv[1:])
