package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcAlignment.State;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.RegistrableDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One check: the walk of the From domain first, then all that depends on it at the same time. */
final class Discovery {
    /** A name that nobody uses: what answers here answers for every name below the domain. */
    static final DnsName NOBODY = DnsName.of("todoku-wildcard-probe");

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
        boolean depends = !own && !choice.below(true).equals(choice.below(false));
        CompletableFuture<Optional<DnsAnswer>> host = ask(depends, request.from(), RecordType.A);
        DmarcWalk.Step first = walk.steps().get(0);
        boolean missing = first.record().isEmpty();
        CompletableFuture<Optional<DnsAnswer>> atTheDomain = ask(!own && missing, request.from(), RecordType.TXT);
        boolean something = !first.texts().isEmpty() || !first.aliases().isEmpty();
        boolean suspicious = something && (missing || request.asksDestinations());
        Optional<DnsName> nobodys = NOBODY.below(request.from());
        CompletableFuture<Optional<DnsAnswer>> anywhere =
                ask(suspicious && nobodys.isPresent(), nobodys.orElse(NOBODY), RecordType.TXT);

        DnsName registered = RegistrableDomain.of(request.from()).orElse(request.from());
        boolean lost = choice.known() && record == null && request.asksDestinations(); // a receiver need not know
        CompletableFuture<List<StrayedRecords.Strayed>> strayed =
                lost ? StrayedRecords.of(run, registered) : CompletableFuture.completedFuture(List.of());

        List<CompletableFuture<?>> all = new ArrayList<>(List.of(spf, host, atTheDomain, anywhere, strayed));
        all.addAll(dkim);
        all.addAll(destinations);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            DiscoveryFindings findings = new DiscoveryFindings(walk, choice);
            List<ReportDestination> reports =
                    destinations.stream().map(CompletableFuture::join).toList();
            DmarcPolicy policy = (own ? choice.forItself() : below(choice, host.join(), findings)).orElse(null);
            findings.record(policy, anywhere.join());
            findings.atTheDomain(atTheDomain.join());
            findings.strayed(registered, strayed.join());
            findings.destinations(reports, run.gaps());
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

    /** Empty where the policy depends on whether the domain exists, and that question had no answer, too. */
    private static Optional<DmarcPolicy> below(
            PolicyChoice choice, Optional<DnsAnswer> host, DiscoveryFindings findings) {
        Optional<DmarcPolicy> existing = choice.below(true);
        Optional<DmarcPolicy> missing = choice.below(false);
        if (host.isEmpty() || existing.isEmpty() || missing.isEmpty()) {
            return existing;
        }
        if (host.get() instanceof DnsAnswer.TempFail gap) {
            findings.existenceUnknown(gap, existing.get(), missing.get());
            return Optional.empty();
        }
        if (!(host.get() instanceof DnsAnswer.NxDomain denied)) {
            return existing;
        }
        List<DnsName> aliases = denied.aliases();
        if (!aliases.isEmpty()) {
            findings.aliasToNothing(aliases.get(aliases.size() - 1), existing.get(), missing.get());
        }
        return missing;
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

    private CompletableFuture<Optional<DnsAnswer>> ask(boolean wanted, DnsName name, RecordType type) {
        return wanted
                ? run.resolve(new DnsQuestion(name, type), run.deadline())
                        .toCompletableFuture()
                        .thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }
}
