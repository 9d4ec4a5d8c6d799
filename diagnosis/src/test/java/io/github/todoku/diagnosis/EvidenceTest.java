package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How evidence is gathered and told: no source waits for another that it does not need, none ends the case, each has its time. */
class EvidenceTest {
    private static final String ZONE = """
            hanamaru.example.           600 IN TXT "v=spf1 include:spf.webhost.example ~all"
            hanamaru.example.           MX  10 mx.webhost.example.
            spf.webhost.example.        7200 IN TXT "v=spf1 ip4:192.0.2.0/28 -all"
            mta25.mailing.example.      A   203.0.113.25
            _spf.mailing.example.       TXT "v=spf1 ip4:203.0.113.0/26 -all"
            25.113.0.203.in-addr.arpa.  1800 IN PTR mta25.mailing.example.
            10.2.0.192.in-addr.arpa.    1800 IN PTR mail.hanamaru.example.
            mail.hanamaru.example.      900 IN A 192.0.2.10
            """;
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static SmtpReply refused(String client) {
        return SmtpReply.parse(
                        "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                                + " results: DKIM = did not pass SPF [hanamaru.example] with ip: [" + client
                                + "] = did not pass - gsmtp")
                .orElseThrow();
    }

    /** Answers everything but names that end so, which it never answers. */
    private static DnsResolver silentAt(String end) {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        return (question, deadline) -> question.name().toString().endsWith(end)
                ? new CompletableFuture<DnsAnswer>()
                : dns.resolve(question, deadline);
    }

    @Test
    void theServiceIsFoundThoughAnotherSourceNeverAnswers() {
        SentMail sent = SentMail.UNKNOWN.from(DnsName.of("hanamaru.example"));
        Doctor doctor = Doctor.using(silentAt("_dmarc.hanamaru.example")).withTimeLimit(Duration.ofSeconds(2));

        Case examined = doctor.check(refused("203.0.113.25"), sent);

        assertThat(examined.cause()).isEqualTo("spf-missing-service");
        assertThat(examined.gaps()).anyMatch(gap -> gap.startsWith("dmarc"));
    }

    @Test
    void theListsDecideThoughTheReverseNameNeverComes() {
        SmtpReply blocked = SmtpReply.parse(
                        "554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org")
                .orElseThrow();
        InMemoryDns lists = InMemoryDns.zone("""
                2.0.0.127.zen.spamhaus.org.       A 127.0.0.2
                25.113.0.203.zen.spamhaus.org.    A 127.0.0.4
                """);
        DnsResolver dns = (question, deadline) -> question.name().toString().endsWith("in-addr.arpa")
                ? new CompletableFuture<DnsAnswer>()
                : lists.resolve(question, deadline);

        Case examined = Doctor.using(dns)
                .withTimeLimit(Duration.ofSeconds(2))
                .withLists(
                        DnsblCatalog.shipped(), DnsblChecker.using(dns).withSpecialAddresses())
                .check(blocked);

        assertThat(examined.cause()).isEqualTo("address-listed");
        assertThat(examined.gaps()).contains("reverse: 25.113.0.203.in-addr.arpa PTR: TIMEOUT");
    }

    /** A resolver that breaks for one source ends nothing else, and a series goes on. */
    @Test
    void aQuestionThatBreaksIsAGap() {
        SmtpReply blocked = SmtpReply.parse(
                        "554 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org")
                .orElseThrow();
        InMemoryDns zone = InMemoryDns.zone(ZONE);
        DnsResolver dns = (question, deadline) -> {
            if (question.name().toString().endsWith("spamhaus.org")) {
                throw new IllegalStateException("closed");
            }
            return zone.resolve(question, deadline);
        };
        Doctor doctor = Doctor.using(dns)
                .withLists(
                        DnsblCatalog.shipped(), DnsblChecker.using(dns).withSpecialAddresses());
        SeriesExamination series = doctor.series();

        Case examined = doctor.check(blocked);
        series.check(blocked, SentMail.UNKNOWN);
        series.check(refused("203.0.113.25"), SentMail.UNKNOWN);

        assertThat(examined.cause()).isEqualTo(Case.CANNOT_TELL);
        assertThat(examined.gaps()).anyMatch(gap -> gap.startsWith("lists: zen.spamhaus.org"));
        assertThat(examined.proof(Proof.Reverse.class)).isPresent();
        assertThat(series.result().bounces()).isEqualTo(2);
    }

    private static Case atNoon(String zone, SmtpReply reply) {
        return Doctor.using(InMemoryDns.zone(zone))
                .withClock(Clock.fixed(NOON, ZoneOffset.UTC))
                .check(reply);
    }

    /** The record that is to be replaced has ten minutes; that an included one has two hours changes nothing. */
    @Test
    void aRecordToReplaceLivesForItsOwnTtl() {
        Case examined = atNoon(ZONE, refused("203.0.113.25"));

        assertThat(examined.oldAnswerUntil()).contains(NOON.plus(Duration.ofMinutes(10)));
    }

    /** It passes now: what a cache still holds of it may be the included record as it was. */
    @Test
    void waitingLastsAsLongAsTheLongestOfWhatWasRead() {
        Case examined = atNoon(ZONE, refused("192.0.2.1"));

        assertThat(examined.cause()).isEqualTo("spf-passes-now");
        assertThat(examined.oldAnswerUntil()).contains(NOON.plus(Duration.ofHours(2)));
        assertThat(examined.recipients().get(0).notBefore()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void aReverseNameThatStandsNowHasATimeToWaitFor() {
        SmtpReply noName = SmtpReply.parse(
                        "550-5.7.25 [192.0.2.10] The IP address sending this message does not have a PTR"
                                + " record setup - gsmtp")
                .orElseThrow();

        Case examined = atNoon(ZONE, noName);

        assertThat(examined.cause()).isEqualTo("reverse-confirmed-now");
        assertThat(examined.oldAnswerUntil()).contains(NOON.plus(Duration.ofMinutes(30)));
        assertThat(CaseWords.of(examined, Locale.ENGLISH).until().orElseThrow()).contains("12:30");
    }

    @Test
    void eachPieceOfEvidenceIsForOrAgainst() {
        Case examined = atNoon(ZONE, refused("203.0.113.25"));

        assertThat(examined.weighed())
                .contains(new Case.Weighed("spf-missing-service", true, List.of("bounce", "spf", "service"), List.of()))
                .contains(new Case.Weighed("spf-none", false, List.of("bounce"), List.of("spf")));
        assertThat(examined.weighed().get(examined.weighed().size() - 1).holds())
                .isTrue();
        assertThat(CaseWords.of(examined, Locale.ENGLISH).weighed())
                .anyMatch(line -> line.startsWith("For spf-missing-service: the bounce, SPF, "))
                .anyMatch(line -> line.startsWith("Ruled out by SPF: ") && line.contains("spf-none"));
    }
}
