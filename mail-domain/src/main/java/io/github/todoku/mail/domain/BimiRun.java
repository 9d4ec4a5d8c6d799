package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One check of a domain's BIMI: discovery, the record, and what it points to. */
final class BimiRun {
    private static final DnsName PREFIX = DnsName.of("default._bimi");

    private final DnsName domain;
    private final Questions questions;
    private final @Nullable PolicyFetcher fetcher;
    private final Optional<DnsName> organization;
    private final Instant at;
    private final List<Finding> findings = new ArrayList<>();

    BimiRun(
            DnsName domain,
            Questions questions,
            @Nullable PolicyFetcher fetcher,
            Optional<DnsName> organization,
            Instant at) {
        this.domain = domain;
        this.questions = questions;
        this.fetcher = fetcher;
        this.organization = organization;
        this.at = at;
    }

    CompletableFuture<BimiReport> start() {
        return at(domain).thenCompose(report -> {
            boolean none = report.findings().stream().allMatch(each -> each.kind() == MailDomainFinding.BIMI_NONE);
            return none && organization.filter(other -> !other.equals(domain)).isPresent()
                    ? above(organization.get())
                    : CompletableFuture.completedFuture(report);
        });
    }

    private CompletableFuture<BimiReport> above(DnsName organizationalDomain) {
        findings.clear();
        return at(organizationalDomain);
    }

    private CompletableFuture<BimiReport> at(DnsName at) {
        return questions.ask(PREFIX.below(at), at, RecordType.TXT).thenCompose(answer -> {
            DnsName owner = PREFIX.below(at).orElse(at);
            if (answer instanceof DnsAnswer.TempFail failed) {
                findings.add(MailDomainFinding.BIMI_DNSFAIL.of(owner, failed.question() + ": " + failed.reason()));
                return done(null, null);
            }
            List<String> texts = answer.records(DnsRecord.Txt.class).stream()
                    .map(DnsRecord.Txt::joined)
                    .toList();
            List<String> records = texts.stream().filter(BimiRecord::isBimi).toList();
            if (records.size() > 1) {
                findings.add(MailDomainFinding.BIMI_VERSION.of(owner, String.valueOf(records.size())));
                return done(owner, null);
            }
            if (records.isEmpty()) {
                Optional<String> near = texts.stream()
                        .filter(text -> text.toLowerCase(Locale.ROOT).contains("bimi1"))
                        .findFirst();
                findings.add(
                        near.isPresent()
                                ? MailDomainFinding.BIMI_VERSION.of(owner, near.get())
                                : MailDomainFinding.BIMI_NONE.of(owner));
                return done(near.isPresent() ? owner : null, null);
            }
            return record(owner, BimiRecord.parse(records.get(0)));
        });
    }

    private CompletableFuture<BimiReport> record(DnsName owner, BimiRecord record) {
        record.findings().forEach(each -> findings.add(each.in(owner.toString())));
        if (record.isDeclined()) {
            findings.add(MailDomainFinding.BIMI_DECLINED.of(owner));
            return done(owner, record);
        }
        if (record.findings().stream().noneMatch(each -> each.severity() == Severity.FAIL)) {
            findings.add(
                    0,
                    MailDomainFinding.BIMI_RECORD.of(
                            owner, record.location().map(URI::toString).orElse("")));
        }
        if (record.evidence().isEmpty()) {
            findings.add(MailDomainFinding.BIMI_MARK.of(owner));
        }
        if (fetcher == null || record.location().isEmpty()) {
            return done(owner, record);
        }
        CompletableFuture<PolicyFetch> image =
                fetch(fetcher, record.location().get(), BimiChecker.MAX_INDICATOR_OCTETS);
        CompletableFuture<Optional<PolicyFetch>> evidence = record.evidence().isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : fetch(fetcher, record.evidence().get(), BimiChecker.MAX_EVIDENCE_OCTETS)
                        .thenApply(Optional::of);
        return image.thenCombine(evidence, (svg, pem) -> {
            Optional<Finding> noImage = failure(owner, record.location().get(), svg);
            noImage.ifPresent(findings::add);
            if (noImage.isEmpty()) {
                findings.addAll(BimiSvg.judge(owner, svg));
            }
            pem.ifPresent(file -> {
                Optional<Finding> none = failure(owner, record.evidence().orElseThrow(), file);
                none.ifPresent(findings::add);
                if (none.isEmpty()) {
                    findings.addAll(MarkCertificate.judge(owner, organization.orElse(domain), domain, file, svg, at));
                }
            });
            return report(owner, record);
        });
    }

    private CompletableFuture<PolicyFetch> fetch(PolicyFetcher by, URI uri, int most) {
        DnsName host = DnsName.of(uri.getHost());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = URI.create(uri.toASCIIString()).getRawPath();
        return questions.addresses(host).thenCompose(addresses -> {
            if (addresses.known().isEmpty()) {
                return CompletableFuture.completedFuture(PolicyFetch.failed(
                        addresses.isUnknown() ? PolicyFetch.Outcome.TIMEOUT : PolicyFetch.Outcome.REFUSED,
                        host + ": no address"));
            }
            PolicyFetcher.Request request = new PolicyFetcher.Request(
                    host, (path == null || path.isEmpty() ? "/" : path) + query, addresses.known(), most);
            return questions.errand(
                    () -> by.fetch(request, questions.deadline()),
                    why -> PolicyFetch.failed(PolicyFetch.Outcome.TIMEOUT, why));
        });
    }

    private static Optional<Finding> failure(DnsName owner, URI uri, PolicyFetch fetch) {
        String where = uri.toString();
        return switch (fetch.outcome()) {
            case ANSWERED ->
                fetch.status() == 200
                        ? Optional.empty()
                        : Optional.of(MailDomainFinding.BIMI_FETCH.of(owner, where, String.valueOf(fetch.status())));
            case UNREACHABLE, TIMEOUT ->
                Optional.of(MailDomainFinding.BIMI_FETCH
                        .of(owner, where, fetch.detail())
                        .withSeverity(Severity.CANNOT_TELL));
            case SPECIAL_ADDRESS -> Optional.of(MailDomainFinding.SPECIAL_ADDRESS.of(owner, fetch.detail()));
            case TOO_LARGE ->
                Optional.of(MailDomainFinding.BIMI_FETCH.of(owner, where, "more than " + fetch.detail() + " octets"));
            case REFUSED, CERTIFICATE, TLS, MALFORMED ->
                Optional.of(MailDomainFinding.BIMI_FETCH.of(owner, where, fetch.detail()));
        };
    }

    private CompletableFuture<BimiReport> done(@Nullable DnsName owner, @Nullable BimiRecord record) {
        return CompletableFuture.completedFuture(report(owner, record));
    }

    private BimiReport report(@Nullable DnsName owner, @Nullable BimiRecord record) {
        return new BimiReport(new Told(domain, findings, questions.gaps()), owner, record);
    }
}
