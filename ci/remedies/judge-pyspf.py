"""pyspf as judge. Reads lines "PORT DOMAIN IP", writes them back with the verdict behind."""
import sys

import dns.flags
import dns.message
import dns.query
import dns.rdatatype
import spf

port = 0
memory = {}


def lookup(name, qtype, tcpfallback=True, timeout=30):
    """What pyspf asks its DNS for: (name, type) and value, aliases among them; nothing for what is not there."""
    key = (port, name.lower(), qtype)
    if key not in memory:
        question = dns.message.make_query(name, qtype)
        question.flags &= ~dns.flags.RD
        answer, _ = dns.query.udp_with_fallback(question, "127.0.0.1", port=port, timeout=5)
        found = []
        for rrset in answer.answer:
            rtype = dns.rdatatype.to_text(rrset.rdtype)
            owner = rrset.name.to_text(omit_final_dot=True)
            for record in rrset:
                if rtype == "TXT":
                    value = record.strings
                elif rtype == "MX":
                    value = (record.preference, record.exchange.to_text(omit_final_dot=True))
                elif rtype in ("A", "AAAA"):
                    value = record.address
                elif rtype in ("CNAME", "PTR"):
                    value = record.target.to_text(omit_final_dot=True)
                else:
                    continue
                found.append(((owner, rtype), value))
        memory[key] = found
    return memory[key]


spf.DNSLookup = lookup
for line in sys.stdin:
    line = line.strip()
    text, domain, ip = line.split(" ")
    port = int(text)
    print(line, spf.check2(i=ip, s="postmaster@" + domain, h=domain)[0])
