package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.PreflightReport.Cell;
import io.github.todoku.diagnosis.PreflightReport.Row;
import io.github.todoku.diagnosis.PreflightReport.Status;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfResult;
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
    private final PreflightRequest request;
    private final PreflightQuestions asked;
    private final ServiceCatalog catalog;
    private final List<String> gaps = new ArrayList<>();

    PreflightRun(PreflightRequest request, PreflightQuestions asked, ServiceCatalog catalog) {
        this.catalog = catalog;
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
                tree == null ? List.of() : new IdleIncludes(request, tree, catalog).find(),
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
        return lookups > SpfOptions.MAX_TERMS ? Cell.of(Status.FAIL, "too-many-lookups", tree.domain(), lookups) : null;
    }

    private Cell dkim() {
        DkimReport report = await(asked.dkim, "dkim").orElse(null);
        if (report == null) {
            return Cell.of(Status.NOT_RUN, "no-answer", request.domain());
        }
        return switch (report.status()) {
            case GOOD -> Cell.of(Status.PASS, "dkim", request.domain());
            case WARN -> Cell.of(Status.WARN, "dkim-weak", request.domain());
            case FAIL ->
                Cell.of(
                        Status.FAIL,
                        report.anywhere() == DkimReport.Anywhere.NONE ? "no-dkim" : "dkim-fails",
                        request.domain());
            case SELECTOR_UNKNOWN -> Cell.of(Status.NOT_RUN, "dkim-selector-unknown");
            case CANNOT_TELL -> Cell.of(Status.NOT_RUN, "no-answer", request.domain());
        };
    }

    private Cell dmarc() {
        DmarcResult result = await(asked.dmarc, "dmarc").orElse(null);
        if (result == null || result.status() == DmarcResult.Status.CANNOT_TELL) {
            return Cell.of(Status.NOT_RUN, "no-answer", request.domain());
        }
        if (result.isMissing()) {
            return Cell.of(Status.FAIL, "no-dmarc", request.domain());
        }
        if (result.status() == DmarcResult.Status.FAIL) {
            return Cell.of(Status.FAIL, "dmarc-broken", request.domain());
        }
        boolean good = result.status() == DmarcResult.Status.GOOD;
        DmarcPolicy applied = result.applied();
        return Cell.of(
                good ? Status.PASS : Status.WARN,
                good ? "dmarc" : "dmarc-could-be-better",
                request.domain(),
                applied == null ? "-" : applied.word());
    }

    /** Whether DMARC finds a MAIL FROM domain aligned with the From domain. */
    private Cell aligned(DnsName mailFrom) {
        DmarcResult result = await(asked.alignments.get(mailFrom), "alignment of " + mailFrom)
                .orElse(null);
        if (result != null && result.isMissing()) {
            // a record at the From domain, once it stands, is found from the names below it too
            return mailFrom.isWithin(request.domain())
                    ? Cell.of(Status.PASS, "aligned", mailFrom)
                    : Cell.of(Status.NOT_RUN, "no-dmarc", request.domain());
        }
        DmarcAlignment spf = result == null ? null : result.spf();
        if (spf == null || spf.state() == DmarcAlignment.State.UNKNOWN) {
            return Cell.of(Status.NOT_RUN, "no-answer", mailFrom);
        }
        boolean is = spf.state() == DmarcAlignment.State.ALIGNED;
        return Cell.of(is ? Status.PASS : Status.FAIL, is ? "aligned" : "not-aligned", mailFrom);
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
        if (mailFrom == null) {
            return new Row(service.name(), true, spf(through, tree), aligned(service), own, own);
        }
        SpfTree there =
                await(asked.mailFromTrees.get(mailFrom), "spf of " + mailFrom).orElse(null);
        return new Row(service.name(), true, passes(through, mailFrom, there), aligned(mailFrom), own, own);
    }

    /** Where the service usually has its MAIL FROM domain. */
    private Cell spf(PreflightRequest.Through through, @Nullable SpfTree tree) {
        SendingService service = through.service();
        return switch (service.spf().placement()) {
            case NONE -> Cell.of(Status.PASS, "own-domain", service.name());
            case BOUNCE_DOMAIN -> Cell.of(Status.NOT_RUN, "bounce-domain", service.name());
            case PER_CUSTOMER, ROOT -> passes(through, request.domain(), tree);
        };
    }

    /** Whether the record of a MAIL FROM domain lets the service's own addresses pass; the verdict counts, not the text. */
    private Cell passes(PreflightRequest.Through through, DnsName mailFrom, @Nullable SpfTree tree) {
        SendingService service = through.service();
        Cell broken = tree == null ? Cell.of(Status.NOT_RUN, "no-answer", mailFrom) : broken(tree);
        if (tree == null || broken != null) {
            return broken == null ? Cell.of(Status.NOT_RUN, "no-answer", mailFrom) : broken;
        }
        ServiceProbe probe = await(asked.services.get(through), "addresses of " + service.name())
                .orElse(null);
        if (probe == null) {
            return byText(service, mailFrom, tree);
        }
        if (!probe.failed().isEmpty()) {
            String verdict = probe.failed().get(0).verdict().token();
            return probe.passed().isEmpty()
                    ? Cell.of(
                            Status.FAIL,
                            "missing",
                            mailFrom,
                            service.name(),
                            service.sender().term(),
                            verdict)
                    : Cell.of(Status.FAIL, "partly", mailFrom, service.name(), verdict);
        }
        return probe.unknown()
                ? Cell.of(Status.NOT_RUN, "no-answer", service.name())
                : Cell.of(Status.PASS, "included", service.name(), mailFrom);
    }

    /** Without an include that is the same for all customers: the terms, or a name of the service's own in the tree. */
    private static Cell byText(SendingService service, DnsName mailFrom, SpfTree tree) {
        String form = service.spf().form();
        String text = tree.root().record() == null ? "" : tree.root().record().text();
        List<String> terms = service.spf().terms();
        boolean written = !terms.isEmpty() && List.of(text.split(" ", -1)).containsAll(terms);
        boolean walked = tree.networks().stream()
                .anyMatch(network -> network.path().stream()
                        .anyMatch(name -> service.depthOf(name).isPresent()));
        return written || walked
                ? Cell.of(Status.PASS, "included", service.name(), mailFrom)
                : Cell.of(Status.NOT_RUN, "per-customer", service.name(), form == null ? "-" : form);
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
