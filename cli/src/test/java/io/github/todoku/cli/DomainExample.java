package io.github.todoku.cli;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.finding.Finding;
import io.github.todoku.fixtures.SignedZone;
import io.github.todoku.mail.domain.EarlierPolicy;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import io.github.todoku.preflight.domain.DomainChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The page of a domain, with all that a zone cannot say: what its hosts serve and show, and what each of its name servers answers. */
final class DomainExample {
    private static final Instant AT = Instant.parse("2026-12-15T12:00:00Z");

    private DomainExample() {}

    static List<Finding> findings(InMemoryDns zone, DnsName domain, Stanza example) {
        DnsName[] signed = example.all("Signed").stream().map(DnsName::of).toArray(DnsName[]::new);
        DnsResolver dns = signed.length == 0 ? zone : SignedZone.of(zone, signed);
        DomainChecker checker = DomainChecker.using(dns).withTime(AT);
        checker = signed.length == 0 ? checker : checker.withValidatingResolver();
        if (!example.all("Serves").isEmpty()) {
            checker = checker.withFetcher(fetcher(example.all("Serves")));
        }
        if (!example.all("Shows").isEmpty()) {
            checker = checker.withProbe(probe(example.all("Shows")));
        }
        if (!example.all("Earlier").isEmpty()) {
            String[] words = example.required("Earlier").split(" ", 3);
            checker = checker.withEarlier(new EarlierPolicy(words[0], lines(words[2]), Instant.parse(words[1])));
        }
        if (!example.all("Server").isEmpty()) {
            checker = checker.withServers(servers(zone, domain, example.all("Server")));
        }
        if (!example.all("List").isEmpty()) {
            DnsblCatalog catalog = ListExample.catalog(example);
            checker = checker.withLists(catalog, ListExample.checker(zone, catalog, example));
        }
        return checker.check(domain).findings();
    }

    private static String lines(String text) {
        return text.replace(" | ", "\r\n") + "\r\n";
    }

    /** {@code HOST STATUS TYPE TEXT}, or {@code HOST OUTCOME}. */
    private static PolicyFetcher fetcher(List<String> serves) {
        Map<String, PolicyFetch> files = new HashMap<>();
        for (String each : serves) {
            String[] words = each.split(" ", 4);
            files.put(
                    words[0],
                    words.length == 2
                            ? PolicyFetch.failed(PolicyFetch.Outcome.valueOf(words[1]), detail(words[1]))
                            : PolicyFetch.answered(Integer.parseInt(words[1]), words[2], body(words[3])));
        }
        PolicyFetch none = PolicyFetch.failed(PolicyFetch.Outcome.UNREACHABLE, "connection refused");
        return (request, deadline) -> CompletableFuture.completedFuture(
                files.getOrDefault(request.host().toString(), none));
    }

    /** As whoever asks for real says it. */
    private static String detail(String outcome) {
        return outcome.equals("SPECIAL_ADDRESS") ? "10.0.0.5" : "no answer";
    }

    private static byte[] body(String text) {
        return text.endsWith(".pem") ? resource(text) : lines(text).getBytes(StandardCharsets.UTF_8);
    }

    /** {@code HOST OUTCOME}, or {@code HOST VERSION CERTIFICATE}, with {@code untrusted} behind it. */
    private static MxProbe probe(List<String> shows) {
        Map<String, MxProbeResult> shown = new HashMap<>();
        for (String each : shows) {
            String[] words = each.split(" ", -1);
            shown.put(
                    words[0],
                    words.length == 2
                            ? MxProbeResult.without(MxProbeResult.Outcome.valueOf(words[1]), detail(words[1]))
                            : MxProbeResult.tls(
                                    words[1],
                                    List.of(certificate(words[2])),
                                    words.length == 4 ? "unknown authority" : null));
        }
        MxProbeResult unseen = MxProbeResult.without(MxProbeResult.Outcome.UNREACHABLE, "no answer");
        return (target, deadline) -> CompletableFuture.completedFuture(
                shown.getOrDefault(target.host().toString(), unseen));
    }

    private static X509Certificate certificate(String file) {
        try (InputStream in = open(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException broken) {
            throw new IllegalStateException(file, broken);
        }
    }

    private static byte[] resource(String file) {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static InputStream open(String file) {
        InputStream in = DomainExample.class.getResourceAsStream(file);
        if (in == null) {
            throw new IllegalStateException("the resource " + file + " is lost");
        }
        return in;
    }

    /** {@code ADDRESS LINE} of its zone, or {@code ADDRESS silent}, {@code refuses}, {@code no-txt}, {@code lame}. */
    private static AuthoritativeServers servers(InMemoryDns parent, DnsName domain, List<String> says) {
        Map<String, String> zones = says.stream()
                .map(each -> each.split(" ", 2))
                .collect(Collectors.toMap(each -> each[0], each -> each[1] + "\n", String::concat));
        Map<InetAddress, DnsResolver> servers = new HashMap<>();
        zones.forEach((address, zone) -> servers.put(IpLiteral.of(address), server(domain, zone.strip())));
        return AuthoritativeServers.using(parent, servers::get).allowingAnyAddress();
    }

    private static DnsResolver server(DnsName domain, String zone) {
        if (zone.startsWith("no-txt\n")) {
            return InMemoryDns.zone(zone.substring("no-txt\n".length()))
                    .fault(domain.toString(), RecordType.TXT, Fault.timeout())
                    .serving(domain.toString());
        }
        return switch (zone) {
            case "silent" -> failing(DnsAnswer.Reason.TIMEOUT);
            case "refuses" -> failing(DnsAnswer.Reason.REFUSED);
            case "lame" -> // it speaks without authority
                (question, deadline) -> CompletableFuture.completedFuture(
                        new DnsAnswer.NoData(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));
            default -> InMemoryDns.zone(zone).serving(domain.toString());
        };
    }

    private static DnsResolver failing(DnsAnswer.Reason reason) {
        return (question, deadline) ->
                CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, reason, "no answer"));
    }
}
