package io.github.todoku.feedback;

import io.github.todoku.dns.DnsName;
import io.github.todoku.feedback.internal.ReportKey;
import io.github.todoku.words.Printable;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A DMARC aggregate report (RFC 7489 appendix C, RFC 9990), which passes by in pieces: its {@link Head}, its {@link Row}s, its
 * {@link End}. Texts are the reporter's, cut to {@link ReportLimits#MAX_TEXT_LENGTH}, not escaped. Immutable.
 */
public sealed interface AggregateReport extends ReportItem {

    /**
     * What a report is about: {@code report_metadata} and {@code policy_published}. What the reporter left out is null.
     *
     * @param place where it was found
     * @param namespace the XML namespace; empty for none
     * @param orgName who reports
     * @param email whom to ask
     * @param extraContact another contact
     * @param reportId the reporter's name for this report
     * @param begin the beginning of the time it covers
     * @param end the end of that time
     * @param errors what went wrong when the reporter looked for the policy
     * @param policy the policy found
     */
    record Head(
            String place,
            String namespace,
            @Nullable String orgName,
            @Nullable String email,
            @Nullable String extraContact,
            @Nullable String reportId,
            @Nullable Instant begin,
            @Nullable Instant end,
            List<String> errors,
            Policy policy)
            implements AggregateReport {
        /**
         * Copies the list.
         *
         * @param place as in the record
         * @param namespace as in the record
         * @param orgName as in the record
         * @param email as in the record
         * @param extraContact as in the record
         * @param reportId as in the record
         * @param begin as in the record
         * @param end as in the record
         * @param errors as in the record
         * @param policy as in the record
         */
        public Head {
            errors = List.copyOf(errors);
        }

        /**
         * {@return what tells this report from every other, by who reports, its id, its policy's domain and its time} The same
         * report may come many times, under other file names.
         */
        public long key() {
            return ReportKey.of(orgName, reportId, policy.domainText(), begin, end);
        }

        @Override
        public String toString() {
            return "Head[" + Printable.octets(String.valueOf(orgName)) + " "
                    + Printable.octets(String.valueOf(reportId)) + " " + policy + " " + begin + ".." + end + "]";
        }
    }

    /**
     * The policy that the reporter found: {@code policy_published}. What it left out is null.
     *
     * @param domain where the record was found; null if that is no name
     * @param domainText the same as written
     * @param p what is asked for the domain, in lower case
     * @param sp what is asked for its subdomains
     * @param np what is asked for subdomains that do not exist
     * @param adkim whether DKIM is aligned strictly ({@code s}) or not ({@code r})
     * @param aspf whether SPF is
     * @param pct for how many of a hundred messages (RFC 7489 only)
     * @param testing {@code y} if the owner tries the policy out (RFC 9990)
     * @param fo when failure reports are wanted
     */
    record Policy(
            @Nullable DnsName domain,
            @Nullable String domainText,
            @Nullable String p,
            @Nullable String sp,
            @Nullable String np,
            @Nullable String adkim,
            @Nullable String aspf,
            @Nullable String pct,
            @Nullable String testing,
            @Nullable String fo)
            implements java.io.Serializable {
        static final Policy NONE = new Policy(null, null, null, null, null, null, null, null, null, null);

        /** {@return whether DKIM is aligned only with the very domain} */
        public boolean isDkimStrict() {
            return "s".equals(adkim);
        }

        /** {@return whether SPF is aligned only with the very domain} */
        public boolean isSpfStrict() {
            return "s".equals(aspf);
        }

        /** {@return where it was found and what is asked, for logs} */
        @Override
        public String toString() {
            return Printable.octets(String.valueOf(domainText)) + " p=" + Printable.octets(String.valueOf(p));
        }
    }

    /**
     * Messages alike: {@code record}.
     *
     * @param place where the report was found
     * @param source the address they came from; null if what stands there is none
     * @param sourceText the same as written
     * @param messages how many; 0 if what stands there is no whole number
     * @param evaluated what DMARC made of them
     * @param headerFrom the domain of the From field; null if what stands there is no name
     * @param headerFromText the same as written
     * @param envelopeFrom the domain of MAIL FROM, as written; null if it is left out
     * @param envelopeTo the domain of RCPT TO, as written; null if it is left out
     * @param dkim the signatures
     * @param spf the SPF results
     */
    record Row(
            String place,
            @Nullable InetAddress source,
            @Nullable String sourceText,
            long messages,
            Evaluated evaluated,
            @Nullable DnsName headerFrom,
            @Nullable String headerFromText,
            @Nullable String envelopeFrom,
            @Nullable String envelopeTo,
            List<Dkim> dkim,
            List<Spf> spf)
            implements AggregateReport {
        /**
         * Copies the lists.
         *
         * @param place as in the record
         * @param source as in the record
         * @param sourceText as in the record
         * @param messages as in the record
         * @param evaluated as in the record
         * @param headerFrom as in the record
         * @param headerFromText as in the record
         * @param envelopeFrom as in the record
         * @param envelopeTo as in the record
         * @param dkim as in the record
         * @param spf as in the record
         */
        public Row {
            dkim = List.copyOf(dkim);
            spf = List.copyOf(spf);
        }

        /** {@return whether DMARC passed: either of the two is aligned and passed} */
        public boolean isPass() {
            return evaluated.dkim() || evaluated.spf();
        }

        /** {@return address, count and what DMARC made of them, for logs} */
        @Override
        public String toString() {
            return "Row[" + Printable.octets(String.valueOf(sourceText)) + " x" + messages + " "
                    + Printable.octets(String.valueOf(headerFromText)) + " " + evaluated + "]";
        }
    }

    /**
     * What DMARC made of a row: {@code policy_evaluated}. It is the reporter's word; only where the reporter says nothing
     * ({@code silent}) it is what the row's own results give.
     *
     * @param dkim whether a signature passed and is aligned
     * @param spf whether SPF passed and is aligned
     * @param recomputedDkim what the row's own results give for DKIM
     * @param recomputedSpf what they give for SPF
     * @param silent whether the reporter said neither
     * @param disposition what was done with the messages, in lower case; null if it is left out
     * @param reasons why that is not what the policy asks for
     */
    record Evaluated(
            boolean dkim,
            boolean spf,
            boolean recomputedDkim,
            boolean recomputedSpf,
            boolean silent,
            @Nullable String disposition,
            List<Reason> reasons)
            implements java.io.Serializable {
        /**
         * Copies the list.
         *
         * @param dkim as in the record
         * @param spf as in the record
         * @param recomputedDkim as in the record
         * @param recomputedSpf as in the record
         * @param silent as in the record
         * @param disposition as in the record
         * @param reasons as in the record
         */
        public Evaluated {
            reasons = List.copyOf(reasons);
        }

        /** {@return whether the reporter's word on passing is another than the row's own results give} */
        public boolean differs() {
            return (dkim || spf) != (recomputedDkim || recomputedSpf);
        }

        /** {@return whether the reporter takes the messages for forwarded ones} */
        public boolean isForwarded() {
            return reasons.stream().anyMatch(Reason::isForwarding);
        }

        @Override
        public String toString() {
            return Printable.parts(this, dkim, spf, recomputedDkim, recomputedSpf, silent, disposition, reasons);
        }
    }

    /**
     * Why a policy was not applied as published.
     *
     * @param type the word of the standard, in lower case
     * @param comment more about it; null if it is left out
     */
    record Reason(String type, @Nullable String comment) implements java.io.Serializable {
        private static final Set<String> FORWARDING = Set.of("forwarded", "mailing_list", "trusted_forwarder");

        /** {@return whether it says that somebody passed the message on} */
        public boolean isForwarding() {
            return FORWARDING.contains(type);
        }

        @Override
        public String toString() {
            return Printable.parts(this, type, comment);
        }
    }

    /**
     * A signature as the reporter saw it. This is the bare result for its own domain, not DMARC's view.
     *
     * @param domain its {@code d=}, as written; null if it is left out
     * @param selector its {@code s=}; null if it is left out
     * @param result in lower case; null if it is left out
     * @param humanResult more about it; null if it is left out
     */
    record Dkim(
            @Nullable String domain,
            @Nullable String selector,
            @Nullable String result,
            @Nullable String humanResult) implements java.io.Serializable {
        /** {@return whether it verified} */
        public boolean isPass() {
            return "pass".equals(result);
        }

        @Override
        public String toString() {
            return Printable.parts(this, domain, selector, result, humanResult);
        }
    }

    /**
     * An SPF check as the reporter saw it. This is the bare result for its own domain, not DMARC's view.
     *
     * @param domain whose record was asked, as written; null if it is left out
     * @param scope {@code mfrom} or {@code helo}; null if it is left out
     * @param result in lower case, {@code hardfail} as {@code fail}; null if it is left out
     */
    record Spf(
            @Nullable String domain,
            @Nullable String scope,
            @Nullable String result) implements java.io.Serializable {
        /** {@return whether it passed} */
        public boolean isPass() {
            return "pass".equals(result);
        }

        @Override
        public String toString() {
            return Printable.parts(this, domain, scope, result);
        }
    }

    /**
     * The end of a report.
     *
     * @param head what it is about
     * @param rows how many rows there were
     * @param messages how many messages they count; stays at the largest number there is
     * @param complete whether the report came whole
     * @param notes what was odd about it
     */
    record End(Head head, long rows, long messages, boolean complete, Set<FeedbackNote> notes)
            implements AggregateReport {
        /**
         * Copies the set.
         *
         * @param head as in the record
         * @param rows as in the record
         * @param messages as in the record
         * @param complete as in the record
         * @param notes as in the record
         */
        public End {
            notes = Set.copyOf(notes);
        }

        @Override
        public String place() {
            return head.place();
        }
    }
}
