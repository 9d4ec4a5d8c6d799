package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustBoundaryTest {
    private static final TrustBoundary BORDER = TrustBoundary.of("example.net", "MX.example.org");
    private static final String BEFORE = "Received: from a\r\n by b\r\n";
    private static final String AFTER = "From: a@example.com\r\n\r\nAuthentication-Results: example.net; dkim=pass\r\n";

    private static String cleaned(TrustBoundary border, String message) {
        byte[] clean = border.cleaned(message.getBytes(StandardCharsets.ISO_8859_1));
        return new String(clean, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: example.net; dkim=pass header.d=example.com",
                "AUTHENTICATION-RESULTS : EXAMPLE.NET; dkim=pass",
                "Authentication-Results:\r\n\t(it is us) \"example.net\" (really) 1; spf=pass",
                "Authentication-Results: mx1.example.net; none",
                "Authentication-Results: mx.example.org; dmarc=pass",
                "Authentication-Results: ; dkim=pass",
                "Authentication-Results: \"example.net; dkim=pass",
                "Authentication-Results: (example.net; dkim=pass",
                "Authentication-Results:",
                "X-Note: a\nAuthentication-Results: example.net; dkim=pass",
                "X-Note: a\rauthentication-results: example.net; dkim=pass",
                "X-Note: a\n\nAuthentication-Results: example.net; dkim=pass"
            })
    void whatClaimsToComeFromInsideIsTakenOff(String field) {
        assertThat(cleaned(BORDER, BEFORE + field + "\r\n" + AFTER)).isEqualTo(BEFORE + AFTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authentication-Results: mx.example.com; dkim=pass",
                "Authentication-Results: notexample.net; dkim=pass",
                "Authentication-Results: example.net.attacker.example; dkim=pass",
                "X-Authentication-Results: example.net; dkim=pass",
                "Subject: Authentication-Results: example.net; dkim=pass"
            })
    void whatOthersWroteStays(String field) {
        String message = BEFORE + field + "\r\n" + AFTER;
        assertThat(cleaned(BORDER, message)).isEqualTo(message);
    }

    @Test
    void itMayBeKeptUnderAnotherName() {
        String field = "Authentication-Results: example.net;\r\n dkim=pass\r\n";
        assertThat(cleaned(BORDER.renaming(), BEFORE + field + AFTER))
                .isEqualTo(BEFORE + "X-Untrusted-" + field + AFTER);
    }

    @Test
    void aFileWithLineFeedsComesBackWithCrlf() {
        String field = "Authentication-Results: example.net; dkim=pass\r\n";
        assertThat(cleaned(BORDER, (BEFORE + field + AFTER).replace("\r\n", "\n")))
                .isEqualTo(BEFORE + AFTER);
    }

    @Test
    void whateverElseComesStaysOctetForOctet() {
        for (String message : List.of("", "\r\n", "\r\n\r\n", "x", "x\r\n", "x: y\r\n\r\n", ":\r\n \r\n\r\nz", "\r")) {
            assertThat(cleaned(BORDER, message)).isEqualTo(message);
        }
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            StringBuilder message = new StringBuilder("X:\r\n");
            for (int i = 0; i < 40; i++) {
                message.append("\r\n \t:aX\0".charAt(random.nextInt(8)));
            }
            assertThat(cleaned(BORDER, message.toString())).isEqualTo(message.toString());
        }
    }

    @Test
    void anEmptyNameIsNone() {
        assertThatThrownBy(() -> TrustBoundary.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
