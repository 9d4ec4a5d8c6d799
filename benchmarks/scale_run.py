"""Runs the program on the first SIZE lines of the list and tells what it took: FOLDER PORT SIZE…"""
import os
import re
import subprocess
import sys
import time

folder, port, sizes = sys.argv[1], int(sys.argv[2]), [int(size) for size in sys.argv[3:]]
HEAP_MB = 256
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def figure(name, value, unit, bar=None):
    verdict = "-" if bar is None else "ok" if value <= bar else "short"
    text = "-" if bar is None else f"<={bar:g}"
    print(f"{name} {value:.4g} {unit} {text} {verdict}", flush=True)


def run(size):
    listed = f"{folder}/list-{size}"
    with open(folder + "/domains") as domains, open(listed, "w") as some:
        for _, line in zip(range(size), domains):
            some.write(line)
    gc, out = f"{folder}/gc-{size}", f"{folder}/out-{size}"
    command = ["java", f"-Xmx{HEAP_MB}m", "-XX:+UseSerialGC", f"-Xlog:gc:file={gc}", "-jar", "cli/target/todoku.jar",
               "preflight", "--batch", listed, "--journal", f"{folder}/journal-{size}", "--dns", f"127.0.0.1:{port}",
               "--json", "--lang", "en", "--address", "198.51.100.0", "--receiver", "docomo.ne.jp"]
    began = time.monotonic()
    descriptors = threads = cpu = 0
    with open(out, "w") as target:
        process = subprocess.Popen(command, stdout=target)
        while process.poll() is None:
            try:
                descriptors = max(descriptors, len(os.listdir(f"/proc/{process.pid}/fd")))
                stat = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
                cpu = (int(stat[11]) + int(stat[12])) / CLOCK_TICKS
                threads = max(threads, int(stat[17]))
            except (FileNotFoundError, ProcessLookupError, IndexError):
                pass
            time.sleep(0.05)
    took = time.monotonic() - began
    lines = gaps = 0
    with open(out) as answers:
        for line in answers:
            lines += 1
            gaps += '"gaps":[],"plans"' not in line
    if lines != size:
        sys.exit(f"{lines} answers for {size} domains; exit {process.returncode}")
    kept = [int(mb) for mb in re.findall(r"Pause Full.*->(\d+)M\(", open(gc).read())] or [
        int(mb) for mb in re.findall(r"->(\d+)M\(", open(gc).read())]
    name = f"scale.{size}"
    figure(name + ".rate", size / took, "domains/s")
    figure(name + ".cpu", cpu / size * 1e3, "ms/domain")
    figure(name + ".heap-most", max(kept, default=0), "MB-after-GC", HEAP_MB)
    figure(name + ".descriptors", descriptors, "most", 64)
    figure(name + ".threads", threads, "most", 40)
    figure(name + ".with-gaps", gaps, "domains", 0)
    return size, cpu


runs = [run(size) for size in sizes]
# The first thousand pay for the JVM's start and its compiler: the cost of one more domain, from size to size.
marginal = [(f"{a[0]}-{b[0]}", (b[1] - a[1]) / (b[0] - a[0]) * 1e3) for a, b in zip(runs, runs[1:])]
for name, cost in marginal:
    figure(f"scale.{name}.cpu-of-one-more", cost, "ms/domain")
if len(marginal) > 1:
    figure("scale.flat", max(cost for _, cost in marginal[1:]) / marginal[0][1], "last/first", 1.2)
