package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.preflight.PreflightReport.Cell;
import io.github.todoku.preflight.PreflightReport.Row;
import io.github.todoku.preflight.PreflightReport.Status;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.senders.ServiceProbe;
import io.github.todoku.senders.internal.Waiting;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfTree;
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

    /** With the records to publish, if {@code plans} is given. */
    PreflightReport report(@Nullable PreflightPlans plans) {
        @Nullable SpfTree tree = await(asked.tree, "spf").orElse(null);
        if (tree != null) {
            tree.gaps().forEach(failed -> gaps.add("spf: " + failed.question() + ": " + failed.reason()));
        }
        List<Row> rows = new ArrayList<>();
        request.services().forEach(through -> rows.add(row(through, tree)));
        request.addresses().forEach(address -> rows.add(row(address)));
        return new PreflightReport(
                request.domain(),
                Instant.now(),
                rows,
                tree == null ? List.of() : new IdleIncludes(request, tree, catalog).find(),
                new PackJudge(request, rows, domain(tree)).judge(),
                tree == null || tree.cannotTell() ? null : tree.cost().lookups(),
                gaps,
                plans == null ? List.of() : plans.of(rows));
    }

    private DomainFindings domain(@Nullable SpfTree tree) {
        DnsName domain = request.domain();
        DkimReport keys = await(asked.dkim, "dkim").orElse(null);
        DmarcResult policy = await(asked.dmarc, "dmarc").orElse(null);
        return new DomainFindings(
                DomainFindings.spf(domain, tree),
                DomainFindings.dkim(domain, keys),
                DomainFindings.keySize(domain, keys),
                DomainFindings.dmarc(domain, policy),
                resolves());
    }

    /** The From domain, and every MAIL FROM domain that is known. */
    private Cell resolves() {
        List<Cell> cells = new ArrayList<>();
        asked.existence.forEach((name, stage) -> cells.add(DomainFindings.resolves(
                name, await(stage, "existence of " + name).orElse(null), asked.mailFrom.contains(name))));
        request.services().stream()
                .filter(PreflightRequest.Through::lacksBounceDomain)
                .forEach(through -> cells.add(Cell.of(
                        Status.NOT_RUN, "bounce-domain", through.service().name())));
        return PackJudge.worst(cells, "no-sender");
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
        DmarcAlignment spf = result == null ? null : result.spf().orElse(null);
        if (spf == null || spf.state() == DmarcAlignment.State.CANNOT_TELL) {
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
            Cell spf = spf(through, tree);
            return new Row(service.name(), true, spf, alignedBy(spf, aligned(service), service.name()), own, own);
        }
        SpfTree there =
                await(asked.mailFromTrees.get(mailFrom), "spf of " + mailFrom).orElse(null);
        Cell spf = passes(through, mailFrom, there);
        return new Row(service.name(), true, spf, alignedBy(spf, aligned(mailFrom), service.name()), own, own);
    }

    /** Alignment is worth what SPF is worth: where that does not pass, nothing is aligned by it (RFC 9989). */
    private static Cell alignedBy(Cell spf, Cell aligned, String sender) {
        boolean never = aligned.reason().equals(PreflightReport.NOT_ALIGNED) || aligned.status() == Status.FAIL;
        if (spf.status() == Status.PASS || never) {
            return aligned;
        }
        return spf.status() == Status.FAIL || aligned.status() == Status.PASS
                ? Cell.of(spf.status(), "spf-first", sender)
                : aligned;
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
        Cell broken = tree == null ? Cell.of(Status.NOT_RUN, "no-answer", mailFrom) : DomainFindings.broken(tree);
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
            case NO -> Cell.of(Status.WARN, PreflightReport.NOT_ALIGNED, service.name() + note);
            case UNKNOWN -> Cell.of(Status.NOT_RUN, "service-aligned-unknown", service.name());
        };
    }

    private Row row(InetAddress address) {
        String text = IpLiteral.format(address);
        Cell spf = await(asked.spf.get(address), "spf of " + text)
                .map(result -> spf(text, result))
                .orElseGet(() -> Cell.of(Status.NOT_RUN, "no-answer", text));
        Cell aligned = alignedBy(spf, Cell.of(Status.PASS, "aligned", request.domain()), text);
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
        if (report.answered() == 0 && report.gaps().isEmpty()) {
            return Cell.of(Status.NOT_RUN, "lists-not-asked", address);
        }
        return switch (report.status()) {
            case LISTED -> Cell.of(Status.FAIL, "listed", address, String.join(", ", names));
            case CLEAN -> Cell.of(Status.PASS, "not-listed", address, report.answered());
            case CANNOT_TELL ->
                Cell.of(
                        Status.NOT_RUN,
                        "lists-incomplete",
                        address,
                        report.answered(),
                        report.gaps().size());
        };
    }
}
