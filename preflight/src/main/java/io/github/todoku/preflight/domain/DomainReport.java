package io.github.todoku.preflight.domain;

import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.BimiReport;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.mail.domain.MxReport;
import io.github.todoku.spf.publish.SpfReport;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything about a domain's mail on one page: what it sends and what it takes. Immutable. */
public final class DomainReport implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most things to do that the page names first. */
    public static final int MAX_STEPS = 3;

    /** What the checks of the parts say. */
    record Checks(
            InboundReport inbound,
            SpfReport spf,
            DkimReport dkim,
            DmarcResult dmarc,
            BimiReport bimi,
            List<DnsblReport> lists)
            implements Serializable {
        Checks {
            lists = List.copyOf(lists);
        }
    }

    private final Instant at;
    private final Checks checks;
    private final EnumMap<DomainPart, List<Finding>> parts;
    private final List<DomainTodo> todo;

    DomainReport(Instant at, Checks checks, Map<DomainPart, List<Finding>> parts, List<DomainTodo> todo) {
        this.at = at;
        this.checks = checks;
        this.parts = new EnumMap<>(parts);
        this.todo = List.copyOf(todo);
    }

    /** {@return the domain} */
    public DnsName domain() {
        return checks.inbound().domain();
    }

    /** {@return when it was asked} */
    public Instant at() {
        return at;
    }

    /** {@return how the domain takes mail} */
    public InboundReport inbound() {
        return checks.inbound();
    }

    /** {@return who may send as the domain} */
    public SpfReport spf() {
        return checks.spf();
    }

    /** {@return the keys at known selectors} */
    public DkimReport dkim() {
        return checks.dkim();
    }

    /** {@return the DMARC policy} */
    public DmarcResult dmarc() {
        return checks.dmarc();
    }

    /** {@return the logo} */
    public BimiReport bimi() {
        return checks.bimi();
    }

    /** {@return what block lists say of the domain, and of the addresses of its mail servers; empty if none were asked} */
    public List<DnsblReport> lists() {
        return checks.lists();
    }

    /**
     * {@return what was found of one part, what is well among it}
     *
     * @param part which
     */
    public List<Finding> findings(DomainPart part) {
        return parts.getOrDefault(part, List.of());
    }

    /** {@return everything found, part by part} */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        for (DomainPart part : DomainPart.values()) {
            all.addAll(findings(part));
        }
        return all;
    }

    /**
     * {@return the worst of one part; {@link Severity#INFO} where there is nothing but things worth knowing}
     *
     * @param part which
     */
    public Severity status(DomainPart part) {
        List<Finding> found = findings(part);
        Severity worst = Severity.worst(found.stream().map(Finding::severity));
        boolean passes = found.stream().anyMatch(each -> each.severity() == Severity.PASS);
        return worst == Severity.INFO && passes ? Severity.PASS : found.isEmpty() ? Severity.INFO : worst;
    }

    /**
     * {@return whether mail in one direction is in order: the worst of its parts}
     *
     * @param direction which mail
     */
    public Severity status(DomainPart.Direction direction) {
        Severity worst = Severity.PASS;
        for (DomainPart part : DomainPart.values()) {
            if (part.direction() == direction && status(part) != Severity.INFO) {
                worst = worst.worse(status(part));
            }
        }
        return worst;
    }

    /** {@return the worst of both directions} */
    public Severity status() {
        return status(DomainPart.Direction.FROM).worse(status(DomainPart.Direction.TO));
    }

    /** {@return whether mail in both directions is in order, warnings apart} */
    public boolean isReady() {
        return status() == Severity.PASS || status() == Severity.WARN;
    }

    /** {@return what to do first, the worst first, {@value #MAX_STEPS} at most} */
    public List<DomainTodo> todo() {
        return todo;
    }

    /** {@return whether something is not known that counts} */
    public boolean cannotTell() {
        return findings().stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
    }

    /** {@return the questions that have no answer} */
    public List<DnsAnswer.TempFail> gaps() {
        List<DnsAnswer.TempFail> gaps = new ArrayList<>(checks.inbound().gaps());
        gaps.addAll(checks.spf().gaps());
        gaps.addAll(checks.dkim().gaps());
        gaps.addAll(checks.dmarc().gaps());
        gaps.addAll(checks.bimi().gaps());
        return gaps.stream().distinct().toList();
    }

    /** {@return whether the DNS told nothing at all} */
    public boolean dnsWasSilent() {
        return checks.inbound().mx().state() == MxReport.State.CANNOT_TELL
                && !checks.spf().isAnswered()
                && checks.dmarc().cannotTell();
    }

    /** {@code example.com from FAIL, to PASS}, for logs. */
    @Override
    public String toString() {
        return domain() + " from " + status(DomainPart.Direction.FROM) + ", to " + status(DomainPart.Direction.TO);
    }
}
