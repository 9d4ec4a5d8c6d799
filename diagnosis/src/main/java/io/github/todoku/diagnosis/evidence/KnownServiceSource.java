package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.senders.KnownService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The service that the mail's own names belong to, by the catalogue. It asks nothing. */
public final class KnownServiceSource extends EvidenceSource<Optional<KnownService>> {
    /** The one of its kind. */
    public static final KnownServiceSource SOURCE = new KnownServiceSource();

    private KnownServiceSource() {
        super("catalogue");
    }

    @Override
    Object about(Inquiry inquiry) {
        return inquiry.facts().mailsNames();
    }

    @Override
    CompletableFuture<Optional<KnownService>> ask(
            Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        return CompletableFuture.completedFuture(
                KnownService.find(inquiry.facts().mailsNames(), inquiry.means().services()));
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, Optional<KnownService> answer, Instant at) {
        return answer.<Proof>map(known -> new Proof.Known(at, known)).stream().toList();
    }
}
