# An NSD on loopback for a benchmark; to be read by its script. start_nsd FOLDER ZONEFILE ORIGIN sets nsd_port; stop_nsd ends it.
nsd_pid=""

start_nsd() {
  nsd_port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  cat >"$1/nsd.conf" <<CONF
server:
  ip-address: 127.0.0.1
  port: $nsd_port
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "$1"
  pidfile: "$1/nsd.pid"
  database: ""
  zonelistfile: "$1/zone.list"
  xfrdfile: "$1/xfrd.state"
  xfrdir: "$1"
  logfile: "$1/nsd.log"
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: $3
  zonefile: $2
CONF
  nsd -d -c "$1/nsd.conf" &
  nsd_pid=$!
  python3 - "$nsd_port" <<'PY'
import socket
import sys
import time

query = b"\0\1\1\0\0\1\0\0\0\0\0\0\2ns\4test\0\0\1\0\1"
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ask:
    ask.settimeout(1)
    for _ in range(600):  # a million domains are a minute's reading
        try:
            ask.sendto(query, ("127.0.0.1", int(sys.argv[1])))
            if len(ask.recv(512)) > len(query):
                sys.exit(0)
        except OSError:
            time.sleep(0.5)
sys.exit("the name server does not answer")
PY
}

stop_nsd() {
  [ -z "$nsd_pid" ] || kill "$nsd_pid" 2>/dev/null || true
  wait 2>/dev/null || true
}
