#!/usr/bin/env python3
"""Stands in for Central's portal on loopback, for the dry run of ci/release: takes one bundle, says that it is valid, keeps nothing.

usage: portal.py FILE      FILE gets the port once it listens; it ends with its parent
"""

import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

STATE = {"deploymentId": "dry-run", "deploymentName": "dry-run", "deploymentState": "VALIDATED", "purls": [], "errors": {}}


class Portal(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        left = int(self.headers.get("Content-Length", "0"))
        while left > 0:
            read = self.rfile.read(min(left, 1 << 20))
            if not read:
                return
            left -= len(read)
        upload = self.path.startswith("/api/v1/publisher/upload")
        self.answer(201, "dry-run") if upload else self.answer(200, json.dumps(STATE), "application/json")

    def answer(self, status, text, kind="text/plain"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


def end_with(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    Path(sys.argv[1]).write_text(str(server.server_port), encoding="ascii")
    server.serve_forever()
