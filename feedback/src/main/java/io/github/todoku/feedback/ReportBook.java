package io.github.todoku.feedback;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.feedback.AggregateReport.Dkim;
import io.github.todoku.feedback.AggregateReport.Evaluated;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Reason;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.AggregateReport.Spf;
import io.github.todoku.message.auth.DmarcVerdict;
import io.github.todoku.message.auth.DmarcVerdict.Mechanism;
import io.github.todoku.message.auth.MessageVerdict;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's verdicts of one period, from which it makes an aggregate report for each domain with a policy (RFC 9990). Messages
 * alike are one row. At most {@link ReportLimits#MAX_BOOK_PAGES} domains, {@link ReportLimits#MAX_PAGE_ROWS} rows of one of them and
 * {@link ReportLimits#MAX_BOOK_ROWS} rows of all fit: strangers choose all three; {@link #leftOut} counts the messages beyond. Not immutable, for one thread.
 *
 * <pre>{@code
 * ReportBook book = ReportBook.of("mx.example.net", "dmarc@example.net", begin, end);
 * book.add(MessageVerifier.using(dns).check(ReceivedMessage.of(path).from(ip).helo(helo).mailFrom(sender)), ip);
 * for (OutgoingReport each : book.reports()) …
 * }</pre>
 */
public final class ReportBook {
    private static final String NAMESPACE = "urn:ietf:params:xml:ns:dmarc-2.0";

    private final String orgName;
    private final String email;
    private final Instant begin;
    private final Instant end;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final int maxPages;
    private final int maxPageRows;
    private final int maxRows;
    private int rows;
    private long leftOut;

    /** The rows of one domain, each with its count, under the row without one. */
    private static final class Page {
        private final Policy policy;
        private final Map<Row, Long> rows = new LinkedHashMap<>();
        private long leftOut;

        Page(Policy policy) {
            this.policy = policy;
        }
    }

    ReportBook(String orgName, String email, Instant begin, Instant end, int maxPages, int maxPageRows, int maxRows) {
        this.orgName = Objects.requireNonNull(orgName, "orgName");
        this.email = Objects.requireNonNull(email, "email");
        this.begin = Instant.ofEpochSecond(begin.getEpochSecond());
        this.end = Instant.ofEpochSecond(end.getEpochSecond());
        this.maxPages = maxPages;
        this.maxPageRows = maxPageRows;
        this.maxRows = maxRows;
        if (end.isBefore(begin)) {
            throw new IllegalArgumentException("the period ends " + end + ", before it begins " + begin);
        }
    }

    /**
     * {@return a book without a verdict}
     *
     * @param orgName who reports
     * @param email whom to ask about reports
     * @param begin the beginning of the period
     * @param end its end
     * @throws IllegalArgumentException if it ends before it begins
     */
    public static ReportBook of(String orgName, String email, Instant begin, Instant end) {
        return new ReportBook(
                orgName,
                email,
                begin,
                end,
                ReportLimits.MAX_BOOK_PAGES,
                ReportLimits.MAX_PAGE_ROWS,
                ReportLimits.MAX_BOOK_ROWS);
    }

    /**
     * Adds a message that was treated as its author's domain asks.
     *
     * @param verdict what was found
     * @param source where the message came from
     * @return this
     */
    public ReportBook add(MessageVerdict verdict, InetAddress source) {
        return add(verdict, source, verdict.dmarc().disposition(), List.of());
    }

    /**
     * Adds a message. One whose author's domain has no policy, or no author's domain, is in no report; nor is one of a new kind
     * in a full book, or for a domain whose report is full.
     *
     * @param verdict what was found
     * @param source where the message came from
     * @param done what was done with it
     * @param reasons why that is not what the policy asks for; needed where it is not (RFC 9990 §3.1.1.8)
     * @return this
     */
    public ReportBook add(MessageVerdict verdict, InetAddress source, DmarcPolicy done, List<Reason> reasons) {
        DmarcVerdict dmarc = verdict.dmarc();
        DmarcResult found = dmarc.record().orElse(null);
        DnsName domain = found == null ? null : found.policyDomain().orElse(null);
        DmarcRecord record = found == null ? null : found.record().orElse(null);
        DnsName author = dmarc.authorDomain().orElse(null);
        if (domain == null || record == null || author == null) {
            return this;
        }
        String name = domain.toString().toLowerCase(Locale.ROOT);
        Row row = row(verdict, source, author, done, reasons);
        Page page = pages.get(name);
        boolean known = page != null && page.rows.containsKey(row);
        boolean full = rows >= maxRows || (page == null ? pages.size() >= maxPages : page.rows.size() >= maxPageRows);
        if (!known && full) {
            leftOut++;
            if (page != null) {
                page.leftOut++;
            }
            return this;
        }
        rows += known ? 0 : 1;
        pages.computeIfAbsent(name, none -> new Page(policy(domain, record)))
                .rows
                .merge(row, 1L, Long::sum);
        return this;
    }

    /** {@return how many messages are in no report since the book or their domain's report was full} */
    public long leftOut() {
        return leftOut;
    }

    /**
     * {@return how many messages are not in the report of a domain since that or the book was full; 0 for a domain without a report}
     *
     * @param policyDomain the domain whose policy was found
     */
    public long leftOut(DnsName policyDomain) {
        Page page = pages.get(policyDomain.toString().toLowerCase(Locale.ROOT));
        return page == null ? 0 : page.leftOut;
    }

    private static Policy policy(DnsName domain, DmarcRecord record) {
        return new Policy(
                domain,
                domain.toString(),
                record.policy("p").map(DmarcPolicy::word).orElse("none"),
                record.policy("sp").map(DmarcPolicy::word).orElse(null),
                record.policy("np").map(DmarcPolicy::word).orElse(null),
                record.isStrict("adkim") ? "s" : "r",
                record.isStrict("aspf") ? "s" : "r",
                null,
                record.isTesting() ? "y" : "n",
                null);
    }

    private static Row row(
            MessageVerdict verdict, InetAddress source, DnsName author, DmarcPolicy done, List<Reason> reasons) {
        DmarcVerdict dmarc = verdict.dmarc();
        boolean dkimAligned = dmarc.aligned().contains(Mechanism.DKIM);
        boolean spfAligned = dmarc.aligned().contains(Mechanism.SPF);
        boolean enforcing =
                dmarc.policy().filter(policy -> policy != DmarcPolicy.NONE).isPresent();
        String disposition = dmarc.isPass() && enforcing && done == DmarcPolicy.NONE ? "pass" : done.word();
        List<Dkim> dkim = new ArrayList<>();
        for (DkimSignatureResult each : verdict.dkim().signatures()) {
            if (dkim.size() < ReportLimits.MAX_DKIM_RESULTS) {
                dkim.add(new Dkim(
                        each.domainText(), each.selectorText(), each.result().word(), null));
            }
        }
        String mailFrom = verdict.spf().domain().map(DnsName::toString).orElse(null);
        List<Spf> spf = mailFrom == null
                ? List.of()
                : List.of(new Spf(mailFrom, "mfrom", verdict.spf().verdict().token()));
        return new Row(
                "",
                source,
                IpLiteral.format(source),
                1,
                new Evaluated(dkimAligned, spfAligned, dkimAligned, spfAligned, false, disposition, reasons),
                author,
                author.toString(),
                mailFrom,
                null,
                dkim,
                spf);
    }

    /** {@return a report for each domain, in the order in which their first messages came} */
    public List<OutgoingReport> reports() {
        List<OutgoingReport> reports = new ArrayList<>();
        for (Page page : pages.values()) {
            String id = page.policy.domainText() + "." + begin.getEpochSecond() + "." + end.getEpochSecond();
            Head head = new Head("", NAMESPACE, orgName, email, null, id, begin, end, List.of(), page.policy);
            List<Row> rows = new ArrayList<>();
            page.rows.forEach((row, count) -> rows.add(counted(row, count)));
            reports.add(new OutgoingReport(head, rows));
        }
        return reports;
    }

    private static Row counted(Row row, @Nullable Long count) {
        return new Row(
                row.place(),
                row.source(),
                row.sourceText(),
                count == null ? 0 : count,
                row.evaluated(),
                row.headerFrom(),
                row.headerFromText(),
                row.envelopeFrom(),
                row.envelopeTo(),
                row.dkim(),
                row.spf());
    }
}
