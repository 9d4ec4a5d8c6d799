"""The zone and the list of benchmarks/scale.sh: FOLDER NUMBER. The same for every run."""
import random
import sys

folder, number = sys.argv[1], int(sys.argv[2])
PROVIDERS = 100
random_number = random.Random(25)
weights = [1 / rank for rank in range(1, PROVIDERS + 1)]

with open(folder + "/root.zone", "w") as zone:
    zone.write("$ORIGIN .\n$TTL 3600\n@ SOA ns.test. hostmaster.test. 1 3600 600 86400 300\n@ NS ns.test.\nns.test. A 127.0.0.1\n")
    for p in range(PROVIDERS):  # each with two includes below its own, as the large ones have
        zone.write(f'_spf.p{p}.test. TXT "v=spf1 include:_a.p{p}.test include:_b.p{p}.test ~all"\n')
        zone.write(f'_a.p{p}.test. TXT "v=spf1 ip4:198.51.100.{p} ip4:192.0.2.{p} -all"\n')
        zone.write(f'_b.p{p}.test. TXT "v=spf1 ip6:2001:db8:{p:x}::/48 -all"\n')
        zone.write(f"mx.p{p}.test. A 198.51.100.{p}\n{p}.100.51.198.in-addr.arpa. PTR mx.p{p}.test.\n")
    chosen = random_number.choices(range(PROVIDERS), weights, k=number)
    for d, p in enumerate(chosen):
        zone.write(f'd{d}.case.test. TXT "v=spf1 include:_spf.p{p}.test -all"\n')
        zone.write(f"d{d}.case.test. MX 10 mx.p{p}.test.\n")
        zone.write(f'_dmarc.d{d}.case.test. TXT "v=DMARC1; p=none; rua=mailto:dmarc@d{d}.case.test"\n')

with open(folder + "/domains", "w") as domains:
    for d in range(number):
        domains.write(f"d{d}.case.test\n")
