package io.github.todoku.cli.ask;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whether a domain is there at all: one question, under way beside those of the check. */
final class MissingDomain {
    private final DnsQuestion question;
    private final CompletionStage<DnsAnswer> answer;
    private final Deadline deadline;

    private MissingDomain(DnsQuestion question, CompletionStage<DnsAnswer> answer, Deadline deadline) {
        this.question = question;
        this.answer = answer;
        this.deadline = deadline;
    }

    static MissingDomain ask(DnsName domain, DnsResolver dns, Deadline deadline) {
        DnsQuestion question = new DnsQuestion(domain, RecordType.TXT);
        return new MissingDomain(question, dns.resolve(question, deadline), deadline);
    }

    /**
     * Whether the name is there; false if the DNS denies it (RFC 8020: and any below it), null where it says nothing. An alias
     * exists, whatever became of its target.
     */
    @Nullable
    Boolean exists() {
        DnsResolver underWay = (asked, limit) -> answer;
        DnsAnswer came = underWay.lookup(question, deadline);
        boolean denied =
                came instanceof DnsAnswer.NxDomain none && none.aliases().isEmpty();
        return came.isFailure() ? null : !denied;
    }
}
