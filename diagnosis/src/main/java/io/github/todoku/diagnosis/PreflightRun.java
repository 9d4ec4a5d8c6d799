package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.PreflightReport.Cell;
import io.github.todoku.diagnosis.PreflightReport.Row;
import io.github.todoku.diagnosis.PreflightReport.Status;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfSender.Service.Placement;
import io.github.todoku.spf.SpfTree;
import io.github.todoku.spf.SpfVerdict;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One preflight: waits for the answers and reads them into rows, idle includes and judgements. */
final class PreflightRun {
    /** How many terms may ask the DNS (RFC 7208 §4.6.4). */
    private static final int MAX_LOOKUPS = 10;

    private final PreflightRequest request;
    private final PreflightQuestions asked;
    private final List<String> gaps = new ArrayList<>();

    PreflightRun(PreflightRequest request, PreflightQuestions asked) {
        this.request = request;
        this.asked = asked;
    }

    PreflightReport report() {
        @Nullable SpfTree tree = await(asked.tree, "spf").orElse(null);
        @Nullable
        MailDomainCheck mailDomain = await(asked.mailDomain, "mail domain").orElse(null);
        if (tree != null) {
            tree.unanswered().forEach(failed -> gaps.add("spf: " + failed.question() + ": " + failed.reason()));
        }
        List<Row> rows = new ArrayList<>();
        request.services().forEach(through -> rows.add(row(through, tree)));
        request.addresses().forEach(address -> rows.add(row(address)));
        return new PreflightReport(
                request.domain(),
                Instant.now(),
                rows,
                tree == null ? List.of() : new IdleIncludes(request, tree).find(),
                new PackJudge(request, rows, domainSpf(tree), dkim(), dmarc(), mailDomain).judge(),
                tree == null || !tree.isComplete() ? null : tree.cost().lookups(),
                gaps);
    }

    /** The domain's record as such, whoever sends. */
    private Cell domainSpf(@Nullable SpfTree tree) {
        Cell broken = tree == null ? Cell.of(Status.NOT_RUN, "no-answer", request.domain()) : broken(tree);
        return broken == null ? Cell.of(Status.PASS, "record", request.domain()) : broken;
    }

    /** What keeps everybody from passing; null if nothing does. */
    private static @Nullable Cell broken(SpfTree tree) {
        SpfTree.Node root = tree.root();
        if (root.answer().isFailure()) {
            return Cell.of(Status.NOT_RUN, "no-answer", tree.domain());
        }
        if (root.texts().size() > 1) {
            return Cell.of(
                    Status.FAIL, "two-records", tree.domain(), root.texts().size());
        }
        if (root.record() == null) {
            return Cell.of(Status.FAIL, "no-record", tree.domain());
        }
        if (!root.record().isValid()) {
            return Cell.of(
                    Status.FAIL,
                    "broken",
                    tree.domain(),
                    root.record().findings().get(0).detail());
        }
        int lookups = tree.cost().lookups();
        return lookups > MAX_LOOKUPS ? Cell.of(Status.FAIL, "too-many-lookups", tree.domain(), lookups) : null;
    }

    private Cell dkim() {
        return Cell.of(Status.NOT_RUN, "dkim-selector-unknown");
    }

    private Cell dmarc() {
        return Cell.of(Status.NOT_RUN, "dmarc-not-asked");
    }

    private <T> Optional<T> await(@Nullable CompletableFuture<T> stage, String what) {
        if (stage == null) {
            return Optional.empty();
        }
        Optional<T> result;
        try {
            result = Waiting.forResult(stage, asked.deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            result = Optional.empty();
        }
        if (result.isEmpty()) {
            gaps.add(what + ": time limit");
        }
        return result;
    }

    private Row row(PreflightRequest.Through through, @Nullable SpfTree tree) {
        SendingService service = through.service();
        DnsName mailFrom = through.mailFrom();
        Cell own = Cell.of(Status.NOT_RUN, "service-own", service.name());
        if (mailFrom != null) {
            Cell spf = bounceDomain(service, mailFrom);
            boolean under =
                    mailFrom.isWithin(request.domain()) || request.domain().isWithin(mailFrom);
            Cell aligned = Cell.of(under ? Status.PASS : Status.FAIL, under ? "aligned" : "not-aligned", mailFrom);
            return new Row(service.name(), true, spf, aligned, own, own);
        }
        return new Row(service.name(), true, spf(service, tree), aligned(service), own, own);
    }

    /** Whether the record of a bounce subdomain lets the service send. */
    private Cell bounceDomain(SendingService service, DnsName mailFrom) {
        SpfTree tree =
                await(asked.mailFromTrees.get(mailFrom), "spf of " + mailFrom).orElse(null);
        if (tree == null) {
            return Cell.of(Status.NOT_RUN, "no-answer", mailFrom);
        }
        if (reaches(tree, service)) {
            return Cell.of(Status.PASS, "included", service.name(), mailFrom);
        }
        if (!tree.isComplete()) {
            return Cell.of(Status.NOT_RUN, "no-answer", mailFrom);
        }
        return tree.passing().isEmpty()
                ? Cell.of(Status.FAIL, "bounce-domain-empty", mailFrom)
                : Cell.of(Status.WARN, "bounce-domain-other", mailFrom, service.name());
    }

    private Cell spf(SendingService service, @Nullable SpfTree tree) {
        Placement placement = service.spf().placement();
        if (placement == Placement.NONE) {
            return Cell.of(Status.PASS, "own-domain", service.name());
        }
        if (placement == Placement.BOUNCE_DOMAIN) {
            return Cell.of(Status.NOT_RUN, "bounce-domain", service.name());
        }
        Cell broken = domainSpf(tree);
        if (tree == null || broken.status() != Status.PASS) {
            return broken;
        }
        if (reaches(tree, service)) {
            return Cell.of(Status.PASS, "included", service.name(), request.domain());
        }
        if (!tree.isComplete()) {
            return Cell.of(Status.NOT_RUN, "no-answer", request.domain());
        }
        if (placement == Placement.PER_CUSTOMER) {
            String form = service.spf().form();
            return Cell.of(Status.NOT_RUN, "per-customer", service.name(), form == null ? "-" : form);
        }
        return Cell.of(
                Status.FAIL,
                "missing",
                request.domain(),
                service.name(),
                service.sender().term());
    }

    /** Whether a walk came past the service's include, or past a name of its own. */
    static boolean reaches(SpfTree tree, SendingService service) {
        DnsName include = service.spf().include();
        if (include != null && tree.node(include).isPresent()) {
            return true;
        }
        boolean fixed = include != null || !service.spf().terms().isEmpty();
        return !fixed
                && tree.nodes().stream()
                        .anyMatch(node -> service.depthOf(node.domain()).isPresent());
    }

    private static Cell aligned(SendingService service) {
        SendingService.Spf spf = service.spf();
        String note = spf.alignedNote() == null ? "" : " (" + spf.alignedNote() + ")";
        return switch (spf.aligned()) {
            case YES -> Cell.of(Status.PASS, "service-aligned", service.name());
            case WITH_SETUP -> Cell.of(Status.WARN, "service-aligned-with-setup", service.name() + note);
            case NO -> Cell.of(Status.WARN, "service-not-aligned", service.name() + note);
            case UNKNOWN -> Cell.of(Status.NOT_RUN, "service-aligned-unknown", service.name());
        };
    }

    private Row row(InetAddress address) {
        String text = IpLiteral.format(address);
        Cell spf = await(asked.spf.get(address), "spf of " + text)
                .map(result -> spf(text, result))
                .orElseGet(() -> Cell.of(Status.NOT_RUN, "no-answer", text));
        Cell aligned = spf.status() == Status.PASS
                ? Cell.of(Status.PASS, "aligned", request.domain())
                : Cell.of(spf.status(), "spf-first", text);
        Cell reverse = await(asked.reverse.get(address), "reverse name of " + text)
                .map(check -> reverse(text, check))
                .orElseGet(() -> Cell.of(Status.NOT_RUN, "no-answer", text));
        Cell lists = IpScope.isPublic(address) || IpScope.isDocumentation(address)
                ? await(asked.lists.get(address), "block lists of " + text)
                        .map(report -> lists(text, report))
                        .orElseGet(() -> Cell.of(Status.NOT_RUN, "no-answer", text))
                : Cell.of(Status.NOT_RUN, "private-address", text);
        return new Row(text, false, spf, aligned, reverse, lists);
    }

    private static Cell spf(String address, SpfResult result) {
        SpfVerdict verdict = result.verdict();
        Status status = verdict == SpfVerdict.PASS
                ? Status.PASS
                : verdict == SpfVerdict.TEMPERROR ? Status.NOT_RUN : Status.FAIL;
        return Cell.of(status, "spf", verdict.token(), address);
    }

    private static Cell reverse(String address, ReverseCheck check) {
        String names =
                String.join(", ", check.names().stream().map(DnsName::toString).toList());
        return switch (check.state()) {
            case CONFIRMED ->
                check.looksGeneric()
                        ? Cell.of(Status.WARN, "reverse-generic", address, names)
                        : Cell.of(Status.PASS, "reverse", address, names);
            case NO_NAME -> Cell.of(Status.FAIL, "reverse-none", address);
            case NOT_CONFIRMED -> Cell.of(Status.FAIL, "reverse-not-confirmed", address, names);
            case UNKNOWN -> Cell.of(Status.NOT_RUN, "no-answer", address);
        };
    }

    private static Cell lists(String address, DnsblReport report) {
        List<String> names = report.entries(DnsblVerdict.Listed.class).stream()
                .map(entry -> entry.list().name())
                .toList();
        if (report.answered() == 0 && report.gaps() == 0) {
            return Cell.of(Status.NOT_RUN, "lists-not-asked", address);
        }
        return switch (report.status()) {
            case LISTED -> Cell.of(Status.FAIL, "listed", address, String.join(", ", names));
            case CLEAN -> Cell.of(Status.PASS, "not-listed", address, report.answered());
            case INCOMPLETE -> Cell.of(Status.NOT_RUN, "lists-incomplete", address, report.answered(), report.gaps());
        };
    }
}
