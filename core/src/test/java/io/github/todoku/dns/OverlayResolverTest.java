package io.github.todoku.dns;

import static io.github.todoku.dns.RecordType.A;
import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverlayResolverTest {
    private static final String WORLD = """
            example.com.      TXT "old"
            example.com.      A 192.0.2.1
            www.example.com.  CNAME host.example.net.
            host.example.net. A 192.0.2.80
            """;

    private static DnsAnswer ask(String overlay, String name, RecordType type) throws InterruptedException {
        DnsResolver dns = InMemoryDns.zone(WORLD).with(OverlayResolver.layer(Zone.of(overlay)));
        return dns.lookup(DnsQuestion.of(name, type), Deadline.after(Duration.ofSeconds(5)));
    }

    @Test
    void whatIsLaidOverIsTheWholeAnswer() throws Exception {
        assertThat(ask("example.com. TXT \"new\"", "example.com", TXT).records(DnsRecord.Txt.class))
                .containsExactly(new DnsRecord.Txt(java.util.List.of("new")));
        assertThat(ask("example.com. TXT \"new\"", "example.com", A)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void aNameThatIsLaidOverExists() throws Exception {
        assertThat(ask("a.new.example.com. TXT \"x\"", "a.new.example.com", A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask("a.new.example.com. TXT \"x\"", "new.example.com", A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask("a.new.example.com. TXT \"x\"", "b.example.com", A)).isInstanceOf(DnsAnswer.NxDomain.class);
    }

    @Test
    void aliasesLeadIntoTheOverlayAndOutOfIt() throws Exception {
        DnsAnswer in = ask("host.example.net. A 192.0.2.99", "www.example.com", A);
        assertThat(in.records(DnsRecord.A.class))
                .extracting(DnsRecord.A::toText)
                .containsExactly("192.0.2.99");
        assertThat(in.aliases()).containsExactly(DnsName.of("host.example.net"));
        DnsAnswer out = ask("new.example.com. CNAME www.example.com.", "new.example.com", A);
        assertThat(out.aliases()).containsExactly(DnsName.of("www.example.com"), DnsName.of("host.example.net"));
        assertThat(out.question()).isEqualTo(DnsQuestion.of("new.example.com", A));
    }

    @Test
    void aCircleOfAliasesEnds() throws Exception {
        assertThat(ask("a.example. CNAME b.example.\nb.example. CNAME a.example.", "a.example", A))
                .isInstanceOf(DnsAnswer.TempFail.class);
        assertThat(ask("host.example.net. CNAME www.example.com.", "www.example.com", A))
                .isInstanceOf(DnsAnswer.TempFail.class);
    }
}
