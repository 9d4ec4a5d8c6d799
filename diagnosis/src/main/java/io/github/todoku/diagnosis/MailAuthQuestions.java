package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimChecker;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.preflight.SelectorGuesses;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is asked of DKIM and DMARC for one mail. */
final class MailAuthQuestions {
    /** How long the domains above From are that are asked for keys; longer ones are not. */
    static final int MAX_SIGNER_LABELS = 4;

    /** How many signatures of one mail are looked at, at some ten questions each; two are usual. */
    static final int MAX_SIGNATURES = 4;

    private final DnsResolver dns;
    private final CaseFacts facts;
    private final ServiceCatalog services;
    private final Duration budget;

    MailAuthQuestions(DnsResolver dns, CaseFacts facts, ServiceCatalog services, Duration budget) {
        this.dns = dns;
        this.facts = facts;
        this.services = services;
        this.budget = budget;
    }

    /** The policy of From, and who is aligned with it. */
    CompletableFuture<DmarcResult> dmarc(DnsName from) {
        DmarcRequest request = DmarcRequest.of(from).withoutDestinations();
        if (facts.mailFromDomain() != null) {
            request = request.mailFrom(facts.mailFromDomain());
        }
        for (DkimSignature signature : signatures()) {
            request = request.signedBy(
                    Objects.requireNonNull(signature.domain(), "a signature is parsed with its domain"));
        }
        return DmarcChecker.using(dns).within(budget).checkAsync(request);
    }

    /** The keys of the signatures; where there are none, whether the From domain has any DKIM key at all. */
    CompletableFuture<List<DkimReport>> dkim() {
        Map<DnsName, DkimRequest> requests = new LinkedHashMap<>();
        for (DkimSignature signature : signatures()) {
            DnsName signer = Objects.requireNonNull(signature.domain(), "a signature is parsed with its domain");
            DnsName selector = Objects.requireNonNull(signature.selector(), "a signature is parsed with its selector");
            requests.merge(
                    signer,
                    DkimRequest.of(signer).selector(selector, DkimSelector.Source.SIGNATURE),
                    (known, one) -> known.selector(selector, DkimSelector.Source.SIGNATURE));
        }
        if (requests.isEmpty() && facts.fromDomain() != null) {
            unsigned(facts.fromDomain()).forEach(request -> requests.put(request.domain(), request));
        }
        DkimChecker checker = DkimChecker.using(dns).within(budget);
        List<CompletableFuture<DkimReport>> reports =
                requests.values().stream().map(checker::checkAsync).toList();
        return CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new))
                .thenApply(all -> reports.stream().map(CompletableFuture::join).toList());
    }

    /**
     * What a domain shows when no signature is at hand: whether there can be keys at all, at From's domain and at those above
     * it that could sign for it; and the selectors that the service in use is known for.
     */
    private List<DkimRequest> unsigned(DnsName from) {
        List<DkimRequest> requests = new ArrayList<>();
        DkimRequest request = DkimRequest.of(from);
        SendingService service = KnownService.find(facts.mailsNames(), services)
                .map(KnownService::service)
                .orElse(null);
        requests.add(service == null ? request : SelectorGuesses.of(service, request));
        for (int labels = Math.min(from.labelCount(), MAX_SIGNER_LABELS + 1) - 1; labels >= 2; labels--) {
            requests.add(DkimRequest.of(from.suffix(labels)));
        }
        return requests;
    }

    /** The signatures that are looked at: those nearest to From first, for whoever wrote the bounce wrote these too. */
    private List<DkimSignature> signatures() {
        DnsName from = facts.fromDomain();
        List<DkimSignature> signatures = facts.signatures() == null ? List.of() : facts.signatures();
        return signatures.stream()
                .sorted(Comparator.comparingInt(signature -> distance(signature.domain(), from)))
                .limit(MAX_SIGNATURES)
                .toList();
    }

    /** 0: From's own domain; 1: one above or below it; 2: one that shares its registered domain; 3: any other. */
    private static int distance(@Nullable DnsName signer, @Nullable DnsName from) {
        if (signer == null || from == null) {
            return 3;
        }
        if (signer.equals(from)) {
            return 0;
        }
        if (signer.isWithin(from) || from.isWithin(signer)) {
            return 1;
        }
        return RegistrableDomain.of(from).filter(signer::isWithin).isPresent() ? 2 : 3;
    }
}
