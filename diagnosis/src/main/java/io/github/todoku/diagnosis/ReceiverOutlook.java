package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.preflight.SendingVolume;
import java.util.List;

/**
 * What the receiver's rules will say with the remedy laid over the DNS. Only where the caller tells how much the domain sends,
 * for other rules hold for those who send little; and where From is the MAIL FROM domain, or not known to be another.
 */
final class ReceiverOutlook {
    private final DnsResolver dns;
    private final Deadline deadline;
    private final SendingProfile profile;

    ReceiverOutlook(DnsResolver dns, Deadline deadline, SendingProfile profile) {
        this.dns = dns;
        this.deadline = deadline;
        this.profile = profile;
    }

    /** Costs the questions of a preflight for one address; block lists are not asked. */
    Prescription judge(Prescription written, CaseFacts facts) {
        DnsName domain = facts.domain();
        if (written.overlay() == null
                || profile.volume() == SendingVolume.UNKNOWN
                || facts.recipientDomain() == null
                || facts.clientAddress() == null
                || domain == null
                || (facts.fromDomain() != null && !domain.equals(facts.fromDomain()))
                || deadline.isOver()) {
            return written;
        }
        List<ReceiverPack> packs = ReceiverPack.of(facts.recipientDomain(), profile.volume());
        if (packs.isEmpty()) {
            return written;
        }
        PreflightRequest request =
                PreflightRequest.of(domain).from(facts.clientAddress()).judgedBy(packs);
        List<DkimSignature> signatures = facts.signatures() == null ? List.of() : facts.signatures();
        for (DkimSignature signature : signatures) {
            DnsName selector = signature.selector();
            DnsName signer = signature.domain();
            if (selector != null
                    && signer != null
                    && signer.equals(domain)
                    && !request.selectors().contains(selector)) {
                request = request.selector(selector);
            }
        }
        PreflightReport report = Preflight.using(OverlayResolver.of(written.overlay(), dns))
                .within(deadline.remaining())
                .asking(DnsblCatalog.of(""), DnsblChecker::using)
                .check(request);
        return written.judged(report.rules());
    }
}
