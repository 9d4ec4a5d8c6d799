package io.github.todoku.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {
    enum Kind implements Finding.Kind {
        TOO_MANY,
        FINE;

        @Override
        public String id() {
            return this == TOO_MANY ? "test.too-many" : "test.fine";
        }

        @Override
        public Severity severity() {
            return this == TOO_MANY ? Severity.FAIL : Severity.PASS;
        }

        @Override
        public Optional<String> section() {
            return Optional.of("RFC 7208 §4.6.4");
        }

        @Override
        public ResourceBundle sentences(Locale locale) {
            boolean japanese = locale.equals(Locale.JAPANESE);
            return new ListResourceBundle() {
                @Override
                protected Object[][] getContents() {
                    return new Object[][] {
                        {"test.too-many", japanese ? "{0} は {1} 件" : "{0} has {1}{2}"},
                        {"test.too-many.advice", "Take some out."},
                        {"test.fine", "fine"}
                    };
                }

                @Override
                public Locale getLocale() {
                    return locale;
                }
            };
        }
    }

    private static final Finding FOUND = Finding.of(Kind.TOO_MANY, "example.com", "12");

    @Test
    void theSentenceSpeaksOfTheOwnerAndTheDetails() {
        assertThat(FOUND.text(Locale.GERMAN)).isEqualTo("example.com has 12");
        assertThat(FOUND.text(Locale.JAPAN)).isEqualTo("example.com は 12 件");
        assertThat(FOUND.advice(Locale.ENGLISH)).isEqualTo("Take some out.");
        assertThat(Finding.of(Kind.FINE, "").advice(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void whyTheDnsDidNotAnswerIsSaidInWords() {
        assertThat(text(": mx.example A: TIMEOUT", Locale.ENGLISH))
                .isEqualTo("a has : mx.example A: no answer in time");
        assertThat(text("OUTSIDE_ZONE", Locale.ENGLISH)).isEqualTo("a has not in the records given");
        assertThat(text("OUTSIDE_ZONE", Locale.JAPANESE)).isEqualTo("a は 渡されたレコードの中にない 件");
        assertThat(text("x: NETWORK (no route)", Locale.ENGLISH)).isEqualTo("a has x: a network failure (no route)");
        for (String asWritten : List.of("x: SERVFAIL", "v=spf1 TIMEOUT -all", "TIMEOUTS", "NXDOMAIN", "x: OVERLOAD.")) {
            assertThat(text(asWritten, Locale.ENGLISH)).isEqualTo("a has " + asWritten);
        }
        for (DnsAnswer.Reason reason : DnsAnswer.Reason.values()) {
            assertThat(reason.text(Locale.JAPANESE)).isNotBlank().doesNotContain("_");
            assertThat(reason.text(Locale.ENGLISH)).isNotBlank().doesNotContain("_");
        }
    }

    private static String text(String detail, Locale locale) {
        return Finding.of(Kind.TOO_MANY, "a", detail).text(locale);
    }

    @Test
    void octetsFromTheNetworkAreEscapedInSentencesAndLogs() {
        Finding hostile = FOUND.in("ex\u001bample\n.com");
        assertThat(hostile.text(Locale.ENGLISH)).isEqualTo("ex\\x1Bample\\x0A.com has 12");
        assertThat(hostile).hasToString("FAIL test.too-many ex\\x1Bample\\x0A.com [12]");
        assertThat(hostile.owner()).contains("\n"); // the value itself is as it came
    }

    @Test
    void changedCopiesKeepTheRest() {
        assertThat(FOUND.hasSpan()).isFalse();
        Finding placed = FOUND.at(3, 7).withSeverity(Severity.WARN);
        assertThat(placed.start()).isEqualTo(3);
        assertThat(placed.end()).isEqualTo(7);
        assertThat(placed.hasSpan()).isTrue();
        assertThat(placed.severity()).isEqualTo(Severity.WARN);
        assertThat(placed.details()).containsExactly("12");
        assertThat(placed).isNotEqualTo(FOUND).isEqualTo(FOUND.at(3, 7).withSeverity(Severity.WARN));
        assertThat(placed.section()).contains("RFC 7208 §4.6.4");
    }

    @Test
    void aFailureWeighsMoreThanWhatIsNotKnown() {
        assertThat(Severity.worst(Stream.of(Severity.WARN, Severity.CANNOT_TELL, Severity.INFO)))
                .isEqualTo(Severity.CANNOT_TELL);
        assertThat(Severity.CANNOT_TELL.worse(Severity.FAIL)).isEqualTo(Severity.FAIL);
        assertThat(Severity.worst(Stream.of())).isEqualTo(Severity.PASS);
    }

    @Test
    void itTravels() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(FOUND);
        }
        Object back = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(back).isEqualTo(FOUND);
    }
}
