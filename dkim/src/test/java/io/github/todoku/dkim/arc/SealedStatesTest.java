package io.github.todoku.dkim.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sealed on a message in each state (RFC 8617 §5.1): the instance, the status, and what the seal covers. */
class SealedStatesTest {
    private static final DkimSigningKey KEY =
            DkimSigningKey.of(DnsName.of("example.com"), DnsName.of("arc"), HandMadeChain.RSA.getPrivate());
    private static final InMemoryDns DNS = InMemoryDns.zone(
            "arc._domainkey.example.com. TXT \"v=DKIM1; p=" + HandMadeChain.base64(HandMadeChain.RSA) + "\"\n");
    private static final AuthenticationResults REPORT =
            AuthenticationResults.of("mx.example.net", MethodResult.of("spf", "pass"));
    private static final String NOTHING = "";

    private static HandMadeChain chain(int sets) {
        return HandMadeChain.of(sets);
    }

    private static Stream<Arguments> states() {
        HandMadeChain two = chain(2);
        return Stream.of(
                arguments("no chain", chain(0).mail(), ArcResult.NONE, "1 none"),
                arguments("no chain, and the caller errs", chain(0).mail(), ArcResult.PASS, "1 none"),
                arguments("a chain that holds", two.mail(), ArcResult.PASS, "3 pass"),
                arguments("forty-nine sets", chain(49).mail(), ArcResult.PASS, "50 pass"),
                arguments("fifty sets", chain(50).mail(), ArcResult.PASS, NOTHING),
                arguments("fifty sets, broken", chain(50).mail(), ArcResult.FAIL, NOTHING),
                arguments("a chain that does not hold", two.mail(), ArcResult.FAIL, "3 fail"),
                arguments("a chain that the caller missed", two.mail(), ArcResult.NONE, "3 fail"),
                arguments("a set is missing", two.without(1, 1), ArcResult.PASS, "3 fail"),
                arguments("a seal of i=0", "ARC-Seal: i=0\r\n" + two.mail(), ArcResult.FAIL, "3 fail"),
                arguments("a seal of i=51", "ARC-Seal: i=51\r\n" + two.mail(), ArcResult.FAIL, "3 fail"),
                arguments("no number at all", "ARC-Seal: x\r\n" + chain(0).mail(), ArcResult.FAIL, "1 fail"),
                arguments(
                        "a wrong status",
                        chain(1).seal(text -> text.replace("cv=pass", "cv=none"))
                                .mail(),
                        ArcResult.PASS,
                        "3 fail"),
                arguments(
                        "sealed as failed",
                        chain(1).seal(text -> text.replace("cv=pass", "cv=fail"))
                                .mail(),
                        ArcResult.FAIL,
                        NOTHING));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void eachStateHasItsSeal(String state, String mail, ArcResult found, String sealed) throws Exception {
        List<String> set = ArcSealer.using(KEY).seal(HandMadeChain.octets(mail), REPORT, found);
        if (sealed.equals(NOTHING)) {
            assertThat(set).isEmpty();
            return;
        }
        String[] expected = sealed.split(" ", -1);
        assertThat(set).hasSize(3);
        assertThat(set.get(0)).startsWith("ARC-Seal:").contains("i=" + expected[0] + ";", "cv=" + expected[1] + ";");
        assertThat(set.get(1)).startsWith("ARC-Message-Signature:").contains("i=" + expected[0] + ";");
        assertThat(set.get(2)).startsWith("ARC-Authentication-Results: i=" + expected[0] + ";");
        ArcChain after = ArcVerifier.using(DNS).check(HandMadeChain.octets(String.join("\r\n", set) + "\r\n" + mail));
        if (expected[1].equals("fail")) {
            assertThat(after.isPass()).isFalse();
            assertThat(coversItsOwnSetAlone(set)).isTrue();
        } else {
            assertThat(after.isPass()).as("%s", after.findings()).isTrue();
            assertThat(after.length()).isEqualTo(Integer.parseInt(expected[0]));
        }
    }

    /** §5.1.2: "as if this newest ARC Set was the only set present". */
    private static boolean coversItsOwnSetAlone(List<String> set) throws Exception {
        String seal = set.get(0);
        int from = seal.indexOf(" b=") + 3;
        int to = seal.indexOf(';', from);
        String unsigned = seal.substring(0, from) + seal.substring(to);
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(HandMadeChain.RSA.getPublic());
        verifier.update(HandMadeChain.octets(HandMadeChain.relaxed(set.get(2))
                + "\r\n"
                + HandMadeChain.relaxed(set.get(1))
                + "\r\n"
                + HandMadeChain.relaxed(unsigned)));
        return verifier.verify(
                Base64.getDecoder().decode(seal.substring(from, to).replaceAll("\\s", "")));
    }

    @Test
    void aMessageSignatureCoversNoFieldThatOthersTakeOff() {
        for (String field :
                List.of("ARC-Seal", "arc-message-signature", "ARC-Authentication-Results", "Authentication-Results")) {
            assertThatThrownBy(() -> ArcSealer.using(KEY).withFields(List.of("From", field)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
