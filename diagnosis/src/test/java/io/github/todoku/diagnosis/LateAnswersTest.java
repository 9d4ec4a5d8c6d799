package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Answers that come late and twice, and a mail that needs none. */
class LateAnswersTest {
    private static final SmtpReply REFUSED = SmtpReply.parse(
                    "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                            + " results: DKIM = did not pass SPF [hanamaru.example] with ip: [203.0.113.25] ="
                            + " did not pass - gsmtp")
            .orElseThrow();

    /** Completing twice, or on another thread, changes nothing. */
    @Test
    void aResolverThatCompletesTwiceIsHeardOnce() {
        InMemoryDns zone = InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 ip4:203.0.113.25 -all\"");
        DnsResolver twice = (question, deadline) -> {
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            CompletionStage<DnsAnswer> right = zone.resolve(question, deadline);
            new Thread(() -> {
                        LockSupport.parkNanos(30_000_000); // who asked is listening by then
                        var unused = right.thenAccept(said -> {
                            answer.complete(said);
                            answer.obtrudeValue(new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "twice"));
                        });
                    })
                    .start();
            return answer;
        };

        assertThat(Doctor.using(twice).check(REFUSED).cause()).isEqualTo("spf-passes-now");
    }

    @Test
    void aMailThatIsNoBounceIsACaseThatSaysSo() {
        BounceReport letter = BounceParser.standard().parse("""
                From: taro@hanamaru.example
                To: hanako@customer.example
                Subject: lunch

                At noon?
                """.getBytes(StandardCharsets.UTF_8));

        DnsResolver unasked = (question, deadline) -> {
            throw new AssertionError(question);
        };
        Case examined = Doctor.using(unasked).check(letter);

        assertThat(examined.isBounce()).isFalse();
        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.cannotTell()).isFalse();
        assertThat(examined.cause()).isEqualTo(Case.NO_BOUNCE);
        assertThat(examined.text(Locale.ENGLISH)).startsWith("This message is not a bounce");
        assertThat(examined.advice(Locale.ENGLISH)).isEqualTo("Nothing to do.");
        assertThat(examined.gaps()).isEmpty();
    }
}
