package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcTag;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Limits at the number and one past it, those that no module's own test tries (docs/limits.md). */
class LimitsTest {
    private static String many(int count, String each) {
        return IntStream.range(0, count)
                .mapToObj(i -> each.replace("#", "" + i))
                .collect(Collectors.joining());
    }

    private static SpfVerdict verdict(String zone) {
        return SpfVerifier.using(InMemoryDns.zone(zone))
                .check(SpfRequest.from(IpLiteral.of("192.0.2.1"))
                        .helo("example.com")
                        .mailFrom("a@example.com"))
                .verdict();
    }

    @Test
    void aCheckEndsAtItsLimits() {
        String hosts = many(12, "h#.example. A 198.51.100.9\n");
        int terms = SpfOptions.MAX_TERMS;
        assertThat(verdict(hosts + "example.com. TXT \"v=spf1" + many(terms, " a:h#.example") + " ?all\""))
                .isEqualTo(SpfVerdict.NEUTRAL);
        assertThat(verdict(hosts + "example.com. TXT \"v=spf1" + many(terms + 1, " a:h#.example") + " ?all\""))
                .isEqualTo(SpfVerdict.PERMERROR);
        int voids = SpfOptions.MAX_VOID_LOOKUPS;
        assertThat(verdict(
                        ". SOA . . 0 0 0 0 0\nexample.com. TXT \"v=spf1" + many(voids, " a:no#.example") + " ?all\""))
                .isEqualTo(SpfVerdict.NEUTRAL);
        assertThat(verdict(". SOA . . 0 0 0 0 0\nexample.com. TXT \"v=spf1" + many(voids + 1, " a:no#.example")
                        + " ?all\""))
                .isEqualTo(SpfVerdict.PERMERROR);
        String mx = "example.com. TXT \"v=spf1 mx ?all\"\n" + hosts;
        assertThat(verdict(mx + many(SpfOptions.MAX_MX_HOSTS, "example.com. MX 1 h#.example.\n")))
                .isEqualTo(SpfVerdict.NEUTRAL);
        assertThat(verdict(mx + many(SpfOptions.MAX_MX_HOSTS + 1, "example.com. MX 1 h#.example.\n")))
                .isEqualTo(SpfVerdict.PERMERROR);
        String ptr = "example.com. TXT \"v=spf1 ptr ?all\"\nexample.com. A 192.0.2.1\n" + hosts;
        String last = "1.2.0.192.in-addr.arpa. PTR example.com.\n";
        assertThat(verdict(
                        ptr + many(SpfOptions.MAX_PTR_NAMES - 1, "1.2.0.192.in-addr.arpa. PTR h#.example.\n") + last))
                .isEqualTo(SpfVerdict.PASS);
        assertThat(verdict(ptr + many(SpfOptions.MAX_PTR_NAMES, "1.2.0.192.in-addr.arpa. PTR h#.example.\n") + last))
                .isEqualTo(SpfVerdict.NEUTRAL);
    }

    @Test
    void namesEndWhereTheDnsEndsThem() {
        String label = "a".repeat(DnsName.MAX_LABEL_LENGTH);
        assertThat(DnsName.parse(label)).isPresent();
        assertThat(DnsName.parse(label + "a")).isEmpty();
        String longest = label + "." + label + "." + label + "." + "a".repeat(61); // 3 * 64 + 62 + the root's octet
        assertThat(DnsName.parse(longest)).isPresent();
        assertThat(DnsName.parse(longest + "a")).isEmpty();
    }

    @Test
    void whatAPersonTypesIsBounded() {
        String url = "https://example.com/";
        assertThat(DomainInput.parse(url + "x".repeat(DomainInput.MAX_LENGTH - url.length()))
                        .domain())
                .contains(DnsName.of("example.com"));
        assertThat(DomainInput.parse(url + "x".repeat(DomainInput.MAX_LENGTH - url.length() + 1))
                        .domain())
                .isEmpty();
    }

    @Test
    void aChainOfAliasesEnds() {
        for (int length : List.of(InMemoryDns.MAX_ALIASES, InMemoryDns.MAX_ALIASES + 1)) {
            StringBuilder zone = new StringBuilder("n" + length + ".example. A 192.0.2.1\n");
            IntStream.range(0, length)
                    .forEach(i -> zone.append("n" + i + ".example. CNAME n" + (i + 1) + ".example.\n"));
            DnsAnswer answer = InMemoryDns.zone(zone.toString()).lookup("n0.example", RecordType.A);
            assertThat(answer.isFailure()).as("%s aliases", length).isEqualTo(length > InMemoryDns.MAX_ALIASES);
        }
    }

    @Test
    void longRepliesAreCut() {
        SmtpReply reply =
                SmtpReply.parse("550 5.1.1 no such user " + "x".repeat(1 << 20)).orElseThrow();
        assertThat(reply.text().length()).isLessThanOrEqualTo(SmtpReply.MAX_LENGTH);
        assertThat(ReplyClassifier.standard().classify(reply).evidence())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.words().length()).isLessThanOrEqualTo(Evidence.MAX_WORDS));
    }

    @Test
    void recordsAreReadSoFar() {
        String uris = many(DmarcRecord.MAX_URIS + 5, ",mailto:a#@example.com").substring(1);
        assertThat(DmarcRecord.parse("v=DMARC1; p=none; rua=" + uris).tags())
                .filteredOn(DmarcTag.Reports.class::isInstance)
                .extracting(each -> ((DmarcTag.Reports) each).uris().size())
                .containsExactly(DmarcRecord.MAX_URIS);
    }
}
