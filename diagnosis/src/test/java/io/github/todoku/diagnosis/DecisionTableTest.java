package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import io.github.todoku.fixtures.ReturnedMail;
import io.github.todoku.fixtures.SignedZone;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import io.github.todoku.words.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table tests itself: each row's example, in a DNS made for it, comes out at that row. */
class DecisionTableTest {
    private static final Map<String, Stanza> WORLDS =
            StanzaReader.resource("worlds.txt", DecisionTableTest.class.getResourceAsStream("worlds.txt")).stream()
                    .collect(Collectors.toMap(world -> world.required("Row"), Function.identity()));

    static final Stanza NO_WORLD = new Stanza("none", 1, List.of());

    @TestFactory
    Stream<DynamicTest> everyExampleReachesItsOwnRow() {
        return DecisionTable.shipped().rows().stream()
                .flatMap(row -> row.examples().stream()
                        .map(example -> DynamicTest.dynamicTest(row.id(), () -> reaches(row, example))));
    }

    private static void reaches(DecisionRow row, String example) {
        Case examined = examine(row.id(), example);

        assertThat(examined.cause())
                .as("%s, open %s, evidence %s", examined, examined.open(), examined.evidence())
                .isEqualTo(row.id());
        assertThat(examined.remedy().orElseThrow().again()).isEqualTo(row.again());
    }

    private static Case examine(String row, String example) {
        Stanza world = WORLDS.getOrDefault(row, NO_WORLD);
        StringBuilder zone = new StringBuilder();
        WORLDS.getOrDefault("base", NO_WORLD)
                .all("Zone")
                .forEach(line -> zone.append(line).append('\n'));
        world.all("Zone")
                .forEach(line -> zone.append(SignedReturn.withKey(line)).append('\n'));
        InMemoryDns dns = InMemoryDns.zone(zone.toString());
        for (String fault : world.all("Fault")) {
            String[] words = fault.split(" ", 3);
            dns = dns.fault(words[0], RecordType.valueOf(words[1]), Fault.fail(DnsAnswer.Reason.valueOf(words[2])));
        }
        String client = world.optional("Client").orElse("203.0.113.25");
        String recipient = world.optional("Recipient").orElse("taro@customer.example");
        BounceReport report =
                BounceParser.standard().parse(bounce(example.replace("203.0.113.25", client), recipient, world));
        Doctor doctor = Doctor.using(dns);
        for (String domain : world.all("Signed")) {
            doctor = Doctor.using(SignedZone.of(dns, DnsName.of(domain))).withValidatingResolver();
        }
        for (String policy : world.all("Policy")) {
            doctor = doctor.withFetcher(serving(policy));
        }
        for (String host : world.all("Shows")) {
            doctor = doctor.withProbe(showing(host));
        }
        return (world.all("Server").isEmpty() ? doctor : doctor.withServers(servers(dns, world))).check(report);
    }

    private static PolicyFetcher serving(String policy) {
        byte[] lines = policy.replace(", ", "\r\n").getBytes(StandardCharsets.UTF_8);
        return (request, deadline) -> CompletableFuture.completedFuture(PolicyFetch.answered(200, "text/plain", lines));
    }

    /** The host shows the certificate of {@code mx.pem}; every other cannot be reached. */
    private static MxProbe showing(String host) {
        MxProbeResult shown = MxProbeResult.tls("TLSv1.3", List.of(certificate()), "self-signed");
        MxProbeResult closed = MxProbeResult.without(MxProbeResult.Outcome.UNREACHABLE, "timed out");
        return (target, deadline) ->
                CompletableFuture.completedFuture(target.host().toString().equals(host) ? shown : closed);
    }

    private static X509Certificate certificate() {
        try (InputStream pem = DecisionTableTest.class.getResourceAsStream("mx.pem")) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException | CertificateException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Each {@code Server: ADDRESS zone lines} of a world plays one of the domain's own servers. */
    private static AuthoritativeServers servers(InMemoryDns dns, Stanza world) {
        Map<InetAddress, DnsResolver> servers = new HashMap<>();
        for (String server : world.all("Server")) {
            String[] words = server.split(" ", 2);
            servers.put(IpLiteral.of(words[0]), InMemoryDns.zone(words[1]).serving("hanamaru.example"));
        }
        return AuthoritativeServers.using(dns, servers::get).allowingAnyAddress();
    }

    /**
     * The original's header is that of {@code world}, where it says {@code Mail-From}, {@code From} or {@code Signature}; the
     * report's fields too, where it says {@code Action} or {@code Remote: none}. Where it says {@code Returned}, the whole mail came
     * back, signed and in that state.
     */
    static String bounce(String reply, String recipient, Stanza world) {
        ReturnedMail mail = ReturnedMail.to(recipient)
                .mailFrom(world.optional("Mail-From").orElse("news@hanamaru.example"))
                .from(world.optional("From").orElse("news@hanamaru.example"))
                .signed(world.all("Signature"))
                .action(world.optional("Action").orElse("failed"));
        for (String state : world.all("Returned")) {
            mail = mail.whole(SignedReturn.mail(state));
        }
        boolean local = world.optional("Remote").filter("none"::equals).isPresent();
        return local ? mail.refusedByItself(reply) : mail.refusedWith(reply);
    }

    @Test
    void everyRowHasAnExampleAndAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (DecisionRow row : DecisionTable.shipped().rows()) {
            assertThat(ids.add(row.id())).as(row.id()).isTrue();
            assertThat(row.examples()).as(row.id()).isNotEmpty();
        }
    }

    @Test
    void everyRowHasItsSentencesInBothLanguages() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            Sentences wording = Messages.in(locale);
            for (DecisionRow row : DecisionTable.shipped().rows()) {
                assertThat(wording.has("cause." + row.id()))
                        .as("cause.%s %s", row.id(), locale)
                        .isTrue();
                assertThat(row.remedies()).as(row.id()).allMatch(remedy -> wording.has("remedy." + remedy));
            }
        }
    }
}
