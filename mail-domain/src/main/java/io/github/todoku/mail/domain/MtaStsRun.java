package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One check of a domain's MTA-STS (RFC 8461 §3): record, policy host, policy, MX. */
final class MtaStsRun {
    private static final DnsName RECORD = DnsName.of("_mta-sts");
    private static final DnsName POLICY_HOST = DnsName.of("mta-sts");
    private static final String POLICY_PATH = "/.well-known/mta-sts.txt";
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DnsName domain;
    private final DnsName owner;
    private final Questions questions;
    private final MtaStsChecker.Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    MtaStsRun(DnsName domain, Questions questions, MtaStsChecker.Settings settings) {
        this.domain = domain;
        this.owner = RECORD.below(domain).orElse(domain);
        this.questions = questions;
        this.settings = settings;
    }

    CompletableFuture<MtaStsReport> start() {
        CompletableFuture<MxReport> mx = new MxRun(domain, questions, false).start();
        return questions
                .ask(RECORD.below(domain), domain, RecordType.TXT)
                .thenCompose(answer -> record(answer).thenCompose(record -> policy(answer, record, mx)));
    }

    /** The one record, or null; what is to be said of it is said. */
    private CompletableFuture<Optional<MtaStsRecord>> record(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.TempFail failed) {
            findings.add(MailDomainFinding.STS_DNSFAIL.of(owner, failed.question() + ": " + failed.reason()));
            return none();
        }
        VersionedTexts texts = VersionedTexts.of(answer, MtaStsRecord.VERSION);
        List<String> near = texts.nearMisses(MtaStsRecord.VERSION);
        texts.others().stream()
                .filter(other -> !near.contains(other))
                .forEach(other -> findings.add(MailDomainFinding.STS_RECORD_OTHER.of(owner, other)));
        if (!answer.aliases().isEmpty()) {
            findings.add(MailDomainFinding.STS_CNAME.of(
                    owner, answer.aliases().get(answer.aliases().size() - 1).toString()));
        }
        if (texts.records().size() > 1) {
            findings.add(MailDomainFinding.STS_RECORD_SEVERAL
                    .of(owner, String.valueOf(texts.records().size()))
                    .withChange(one(texts.records(), texts.records().get(0), answer)));
            return none();
        }
        if (texts.records().isEmpty()) {
            if (!near.isEmpty()) {
                findings.add(MailDomainFinding.STS_RECORD_SYNTAX
                        .of(owner, near.get(0))
                        .withChange(one(near, fresh(), answer)));
                return none();
            }
            return elsewhere(answer);
        }
        MtaStsRecord record = MtaStsRecord.parse(texts.records().get(0));
        for (Finding each : record.findings()) {
            findings.add(each.in(owner.toString()).withChange(one(texts.records(), fresh(), answer)));
        }
        if (record.isValid()) {
            findings.add(MailDomainFinding.STS_RECORD.of(owner, record.id().orElse("")));
        }
        return CompletableFuture.completedFuture(Optional.of(record));
    }

    private static CompletableFuture<Optional<MtaStsRecord>> none() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** Where a record is published by mistake: at the domain, or with the domain written twice. */
    private CompletableFuture<Optional<MtaStsRecord>> elsewhere(DnsAnswer here) {
        CompletableFuture<DnsAnswer> atDomain = questions.ask(domain, RecordType.TXT);
        CompletableFuture<DnsAnswer> twice = questions.ask(owner.below(domain), owner, RecordType.TXT);
        return atDomain.thenCombine(twice, (first, second) -> {
            for (DnsAnswer each : List.of(first, second)) {
                if (each.isFailure()) {
                    continue;
                }
                VersionedTexts texts = VersionedTexts.of(each, MtaStsRecord.VERSION);
                if (!texts.records().isEmpty()) {
                    findings.add(MailDomainFinding.STS_WRONG_PLACE
                            .of(owner, each.question().name().toString())
                            .withChange(one(List.of(), texts.records().get(0), here)));
                    return Optional.empty();
                }
            }
            return Optional.empty();
        });
    }

    private RecordChange one(List<String> before, String after, DnsAnswer answer) {
        List<RecordChange.DiffWord> diff = new ArrayList<>();
        before.forEach(text -> diff.add(
                new RecordChange.DiffWord(text.equals(after) ? RecordChange.Op.KEEP : RecordChange.Op.REMOVE, text)));
        if (!before.contains(after)) {
            diff.add(new RecordChange.DiffWord(RecordChange.Op.ADD, after));
        }
        List<DnsRecord.Txt> others = answer.records(DnsRecord.Txt.class).stream()
                .filter(txt -> !before.contains(txt.joined()))
                .toList();
        return RecordChange.txt(owner, before, after, diff).beside(others);
    }

    private String fresh() {
        return MtaStsRecord.VERSION + " id=" + ID.format(at());
    }

    private Instant at() {
        return settings.at() == null ? Instant.now() : settings.at();
    }

    private CompletableFuture<MtaStsReport> policy(
            DnsAnswer answer, Optional<MtaStsRecord> record, CompletableFuture<MxReport> mx) {
        Optional<DnsName> host = POLICY_HOST.below(domain);
        if (host.isEmpty()) {
            return mx.thenApply(known -> absent(answer, record, known, null));
        }
        return questions.addresses(host.get()).thenCompose(addresses -> {
            boolean announced = record.isPresent();
            if (addresses.isUnknown()) {
                if (announced) {
                    findings.add(MailDomainFinding.STS_DNSFAIL.of(host.get(), host.get() + " A, AAAA"));
                }
                return mx.thenApply(known -> absent(answer, record, known, null));
            }
            if (addresses.known().isEmpty()) {
                if (announced) {
                    findings.add(MailDomainFinding.STS_HOST.of(host.get()));
                }
                return mx.thenApply(known -> absent(answer, record, known, null));
            }
            if (settings.fetcher() == null) {
                if (announced) {
                    findings.add(MailDomainFinding.STS_NOT_ASKED.of(host.get()));
                }
                return mx.thenApply(known -> absent(answer, record, known, null));
            }
            PolicyFetcher fetcher = settings.fetcher();
            PolicyFetcher.Request request = new PolicyFetcher.Request(
                    host.get(), POLICY_PATH, addresses.known(), MtaStsChecker.MAX_POLICY_OCTETS);
            return questions
                    .errand(
                            () -> fetcher.fetch(request, questions.deadline()),
                            why -> PolicyFetch.failed(PolicyFetch.Outcome.TIMEOUT, why))
                    .thenCombine(mx, (fetch, known) -> fetched(answer, record, host.get(), fetch, known));
        });
    }

    /** Nothing was fetched. */
    private MtaStsReport absent(
            DnsAnswer answer, Optional<MtaStsRecord> record, MxReport mx, @Nullable PolicyFetch fetch) {
        if (record.isEmpty() && isMissing()) {
            tellNone(answer, mx);
        }
        return report(record, null, fetch, null);
    }

    /** Whether there is no record and nothing that was meant to be one: what was found is no more than worth knowing. */
    private boolean isMissing() {
        return findings.stream().allMatch(each -> each.severity() == Severity.INFO);
    }

    /** Nothing is wrong with having no MTA-STS; the record follows once the file can be fetched. */
    private void tellNone(DnsAnswer answer, MxReport mx) {
        Finding none = MailDomainFinding.STS_RECORD_NONE.of(owner);
        findings.add(mx.takesMail() ? none.withChange(one(List.of(), fresh(), answer)) : none);
    }

    private MtaStsReport fetched(
            DnsAnswer answer, Optional<MtaStsRecord> record, DnsName host, PolicyFetch fetch, MxReport mx) {
        boolean file = fetch.outcome() == PolicyFetch.Outcome.ANSWERED && fetch.status() == 200;
        if (record.isEmpty()) {
            boolean policy = file && MtaStsPolicy.parse(fetch.text()).isValid();
            boolean missing = isMissing();
            if (policy && missing) {
                findings.add(MailDomainFinding.STS_RECORD_NONE_BESIDE_POLICY
                        .of(owner, host.toString())
                        .withChange(one(List.of(), fresh(), answer)));
            } else if (missing) {
                tellNone(answer, mx);
            }
            return report(record, policy ? MtaStsPolicy.parse(fetch.text()) : null, fetch, null);
        }
        Finding failure = failure(host, fetch);
        if (failure != null) {
            findings.add(failure);
            return report(record, null, fetch, proposal(mx, null));
        }
        if (!fetch.isOfType("text/plain")) {
            findings.add(MailDomainFinding.STS_TYPE.of(host, fetch.mediaType()));
        }
        MtaStsPolicy policy = MtaStsPolicy.parse(fetch.text());
        findings.addAll(PolicyFindings.of(host, policy, mx));
        earlier(answer, record.get(), policy);
        boolean good = policy.findings().isEmpty() && findings.stream().noneMatch(MtaStsRun::isOfThePolicy);
        return report(record, policy, fetch, good ? null : proposal(mx, policy));
    }

    private static boolean isOfThePolicy(Finding finding) {
        return finding.kind() == MailDomainFinding.STS_MX_UNCOVERED;
    }

    private static @Nullable Finding failure(DnsName host, PolicyFetch fetch) {
        String detail = fetch.detail();
        return switch (fetch.outcome()) {
            case ANSWERED ->
                fetch.status() == 200 ? null : MailDomainFinding.STS_STATUS.of(host, String.valueOf(fetch.status()));
            case CERTIFICATE, TLS -> MailDomainFinding.STS_HTTPS.of(host, detail);
            case TOO_LARGE -> MailDomainFinding.STS_SIZE.of(host, String.valueOf(MtaStsChecker.MAX_POLICY_OCTETS));
            case REFUSED, MALFORMED ->
                MailDomainFinding.STS_FETCH.of(host, detail).withSeverity(Severity.FAIL);
            case UNREACHABLE, TIMEOUT -> MailDomainFinding.STS_FETCH.of(host, detail);
            case SPECIAL_ADDRESS -> MailDomainFinding.SPECIAL_ADDRESS.of(host, detail);
        };
    }

    private static @Nullable String proposal(MxReport mx, @Nullable MtaStsPolicy policy) {
        if (!mx.takesMail()) {
            return null;
        }
        MtaStsPolicy.Mode mode =
                policy == null ? MtaStsPolicy.Mode.TESTING : policy.mode().orElse(MtaStsPolicy.Mode.TESTING);
        long age = policy == null
                ? MtaStsPolicy.GOOD_AGE_SECONDS
                : Math.max(policy.maxAgeSeconds().orElse(0), MtaStsPolicy.GOOD_AGE_SECONDS);
        return MtaStsPolicy.write(mode, mx.hosts().stream().map(MxHost::name).toList(), age);
    }

    private void earlier(DnsAnswer answer, MtaStsRecord record, MtaStsPolicy policy) {
        EarlierPolicy before = settings.earlier();
        if (before == null) {
            return;
        }
        boolean sameId = record.id().filter(before.id()::equals).isPresent();
        boolean samePolicy = before.policy().equals(policy.text());
        if (sameId && !samePolicy) {
            findings.add(MailDomainFinding.STS_ID_STALE
                    .of(owner, before.id())
                    .withChange(one(List.of(record.text()), fresh(), answer)));
        }
        boolean testing =
                policy.mode().filter(MtaStsPolicy.Mode.TESTING::equals).isPresent();
        if (samePolicy
                && testing
                && before.since().plus(PolicyFindings.LONG_TRIAL).isBefore(at())) {
            findings.add(MailDomainFinding.STS_TESTING_LONG.of(
                    owner,
                    DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC).format(before.since())));
        }
    }

    private MtaStsReport report(
            Optional<MtaStsRecord> record,
            @Nullable MtaStsPolicy policy,
            @Nullable PolicyFetch fetch,
            @Nullable String proposal) {
        return new MtaStsReport(
                new Told(domain, findings, questions.gaps()), record.orElse(null), policy, fetch, proposal);
    }
}
