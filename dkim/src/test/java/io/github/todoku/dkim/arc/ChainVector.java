package io.github.todoku.dkim.arc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;

/**
 * A message with a chain, and what RFC 8617 says of it.
 *
 * @param name its section and what it is
 * @param reason what must come out
 * @param oldest the oldest set since which nothing has changed; {@link #NOT_ASKED} where the chain is broken
 * @param mail the message
 */
record ChainVector(String name, ArcReason reason, int oldest, String mail) {
    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String KEY = HandMadeChain.base64(HandMadeChain.RSA);
    private static final int NOT_ASKED = -1;

    static DynamicTest test(ChainVector vector) {
        return DynamicTest.dynamicTest(vector.name(), vector::judged);
    }

    static ChainVector holds(String name, int oldest, HandMadeChain chain) {
        return new ChainVector(name, ArcReason.CHAIN_HOLDS, oldest, chain.mail());
    }

    static ChainVector holds(String name, String mail) {
        return new ChainVector(name, ArcReason.CHAIN_HOLDS, 0, mail);
    }

    static ChainVector fails(String name, ArcReason reason, HandMadeChain chain) {
        return new ChainVector(name, reason, NOT_ASKED, chain.mail());
    }

    static ChainVector fails(String name, ArcReason reason, String mail) {
        return new ChainVector(name, reason, NOT_ASKED, mail);
    }

    static HandMadeChain chain(int sets) {
        return HandMadeChain.of(sets);
    }

    static UnaryOperator<String> put(String from, String to) {
        return text -> {
            assertThat(text).contains(from);
            return text.replace(from, to);
        };
    }

    static UnaryOperator<String> tags(String more) {
        return put(" t=1790000000;", " t=1790000000; " + more);
    }

    static String zone() {
        return "arc._domainkey.example.com. TXT \"v=DKIM1; p=" + KEY + "\"\n"
                + "other._domainkey.example.com. TXT \"v=DKIM1; p=" + HandMadeChain.base64(HandMadeChain.OTHER) + "\"\n"
                + "ed._domainkey.example.com. TXT \"v=DKIM1; k=ed25519; p="
                + HandMadeChain.base64(HandMadeChain.ED25519) + "\"\n"
                + "arc._domainkey.sealer.example. TXT \"v=DKIM1; t=y; p=" + KEY + "\"\n"
                + "arc._domainkey.xn--bcher-kva.example. TXT \"v=DKIM1; p=" + KEY + "\"\n"
                + "revoked._domainkey.example.com. TXT \"v=DKIM1; p=\"\n"
                + "reports._domainkey.example.com. TXT \"v=DKIM1; s=tlsrpt; p=" + KEY + "\"\n"
                + "text._domainkey.example.com. TXT \"hello\"\n";
    }

    private void judged() {
        InMemoryDns dns =
                InMemoryDns.zone(zone()).fault("slow._domainkey.example.com", RecordType.TXT, Fault.timeout());
        byte[] octets = HandMadeChain.octets(mail);
        ArcChain chain = ArcVerifier.using(dns).at(NOW).check(octets);
        assertThat(chain.reason().kind()).as("%s", chain.findings()).isEqualTo(reason);
        boolean pass = reason == ArcReason.CHAIN_HOLDS;
        assertThat(chain.result()).isEqualTo(pass ? ArcResult.PASS : ArcResult.FAIL);
        assertThat(chain.oldestPass()).isEqualTo(pass ? OptionalInt.of(oldest) : OptionalInt.empty());
        assertThat(chain.reason().text(Locale.JAPANESE)).doesNotContain("{");
        boolean structure = chain.sets().isEmpty();
        if (name.endsWith("key: slow")) {
            assertThat(chain.cannotTell()).isEqualTo(!pass);
        }
        assertThat(dns.queries().isEmpty()).as("no key is asked for in vain").isEqualTo(structure);
        ArcVerifyingStream stream = ArcVerifier.using(dns).at(NOW).begin();
        for (int at = 0; at < octets.length; at += 37) {
            stream.write(octets, at, Math.min(37, octets.length - at));
        }
        assertThat(stream.await().toString()).isEqualTo(chain.toString());
    }
}
