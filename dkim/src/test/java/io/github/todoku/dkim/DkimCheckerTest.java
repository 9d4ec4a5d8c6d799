package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dkim.DkimReport.Anywhere;
import io.github.todoku.dkim.DkimReport.Status;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DkimCheckerTest {
    private static final String KEY = "v=DKIM1; p=" + TestKeys.rsa(2048);
    private static final String KEY_ALONE = KEY.substring("v=DKIM1; p=".length());
    private static final DkimRequest S1 =
            DkimRequest.of(DnsName.of("example.com")).selector("s1");

    @Test
    void aKeyInSeveralStringsIsOneKey() {
        DkimReport report = check("s1._domainkey.example.com. TXT " + strings(KEY));
        assertThat(report.status()).isEqualTo(Status.PASS);
        assertThat(report.keys().get(0).state()).isEqualTo(DkimKey.State.USABLE);
        assertThat(report.keys().get(0).record().orElseThrow().keyBits()).isEqualTo(2048);
        assertThat(report.anywhere()).isEqualTo(Anywhere.POSSIBLE);
    }

    @Test
    void anAliasIsFollowedAndShown() {
        DkimReport report = check("s1._domainkey.example.com. CNAME s1.dkim.service.example.\n"
                + "s1.dkim.service.example. CNAME k.service.example.\n"
                + "k.service.example. TXT " + strings(KEY));
        assertThat(report.keys().get(0).aliases())
                .containsExactly(DnsName.of("s1.dkim.service.example"), DnsName.of("k.service.example"));
        assertThat(report.status()).isEqualTo(Status.PASS);
    }

    @Test
    void anAliasToNothingIsToldFromNoRecord() {
        DkimKey dangling = check("s1._domainkey.example.com. CNAME gone.service.example.\nservice.example. TXT x")
                .keys()
                .get(0);
        assertThat(dangling.state()).isEqualTo(DkimKey.State.MISSING);
        assertThat(dangling.findings()).extracting(Finding::kind).containsExactly(DkimFinding.ALIAS_TO_NOTHING);
        DkimKey none =
                check("s2._domainkey.example.com. TXT " + strings(KEY)).keys().get(0);
        assertThat(none.state()).isEqualTo(DkimKey.State.MISSING);
        assertThat(none.findings()).extracting(Finding::kind).containsExactly(DkimFinding.NO_RECORD);
    }

    @Test
    void aliasesInACircleAreAFault() {
        DkimReport report = check("s1._domainkey.example.com. CNAME s2._domainkey.example.com.\n"
                + "s2._domainkey.example.com. CNAME s1._domainkey.example.com.");
        assertThat(report.keys().get(0).findings()).extracting(Finding::kind).containsExactly(DkimFinding.ALIAS_LOOP);
        assertThat(report.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void revokedIsToldFromMissing() {
        assertThat(check("s1._domainkey.example.com. TXT \"v=DKIM1; p=\"")
                        .keys()
                        .get(0)
                        .state())
                .isEqualTo(DkimKey.State.REVOKED);
    }

    @Test
    void aWildcardIsNoKey() {
        DkimReport report = check("*._domainkey.example.com. TXT \"v=DKIM1; p=\"");
        assertThat(report.keys().get(0).state()).isEqualTo(DkimKey.State.WILDCARD);
        assertThat(report.anywhere()).isEqualTo(Anywhere.WILDCARD);
        DkimReport own = check(
                "*._domainkey.example.com. TXT \"v=DKIM1; p=\"\n" + "s1._domainkey.example.com. TXT " + strings(KEY));
        assertThat(own.keys().get(0).state()).isEqualTo(DkimKey.State.USABLE);
        assertThat(own.status()).isEqualTo(Status.PASS);
    }

    @Test
    void twoRecordsAreUndefinedWhateverTheSecondIs() {
        DkimKey two = check("s1._domainkey.example.com. TXT " + strings(KEY) + "\n"
                        + "s1._domainkey.example.com. TXT \"v=DKIM1; p=\"")
                .keys()
                .get(0);
        assertThat(two.state()).isEqualTo(DkimKey.State.UNUSABLE);
        assertThat(two.findings()).extracting(Finding::kind).contains(DkimFinding.MULTIPLE_RECORDS);
        DkimReport other = check(
                "s1._domainkey.example.com. TXT " + strings(KEY) + "\n" + "s1._domainkey.example.com. TXT \"token\"");
        assertThat(other.status()).isEqualTo(Status.FAIL);
        assertThat(other.keys().get(0).isUsable()).isFalse();
        assertThat(other.keys().get(0).findings()).extracting(Finding::kind).containsExactly(DkimFinding.OTHER_TEXT);
    }

    /** What was pasted along goes; the key stays, octet for octet. */
    @Test
    void theRecordThatWasMeantIsTheLineToPublish() {
        String good = "v=DKIM1; k=rsa; p=" + KEY_ALONE;
        for (String broken : List.of(
                "v=DKIM1, k=rsa, p=" + KEY_ALONE,
                "v=DKIM1 k=rsa p=" + KEY_ALONE,
                "\"" + good + "\"",
                "v=DKIM1\\; k=rsa\\; p=" + KEY_ALONE,
                "v=dkim1; k=rsa; p=" + KEY_ALONE,
                "k=rsa; p=" + KEY_ALONE + "; v=DKIM1",
                "\u00E2\u0080\u009C" + good + "\u00E2\u0080\u009D",
                "v=DKIM1\u00EF\u00BC\u009B k=rsa\u00EF\u00BC\u009B p=" + KEY_ALONE,
                "s1._domainkey.example.com. 3600 IN TXT \"" + good + "\"",
                "v:DKIM1; k:rsa; p:" + KEY_ALONE,
                "v=DKIM1; k=rsa; k=rsa; p=" + KEY_ALONE,
                "v=DKIM1; k=rsa; p=" + KEY_ALONE.substring(0, 90) + "\\n" + KEY_ALONE.substring(90),
                "v=DKIM1; k=rsa; p=" + KEY_ALONE.replace('+', '-').replace('/', '_'),
                "v=DKIM1; k=rsa; p=" + KEY_ALONE.replace("+", "%2B").replace("/", "%2F"),
                "v=DKIM1; k=rsa; p=" + KEY_ALONE.replace('+', ' '),
                "v=DKIM1; k=rsa; p=" + KEY_ALONE + ".",
                KEY_ALONE,
                "v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----" + KEY_ALONE + "-----END PUBLIC KEY-----")) {
            DkimRecord record = DkimRecord.parse(broken);
            assertThat(record.isUsable()).as(broken).isFalse();
            assertThat(MeantKey.of(record)).as(broken).contains(good);
        }
        String anyType = "v=DKIM1; p=" + KEY_ALONE;
        for (String type : List.of("ed25519", "dsa", "rsa-sha256")) {
            assertThat(MeantKey.of(DkimRecord.parse("v=DKIM1; k=" + type + "; p=" + KEY_ALONE)))
                    .as(type)
                    .contains(anyType);
        }
        for (String hopeless : List.of(good, "v=DKIM1; p=", "v=DKIM1; k=rsa", "v=DKIM1; p=" + KEY_ALONE.substring(9))) {
            assertThat(MeantKey.of(DkimRecord.parse(hopeless))).as(hopeless).isEmpty();
        }
        DkimReport report = check("s1._domainkey.example.com. TXT " + strings("v=DKIM1, k=rsa, p=" + KEY_ALONE));
        assertThat(report.findings().get(0).change().orElseThrow().after()).isEqualTo(good);
    }

    /** In a wrapper and as RSA: the bare octets and their type are what verifiers read. */
    @Test
    void aWrappedEd25519KeyIsFreedWhateverItsTypeSays() {
        String bare = TestKeys.ed25519();
        byte[] frame = {0x30, 0x2A, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 3, 0x21, 0};
        byte[] wrapped = Arrays.copyOf(frame, frame.length + 32);
        System.arraycopy(Base64.getDecoder().decode(bare), 0, wrapped, frame.length, 32);
        DkimRecord record =
                DkimRecord.parse("v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(wrapped));
        assertThat(record.findings()).extracting(Finding::kind).containsExactly(DkimFinding.ED25519_WRAPPED);
        assertThat(MeantKey.of(record)).contains("v=DKIM1; k=ed25519; p=" + bare);
    }

    @Test
    void whatIsPublishedInPlaceOfAKeyIsNamed() {
        assertThat(advice("s1._domainkey.example.com. TXT \"s1-example-com._domainkey.vendor.example\""))
                .contains("publish it as a CNAME record");
        assertThat(advice("s1._domainkey.example.com. CNAME s1.vendor.example.example.com."))
                .contains("with a dot at the end");
        assertThat(advice("s1._domainkey.example.com. CNAME s1.vendor.example."))
                .contains("CNAME target");
        assertThat(check("*.example.com. TXT \"v=spf1 -all\"").findings())
                .extracting(each -> each.kind() + " " + each.detail())
                .containsExactly("WILDCARD *.example.com");
        assertThat(check("*._domainkey.example.com. TXT \"v=DKIM1; p=\"").findings())
                .extracting(each -> each.kind() + " " + each.detail())
                .containsExactly("WILDCARD *._domainkey.example.com", "REVOKED p=");
    }

    private static String advice(String zone) {
        return check(zone).findings().get(0).advice(Locale.ENGLISH);
    }

    @Test
    void aKeyThatLandedAtAnotherNameIsFound() {
        for (String wrong : List.of(
                "s1._domainkey.example.com.example.com",
                "s1.example.com",
                "s1._domainkey._domainkey.example.com",
                "s1.domainkey.example.com")) {
            DkimReport report = check(wrong + ". TXT " + strings(KEY));
            assertThat(report.keys().get(0).state()).isEqualTo(DkimKey.State.MISSING);
            assertThat(report.findings())
                    .extracting(each -> each.kind() + " " + each.detail())
                    .containsExactly("NO_RECORD ", "AT_OTHER_NAME " + wrong);
            assertThat(report.findings().get(1).advice(Locale.ENGLISH)).contains("s1._domainkey.example.com");
        }
        InMemoryDns dns = InMemoryDns.zone("example.com. TXT x");
        DkimRequest guess =
                DkimRequest.of(DnsName.of("example.com")).selector(DnsName.of("s1"), DkimSelector.Source.GUESS);
        assertThat(DkimChecker.using(dns).check(guess).findings())
                .extracting(Finding::kind)
                .containsExactly(DkimFinding.NO_RECORD);
        assertThat(dns.queries()).hasSize(3);
    }

    @Test
    void withoutASelectorNothingIsSaidOfTheKeys() {
        InMemoryDns dns = InMemoryDns.zone("s1._domainkey.example.com. TXT " + strings(KEY));
        DkimReport report = DkimChecker.using(dns).check(DkimRequest.of(DnsName.of("example.com")));
        assertThat(report.status()).isEqualTo(Status.SELECTOR_UNKNOWN);
        assertThat(dns.queries()).hasSize(2);
    }

    @Test
    void aGuessThatFindsNothingProvesNothing() {
        InMemoryDns dns = InMemoryDns.zone("s1._domainkey.example.com. TXT " + strings(KEY));
        DkimRequest guess =
                DkimRequest.of(DnsName.of("example.com")).selector(DnsName.of("google"), DkimSelector.Source.GUESS);
        assertThat(DkimChecker.using(dns).check(guess).status()).isEqualTo(Status.SELECTOR_UNKNOWN);
    }

    @Test
    void noNameBelowDomainkeyIsNoKeyAtAll() {
        InMemoryDns dns = InMemoryDns.zone("example.com. TXT x");
        DkimReport report = DkimChecker.using(dns).check(DkimRequest.of(DnsName.of("example.com")));
        assertThat(report.anywhere()).isEqualTo(Anywhere.NONE);
        assertThat(report.status()).isEqualTo(Status.FAIL);
    }

    @Test
    void noAnswerIsNotNoKey() {
        InMemoryDns dns = InMemoryDns.zone("example.com. TXT x")
                .fault("s1._domainkey.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL))
                .fault("_domainkey.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        DkimReport report = DkimChecker.using(dns).check(S1);
        assertThat(report.status()).isEqualTo(Status.CANNOT_TELL);
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.keys().get(0).state()).isEqualTo(DkimKey.State.CANNOT_TELL);
        assertThat(report.gaps())
                .extracting(gap -> gap.question().name() + " " + gap.reason())
                .containsExactly("s1._domainkey.example.com SERVFAIL", "_domainkey.example.com SERVFAIL");
        assertThat(report.findings())
                .extracting(each -> each.text(Locale.ENGLISH))
                .containsExactly("The DNS gave no answer for s1._domainkey.example.com (SERVFAIL).");
    }

    @Test
    void findingsOfAllKeysNameTheirOwner() {
        DkimRequest two = S1.selector("s2");
        DkimReport report = DkimChecker.using(InMemoryDns.zone("s1._domainkey.example.com. TXT \"v=DKIM1; p=\""))
                .check(two);
        assertThat(report.findings())
                .extracting(each -> each.owner() + " " + each.id())
                .containsExactly("s1._domainkey.example.com dkim.revoked", "s2._domainkey.example.com dkim.no-record");
        assertThat(report.cannotTell()).isFalse();
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void moreSelectorsThanOneRequestHoldsAreTheCallersMistake() {
        DkimRequest request = DkimRequest.of(DnsName.of("example.com"));
        for (int i = 0; i < DkimRequest.MAX_SELECTORS; i++) {
            request = request.selector("s" + i);
        }
        DkimRequest full = request;
        assertThat(full.selector("s0")).isEqualTo(full);
        assertThatThrownBy(() -> full.selector("one-more")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAtTheirLimitAreAFindingAndNoException() {
        DnsName longest = DnsName.of(("a".repeat(63) + ".").repeat(3) + "a".repeat(61));
        DkimRequest request = DkimRequest.of(longest).selector("s1");
        DkimReport report = DkimChecker.using(InMemoryDns.zone("")).check(request);
        assertThat(report.keys().get(0).findings())
                .extracting(Finding::kind)
                .containsExactly(DkimFinding.NAME_TOO_LONG);
    }

    private static DkimReport check(String zone) {
        return DkimChecker.using(InMemoryDns.zone(zone)).check(S1);
    }

    private static String strings(String text) {
        return "\"" + text.substring(0, 200) + "\" \"" + text.substring(200) + "\"";
    }

    @Test
    void whatCameBeforeTheLimitIsKnown() {
        HandClock clock = new HandClock();
        DnsResolver dns = InMemoryDns.zone("")
                .withClock(clock)
                .fault("s2._domainkey.example.com", RecordType.TXT, Fault.delay(Duration.ofDays(1)));
        CompletableFuture<DkimReport> report = DkimChecker.using(dns)
                .withTimeLimit(Duration.ofSeconds(20))
                .checkAsync(
                        DkimRequest.of(DnsName.of("example.com")).selector("s1").selector("s2"));
        clock.advance(Duration.ofMillis(19_999));
        assertThat(report).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(report.join().keys())
                .extracting(DkimKey::state)
                .containsExactly(DkimKey.State.MISSING, DkimKey.State.CANNOT_TELL);
        assertThat(report.join().gaps()).hasSize(1);
    }

    @Test
    void aFoundAnswerWithoutTextsIsNoRecord() {
        DnsResolver odd = (question, deadline) -> CompletableFuture.completedFuture(new DnsAnswer.Found(
                question,
                List.of(new DnsRecord.Mx(1, DnsName.of("mx.example.com"))),
                List.of(),
                Duration.ZERO,
                DnsAnswer.Origin.UNKNOWN));
        assertThat(DkimChecker.using(odd)
                        .check(DkimRequest.of(DnsName.of("example.com")).selector("s1"))
                        .keys())
                .extracting(DkimKey::state)
                .containsOnly(DkimKey.State.MISSING);
    }
}
