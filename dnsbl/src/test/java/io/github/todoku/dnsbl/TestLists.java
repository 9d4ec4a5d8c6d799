package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lists and worlds that the tests of this package share. */
final class TestLists {
    private TestLists() {}

    /** A block list of addresses at {@code bl.example}, with RFC 5782's test points, and more fields as given. */
    static DnsblList list(String... fields) {
        return stanza("bl.example", "Test: listed 127.0.0.2\nTest: unlisted 127.0.0.1", fields);
    }

    /** A block list of domains at {@code dbl.example}. */
    static DnsblList domains(String... fields) {
        return stanza("dbl.example", "Serves: domain\nTest: listed TEST\nTest: unlisted INVALID", fields);
    }

    static DnsblList stanza(String zone, String usual, String... fields) {
        String text = "Zone: " + zone + "\nName: Test list\n" + usual + "\n" + String.join("\n", fields);
        return DnsblCatalog.of(text).all().get(0);
    }

    /** One entry of the shipped catalogue, so that a trap is tried on the list that sets it. */
    static DnsblList shipped(String zone) {
        return DnsblCatalog.shipped().find(zone).orElseThrow();
    }

    /** A world in which both lists pass their tests, and these records besides. */
    static InMemoryDns world(String... records) {
        return InMemoryDns.zone(
                "2.0.0.127.bl.example. A 127.0.0.2\nTEST.dbl.example. A 127.0.0.2\n" + String.join("\n", records));
    }

    /** One list's word on one subject. */
    static DnsblReport.Entry ask(DnsResolver dns, DnsblList list, String subject) {
        return ask(dns, list, subject, UnaryOperator.identity());
    }

    static DnsblReport.Entry ask(
            DnsResolver dns, DnsblList list, String subject, UnaryOperator<DnsblChecker> settings) {
        DnsblChecker checker = settings.apply(DnsblChecker.using(dns).withSpecialAddresses());
        DnsblSubject parsed = DnsblSubject.parse(subject).orElseThrow();
        return checker.check(parsed, List.of(list)).entries().get(0);
    }
}
