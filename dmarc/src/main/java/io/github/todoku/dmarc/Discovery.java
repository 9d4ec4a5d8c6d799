package io.github.todoku.dmarc;

import io.github.todoku.dmarc.DmarcAlignment.State;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One check: the walk of the From domain first, then all that rests on it at the same time. */
final class Discovery {
    private static final int MAX_DESTINATIONS = 10;
    private static final DnsName REPORT = DnsName.of("_report._dmarc");

    private final DnsResolver dns;
    private final Deadline deadline;
    private final DmarcRequest request;
    private final TreeWalk walks;

    Discovery(DnsResolver dns, Deadline deadline, DmarcRequest request) {
        this.dns = dns;
        this.deadline = deadline;
        this.request = request;
        this.walks = new TreeWalk(dns, deadline);
    }

    CompletableFuture<DmarcResult> run() {
        return walks.from(request.from()).thenCompose(this::beyond);
    }

    private CompletableFuture<DmarcResult> beyond(DmarcWalk walk) {
        PolicyChoice choice = PolicyChoice.of(walk);
        DmarcWalk.Step step = choice.step();
        DmarcRecord record = step == null ? null : step.record();
        boolean own = step != null && step.domain().equals(request.from());

        CompletableFuture<@Nullable DmarcAlignment> spf = request.mailFrom() == null
                ? CompletableFuture.completedFuture(null)
                : alignment(walk, request.mailFrom(), record != null && record.isStrict("aspf"))
                        .thenApply(found -> found);
        List<CompletableFuture<DmarcAlignment>> dkim = new ArrayList<>();
        for (DnsName signer : request.signers()) {
            dkim.add(alignment(walk, signer, record != null && record.isStrict("adkim")));
        }
        List<CompletableFuture<ReportDestination>> destinations =
                step == null || record == null || !request.destinations()
                        ? List.of()
                        : destinations(step.domain(), record, walk);
        CompletableFuture<Boolean> exists =
                own || record == null || record.policy("np").isEmpty()
                        ? CompletableFuture.completedFuture(true)
                        : ask(request.from(), RecordType.A).thenApply(a -> !(a instanceof DnsAnswer.NxDomain));
        CompletableFuture<List<String>> atTheDomain = own || walk.steps().get(0).record() != null
                ? CompletableFuture.completedFuture(List.of())
                : ask(request.from(), RecordType.TXT)
                        .thenApply(answer -> answer.isFailure() ? List.of() : TreeWalk.texts(answer));

        List<CompletableFuture<?>> all = new ArrayList<>(List.of(spf, exists, atTheDomain));
        all.addAll(dkim);
        all.addAll(destinations);
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<ReportDestination> reports =
                    destinations.stream().map(CompletableFuture::join).toList();
            return new DmarcResult(
                    request,
                    walk,
                    step == null ? null : step.domain(),
                    record,
                    record == null ? null : PolicyChoice.published(record, own, exists.join()),
                    walk.organizationalDomain().orElse(null),
                    spf.join(),
                    dkim.stream().map(CompletableFuture::join).toList(),
                    reports,
                    Findings.of(walk, choice, atTheDomain.join(), reports));
        });
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
            State state = State.UNKNOWN;
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

    private List<CompletableFuture<ReportDestination>> destinations(
            DnsName policyDomain, DmarcRecord record, DmarcWalk walk) {
        Set<DnsName> hosts = new LinkedHashSet<>();
        for (String tag : List.of("rua", "ruf")) {
            for (DmarcTag.Uri uri : record.reportUris(tag)) {
                if (uri.host() != null && hosts.size() < MAX_DESTINATIONS) {
                    hosts.add(uri.host());
                }
            }
        }
        DnsName house = walk.organizationalDomain().orElse(policyDomain);
        List<CompletableFuture<ReportDestination>> destinations = new ArrayList<>();
        for (DnsName host : hosts) {
            destinations.add(
                    host.isWithin(house)
                            ? CompletableFuture.completedFuture(
                                    new ReportDestination(host, ReportDestination.State.INTERNAL))
                            : external(policyDomain, host));
        }
        return destinations;
    }

    private CompletableFuture<ReportDestination> external(DnsName policyDomain, DnsName host) {
        Optional<DnsName> name = policyDomain.below(REPORT).flatMap(prefix -> prefix.below(host));
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(new ReportDestination(host, ReportDestination.State.REFUSED));
        }
        return ask(name.get(), RecordType.TXT).thenApply(answer -> {
            if (answer.isFailure()) {
                return new ReportDestination(host, ReportDestination.State.UNKNOWN);
            }
            boolean wanted = TreeWalk.texts(answer).stream().anyMatch(DmarcRecord::isDmarc);
            return new ReportDestination(
                    host, wanted ? ReportDestination.State.WANTED : ReportDestination.State.REFUSED);
        });
    }

    private CompletableFuture<DnsAnswer> ask(DnsName name, RecordType type) {
        return dns.resolve(new DnsQuestion(name, type), deadline).toCompletableFuture();
    }
}
