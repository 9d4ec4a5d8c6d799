package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcAlignment.State;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One check: the walk of the From domain first, then all that depends on it at the same time. */
final class Discovery {
    private final DnsRun run;
    private final DmarcRequest request;
    private final TreeWalk walks;

    Discovery(DnsRun run, DmarcRequest request) {
        this.run = run;
        this.request = request;
        this.walks = new TreeWalk(run);
    }

    CompletableFuture<DmarcResult> start() {
        return walks.from(request.from()).thenCompose(this::beyond);
    }

    private CompletableFuture<DmarcResult> beyond(DmarcWalk walk) {
        PolicyChoice choice = PolicyChoice.of(walk);
        DmarcRecord record = choice.record();
        boolean own = choice.isOf(request.from());

        CompletableFuture<Optional<DmarcAlignment>> spf = request.mailFromDomain()
                .map(domain -> alignment(walk, domain, isStrict(record, "aspf")).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
        List<CompletableFuture<DmarcAlignment>> dkim = new ArrayList<>();
        for (DnsName signer : request.signers()) {
            dkim.add(alignment(walk, signer, isStrict(record, "adkim")));
        }
        List<CompletableFuture<ReportDestination>> destinations =
                choice.domain() == null || record == null || !request.asksDestinations()
                        ? List.of()
                        : new ExternalDestinations(run, choice.domain()).of(record, walk);
        CompletableFuture<Optional<DnsAnswer>> host =
                own || record == null || record.policy("np").isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : ask(request.from(), RecordType.A);
        CompletableFuture<Optional<DnsAnswer>> atTheDomain =
                own || walk.steps().get(0).record().isPresent()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : ask(request.from(), RecordType.TXT);

        List<CompletableFuture<?>> all = new ArrayList<>(List.of(spf, host, atTheDomain));
        all.addAll(dkim);
        all.addAll(destinations);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            DiscoveryFindings findings = new DiscoveryFindings(walk, choice);
            List<ReportDestination> reports =
                    destinations.stream().map(CompletableFuture::join).toList();
            DmarcPolicy policy =
                    record == null ? null : own ? PolicyChoice.forItself(record) : below(record, host.join(), findings);
            findings.atTheDomain(atTheDomain.join());
            findings.destinations(reports);
            return new DmarcResult(
                    request,
                    walk,
                    choice,
                    policy,
                    spf.join().orElse(null),
                    dkim.stream().map(CompletableFuture::join).toList(),
                    reports,
                    findings.all(),
                    run.gaps());
        });
    }

    private static boolean isStrict(@Nullable DmarcRecord record, String tag) {
        return record != null && record.isStrict(tag);
    }

    /** Null where the policy depends on whether the domain exists, and that question had no answer. */
    private static @Nullable DmarcPolicy below(
            DmarcRecord record, Optional<DnsAnswer> host, DiscoveryFindings findings) {
        DmarcPolicy existing = PolicyChoice.below(record, true);
        DmarcPolicy missing = PolicyChoice.below(record, false);
        if (host.isPresent() && host.get() instanceof DnsAnswer.TempFail gap && existing != missing) {
            findings.unanswered(gap);
            return null;
        }
        return host.isPresent() && host.get() instanceof DnsAnswer.NxDomain ? missing : existing;
    }

    private CompletableFuture<DmarcAlignment> alignment(DmarcWalk from, DnsName domain, boolean strict) {
        if (domain.equals(from.domain())) {
            return CompletableFuture.completedFuture(new DmarcAlignment(domain, strict, State.ALIGNED, null));
        }
        if (strict || !sharesTopLabel(domain, from.domain())) {
            return CompletableFuture.completedFuture(new DmarcAlignment(domain, strict, State.NOT_ALIGNED, null));
        }
        return walks.from(domain).thenApply(walk -> {
            Optional<DnsName> theirs = walk.organizationalDomain();
            Optional<DnsName> ours = from.organizationalDomain();
            State state = State.CANNOT_TELL;
            if (theirs.isPresent() && ours.isPresent()) {
                state = theirs.equals(ours) ? State.ALIGNED : State.NOT_ALIGNED;
            }
            return new DmarcAlignment(domain, false, state, theirs.orElse(null));
        });
    }

    /** An organizational domain is the domain or above it: two names without a common end have none in common. */
    private static boolean sharesTopLabel(DnsName one, DnsName other) {
        return !one.isRoot() && !other.isRoot() && one.suffix(1).equals(other.suffix(1));
    }

    private CompletableFuture<Optional<DnsAnswer>> ask(DnsName name, RecordType type) {
        return run.resolve(new DnsQuestion(name, type), run.deadline())
                .toCompletableFuture()
                .thenApply(Optional::of);
    }
}
