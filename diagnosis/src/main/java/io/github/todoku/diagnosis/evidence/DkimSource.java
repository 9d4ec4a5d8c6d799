package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.preflight.SelectorGuesses;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.SendingService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The keys of the mail's signatures; where it bears none, whether the From domain has any DKIM key at all (RFC 6376). */
final class DkimSource extends EvidenceSource<List<DkimReport>> {
    static final DkimSource SOURCE = new DkimSource();

    /** How long the domains above From are that are asked for keys; longer ones are not. */
    static final int MAX_SIGNER_LABELS = 4;

    private DkimSource() {
        super("dkim");
    }

    @Override
    List<EvidenceSource<?>> restsOn() {
        return List.of(KnownServiceSource.SOURCE);
    }

    @Override
    Object about(Inquiry inquiry) {
        CaseFacts facts = inquiry.facts();
        return facts.fromDomain() == null ? Signatures.of(inquiry) : facts.fromDomain();
    }

    @Override
    CompletableFuture<List<DkimReport>> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        DkimChecker checker = DkimChecker.using(dns).withTimeLimit(limit);
        List<CompletableFuture<DkimReport>> reports = requests(inquiry, known(evidence)).stream()
                .map(checker::checkAsync)
                .toList();
        return CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new))
                .thenApply(all -> reports.stream().map(CompletableFuture::join).toList());
    }

    private static @Nullable SendingService known(Evidence evidence) {
        Optional<KnownService> known = evidence.of(KnownServiceSource.SOURCE);
        return known == null ? null : known.map(KnownService::service).orElse(null);
    }

    private static List<DkimRequest> requests(Inquiry inquiry, @Nullable SendingService service) {
        CaseFacts facts = inquiry.facts();
        Map<DnsName, DkimRequest> requests = new LinkedHashMap<>();
        for (DkimSignature signature : Signatures.of(inquiry)) {
            DnsName signer = signature.domain().orElseThrow();
            DnsName selector = signature.selector().orElseThrow();
            requests.merge(
                    signer,
                    DkimRequest.of(signer).selector(selector, DkimSelector.Source.SIGNATURE),
                    (known, one) -> known.selector(selector, DkimSelector.Source.SIGNATURE));
        }
        return requests.isEmpty() && facts.fromDomain() != null
                ? unsigned(facts.fromDomain(), service)
                : List.copyOf(requests.values());
    }

    /**
     * What a domain shows when no signature is at hand: whether there can be keys at all, at From's domain and at those above
     * it that could sign for it; and the selectors that the service in use is known for.
     */
    private static List<DkimRequest> unsigned(DnsName from, @Nullable SendingService service) {
        List<DkimRequest> requests = new ArrayList<>();
        DkimRequest request = DkimRequest.of(from);
        requests.add(service == null ? request : SelectorGuesses.of(service, request));
        for (int labels = Math.min(from.labelCount(), MAX_SIGNER_LABELS + 1) - 1; labels >= 2; labels--) {
            requests.add(DkimRequest.of(from.suffix(labels)));
        }
        return requests;
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.state(
                        this,
                        "Dkim",
                        Set.of("key-missing", "key-revoked", "key-unusable", "key-good", "none", "not-aligned"),
                        this::state)
                .needing(this::needs));
    }

    private List<String> needs(Inquiry inquiry, Evidence evidence) {
        boolean asked = reports(evidence).stream()
                .flatMap(report -> report.keys().stream())
                .anyMatch(key -> key.state() == DkimKey.State.CANNOT_TELL);
        return List.of(asked ? "dns" : inquiry.facts().signatures() == null ? "signatures" : "selector");
    }

    private List<DkimReport> reports(Evidence evidence) {
        List<DkimReport> reports = evidence.of(this);
        return reports == null ? List.of() : reports;
    }

    /**
     * The key of the signature that counts: with one good key DKIM can pass, whatever the others are. Where the receiver names
     * DMARC alone only aligned signatures count. Keys that were only guessed say nothing, for nobody knows that the mail was
     * signed with them.
     */
    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        boolean byFrom = DmarcSource.isAllThatIsNamed(inquiry);
        Truth aligned = DmarcSource.SOURCE.signers(inquiry, evidence);
        if (byFrom && aligned == Truth.NO) {
            return "not-aligned";
        }
        DmarcResult dmarc = evidence.of(DmarcSource.SOURCE);
        boolean onlyAligned = countsOnlyAligned(inquiry, dmarc);
        List<String> keys = reports(evidence).stream()
                .filter(report -> !onlyAligned || isAligned(report.domain(), dmarc))
                .flatMap(report -> report.keys().stream())
                .filter(key -> key.selector().source() == DkimSelector.Source.SIGNATURE)
                .map(DkimSource::key)
                .toList();
        if (!aligned.isKnown() && keys.stream().distinct().count() > 1) {
            return null; // which of them counts is not known
        }
        if (keys.isEmpty()) {
            return canHaveNoKey(inquiry.facts(), reports(evidence)) ? "none" : null;
        }
        if (keys.contains("key-good")) {
            return "key-good";
        }
        if (keys.contains("cannot-tell") || Signatures.areLeftOut(inquiry.facts())) {
            return null;
        }
        return keys.contains("key-unusable") ? "key-unusable" : keys.get(0);
    }

    /** Whether only signatures that are aligned with From count: DMARC alone is named, or there are some. */
    static boolean countsOnlyAligned(Inquiry inquiry, @Nullable DmarcResult dmarc) {
        return DmarcSource.isAllThatIsNamed(inquiry)
                || (dmarc != null && dmarc.dkim().stream().anyMatch(DkimSource::isAligned));
    }

    /** A wildcard that answers with a key gives it to verifiers too; one that revokes, gives them none. */
    private static String key(DkimKey key) {
        boolean usable = key.record().filter(DkimRecord::isUsable).isPresent();
        return switch (key.state()) {
            case USABLE -> "key-good";
            case UNUSABLE -> "key-unusable";
            case REVOKED -> "key-revoked";
            case MISSING -> "key-missing";
            case WILDCARD -> usable ? "key-good" : "key-missing";
            case CANNOT_TELL -> "cannot-tell";
        };
    }

    /** The header came back unsigned, and no name stands where From's domain, or one above it, would have its keys. */
    private static boolean canHaveNoKey(CaseFacts facts, List<DkimReport> reports) {
        return facts.signatures() != null && facts.signatures().isEmpty() && isWithoutAnyKey(facts, reports);
    }

    /** Whether no name stands where From's domain, or one above it, would have its keys. */
    boolean isWithoutAnyKey(Inquiry inquiry, Evidence evidence) {
        return isWithoutAnyKey(inquiry.facts(), reports(evidence));
    }

    private static boolean isWithoutAnyKey(CaseFacts facts, List<DkimReport> reports) {
        DnsName from = facts.fromDomain();
        boolean allAsked = from != null && from.labelCount() <= MAX_SIGNER_LABELS + 1;
        return allAsked
                && !reports.isEmpty()
                && reports.stream().allMatch(report -> report.anywhere() == DkimReport.Anywhere.NONE);
    }

    static boolean isAligned(DnsName signer, @Nullable DmarcResult dmarc) {
        return dmarc != null
                && dmarc.dkim().stream().anyMatch(each -> each.domain().equals(signer) && isAligned(each));
    }

    private static boolean isAligned(DmarcAlignment alignment) {
        return alignment.state() == DmarcAlignment.State.ALIGNED;
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, List<DkimReport> answer, Instant at) {
        return answer.stream().<Proof>map(report -> new Proof.Dkim(at, report)).toList();
    }

    @Override
    List<String> gaps(Inquiry inquiry, List<DkimReport> answer) {
        List<String> gaps = new ArrayList<>();
        for (DkimReport report : answer) {
            report.keys().stream()
                    .filter(key -> key.state() == DkimKey.State.CANNOT_TELL)
                    .forEach(key -> gaps.add(key.owner().toString()));
        }
        if (Signatures.areLeftOut(inquiry.facts())) {
            gaps.add("more than " + Signatures.MAX + " signatures");
        }
        return gaps;
    }

    @Override
    boolean isAnswered(List<DkimReport> answer) {
        return answer.stream().anyMatch(Proof.Dkim::isAnswered);
    }
}
