"""What the records of zone_texts.py and replies.py are made of, and what dnspython's refusals look like."""
import re
import struct

import dns.exception

READ = ["A", "NS", "CNAME", "SOA", "PTR", "MX", "TXT", "AAAA", "TLSA", "SPF", "CAA"]
NAMES = ["example.com.", "EXAMPLE.com.", "www.example.com.", "a.b.c.d.example.com.", "ns.example.net.", r"x\.y.example.com.", r"\000\255.example.com.",
         "o" * 63 + ".example.com.", "com.", ".", "*.example.com.", "_dmarc.example.com.", r"a\032b.example.com.", r"\$x.example.com."]
DATA = {
    "A": ["192.0.2.1", "198.51.100.255", "0.0.0.0"],
    "AAAA": ["2001:db8::1", "::ffff:192.0.2.1", "::", "2001:DB8:0:0:0:0:0:1"],
    "NS": ["ns.example.net.", "."], "CNAME": ["www.example.com.", r"\000\255.example.com."], "PTR": ["h.example.com."],
    "MX": ["10 mail.example.com.", "0 .", "65535 mail.example.com."],
    "TXT": ['"v=spf1" " -all"', '""', r'"\000\200\255"', '"a;b" c', r'"say \"x\"" \\', "plain", '"' + "x" * 255 + '"', r'"\033\;"', r"a\;b", '"a" "b" "c"'],
    "SPF": ['"v=spf1 -all"'], "SOA": ["ns.example.net. Host\\.master.example.com. 4294967295 7200 900 1209600 300", ". . 1 2 3 4 5"],
    "CAA": ['128 issue "ca.example"', '0 iodef "mailto:a@example.com"', '0 x ""'],
    "TLSA": ["3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "255 0 2 00 ff"],
    "SRV": ["1 2 3 mail.example.com."], "HINFO": ['"a" "b c"'], "TYPE65280": [r"\# 3 C0C0C0", r"\# 0", r"\# 4 c0 00 0201"], "DNAME": ["example.net."],
    "TYPE1": [r"\# 4 c0000201"], "TYPE16": [r"\# 12 0b763d73706631202d616c6c"], "NAPTR": ['1 2 "u" "E2U+sip" "!^.*$!sip:x@example.com!" .'],
    "RP": ["a.example.com. b.example.com."], "SSHFP": ["1 1 00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff"]}


# Not all that dnspython refuses is refused with an exception of its own.
REFUSALS = (dns.exception.DNSException, ValueError, AssertionError, IndexError, KeyError, AttributeError, TypeError, NotImplementedError, UnicodeError,
            struct.error)


def refusal(e):
    return re.sub(r"[\t\n\r]", " ", re.sub(r"^zone:\d+: ", "", f"{type(e).__name__}: {e}").replace("SyntaxError: zone:1: ", ""))


def chance(r, share):
    return r.random() < share


def judged(file, ours_file, difference, fields):
    """A line for each: its number and the difference."""
    ours = {}
    with open(ours_file) as lines:
        for line in lines:
            number, rest = line.rstrip("\n").split("\t", 1)
            ours[number] = rest
    with open(file) as lines:
        for line in lines:
            _, number, *given = line.rstrip("\n").split("\t")
            print(number, difference(*fields(given), ours[number]), sep="\t")
