"""dkimpy.py verify KEYS FILE...: prints FILE RESULT, a result a signature from the top down.
dkimpy.py sign KEY SELECTOR rsa|ed25519 HEADER/BODY FILE...: writes FILE.signed.
KEYS has a line a record: its name, a blank, its text."""

import base64
import sys

import dkim


def verify(keys, files):
    with open(keys, encoding="ascii") as lines:
        records = dict(line.rstrip("\n").split(" ", 1) for line in lines)

    def txt(name, timeout=5):
        text = records.get(name.decode("ascii").rstrip("."))
        return text.encode("ascii") if text else None

    for file in files:
        with open(file, "rb") as mail:
            octets = mail.read()
        message = dkim.DKIM(octets)
        count = sum(1 for name, _ in message.headers if name.lower() == b"dkim-signature")
        results = []
        for index in range(count):
            try:
                results.append("pass" if dkim.DKIM(octets).verify(index, dnsfunc=txt) else "fail")
            except dkim.DKIMException as broken:
                results.append("error:" + str(broken).replace(" ", "_"))
        print(file, " ".join(results))


def sign(key, selector, kind, form, files):
    with open(key, encoding="ascii") as pem:
        text = pem.read()
    private = text.encode("ascii")
    if kind == "ed25519":  # wants the bare seed, which ends the PKCS #8 form
        der = base64.b64decode("".join(text.split("\n")[1:-2]))
        private = base64.b64encode(der[-32:])
    header, body = (part.encode("ascii") for part in form.split("/"))
    for file in files:
        with open(file, "rb") as mail:
            octets = mail.read()
        field = dkim.sign(
            octets,
            selector.encode("ascii"),
            b"example.com",
            private,
            canonicalize=(header, body),
            signature_algorithm=kind.encode("ascii") + b"-sha256",
        )
        with open(file + ".signed", "wb") as mail:
            mail.write(field + octets)


if sys.argv[1] == "verify":
    verify(sys.argv[2], sys.argv[3:])
else:
    sign(*sys.argv[2:6], sys.argv[6:])
