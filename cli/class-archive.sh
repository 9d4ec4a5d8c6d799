#!/bin/sh
# sh class-archive.sh JAR ARCHIVE: lays out what runs of the program load, so that the next ones start faster (CDS).
# A static archive, since a dynamic one of JDK 17 leaves out classes of old form, such as picocli's. It belongs to this very JAR, in this
# place, and this JVM; another goes on without it. Made under G1: with another collector JDK 17 writes no modules and strings into it.
set -eu
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS # they may name another collector
jar="$1"
archive="$2"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
run() { java -XX:+UseG1GC -XX:TieredStopAtLevel=1 "$@"; }

printf 'example.com. TXT "v=spf1 ip4:192.0.2.0/24 include:example.net -all"\nexample.net. TXT "v=spf1 -all"\n' >"$work/zone"
printf '550 5.1.1 User unknown\n' >"$work/bounce"
number=0
learn() {
  number=$((number + 1))
  run -XX:DumpLoadedClassList="$work/$number.list" -jar "$jar" "$@" >/dev/null 2>&1 || true # its exit code tells what it found
}
learn demo
learn spf check 192.0.2.1 bob@example.com --dns "world:$work/zone"
learn spf check 192.0.2.1 bob@example.com --dns 127.0.0.1:9 --timeout 1
learn spf check 192.0.2.1 bob@example.com --dns "world:$work/zone" --json=true # read by picocli
learn spf check --help
learn spf lint example.com --dns "world:$work/zone" --json
learn bounce "$work/bounce"
learn domain example.com --dns "world:$work/zone" --no-lists
# without the numbers that JDK 25 gives classes, in each list anew
cat "$work"/*.list 2>/dev/null | sed 's/ id: [0-9]*$//' | awk '!seen[$0]++' >"$work/classes" || true
run -Xshare:dump -XX:SharedClassListFile="$work/classes" -XX:SharedArchiveFile="$archive" -Xlog:disable -Xlog:all=off -cp "$jar" \
  >/dev/null 2>&1 || rm -f "$archive"
