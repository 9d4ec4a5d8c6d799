package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
                "Authentication-Results: dmarc =pass header.from=bank.example",
                "Authentication-Results: dmarc (x) = pass header.from=bank.example",
                "Authentication-Results: dmarc/1 =pass header.from=bank.example",
                "Authentication-Results: dmarc / 1 = pass header.from=bank.example",
                "Authentication-Results: dmarc/ 1=pass header.from=bank.example",
                "Authentication-Results:",
                "X-Note: a\nAuthentication-Results: example.net; dkim=pass",
                "X-Note: a\rauthentication-results: example.net; dkim=pass",
                "X-Note: a\n\nAuthentication-Results: example.net; dkim=pass",
                "Authentication-Results: example.net.; dkim=pass",
                "Authentication-Results: \"mx.example.net..\"; dkim=pass",
                "Authentication-Results: \"example.net \"; dkim=pass",
                "Authentication-Results\r\n : example.net; dkim=pass",
                "Authentication-Results\0: example.net; dkim=pass",
                "\u00ef\u00bb\u00bfAuthentication-Results: example.net; dkim=pass",
                "X-Note: a\n\u00ef\u00bb\u00bfAuthentication-Results: example.net; dkim=pass",
                "Received-SPF: pass (ok) receiver=mx.example.net; envelope-from=ceo@bank.example",
                "received-spf : Pass envelope-from=ceo@bank.example; receiver = \"EXAMPLE.net.\"",
                "Received-SPF: pass\r\n (ok)\r\n\treceiver (x) = (y)\r\n example.net;",
                "Received-SPF: pass receiver=mx.example.com; receiver=\"mx\\.example.net\"",
                "Received-SPF: pass receiver=mx.example.com; x=\"; receiver=mx.example.net;\"",
                "Received-SPF: pass receiver=\"mx.example.com; receiver=mx.example.net",
                "Received-SPF: pass receiver=mx.example.com (; receiver=mx.example.net",
                "Received-SPF: pass (example.com: ok) client-ip=192.0.2.1;",
                "Received-SPF: pass receiver=; helo=mx.example.com",
                "Received-SPF: pass receiver=<UNKNOWN>; helo=mx.example.com",
                "Received-SPF: pass receiver=unknown; helo=mx.example.com",
                "Received-SPF: good receiver=mx.example.com",
                "Received-SPF:",
                "X-Note: a\nReceived-SPF: pass receiver=example.net",
                "X-Note: a\rReceived-SPF: pass receiver=mx.example.com",
                "Received-SPF\r\n\t: pass receiver=example.net",
                "\u00ef\u00bb\u00bfReceived-SPF: pass receiver=example.net"
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
                "Subject: Authentication-Results: example.net; dkim=pass",
                "Authentication-Results: mx.example.com.; dkim=pass",
                "Received-SPF: pass (mx.example.com: ok) receiver=mx.example.com; envelope-from=a@example.net",
                "Received-SPF: fail receiver=\"mx.example.com.\"; helo=mx.example.net",
                "Received-SPF: pass receiver=notexample.net",
                "X-Received-SPF: pass receiver=example.net"
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
    void receivedSpfToo() {
        String field = "RECEIVED-SPF : pass\r\n receiver=example.net\r\n";
        assertThat(cleaned(BORDER.renaming(), BEFORE + field + AFTER))
                .isEqualTo(BEFORE + "X-Untrusted-" + field + AFTER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b\u00fccher.example",
                "xn--bcher-kva.example",
                "XN--BCHER-KVA.EXAMPLE.",
                "mx.B\u00dcCHER.example.",
                "b\u00fccher\u3002example",
                "bu\u0308cher.example",
                "b\u00fc\u00adcher.example",
                "\uff42\u00fccher.example",
                "m\u0131x.example.net",
                "mx.example.\u017ft"
            })
    void aNameIsTheSameHoweverItIsWritten(String id) {
        for (String name : List.of("b\u00fccher.example", "xn--bcher-kva.example.")) {
            TrustBoundary border = TrustBoundary.of(name, "mix.example.net", "example.st");
            for (String field : List.of(
                    "Authentication-Results: " + id + "; dkim=pass\r\n",
                    "Received-SPF: pass receiver=" + id + "\r\n")) {
                byte[] message = (field + AFTER).getBytes(StandardCharsets.UTF_8);
                assertThat(new String(border.cleaned(message), StandardCharsets.UTF_8))
                        .isEqualTo(AFTER);
            }
        }
    }

    @Test
    void whatWouldBeTheEndOfTheFieldPutOnTopGoes() {
        assertThat(cleaned(BORDER, " ; dkim=pass header.d=bank.example\r\n\tspf=pass\r\n" + AFTER))
                .isEqualTo(AFTER);
        assertThat(cleaned(BORDER, " Authentication-Results: example.net; dkim=pass\r\n" + AFTER))
                .isEqualTo(AFTER);
    }

    @Test
    void whatIsMadeToBeSlowIsNot() {
        List<String> parts = List.of(
                "\n",
                "\r",
                "\r\n ",
                "\n ",
                "\0",
                "Received-SPF\n",
                "receiver=",
                "receiver ",
                ";receiver=a.b",
                "\u00e4.");
        for (String part : parts) {
            String many = part.repeat(1_000_000 / part.length());
            for (String name : List.of("X:", "Received-SPF: pass receiver=mx.example.com; ", "")) {
                byte[] message = (name + many).getBytes(StandardCharsets.UTF_8);
                assertTimeout(Duration.ofSeconds(2), () -> BORDER.cleaned(message));
            }
        }
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
        for (String none : List.of("", " ", ".", "..")) {
            assertThatThrownBy(() -> TrustBoundary.of(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
