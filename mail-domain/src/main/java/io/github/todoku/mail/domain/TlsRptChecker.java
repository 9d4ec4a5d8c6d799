package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at where a domain wants reports about TLS (RFC 8460 §3). One question. Immutable, and safe for use by several threads
 * if the resolver is.
 *
 * <pre>{@code
 * TlsRptReport report = TlsRptChecker.using(dns).check(domain);
 * }</pre>
 */
public final class TlsRptChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(8);

    private static final DnsName RECORD = DnsName.of("_smtp._tls");

    private final DnsResolver dns;
    private final Duration timeLimit;

    private TlsRptChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static TlsRptChecker using(DnsResolver dns) {
        return new TlsRptChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public TlsRptChecker withTimeLimit(Duration limit) {
        return new TlsRptChecker(dns, limit);
    }

    /**
     * {@return where a domain wants its reports, waited for}
     *
     * @param domain the domain
     */
    public TlsRptReport check(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, 1);
        return questions.await(start(domain, questions), () -> failed(domain, "time limit", questions));
    }

    /**
     * {@return where a domain wants its reports} No network trouble fails the future; cancelling it stops the question.
     *
     * @param domain the domain
     */
    public CompletableFuture<TlsRptReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, 1);
        return questions.endingWith(start(domain, questions));
    }

    static CompletableFuture<TlsRptReport> start(DnsName domain, Questions questions) {
        return questions
                .ask(RECORD.below(domain), domain, RecordType.TXT)
                .thenApply(answer -> judge(domain, answer, questions));
    }

    static TlsRptReport failed(DnsName domain, String why, Questions questions) {
        Finding failed =
                MailDomainFinding.TLSRPT_DNSFAIL.of(RECORD.below(domain).orElse(domain), why);
        return new TlsRptReport(new Told(domain, List.of(failed), questions.gaps()), null);
    }

    private static TlsRptReport judge(DnsName domain, DnsAnswer answer, Questions questions) {
        if (answer instanceof DnsAnswer.TempFail failed) {
            return failed(domain, failed.question() + ": " + failed.reason(), questions);
        }
        DnsName owner = RECORD.below(domain).orElse(domain);
        VersionedTexts texts = VersionedTexts.of(answer, TlsRptRecord.VERSION);
        List<Finding> findings = new ArrayList<>();
        texts.others().forEach(other -> findings.add(MailDomainFinding.TLSRPT_OTHER.of(owner, other)));
        String proposal = TlsRptRecord.VERSION + " rua=mailto:tls-reports@" + domain;
        if (texts.records().isEmpty()) {
            findings.add(MailDomainFinding.TLSRPT_NONE
                    .of(owner)
                    .withChange(change(owner, texts.nearMisses(TlsRptRecord.VERSION), proposal, answer)));
            return new TlsRptReport(new Told(domain, findings, questions.gaps()), null);
        }
        if (texts.records().size() > 1) {
            findings.add(MailDomainFinding.TLSRPT_SEVERAL
                    .of(owner, String.valueOf(texts.records().size()))
                    .withChange(change(owner, texts.records(), texts.records().get(0), answer)));
            return new TlsRptReport(new Told(domain, findings, questions.gaps()), null);
        }
        TlsRptRecord record = TlsRptRecord.parse(texts.records().get(0));
        for (Finding each : record.findings()) {
            Finding here = each.in(owner.toString());
            boolean mends = each.kind() != MailDomainFinding.TLSRPT_EXT;
            findings.add(
                    mends ? here.withChange(change(owner, texts.records(), mended(record, proposal), answer)) : here);
        }
        if (record.isValid()) {
            findings.add(0, MailDomainFinding.TLSRPT_RECORD.of(owner, String.join(", ", record.rua())));
        }
        if (record.isAllWithin(domain)) {
            findings.add(MailDomainFinding.TLSRPT_LOOP.of(owner, domain.toString()));
        }
        return new TlsRptReport(new Told(domain, findings, questions.gaps()), record);
    }

    /** The addresses that can be used, or one to begin with. */
    private static String mended(TlsRptRecord record, String proposal) {
        return record.rua().isEmpty() ? proposal : TlsRptRecord.VERSION + " rua=" + String.join(",", record.rua());
    }

    private static RecordChange change(DnsName owner, List<String> before, String after, DnsAnswer answer) {
        List<RecordChange.DiffWord> diff = new ArrayList<>();
        before.stream()
                .filter(text -> !text.equals(after))
                .forEach(text -> diff.add(new RecordChange.DiffWord(RecordChange.Op.REMOVE, text)));
        diff.add(new RecordChange.DiffWord(before.contains(after) ? RecordChange.Op.KEEP : RecordChange.Op.ADD, after));
        List<DnsRecord.Txt> others = answer.records(DnsRecord.Txt.class).stream()
                .filter(txt -> !before.contains(txt.joined()))
                .toList();
        return RecordChange.txt(owner, before, after, diff).beside(others);
    }

    /** {@code TlsRptChecker[PT8S]}, for logs. */
    @Override
    public String toString() {
        return "TlsRptChecker[" + timeLimit + "]";
    }
}
