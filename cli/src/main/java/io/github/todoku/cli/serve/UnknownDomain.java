package io.github.todoku.cli.serve;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The DNS for a record of which nobody said whose it is: what is asked about its domain is not asked, and cannot be told. */
final class UnknownDomain implements DnsResolver {
    /** Stands for the domain. */
    static final DnsName NAME = DnsName.of("your-domain.example");

    private final DnsResolver beneath;

    UnknownDomain(DnsResolver beneath) {
        this.beneath = beneath;
    }

    /** In whatever place: a macro may put it before other labels, as the names do that agree to receive reports (RFC 9990). */
    private static boolean isIn(DnsName name) {
        return ("." + name + ".").toLowerCase(Locale.ROOT).contains("." + NAME + ".");
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        return isIn(question.name())
                ? CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, DnsAnswer.Reason.OUTSIDE_ZONE, ""))
                : beneath.resolve(question, deadline);
    }

    @Override
    public DnsClock clock() {
        return beneath.clock();
    }

    @Override
    public boolean isLive() {
        return beneath.isLive();
    }
}
