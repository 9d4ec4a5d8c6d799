package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.util.concurrent.CompletionStage;

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
     * Whether the DNS says that there is no such name (RFC 8020: nor any below it); false where it says nothing, and of an alias:
     * that exists, whatever became of its end.
     */
    boolean isDenied() {
        DnsResolver underWay = (asked, limit) -> answer;
        return underWay.lookup(question, deadline) instanceof DnsAnswer.NxDomain none
                && none.aliases().isEmpty();
    }
}
