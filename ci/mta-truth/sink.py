#!/usr/bin/env python3
"""The other side of every connection: a DNS in which each row has a domain and a host, and an SMTP server that says what the row says.

usage: sink.py rows.json INBOX

Row N stands at rN.rows.example, whose MX has an address of its own in 127.1.0.0/16, so that the sink knows the row from the
address that was called, before a word was said. Whatever else is called takes all mail and keeps it in INBOX, a file a mail:
RECIPIENT-N.eml; bounces come there, to vN@origin.example. gone.example does not exist, nomail.example takes no mail (RFC 7505).
"""
import asyncio
import json
import pathlib
import re
import struct
import sys

ROWS = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
INBOX = pathlib.Path(sys.argv[2])
A, MX, NXDOMAIN = 1, 15, 3
counts = {}


def host_of(row):
    return f"r{row['number']}." + (row["host"] or "mx.rows.example")


def wire(name):
    labels = [label.encode() for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


class Dns(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, client):
        at, labels = 12, []
        while data[at]:
            labels.append(data[at + 1:at + 1 + data[at]].decode("ascii", "replace").lower())
            at += 1 + data[at]
        kind = struct.unpack(">H", data[at + 1:at + 3])[0]
        code, answers = self.answer(".".join(labels), kind)
        head = data[:2] + struct.pack(">HHHHH", 0x8580 | code, 1, len(answers), 0, 0)
        body = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(rdata)) + rdata for rdata in answers)
        self.transport.sendto(head + data[12:at + 5] + body, client)

    @staticmethod
    def answer(name, kind):
        if name.endswith("gone.example") or name.endswith(".arpa"):
            return NXDOMAIN, []
        row = re.match(r"r(\d+)\.", name)
        if kind == MX:
            if name == "nomail.example":
                return 0, [b"\0\0" + wire("")]
            if row and name.endswith(".rows.example") and not name.endswith(".mx.rows.example"):
                return 0, [b"\0\x0a" + wire(host_of(ROWS[int(row[1])]))]
            return 0, [b"\0\x0a" + wire("mx." + name)] if not name.startswith("mx.") else []
        if kind == A:
            return 0, [bytes([127, 1, *divmod(int(row[1]), 256)]) if row else b"\x7f\0\0\2"]
        return 0, []


async def smtp(reader, writer):
    address = writer.get_extra_info("sockname")[0].split(".")
    row = ROWS[int(address[2]) * 256 + int(address[3])] if address[1] == "1" else None

    async def say(stage, good):
        """The row's words at its stage, else the good ones; whether the stage was passed."""
        refused = row is not None and row["stage"] == stage
        writer.write("".join(line + "\r\n" for line in (row["lines"] if refused else [good])).encode())
        await writer.drain()
        if refused and row["code"] == "421":
            raise ConnectionResetError  # RFC 5321 §3.8: whoever says so closes
        return not refused

    try:
        await say("CONN", "220 " + (host_of(row) if row else "mx.inbox.example") + " ESMTP")
        to = []
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb in ("EHLO", "HELO"):
                await say("EHLO", "250 " + (host_of(row) if row else "mx.inbox.example"))
            elif verb == "MAIL":
                to = []
                await say("MAIL", "250 2.1.0 ok")
            elif verb == "RCPT":
                to += [re.sub(r".*<(.*)>.*", r"\1", line)] if await say("RCPT", "250 2.1.5 ok") else []
            elif verb == "DATA" and not to:
                writer.write(b"503 5.5.1 nobody to send it to\r\n")
            elif verb == "DATA":
                if await say("DATA", "354 go on"):
                    mail = await reader.readuntil(b"\r\n.\r\n")
                    if await say("EOD", "250 2.0.0 kept"):
                        keep(to, mail[:-3])
            elif verb == "QUIT":
                writer.write(b"221 2.0.0 bye\r\n")
                break
            else:
                writer.write(b"250 2.0.0 ok\r\n")
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # a server may go when it has heard enough
    writer.close()


def keep(to, mail):
    for address in to:
        local, _, domain = address.partition("@")
        if domain.lower() == "origin.example":
            counts[local] = counts.get(local, 0) + 1
            (INBOX / f"{local}-{counts[local]}.eml").write_bytes(mail.replace(b"\r\n..", b"\r\n.").replace(b"\r\n", b"\n"))


async def main():
    await asyncio.get_running_loop().create_datagram_endpoint(Dns, local_addr=("0.0.0.0", 53))
    server = await asyncio.start_server(smtp, "0.0.0.0", 25, limit=1 << 24, backlog=512)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main())
