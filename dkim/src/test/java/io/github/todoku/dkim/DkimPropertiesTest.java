package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must hold of every signature: white space may change where relaxed says so, and nothing else may. */
class DkimPropertiesTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(1024);
    private static final DkimVerifier VERIFIER = DkimVerifier.using(
            InMemoryDns.of(KEYS.publish(DOMAIN, DnsName.of("s1")).overlay()));

    private static final String MAIL = """
            Received: from a.example.com by b.example.com
            From: An Author <author@example.com>
            To: Reader <reader@example.net>, Other <other@example.net>
            Subject: A  test
             of \tfolding
            Date: Mon, 2 Nov 2026 09:00:00 +0900
            MIME-Version: 1.0

            Hello  you,

            this is\ta body \s
            of lines.

            """.replace("\n", "\r\n");

    private static String signed(DkimCanonicalization header, DkimCanonicalization body) {
        DkimSigner signer =
                DkimSigner.using(KEYS.signingKey(DOMAIN, DnsName.of("s1"))).withCanonicalization(header, body);
        byte[] octets = MAIL.getBytes(StandardCharsets.ISO_8859_1);
        return new String(signer.sign(octets).addedTo(octets), StandardCharsets.ISO_8859_1);
    }

    private static boolean passes(String mail) {
        return VERIFIER.check(mail.getBytes(StandardCharsets.ISO_8859_1)).isPass();
    }

    /** Every run of blanks and foldings between two words, and around each colon behind a name, in every other form that it can have. */
    @Test
    void noFoldingOfTheHeaderBreaksRelaxed() {
        String mail = signed(DkimCanonicalization.RELAXED, DkimCanonicalization.RELAXED);
        int end = mail.indexOf("\r\n\r\n");
        List<String> forms = List.of(" ", "\t", "   ", " \t ", "\r\n ", "\r\n\t", " \r\n  ", "\t\r\n \r\n ");
        int tried = 0;
        int at = 0;
        while (at < end) {
            int to = at;
            while (to < end && isWhite(mail, to)) {
                to++;
            }
            boolean separates = to > at && (mail.charAt(to - 1) == ' ' || mail.charAt(to - 1) == '\t');
            if (separates) {
                for (String form : forms) {
                    String other = mail.substring(0, at) + form + mail.substring(to);
                    assertThat(passes(other)).as("%d: %s", at, other).isTrue();
                    tried++;
                }
            }
            at = Math.max(to, at + 1);
        }
        assertThat(tried).isGreaterThan(200);
        assertThat(passes(mail.replace("Subject:", "sUBJECT \t:\t "))).isTrue();
        assertThat(passes(mail.replace("Subject: ", "Subject:"))).isTrue();
        assertThat(passes(mail.replace("MIME-Version: 1.0", "MIME-Version:\r\n 1.0 \t\r\n  ")))
                .isTrue();
    }

    private static boolean isWhite(String mail, int at) {
        char c = mail.charAt(at);
        boolean folds = c == '\r' && at + 2 < mail.length() && isBlank(mail.charAt(at + 2));
        return isBlank(c) || folds || (c == '\n' && at + 1 < mail.length() && isBlank(mail.charAt(at + 1)));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    @Test
    void noBlankInTheBodyBreaksRelaxed() {
        String mail = signed(DkimCanonicalization.RELAXED, DkimCanonicalization.RELAXED);
        int body = mail.indexOf("\r\n\r\n") + 4;
        for (int at = body; at < mail.length(); at++) {
            boolean blank = isBlank(mail.charAt(at));
            boolean lineEnd = mail.charAt(at) == '\r';
            for (String more : blank || lineEnd ? List.of(" ", "\t", " \t  ") : List.<String>of()) {
                assertThat(passes(mail.substring(0, at) + more + mail.substring(at)))
                        .as("at %d", at)
                        .isTrue();
            }
        }
        for (String end : List.of("\r\n", "\r\n\r\n", " \r\n\t\r\n", " ")) {
            assertThat(passes(mail + end)).isTrue();
        }
        assertThat(passes(mail.stripTrailing())).isTrue();
    }

    /** An octet that is another one, one that is gone and one that came: all that is not white space under relaxed. */
    @ParameterizedTest
    @CsvSource({"RELAXED, RELAXED", "RELAXED, SIMPLE", "SIMPLE, RELAXED", "SIMPLE, SIMPLE"})
    void everyChangeOfASignedOctetBreaksIt(DkimCanonicalization header, DkimCanonicalization body) {
        String mail = signed(header, body);
        String unsigned = "Received: from a.example.com by b.example.com\r\n";
        int unsignedFrom = mail.indexOf(unsigned);
        int bodyFrom = mail.indexOf("\r\n\r\n") + 4;
        int b = mail.indexOf(" b=") + 3;
        int padding = mail.indexOf('=', b); // §2.10 does not ask for it
        for (int at = 0; at < mail.length(); at++) {
            boolean free = at >= unsignedFrom - 2 && at < unsignedFrom + unsigned.length();
            DkimCanonicalization form = at < bodyFrom ? header : body;
            if (free || at == padding) {
                continue;
            }
            for (String changed : changes(mail, at)) {
                boolean white = differsInWhiteSpace(mail, changed);
                boolean inB = at >= b && at < unsignedFrom && white; // §3.5: white space in b= is ignored
                boolean name = form == DkimCanonicalization.RELAXED
                        && mail.equalsIgnoreCase(changed)
                        && isInName(mail, at, bodyFrom);
                boolean relaxed = form == DkimCanonicalization.RELAXED && white;
                if (!inB && !name && !relaxed) {
                    assertThat(passes(changed)).as("at %d: %s", at, changed).isFalse();
                }
            }
        }
    }

    private static List<String> changes(String mail, int at) {
        List<String> changed = new ArrayList<>();
        for (int bit : new int[] {0x01, 0x20, 0x80}) {
            changed.add(mail.substring(0, at) + (char) (mail.charAt(at) ^ bit) + mail.substring(at + 1));
        }
        changed.add(mail.substring(0, at) + mail.substring(at + 1));
        changed.add(mail.substring(0, at) + 'x' + mail.substring(at));
        return changed;
    }

    /** Where nothing but blanks and line ends has changed, relaxed may pass; the test of foldings says when it must. */
    private static boolean differsInWhiteSpace(String mail, String changed) {
        return mail.replaceAll("[ \t\r\n]", "").equals(changed.replaceAll("[ \t\r\n]", ""));
    }

    private static boolean isInName(String mail, int at, int bodyFrom) {
        int line = mail.lastIndexOf("\r\n", at) + 2;
        return at < bodyFrom && at < mail.indexOf(':', line < 2 ? 0 : line);
    }
}
