package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What DMARC says of a From domain. Immutable.
 *
 * @param request the question
 * @param walk the way up from the From domain
 * @param policyDomain the domain whose record holds; null if there is none, or it cannot be told
 * @param record that record; null likewise
 * @param policy what it asks for mail from this domain; null if there is no record, or it cannot be told
 * @param organizationalDomain of the From domain; null if it cannot be told
 * @param spf whether the MAIL FROM domain is aligned; null if the request had none
 * @param dkim whether each signer is aligned, in the order of the request
 * @param destinations where reports go
 * @param problems everything found, of the record and around it
 */
public record DmarcResult(
        DmarcRequest request,
        DmarcWalk walk,
        @Nullable DnsName policyDomain,
        @Nullable DmarcRecord record,
        @Nullable DmarcPolicy policy,
        @Nullable DnsName organizationalDomain,
        @Nullable DmarcAlignment spf,
        List<DmarcAlignment> dkim,
        List<ReportDestination> destinations,
        List<DmarcProblem> problems)
        implements Serializable {
    /**
     * Copies the lists.
     *
     * @param request the question
     * @param walk the way up from the From domain
     * @param policyDomain the domain whose record holds
     * @param record that record
     * @param policy what it asks for
     * @param organizationalDomain of the From domain
     * @param spf whether the MAIL FROM domain is aligned
     * @param dkim whether each signer is aligned
     * @param destinations where reports go
     * @param problems everything found
     */
    public DmarcResult {
        dkim = List.copyOf(dkim);
        destinations = List.copyOf(destinations);
        problems = List.copyOf(problems);
    }

    /** The result in one word. */
    public enum Status {
        /** A record holds, with nothing to better. */
        GOOD,
        /** A record holds, with something to better. */
        WARN,
        /** No record holds, or one fails. */
        FAIL,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    /** {@return the whole in one word} */
    public Status status() {
        if (has(DmarcProblem.Level.FAIL)) {
            return Status.FAIL;
        }
        if (record == null) {
            return Status.CANNOT_TELL;
        }
        return has(DmarcProblem.Level.WARN) ? Status.WARN : Status.GOOD;
    }

    private boolean has(DmarcProblem.Level level) {
        return problems.stream().anyMatch(p -> p.level() == level);
    }

    /** {@return whether it is known that no record holds} */
    public boolean isMissing() {
        return problems.stream().anyMatch(p -> p.kind() == DmarcProblem.Kind.NO_RECORD);
    }

    /** {@return what receivers are to do with mail that fails: {@code t=y} takes one step off; null like {@link #policy}} */
    public @Nullable DmarcPolicy applied() {
        return policy != null && record != null && record.isTesting() ? policy.milder() : policy;
    }

    /** {@return whether one of the domains is aligned} */
    public boolean isAligned() {
        return anyAlignment(DmarcAlignment.State.ALIGNED);
    }

    /** {@return whether it is known that none of the domains is aligned; false if the request named none} */
    public boolean isUnaligned() {
        return (spf != null || !dkim.isEmpty())
                && !anyAlignment(DmarcAlignment.State.ALIGNED)
                && !anyAlignment(DmarcAlignment.State.UNKNOWN);
    }

    private boolean anyAlignment(DmarcAlignment.State state) {
        return (spf != null && spf.state() == state) || dkim.stream().anyMatch(each -> each.state() == state);
    }
}
