"""opendkim.py verify KEYS FILE...: prints FILE RESULT, a result a signature from the top down.
opendkim.py sign KEY SELECTOR rsa|ed25519 HEADER/BODY FILE...: writes FILE.signed.
Both by the test mode of the filter, which is libopendkim without a mail server.
KEYS has a line a record: its name, a blank, its text."""

import os
import re
import subprocess
import sys
import tempfile


def run(settings, file):
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as conf:
        conf.write("Syslog no\nRequireSafeKeys no\n" + settings)
        conf.flush()
        command = ["opendkim", "-v", "-v", "-x", conf.name, "-t", file]
        return subprocess.run(command, capture_output=True, check=False).stdout.decode("latin-1")


def verify(keys, files):
    settings = f"Mode v\nTestPublicKeys {os.path.abspath(keys)}\n"
    for file in files:
        print(file, " ".join(re.findall(r"\bdkim=(\w+)", run(settings, file))))


def sign(key, selector, kind, form, files):
    settings = (
        f"Mode s\nDomain example.com\nSelector {selector}\nKeyFile {os.path.abspath(key)}\n"
        f"Canonicalization {form}\nSignatureAlgorithm {kind}-sha256\n"
    )
    for file in files:
        field = re.search(r"hname='DKIM-Signature' hvalue='(.*?)'\n", run(settings, file), re.DOTALL).group(1)
        with open(file, "rb") as mail:
            octets = mail.read()
        with open(file + ".signed", "wb") as mail:
            folded = re.sub(r"\r?\n", "\r\n", field)
            mail.write(b"DKIM-Signature: " + folded.encode("latin-1") + b"\r\n" + octets)


if sys.argv[1] == "verify":
    verify(sys.argv[2], sys.argv[3:])
else:
    sign(*sys.argv[2:6], sys.argv[6:])
