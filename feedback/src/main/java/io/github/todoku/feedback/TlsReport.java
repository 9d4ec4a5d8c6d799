package io.github.todoku.feedback;

import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.ReportKey;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP TLS report (RFC 8460 §4.4): how many sessions to a domain's mail hosts were secured, and why others were not. Texts
 * are the reporter's, not escaped. Immutable.
 */
public final class TlsReport implements ReportItem {
    private static final long serialVersionUID = 1;

    private final String place;
    private final @Nullable String organization;
    private final @Nullable String reportId;
    private final @Nullable Instant begin;
    private final @Nullable Instant end;
    private final @Nullable String domain;
    private final List<Policy> policies;
    private final boolean cut;

    TlsReport(
            String place,
            @Nullable String organization,
            @Nullable String reportId,
            @Nullable Instant begin,
            @Nullable Instant end,
            @Nullable String domain,
            List<Policy> policies,
            boolean cut) {
        this.place = place;
        this.organization = organization;
        this.reportId = reportId;
        this.begin = begin;
        this.end = end;
        this.domain = domain;
        this.policies = List.copyOf(policies);
        this.cut = cut;
    }

    /**
     * The sessions under one policy.
     *
     * @param type {@code sts}, {@code tlsa}, {@code no-policy-found} or what else is written, in lower case; null if nothing is
     * @param domain against which domain the policy is: for {@code tlsa} often a mail host; null if it is left out
     * @param succeeded sessions secured; 0 if what stands there is no whole number
     * @param failed sessions that were not
     * @param failures the failed sessions by result type (§4.3), as written, in lower case
     */
    public record Policy(
            @Nullable String type, @Nullable String domain, long succeeded, long failed, Map<String, Long> failures)
            implements Serializable {
        /**
         * Copies the map.
         *
         * @param type as in the record
         * @param domain as in the record
         * @param succeeded as in the record
         * @param failed as in the record
         * @param failures as in the record
         */
        public Policy {
            failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        }
    }

    @Override
    public String place() {
        return place;
    }

    /** {@return who reports; null if nobody says} */
    public @Nullable String organization() {
        return organization;
    }

    /** {@return the reporter's name for this report; null if it has none} */
    public @Nullable String reportId() {
        return reportId;
    }

    /** {@return the beginning of the time it covers; null if that is no time} */
    public @Nullable Instant begin() {
        return begin;
    }

    /** {@return the end of that time} */
    public @Nullable Instant end() {
        return end;
    }

    /** {@return the mail domain it is about: the mail's own word, or the first policy's; null if nothing names one} */
    public @Nullable String domain() {
        return domain;
    }

    /** {@return the policies with their sessions} */
    public List<Policy> policies() {
        return policies;
    }

    /** {@return whether it breaks off or is malformed, so that only what stood before that was read} */
    public boolean isCut() {
        return cut;
    }

    /** {@return how many sessions were secured} */
    public long succeeded() {
        return policies.stream().mapToLong(Policy::succeeded).reduce(0, Counts::plus);
    }

    /** {@return how many were not} */
    public long failed() {
        return policies.stream().mapToLong(Policy::failed).reduce(0, Counts::plus);
    }

    /** {@return what tells this report from every other} */
    public long key() {
        return ReportKey.of("tls\n" + organization + "\n" + reportId + "\n" + domain + "\n" + begin + "\n" + end);
    }

    /** {@return who reports about whom, for logs} */
    @Override
    public String toString() {
        return "TlsReport[" + Printable.octets(String.valueOf(organization)) + " "
                + Printable.octets(String.valueOf(domain)) + " " + succeeded() + "/" + failed() + "]";
    }
}
