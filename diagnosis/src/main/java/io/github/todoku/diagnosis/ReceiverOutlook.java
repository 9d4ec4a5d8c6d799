package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.preflight.SendingVolume;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the receiver's rules will say with the remedy laid over the DNS. Only where the caller tells how much the domain sends,
 * for other rules hold for those who send little; and where From is the MAIL FROM domain, or not known to be another.
 */
final class ReceiverOutlook {
    /** No list is asked. */
    private static final DnsblCatalog NO_LISTS = DnsblCatalog.of("");

    private final DnsRun dns;
    private final SendingProfile profile;

    ReceiverOutlook(DnsRun dns, SendingProfile profile) {
        this.dns = dns;
        this.profile = profile;
    }

    /** Costs the questions of a preflight for one address; block lists are not asked. */
    CompletableFuture<Prescription> judge(Prescription written, CaseFacts facts) {
        DnsName domain = facts.domain();
        if (written.overlay() == null
                || profile.volume() == SendingVolume.UNKNOWN
                || facts.recipientDomain() == null
                || facts.clientAddress() == null
                || domain == null
                || (facts.fromDomain() != null && !domain.equals(facts.fromDomain()))
                || dns.deadline().isOver()) {
            return CompletableFuture.completedFuture(written);
        }
        List<ReceiverPack> packs = ReceiverPack.of(facts.recipientDomain(), profile.volume());
        if (packs.isEmpty()) {
            return CompletableFuture.completedFuture(written);
        }
        PreflightRequest request =
                PreflightRequest.of(domain).from(facts.clientAddress()).judgedBy(packs);
        List<DkimSignature> signatures = facts.signatures() == null ? List.of() : facts.signatures();
        for (DkimSignature signature : signatures) {
            DnsName selector = signature.selector().orElse(null);
            DnsName signer = signature.domain().orElse(null);
            if (selector != null
                    && signer != null
                    && signer.equals(domain)
                    && !request.selectors().contains(selector)) {
                request = request.selector(selector);
            }
        }
        DnsResolver published = OverlayResolver.of(written.overlay(), dns);
        return Preflight.using(published)
                .withTimeLimit(dns.deadline().remaining())
                .withLists(NO_LISTS, DnsblChecker.using(published))
                .checkAsync(request)
                .thenApply(report -> written.judged(report.rules()));
    }
}
