#!/usr/bin/env bash
# The page under load: 200 clients at once for a minute on loopback, each with an address of its own (127.0.1.1 and on) and two
# questions a second, which is the share of one: a lint, a bounce pasted into the form, a domain's page. Prints the times until the
# answer is whole (those of the first ten seconds, in which Java compiles what it runs, apart), what was refused, and what the heap
# holds after a full collection. Run by hand.
# page.sh [CLIENTS [SECONDS]]
set -eu
cd "$(dirname "$0")/.."
clients=${1:-200}
seconds=${2:-60}
[ -f cli/target/todoku.jar ] || mvn -q -B -DskipTests package

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
./todoku demo --write "$work" >/dev/null
java -Xmx256m -XX:+UseSerialGC -jar cli/target/todoku.jar serve --port 0 --lang en --dns "world:$work/dns.zone" >"$work/out" 2>"$work/err" &
server=$!
for _ in $(seq 100); do
  grep -q http "$work/out" && break
  sleep 0.1
done
port=$(grep -o ':[0-9]*/' "$work/out" | tr -d ':/')

python3 - "$port" "$clients" "$seconds" "$work/bounce.eml" <<'LOAD'
import asyncio
import collections
import random
import sys
import time

port, clients, seconds = map(int, sys.argv[1:4])
bounce = open(sys.argv[4], "rb").read()
form = (b'--x1\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + bounce + b"\r\n--x1--\r\n")
head = "Host: 127.0.0.1:%d\r\n" % port
KINDS = {
    "lint": ("GET /api/spf/lint/hanamaru.example HTTP/1.1\r\n" + head + "\r\n").encode(),
    "bounce": ("POST / HTTP/1.1\r\n%sContent-Type: multipart/form-data; boundary=x1\r\nContent-Length: %d\r\n\r\n"
               % (head, len(form))).encode() + form,
    "domain": ("GET /api/domain/hanamaru.example HTTP/1.1\r\n" + head + "\r\n").encode(),
}
PACE = 0.5
WARM = 10
times = collections.defaultdict(list)
statuses = collections.Counter()


async def exchange(reader, writer, request):
    writer.write(request)
    await writer.drain()
    fields = await reader.readuntil(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in fields.lower():
        while True:
            size = int(await reader.readuntil(b"\r\n"), 16)
            await reader.readexactly(size + 2)
            if size == 0:
                break
    else:
        length = [line for line in fields.lower().split(b"\r\n") if line.startswith(b"content-length:")][0]
        await reader.readexactly(int(length.split(b":")[1]))
    return fields[9:12].decode()


async def client(number, start, end):
    await asyncio.sleep(random.random() * PACE)
    address = "127.0.%d.%d" % (1 + number // 250, 1 + number % 250)
    reader = writer = None
    while time.monotonic() < end:
        kind = random.choice(list(KINDS))
        began = time.monotonic()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
            status = await exchange(reader, writer, KINDS[kind])
            statuses[status] += 1
            if status == "200":
                times[kind + ("" if began - start > WARM else ", first %d s" % WARM)].append(time.monotonic() - began)
        except (OSError, asyncio.IncompleteReadError) as broken:
            statuses[type(broken).__name__] += 1
            writer = None
        await asyncio.sleep(max(0, PACE - (time.monotonic() - began)))


async def load():
    start = time.monotonic()
    end = start + seconds
    await asyncio.gather(*(client(number, start, end) for number in range(clients)))


asyncio.run(load())
for kind, took in sorted(times.items()):
    took.sort()
    print("%s: %d answers, p50 %.0f ms, p99 %.0f ms, longest %.0f ms" % (
        kind, len(took), took[len(took) // 2] * 1e3, took[int(len(took) * 0.99)] * 1e3, took[-1] * 1e3))
print("statuses: " + ", ".join("%s: %d" % each for each in sorted(statuses.items())))
LOAD
jcmd "$server" GC.run >/dev/null
jcmd "$server" GC.heap_info | grep -E 'generation'
grep -E 'VmHWM|Threads' "/proc/$server/status"
[ ! -s "$work/err" ] || head -5 "$work/err"
