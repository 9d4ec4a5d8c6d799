#!/usr/bin/env python3
"""ci/advisories.py before a service on loopback: what it makes of each kind of answer, and that no answer is not "no advisory"."""

import http.server
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent / "advisories.py"
JARS = [f"org.example:jar-{each}:1.{each}" for each in range(501)]  # one more than are asked at once
OLD, ODD = JARS[7], JARS[500]
KNOWN = {OLD: ["GHSA-0000-0000-0007"], ODD: ["GHSA-0000-0000-0500", "CVE-2026-0500"]}


def whole(queries):
    """As the service answers: an empty object where nothing is known."""
    places = [f"{each['package']['name']}:{each['version']}" for each in queries]
    return [{"vulns": [{"id": name, "modified": "2026-01-01T00:00:00Z"} for name in KNOWN[each]]} if each in KNOWN else {} for each in places]


ANSWERS = {
    "/whole": lambda queries: (200, json.dumps({"results": whole(queries)})),
    "/none": lambda queries: (200, json.dumps({"results": [{} for _ in queries]})),
    "/short": lambda queries: (200, json.dumps({"results": whole(queries)[:-1]})),
    "/paged": lambda queries: (200, json.dumps({"results": [{"next_page_token": "x"} for _ in queries]})),
    "/other": lambda queries: (200, json.dumps({"message": "moved"})),
    "/torn": lambda queries: (200, '{"results": ['),
    "/busy": lambda queries: (503, "busy"),
}


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        assert len(asked) <= 500 and all(each["package"]["ecosystem"] == "Maven" for each in asked), asked[:2]
        status, body = ANSWERS[self.path](asked)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


def main():
    service = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{service.server_address[1]}"
    all_accepted = [f"{name}  {place}  why" for place, names in KNOWN.items() for name in names]
    cases = [  # what the service answers, what is accepted, the exit code, what is said
        ("/whole", [], 1, "501 jars, 3 advisories, 0 of them accepted"),
        ("/whole", all_accepted[:2], 1, f"{KNOWN[ODD][1]}  {ODD}"),
        ("/whole", all_accepted, 0, "3 of them accepted"),
        ("/none", [], 0, "501 jars, 0 advisories"),
        ("/none", all_accepted[:1], 1, "accepted and no longer told"),
        *((path, [], 2, "NOT CHECKED") for path in ("/short", "/paged", "/other", "/torn", "/busy")),
    ]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        jars, accepted = Path(folder, "jars"), Path(folder, "accepted")
        jars.write_text("# sha256, what, licence\n" + "".join(f"00  {each}  MIT\n" for each in JARS))
        closed = http.server.HTTPServer(("127.0.0.1", 0), Service)
        nobody = f"http://127.0.0.1:{closed.server_address[1]}"
        closed.server_close()
        for path, rows, code, said in [*cases, (nobody, [], 2, "NOT CHECKED")]:
            accepted.write_text("# id, jar, why\n" + "\n".join(rows))
            command = [sys.executable, SCRIPT, "--url", path if path == nobody else url + path, "--jars", jars, "--accepted", accepted]
            run = subprocess.run(command, capture_output=True, text=True, timeout=60)
            if run.returncode != code or said not in run.stdout:
                wrong += 1
                print(f"{path}, {len(rows)} accepted: {run.returncode}, not {code}; {run.stdout}{run.stderr}")
    print(f"advisories: {len(cases) + 1 - wrong} of {len(cases) + 1} kinds of answer understood")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
