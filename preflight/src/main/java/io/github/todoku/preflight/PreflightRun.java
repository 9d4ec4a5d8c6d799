package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpScope;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.SkipReason;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport.Row;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfTree;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One preflight: waits for the answers and reads them into rows, idle includes and judgements. */
final class PreflightRun {
    private final PreflightRequest request;
    private final PreflightQuestions asked;
    private final ServiceCatalog catalog;
    private final List<String> gaps = new ArrayList<>();
    private @Nullable SpfTree tree;

    PreflightRun(PreflightRequest request, PreflightQuestions asked, ServiceCatalog catalog) {
        this.catalog = catalog;
        this.request = request;
        this.asked = asked;
    }

    /** When all answers are in, or the time is over; it never fails. */
    CompletableFuture<Boolean> answered() {
        return asked.all();
    }

    /** The report from what is there; with the records to publish, if wanted. To be called once. */
    CompletableFuture<PreflightReport> report(boolean withPlans) {
        List<Row> rows = rows();
        if (!withPlans || existence() == MailDomainCheck.State.NO_SUCH_NAME) {
            return CompletableFuture.completedFuture(report(rows, List.of(), null));
        }
        PreflightPlans plans = new PreflightPlans(request, asked.strangers, catalog, asked.reverse);
        return plans.of(rows)
                .thenCombine(plans.dmarc(asked.dmarc), (spf, dmarc) -> report(rows, spf, dmarc.orElse(null)));
    }

    /** The report without plans, where these do not come in time. */
    PreflightReport soFar() {
        gaps.clear();
        return report(rows(), List.of(), null);
    }

    private List<Row> rows() {
        tree = answer(asked.tree, "spf");
        List<Row> rows = new ArrayList<>();
        request.services().forEach(through -> rows.add(row(through)));
        request.addresses().forEach(address -> rows.add(row(address)));
        return rows;
    }

    private PreflightReport report(List<Row> rows, List<SpfPlan> plans, @Nullable RecordChange dmarc) {
        DomainFindings domain = domain(dmarc);
        noteGaps();
        return new PreflightReport(
                request.domain(),
                Instant.now(),
                existence(),
                rows,
                tree == null ? List.of() : new IdleIncludes(request, tree, catalog).find(),
                new PackJudge(request, rows, domain).judge(),
                tree == null || tree.cannotTell() || !tree.leadsOpen().isEmpty()
                        ? null
                        : tree.cost().lookups(),
                gaps,
                plans.stream().filter(SpfPlan::isReady).toList(),
                plans.stream()
                        .flatMap(plan -> plan.obstacles().stream())
                        .distinct()
                        .toList());
    }

    private MailDomainCheck.State existence() {
        CompletableFuture<DomainExistence> stage = asked.existence.get(request.domain());
        return stage != null && stage.isDone() && !stage.isCompletedExceptionally()
                ? stage.join().check().state()
                : MailDomainCheck.State.CANNOT_TELL;
    }

    /** What did not answer in the domain's own record; and whether there was more to ask than may be asked. */
    private void noteGaps() {
        if (tree != null) {
            tree.gaps().stream()
                    .filter(failed -> failed.reason() != DnsAnswer.Reason.TOO_MANY_QUESTIONS)
                    .forEach(failed -> gaps.add("spf: " + failed.question() + ": " + failed.reason()));
        }
        boolean tooLarge = asked.strangers.gaps().stream()
                .anyMatch(failed -> failed.reason() == DnsAnswer.Reason.TOO_MANY_QUESTIONS);
        if (tooLarge || (tree != null && tree.isTooLarge())) {
            gaps.add("too large: the records of " + request.domain() + " lead to more questions than are asked");
        }
    }

    private DomainFindings domain(@Nullable RecordChange mend) {
        DnsName domain = request.domain();
        DkimReport keys = answer(asked.dkim, "dkim");
        DmarcResult policy = answer(asked.dmarc, "dmarc");
        return new DomainFindings(
                DomainFindings.spf(domain, tree),
                DomainFindings.dkim(domain, keys),
                DomainFindings.keySize(domain, keys),
                DomainFindings.dmarc(domain, policy, keys, mend),
                resolves());
    }

    /** The From domain, and every MAIL FROM domain that is known. */
    private Finding resolves() {
        List<Finding> cells = new ArrayList<>();
        asked.existence.forEach((name, stage) -> cells.add(
                DomainFindings.resolves(name, answer(stage, "existence of " + name), asked.mailFrom.contains(name))));
        request.services().stream()
                .filter(PreflightRequest.Through::lacksBounceDomain)
                .forEach(through -> cells.add(
                        PreflightFinding.BOUNCE_DOMAIN.of(through.service().name())));
        return PackJudge.worst(cells, PreflightFinding.NO_SENDER);
    }

    /** Whether DMARC finds a MAIL FROM domain aligned with the From domain. */
    private Finding aligned(DnsName mailFrom) {
        DmarcResult result = answer(asked.alignments.get(mailFrom), "alignment of " + mailFrom);
        if (result != null && result.isMissing()) {
            // a record at the From domain, once it stands, is found from the names below it too
            return mailFrom.isWithin(request.domain())
                    ? PreflightFinding.ALIGNED.of(mailFrom)
                    : PreflightFinding.NO_DMARC.of(request.domain()).withSeverity(Severity.CANNOT_TELL);
        }
        DmarcAlignment spf = result == null ? null : result.spf().orElse(null);
        if (spf == null || spf.state() == DmarcAlignment.State.CANNOT_TELL) {
            return PreflightFinding.NO_ANSWER.of(mailFrom);
        }
        boolean is = spf.state() == DmarcAlignment.State.ALIGNED;
        return (is ? PreflightFinding.ALIGNED : PreflightFinding.NOT_ALIGNED).of(mailFrom);
    }

    /** What came; null, and a gap, where nothing did. */
    private <T> @Nullable T answer(@Nullable CompletableFuture<T> stage, String what) {
        if (stage == null) {
            return null;
        }
        if (stage.isDone() && !stage.isCompletedExceptionally()) {
            return stage.join();
        }
        gaps.add(what + ": time limit");
        return null;
    }

    private Row row(PreflightRequest.Through through) {
        SendingService service = through.service();
        DnsName mailFrom = through.mailFromDomain();
        Finding own = PreflightFinding.SERVICE_OWN.of(service.name());
        if (mailFrom == null) {
            Finding spf = spf(through, tree);
            return new Row(service.name(), true, spf, alignedBy(spf, aligned(service), service.name()), own, own);
        }
        SpfTree there = answer(asked.mailFromTrees.get(mailFrom), "spf of " + mailFrom);
        Finding spf = passes(through, mailFrom, there);
        return new Row(service.name(), true, spf, alignedBy(spf, aligned(mailFrom), service.name()), own, own);
    }

    /** Alignment is worth what SPF is worth: where that does not pass, nothing is aligned by it (RFC 9989). */
    private static Finding alignedBy(Finding spf, Finding aligned, String sender) {
        boolean never = aligned.kind() == PreflightFinding.SERVICE_NOT_ALIGNED || aligned.severity() == Severity.FAIL;
        if (spf.severity() == Severity.PASS || never) {
            return aligned;
        }
        return spf.severity() == Severity.FAIL || aligned.severity() == Severity.PASS
                ? PreflightFinding.SPF_FIRST.of(sender).withSeverity(spf.severity())
                : aligned;
    }

    /** Where the service usually has its MAIL FROM domain. */
    private Finding spf(PreflightRequest.Through through, @Nullable SpfTree tree) {
        SendingService service = through.service();
        return switch (service.spf().placement()) {
            case NONE -> PreflightFinding.OWN_DOMAIN.of(service.name());
            case BOUNCE_DOMAIN -> PreflightFinding.BOUNCE_DOMAIN.of(service.name());
            case PER_CUSTOMER, ROOT -> passes(through, request.domain(), tree);
        };
    }

    /** Whether the record of a MAIL FROM domain lets the service's own addresses pass; the verdict counts, not the text. */
    private Finding passes(PreflightRequest.Through through, DnsName mailFrom, @Nullable SpfTree tree) {
        SendingService service = through.service();
        Finding broken = tree == null ? PreflightFinding.NO_ANSWER.of(mailFrom) : DomainFindings.broken(tree);
        if (tree == null || broken != null) {
            return broken == null ? PreflightFinding.NO_ANSWER.of(mailFrom) : broken;
        }
        ServiceProbe probe = answer(asked.services.get(through), "addresses of " + service.name());
        if (probe == null) {
            return byText(service, mailFrom, tree);
        }
        if (!probe.failed().isEmpty()) {
            String verdict = probe.failed().get(0).verdict().token();
            return probe.passed().isEmpty()
                    ? PreflightFinding.MISSING.of(
                            mailFrom, service.name(), service.sender().term(), verdict)
                    : PreflightFinding.PARTLY.of(mailFrom, service.name(), verdict);
        }
        return probe.unknown()
                ? PreflightFinding.NO_ANSWER.of(service.name())
                : PreflightFinding.INCLUDED.of(service.name(), mailFrom);
    }

    /** Without an include that is the same for all customers: the terms, or a name of the service's own in the tree. */
    private static Finding byText(SendingService service, DnsName mailFrom, SpfTree tree) {
        String form = service.spf().form();
        String text = tree.root().record() == null ? "" : tree.root().record().text();
        List<String> terms = service.spf().terms();
        boolean written = !terms.isEmpty() && List.of(text.split(" ", -1)).containsAll(terms);
        boolean walked = tree.networks().stream()
                .anyMatch(network -> network.path().stream()
                        .anyMatch(name -> service.depthOf(name).isPresent()));
        return written || walked
                ? PreflightFinding.INCLUDED.of(service.name(), mailFrom)
                : PreflightFinding.PER_CUSTOMER.of(service.name(), form == null ? "-" : form);
    }

    private static Finding aligned(SendingService service) {
        SendingService.Spf spf = service.spf();
        String note = spf.alignedNote() == null ? "" : " (" + spf.alignedNote() + ")";
        return switch (spf.aligned()) {
            case YES -> PreflightFinding.SERVICE_ALIGNED.of(service.name());
            case WITH_SETUP -> PreflightFinding.SERVICE_ALIGNED_WITH_SETUP.of(service.name() + note);
            case NO -> PreflightFinding.SERVICE_NOT_ALIGNED.of(service.name() + note);
            case UNKNOWN -> PreflightFinding.SERVICE_ALIGNED_UNKNOWN.of(service.name());
        };
    }

    private Row row(InetAddress address) {
        String text = IpLiteral.format(address);
        Finding none = PreflightFinding.NO_ANSWER.of(text);
        SpfResult spf = answer(asked.spf.get(address), "spf of " + text);
        Finding passes = spf == null ? none : spf(text, spf);
        Finding aligned = alignedBy(passes, PreflightFinding.ALIGNED.of(request.domain()), text);
        ReverseCheck reverse = answer(asked.reverse.get(address), "reverse name of " + text);
        DnsblReport lists = answer(asked.lists.get(address), "block lists of " + text);
        boolean known = IpScope.isPublic(address) || IpScope.isDocumentation(address);
        return new Row(
                text,
                false,
                passes,
                aligned,
                reverse == null ? none : reverse(text, reverse),
                !known ? PreflightFinding.PRIVATE_ADDRESS.of(text) : lists == null ? none : lists(text, lists));
    }

    private static Finding spf(String address, SpfResult result) {
        Severity severity = result.isPass()
                ? Severity.PASS
                : result.verdict() == SpfVerdict.TEMPERROR ? Severity.CANNOT_TELL : Severity.FAIL;
        String verdict = result.verdict().token();
        String why = why(result);
        return (why.isEmpty()
                        ? PreflightFinding.SPF.of(address, verdict)
                        : PreflightFinding.SPF.of(address, verdict, why))
                .withSeverity(severity);
    }

    /** What SPF stumbled over, with whose record it is in where that is not the domain's own. */
    private static String why(SpfResult result) {
        Finding problem = result.finding();
        if (problem == null || problem.detail().isEmpty()) {
            return "";
        }
        boolean said = problem.owner().equals(String.valueOf(result.domain()))
                || problem.detail().contains(problem.owner());
        return said ? problem.detail() : problem.owner() + ": " + problem.detail();
    }

    private static Finding reverse(String address, ReverseCheck check) {
        String names =
                String.join(", ", check.names().stream().map(DnsName::toString).toList());
        return switch (check.state()) {
            case CONFIRMED ->
                check.looksGeneric()
                        ? PreflightFinding.REVERSE_GENERIC.of(address, names)
                        : PreflightFinding.REVERSE.of(address, names);
            case NO_NAME -> PreflightFinding.REVERSE_NONE.of(address);
            case NOT_CONFIRMED -> PreflightFinding.REVERSE_NOT_CONFIRMED.of(address, names);
            case CANNOT_TELL -> PreflightFinding.NO_ANSWER.of(address);
        };
    }

    private static Finding lists(String address, DnsblReport report) {
        List<String> names = report.entries(DnsblVerdict.Listed.class).stream()
                .map(entry -> entry.list().name())
                .toList();
        long answered = report.answered();
        long leftOut = leftOut(report);
        if (answered == 0 && report.gaps().isEmpty() && leftOut == 0) {
            return PreflightFinding.LISTS_NOT_ASKED.of(address);
        }
        if (answered == 0 && leftOut > 0) {
            return PreflightFinding.LISTS_INCOMPLETE_AND_LEFT_OUT.of(
                    address, answered, report.gaps().size(), leftOut);
        }
        return switch (report.status()) {
            case LISTED -> PreflightFinding.LISTED.of(address, String.join(", ", names));
            case CLEAN ->
                leftOut == 0
                        ? PreflightFinding.NOT_LISTED.of(address, answered)
                        : PreflightFinding.LISTS_LEFT_OUT.of(address, answered, leftOut);
            case CANNOT_TELL ->
                leftOut == 0
                        ? PreflightFinding.LISTS_INCOMPLETE.of(
                                address, answered, report.gaps().size())
                        : PreflightFinding.LISTS_INCOMPLETE_AND_LEFT_OUT.of(
                                address, answered, report.gaps().size(), leftOut);
        };
    }

    /** How many lists were not asked because many questions are. */
    private static long leftOut(DnsblReport report) {
        return report.entries().stream()
                .filter(entry -> entry.verdict() instanceof DnsblVerdict.Skipped skipped
                        && skipped.reason() == SkipReason.BULK_USE)
                .count();
    }
}
