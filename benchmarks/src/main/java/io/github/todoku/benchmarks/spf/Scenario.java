package io.github.todoku.benchmarks.spf;

import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerdict;

/** The checks that are measured: a world, a question, and the verdict that both sides must give. */
public enum Scenario {
    /** One ip4 term that matches. */
    S1("192.0.2.7", SpfVerdict.PASS) {
        @Override
        String zone() {
            return "example.com. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n";
        }
    },
    /** An include of three includes, as Google had it; the client is in the last. */
    S2("203.0.113.200", SpfVerdict.PASS) {
        @Override
        String zone() {
            return "example.com. TXT \"v=spf1 include:_spf.service.example ~all\"\n"
                    + "_spf.service.example. TXT \"v=spf1 include:_netblocks.service.example"
                    + " include:_netblocks2.service.example include:_netblocks3.service.example ~all\"\n"
                    + "_netblocks.service.example. TXT \"v=spf1" + ip4(11, 10) + " ~all\"\n"
                    + "_netblocks2.service.example. TXT \"v=spf1 ip6:2001:db8:4000::/36 ip6:2001:db8:4860:4000::/52"
                    + " ip6:2001:db8:6800:4000::/52 ip6:2001:db8:f8b0:4000::/52 ip6:2001:db8:450:4000::/52"
                    + " ip6:2001:db8:fb50:4000::/52 ~all\"\n"
                    + "_netblocks3.service.example. TXT \"v=spf1" + ip4(9, 40) + " ip4:203.0.113.0/24 ~all\"\n";
        }
    },
    /** Ten lookups, six of them nested, and no match. */
    S3("198.51.100.1", SpfVerdict.SOFTFAIL) {
        @Override
        String zone() {
            StringBuilder zone = new StringBuilder(
                    "example.com. TXT \"v=spf1 mx a include:i1.example a:www.example.com mx:other.example ~all\"\n");
            for (int i = 1; i <= 6; i++) {
                zone.append("i")
                        .append(i)
                        .append(".example. TXT \"v=spf1 ip4:192.0.2.")
                        .append(i);
                zone.append(i < 6 ? " include:i" + (i + 1) + ".example" : "").append(" ~all\"\n");
            }
            for (String owner : new String[] {"example.com", "other.example"}) {
                zone.append(owner).append(". MX 10 mx1.").append(owner).append(".\n");
                zone.append(owner).append(". MX 20 mx2.").append(owner).append(".\n");
                zone.append("mx1.").append(owner).append(". A 192.0.2.21\n");
                zone.append("mx2.").append(owner).append(". A 192.0.2.22\n");
            }
            return zone + "example.com. A 192.0.2.10\nwww.example.com. A 192.0.2.11\n";
        }
    },
    /** A name made of macros. */
    S4("192.0.2.7", SpfVerdict.PASS) {
        @Override
        String zone() {
            return """
                    example.com. TXT "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all"
                    7.2.0.192.in-addr._spf.example.com. A 127.0.0.2
                    """;
        }
    },
    /** Four hundred ip4 terms, none of them the client's. */
    S5("198.51.100.1", SpfVerdict.FAIL) {
        @Override
        String zone() {
            StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1\"");
            for (int i = 0; i < 40; i++) {
                zone.append(" \"").append(ip4(10, i)).append('"');
            }
            return zone.append(" \" -all\"\n").toString();
        }
    },
    /** Six services, one of them with three includes of its own: ten lookups. For latency only. */
    SIX("198.51.100.1", SpfVerdict.SOFTFAIL) {
        @Override
        String zone() {
            StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1");
            for (int i = 1; i <= 6; i++) {
                zone.append(" include:spf.service").append(i).append(".example");
            }
            zone.append(" ~all\"\n");
            for (int i = 1; i <= 6; i++) {
                zone.append("spf.service")
                        .append(i)
                        .append(".example. TXT \"v=spf1")
                        .append(ip4(5, 10 * i));
                zone.append(i == 4 ? " include:a.s4.example include:b.s4.example include:c.s4.example" : "");
                zone.append(" ~all\"\n");
            }
            for (String part : new String[] {"a", "b", "c"}) {
                zone.append(part)
                        .append(".s4.example. TXT \"v=spf1")
                        .append(ip4(5, 90))
                        .append(" ~all\"\n");
            }
            return zone.toString();
        }
    };

    private final String ip;
    private final SpfVerdict verdict;

    Scenario(String ip, SpfVerdict verdict) {
        this.ip = ip;
        this.verdict = verdict;
    }

    abstract String zone();

    InMemoryDns world() {
        return InMemoryDns.zone(zone());
    }

    SpfRequest request() {
        return SpfRequest.from(IpLiteral.of(ip)).helo(HELO).mailFrom(MAIL_FROM);
    }

    String ip() {
        return ip;
    }

    SpfVerdict verdict() {
        return verdict;
    }

    static final String HELO = "mail.example.com";
    static final String MAIL_FROM = "somebody@example.com";

    private static String ip4(int count, int from) {
        StringBuilder terms = new StringBuilder();
        for (int i = 0; i < count; i++) {
            terms.append(" ip4:192.")
                    .append(from)
                    .append('.')
                    .append(16 * i)
                    .append(".0/")
                    .append(20 + i % 4);
        }
        return terms.toString();
    }
}
