package io.github.todoku.preflight.domain;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MtaStsChecker;
import io.github.todoku.mail.domain.MxChecker;
import io.github.todoku.mail.domain.TlsRptChecker;
import io.github.todoku.spf.publish.SpfLinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What to do first, and whether publishing the record mends it: the check runs again with the record in place. */
final class DomainProofs {
    private final DnsName domain;
    private final DnsRun run;
    private final DomainChecker.Settings settings;
    private final Duration left;

    DomainProofs(DnsName domain, DnsRun run, DomainChecker.Settings settings, Duration left) {
        this.domain = domain;
        this.run = run;
        this.settings = settings;
        this.left = left;
    }

    /** A finding and where it stands. */
    private record Placed(DomainPart part, Finding finding) {}

    CompletableFuture<List<DomainTodo>> of(Map<DomainPart, List<Finding>> parts) {
        List<CompletableFuture<DomainTodo>> todo =
                first(parts).stream().map(each -> proven(each, parts)).toList();
        return CompletableFuture.allOf(todo.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> todo.stream().map(CompletableFuture::join).toList());
    }

    /** What has to be mended before anything can be published: the name itself. */
    private static boolean isOfTheName(Finding finding) {
        return finding.kind() == MailDomainFinding.NO_SUCH_NAME
                || (finding.kind() == MailDomainFinding.DOMAIN_CNAME && finding.severity() == Severity.FAIL);
    }

    /** The failures in the order of the parts, then the warnings; one of a kind, and one for each record. */
    private static List<Placed> first(Map<DomainPart, List<Finding>> parts) {
        for (Finding each : parts.getOrDefault(DomainPart.MX, List.of())) {
            if (isOfTheName(each)) {
                return List.of(new Placed(DomainPart.MX, each));
            }
        }
        List<Placed> wrong = new ArrayList<>();
        for (DomainPart part : DomainPart.values()) {
            for (Finding each : parts.getOrDefault(part, List.of())) {
                if (each.severity() == Severity.FAIL || each.severity() == Severity.WARN) {
                    wrong.add(new Placed(part, each));
                }
            }
        }
        wrong.sort(Comparator.comparing(each -> each.finding().severity() == Severity.FAIL ? 0 : 1));
        List<Placed> first = new ArrayList<>();
        Set<Object> seen = new LinkedHashSet<>();
        for (Placed each : wrong) {
            Object what = each.finding()
                    .change()
                    .<Object>map(change -> List.of(change.owner(), change.type()))
                    .orElse(each.finding().id());
            if (first.size() < DomainReport.MAX_STEPS && seen.add(what)) {
                first.add(each);
            }
        }
        return first;
    }

    private CompletableFuture<DomainTodo> proven(Placed placed, Map<DomainPart, List<Finding>> parts) {
        Optional<RecordChange> change = placed.finding().change();
        if (change.isEmpty()) {
            return done(placed, DomainTodo.Proof.NONE);
        }
        DnsResolver after = OverlayResolver.of(change.get().overlay(), run);
        Optional<CompletableFuture<List<Finding>>> again = again(placed.part(), after);
        if (again.isEmpty()) {
            return done(placed, DomainTodo.Proof.NONE);
        }
        long before = failures(parts.getOrDefault(placed.part(), List.of()));
        return again.get().thenApply(found -> {
            boolean gone = found.stream()
                    .noneMatch(each -> each.id().equals(placed.finding().id())
                            && each.owner().equals(placed.finding().owner())
                            && each.details().equals(placed.finding().details()));
            boolean noWorse = failures(found) <= before;
            return new DomainTodo(
                    placed.part(),
                    placed.finding(),
                    gone && noWorse ? DomainTodo.Proof.PROVEN : DomainTodo.Proof.NOT_PROVEN);
        });
    }

    private static CompletableFuture<DomainTodo> done(Placed placed, DomainTodo.Proof proof) {
        return CompletableFuture.completedFuture(new DomainTodo(placed.part(), placed.finding(), proof));
    }

    private static long failures(List<Finding> found) {
        return found.stream().filter(each -> each.severity() == Severity.FAIL).count();
    }

    /** The check of a part once more; empty where more than the DNS would have to be asked. */
    private Optional<CompletableFuture<List<Finding>>> again(DomainPart part, DnsResolver after) {
        return switch (part) {
            case MX ->
                Optional.of(MxChecker.using(after)
                        .withTimeLimit(left)
                        .checkAsync(domain)
                        .thenApply(r -> r.findings()));
            case SPF ->
                Optional.of(SpfLinter.using(after)
                        .withTimeLimit(left)
                        .checkAsync(domain)
                        .thenApply(r -> r.findings()));
            case DMARC ->
                Optional.of(DmarcChecker.using(after)
                        .withTimeLimit(left)
                        .checkAsync(DmarcRequest.of(domain))
                        .thenApply(r -> r.findings()));
            case MTA_STS -> Optional.of(mtaSts(after));
            case TLS_RPT ->
                Optional.of(TlsRptChecker.using(after)
                        .withTimeLimit(left)
                        .checkAsync(domain)
                        .thenApply(r -> r.findings()));
            case NAME_SERVERS, DKIM, STARTTLS, DANE, LISTS, BIMI -> Optional.empty();
        };
    }

    /** With TLS-RPT, whose absence beside MTA-STS is a finding of MTA-STS. */
    private CompletableFuture<List<Finding>> mtaSts(DnsResolver after) {
        MtaStsChecker checker = MtaStsChecker.using(after).withTimeLimit(left).withTime(settings.time());
        CompletableFuture<List<Finding>> sts = (settings.fetcher == null
                        ? checker
                        : checker.withFetcher(settings.fetcher))
                .checkAsync(domain)
                .thenApply(r -> r.findings());
        CompletableFuture<List<Finding>> rpt = TlsRptChecker.using(after)
                .withTimeLimit(left)
                .checkAsync(domain)
                .thenApply(r -> r.findings());
        return sts.thenCombine(rpt, (first, second) -> {
            List<Finding> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        });
    }
}
