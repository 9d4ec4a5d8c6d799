package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.MailDomainChecker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether one of the domains of a case exists, and takes mail. */
abstract class MailDomainSource extends EvidenceSource<MailDomainCheck> {
    MailDomainSource(String id) {
        super(id);
    }

    @Override
    abstract @Nullable DnsName about(Inquiry inquiry);

    @Override
    final CompletableFuture<MailDomainCheck> ask(
            Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        return MailDomainChecker.using(dns).withTimeLimit(limit).checkAsync(Objects.requireNonNull(about(inquiry)));
    }

    /** The state as the table writes it; null where the DNS did not answer. */
    final @Nullable String state(Inquiry inquiry, Evidence evidence) {
        MailDomainCheck check = evidence.of(this);
        return check == null || check.state() == MailDomainCheck.State.CANNOT_TELL ? null : Condition.word(check.state());
    }

    @Override
    final List<Proof> proofs(Inquiry inquiry, MailDomainCheck answer, Instant at) {
        return List.of(new Proof.MailDomain(at, id(), answer));
    }

    @Override
    final List<String> gaps(Inquiry inquiry, MailDomainCheck answer) {
        return answer.failure() == null ? List.of() : List.of(answer.failure());
    }

    @Override
    final boolean isAnswered(MailDomainCheck answer) {
        return answer.state() != MailDomainCheck.State.CANNOT_TELL;
    }
}
