package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfVerifierTest {
    private static final InMemoryDns WORLD = InMemoryDns.zone("""
            example.com.    TXT "v=spf1 ip4:198.51.100.0/24 mx include:_spf.example -all exp=why.example"
            example.com.    MX  10 m1.example.
            example.com.    MX  20 m2.example.
            example.com.    MX  30 m3.example.
            m1.example.     A   192.0.2.11
            _spf.example.   TXT "v=spf1 a:gone.example ip4:203.0.113.7 ~all"
            why.example.    TXT "not from %{i}"
            helo.example.   TXT "v=spf1 ip4:192.0.2.99 -all"
            """);

    private static SpfRequest request(String ip) {
        return SpfRequest.from(IpLiteral.of(ip)).helo("helo.example").mailFrom("bob@example.com");
    }

    private static SpfResult check(SpfOptions options) {
        return SpfVerifier.using(WORLD).withOptions(options).check(request("192.0.2.99"));
    }

    @Test
    void theTraceTellsTheStoryTermByTerm() {
        SpfResult result = check(SpfOptions.standard());
        assertThat(result.trace().text(Locale.ROOT).replaceAll("\\(\\d+ ms\\)", "(n ms)"))
                .isEqualTo("""
                        example.com: v=spf1 ip4:198.51.100.0/24 mx include:_spf.example -all exp=why.example
                          ip4:198.51.100.0/24 - the client is not in this network [0/0]
                          mx - the mail hosts have other addresses [1/0]
                            ? example.com MX: 10 m1.example., 20 m2.example., 30 m3.example. (n ms)
                            ? m1.example A: 192.0.2.11 (n ms)
                            ? m2.example A: NXDOMAIN (n ms)
                            ? m3.example A: NXDOMAIN (n ms)
                          include:_spf.example - the included record does not pass the client [3/1]
                            _spf.example: v=spf1 a:gone.example ip4:203.0.113.7 ~all
                              a:gone.example - the name has no address of the client's family [3/1]
                                ? gone.example A: NXDOMAIN (n ms)
                              ip4:203.0.113.7 - the client is not in this network [3/1]
                              ~all - matches every client [3/1]
                              = softfail
                          -all - matches every client [3/1]
                          exp=why.example - the domain explains the fail [3/1]
                            ? why.example TXT: "not from %{i}" (n ms)
                          = fail
                        """);
        assertThat(result.trace().text(Locale.JAPANESE)).contains("mx - メールホストのアドレスは送信元と異なります");
    }

    @Test
    void termsBehindTheOneThatDecidedAreNoStepsEvenIfTheFailIsExplained() {
        InMemoryDns world = InMemoryDns.zone("""
                example.com. TXT "v=spf1 exp=why.example -ip4:192.0.2.99 ip4:203.0.113.1 +all"
                why.example. TXT "no"
                """);
        SpfResult result = SpfVerifier.using(world).check(request("192.0.2.99"));
        assertThat(result.explanation()).isEqualTo("no");
        assertThat(result.trace().steps())
                .extracting(SpfTrace.Step::text)
                .containsExactly("-ip4:192.0.2.99", "exp=why.example");
    }

    @Test
    void bothVoidCountsAreReportedAndThePolicySaysWhichOneIsHeldAgainstTheLimit() {
        SpfResult perTerm = check(SpfOptions.standard());
        assertThat(perTerm.verdict()).isEqualTo(SpfVerdict.FAIL);
        assertThat(perTerm.voids()).isEqualTo(1);
        assertThat(perTerm.counts()).isEqualTo(new LookupCounts(3, 1, 1, 3, 8));
        SpfResult perQuery = check(SpfOptions.standard().withVoidPolicy(VoidPolicy.PER_QUERY));
        assertThat(perQuery.verdict()).isEqualTo(SpfVerdict.PERMERROR);
        assertThat(perQuery.finding()).extracting(Finding::kind).isEqualTo(SpfFinding.VOID_LIMIT);
        assertThat(perQuery.voids()).isEqualTo(3);
    }

    @Test
    void theLimitsCanBeSet() {
        assertThat(check(SpfOptions.standard().withMaxTerms(2)).finding())
                .extracting(Finding::kind)
                .isEqualTo(SpfFinding.TERM_LIMIT);
        assertThat(check(SpfOptions.standard().withMaxVoidLookups(0)).finding())
                .extracting(Finding::kind)
                .isEqualTo(SpfFinding.VOID_LIMIT);
        assertThat(check(SpfOptions.standard().withMaxMxHosts(2)).finding())
                .extracting(Finding::kind)
                .isEqualTo(SpfFinding.MX_LIMIT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpfOptions.standard().withMaxTerms(101))
                .withMessageContaining("101");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpfOptions.standard().withTimeLimit(Duration.ZERO));
    }

    @Test
    void aProblemNamesItsPlaceInTheRecordOfItsDomain() {
        Finding problem = Objects.requireNonNull(
                check(SpfOptions.standard().withMaxTerms(2)).finding());
        assertThat(problem.owner()).isEqualTo("_spf.example");
        assertThat(problem.section()).contains("RFC 7208 §4.6.4");
        assertThat("v=spf1 a:gone.example ip4:203.0.113.7 ~all".substring(problem.start(), problem.end()))
                .isEqualTo("a:gone.example");
    }

    /** Each kind of fault with the piece of the record that it points at. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=spf1 ip5:192.0.2.1 -all              | UNKNOWN_MECHANISM         | ip5
            v=spf1 -x=1                            | BAD_MODIFIER              | -x=1
            v=spf1 redirect=a.example redirect=b.example | DUPLICATE_MODIFIER  | redirect=b.example
            v=spf1 all:x                           | UNEXPECTED_ARGUMENT       | :x
            v=spf1 include:example                 | BAD_TOPLABEL              | example
            v=spf1 a:%{d0}.example                 | BAD_MACRO                 | %{d0}
            v=spf1 a:%{t}.example                  | MACRO_ONLY_IN_EXPLANATION | %{t
            v=spf1 ip4:192.0.2                     | BAD_IP4                   | 192.0.2
            v=spf1 ip6:2001:db8::/129              | BAD_PREFIX_LENGTH         | /129
            v=spf1 ip6:2001                        | BAD_IP6                   | 2001
            v=spf1 a/33                            | BAD_PREFIX_LENGTH         | /33
            v=spf2                                 | NOT_SPF                   | v=spf2
            """)
    void aFindingPointsAtWhatIsWrong(String text, SpfFinding kind, String piece) {
        SpfRecord record = SpfRecord.parse(text);
        assertThat(record.isValid()).isFalse();
        Finding finding = record.findings().get(0);
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(text.substring(finding.start(), finding.end())).isEqualTo(piece);
    }

    @Test
    void allFaultsOfARecordAreFound() {
        assertThat(SpfRecord.parse("v=spf1 ip5:1 a: mx/99 ~all include").findings())
                .extracting(Finding::kind)
                .containsExactly(
                        SpfFinding.UNKNOWN_MECHANISM,
                        SpfFinding.MISSING_DOMAIN,
                        SpfFinding.BAD_PREFIX_LENGTH,
                        SpfFinding.MISSING_DOMAIN);
    }

    @Test
    void theTwoIdentitiesAreKeptApart() {
        SpfVerifier.SpfResults both = SpfVerifier.using(WORLD).checkBoth(request("192.0.2.99"));
        assertThat(both.helo().verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(both.helo().identity()).isEqualTo(SpfIdentity.HELO);
        assertThat(both.mailFrom()).extracting(SpfResult::verdict).isEqualTo(SpfVerdict.FAIL);
        assertThat(both.mailFrom()).extracting(SpfResult::identity).isEqualTo(SpfIdentity.MAIL_FROM);
        SpfRequest heloOnly = SpfRequest.from(IpLiteral.of("192.0.2.99")).helo("helo.example");
        assertThat(SpfVerifier.using(WORLD).checkBoth(heloOnly).mailFrom()).isNull();
    }

    @Test
    void theTwoIdentitiesAreCheckedWithoutWaitingToo() {
        SpfVerifier.SpfResults both =
                SpfVerifier.using(WORLD).checkBothAsync(request("192.0.2.99")).join();
        assertThat(both.helo().verdict()).isEqualTo(SpfVerdict.PASS);
        assertThat(both.mailFrom()).extracting(SpfResult::verdict).isEqualTo(SpfVerdict.FAIL);
        SpfRequest heloOnly = SpfRequest.from(IpLiteral.of("192.0.2.99")).helo("helo.example");
        assertThat(SpfVerifier.using(WORLD).checkBothAsync(heloOnly).join().mailFrom())
                .isNull();
    }

    @Test
    void cancellingTheTwoChecksAsksNothingMore() {
        List<DnsQuestion> asked = new ArrayList<>();
        List<CompletableFuture<DnsAnswer>> out = new ArrayList<>();
        SpfVerifier spf = SpfVerifier.using((question, deadline) -> {
            asked.add(question);
            out.add(new CompletableFuture<>());
            return out.get(out.size() - 1);
        });
        assertThat(spf.checkBothAsync(request("192.0.2.99")).cancel(false)).isTrue();
        SpfRequest heloOnly = SpfRequest.from(IpLiteral.of("192.0.2.99")).helo("helo.example");
        assertThat(spf.checkBothAsync(heloOnly).cancel(false)).isTrue();
        for (int i = 0; i < asked.size(); i++) {
            out.get(i)
                    .complete(WORLD.resolve(asked.get(i), Deadline.NEVER)
                            .toCompletableFuture()
                            .join());
        }
        assertThat(asked).hasSize(3);
    }

    @Test
    void theTraceShowsALongRecordWhole() {
        String record = "v=spf1" + " ip4:192.0.2.1".repeat(60) + " -all";
        SpfVerifier spf = SpfVerifier.using(InMemoryDns.zone(
                "example.com. TXT (\"" + record.substring(0, 200) + "\" \"" + record.substring(200, 400) + "\" \""
                        + record.substring(400, 600) + "\" \"" + record.substring(600) + "\")\n"));
        SpfResult result = spf.check(
                SpfRequest.from(IpLiteral.of("192.0.2.9")).helo("h.example").mailFrom("a@example.com"));
        assertThat(result.trace().toString()).contains(record);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 600, 5_000, 100_000})
    void ofALongLocalPartTheNameKeepsTheRightSide(int length) {
        SpfVerifier spf = SpfVerifier.using(InMemoryDns.zone("""
                plain.example.    TXT "v=spf1 -exists:%{l}.deny.example +all"
                reversed.example. TXT "v=spf1 -exists:%{lr}.deny.example +all"
                b.deny.example.   A 127.0.0.2
                a.deny.example.   A 127.0.0.2
                """));
        SpfRequest request = SpfRequest.from(IpLiteral.of("192.0.2.9")).helo("h.example");
        String local = "a." + "x".repeat(length) + ".b";
        assertThat(spf.check(request.mailFrom(local + "@plain.example")).verdict())
                .isEqualTo(SpfVerdict.FAIL);
        assertThat(spf.check(request.mailFrom(local + "@reversed.example")).verdict())
                .isEqualTo(SpfVerdict.FAIL);
    }

    @Test
    void authenticMeansEveryAnswerThatWasUsed() {
        assertThat(check(SpfOptions.standard()).authentic()).isFalse();
        DnsResolver signed = (question, deadline) -> WORLD.resolve(question, deadline)
                .thenApply(answer -> answer.fold(
                        found -> new DnsAnswer.Found(
                                found.question(), found.records(), found.aliases(), found.ttl(), signed()),
                        empty -> new DnsAnswer.NoData(empty.question(), empty.aliases(), empty.ttl(), signed()),
                        failed -> failed));
        assertThat(SpfVerifier.using(signed).check(request("192.0.2.99")).authentic())
                .isTrue();
    }

    private static DnsAnswer.Origin signed() {
        return new DnsAnswer.Origin(false, true, List.of());
    }

    @Test
    void aResultTravelsAsAStreamOfBytes() throws IOException, ClassNotFoundException {
        SpfResult result = check(SpfOptions.standard());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SpfResult back = (SpfResult) in.readObject();
            assertThat(back.trace()).hasToString(result.trace().toString());
            assertThat(back.counts()).isEqualTo(result.counts());
        }
    }

    @ParameterizedTest
    @EnumSource(SpfFinding.class)
    void everyProblemHasASentenceInBothLanguages(SpfFinding kind) {
        Finding problem = Finding.of(kind, "example.com", "it's {0} here\n");
        String english = problem.text(Locale.FRENCH);
        String japanese = problem.text(Locale.JAPAN);
        assertThat(english).isNotBlank().doesNotContain("\n", "''").isNotEqualTo(japanese);
        assertThat(kind.section().orElseThrow()).matches("RFC (7208|8616) §[0-9.]+");
        assertThat(problem.advice(Locale.ENGLISH).isEmpty()).isEqualTo(!kind.isSyntax());
    }

    @Test
    void bothBundlesSayTheSameThings() {
        Set<String> english = keys(Locale.ROOT);
        Set<String> japanese = keys(Locale.JAPANESE);
        english.removeIf(key -> key.startsWith("received.")); // header fields are in English only
        assertThat(ownKeys(Locale.JAPANESE)).isEqualTo(english);
        assertThat(japanese).containsAll(english);
        for (SpfReason reason : SpfReason.values()) {
            assertThat(reason.text(Locale.JAPANESE)).isNotEqualTo(reason.text(Locale.ENGLISH));
        }
        assertThat(english).hasSize(SpfFinding.values().length + SpfReason.values().length + 2);
    }

    private static Set<String> keys(Locale locale) {
        return new HashSet<>(Messages.bundle(locale).keySet());
    }

    private static Set<String> ownKeys(Locale locale) {
        ResourceBundle bundle = Messages.bundle(locale);
        Set<String> keys = new HashSet<>();
        for (String key : bundle.keySet()) {
            try {
                if (!bundle.getString(key).equals(Messages.bundle(Locale.ROOT).getString(key))) {
                    keys.add(key);
                }
            } catch (MissingResourceException missing) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void aNewMechanismCannotBeForgotten() {
        Set<Class<?>> known = Set.of(
                Mechanism.All.class,
                Mechanism.Include.class,
                Mechanism.A.class,
                Mechanism.Mx.class,
                Mechanism.Ptr.class,
                Mechanism.Ip4.class,
                Mechanism.Ip6.class,
                Mechanism.Exists.class);
        assertThat(Arrays.asList(Mechanism.class.getPermittedSubclasses())).containsExactlyInAnyOrderElementsOf(known);
        SpfRecord each =
                SpfRecord.parse("v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 include:_spf.example a:x.example mx:x.example "
                        + "ptr:x.example exists:x.example all");
        Set<Class<?>> parsed = new HashSet<>();
        each.terms().forEach(term -> parsed.add(((Directive) term).mechanism().getClass()));
        assertThat(parsed).isEqualTo(known);
    }
}
