package io.github.todoku.render;

import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.spf.publish.SpfReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as one HTML page that loads nothing from elsewhere: to be opened from a file, printed, or passed on. It reads
 * without JavaScript, which only adds the copy buttons; a content security policy allows its own style and script and
 * nothing else.
 */
public final class HtmlReport {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlReport() {}

    /**
     * A case: the verdict first, then what to publish, what happens then, the proof, and what bounced.
     *
     * @param examined the case
     * @param locale the language: English or Japanese
     * @param showAddresses whether to show mail addresses whole; otherwise local parts are masked
     * @return the page, UTF-8 by its own declaration
     */
    public static String of(Case examined, Locale locale, boolean showAddresses) {
        ReportWords words = ReportWords.of(locale);
        HtmlWriter out = begin(words);
        new CaseHtml(examined, words, showAddresses, out).write();
        return end(out, words, showAddresses);
    }

    /**
     * Many bounces: why only sometimes, the paths, the causes, and the most common case in full.
     *
     * @param series the series
     * @param locale the language: English or Japanese
     * @param showAddresses whether to show mail addresses whole; otherwise local parts are masked
     * @return the page, UTF-8 by its own declaration
     */
    public static String of(CaseSeries series, Locale locale, boolean showAddresses) {
        ReportWords words = ReportWords.of(locale);
        HtmlWriter out = begin(words);
        new SeriesHtml(series, words, showAddresses, out).write();
        return end(out, words, showAddresses);
    }

    /**
     * A preflight: the verdict first, then the senders, the includes that gain nothing, and the receivers' rules.
     *
     * @param report the preflight
     * @param locale the language: English or Japanese
     * @return the page, UTF-8 by its own declaration
     */
    public static String of(PreflightReport report, Locale locale) {
        ReportWords words = ReportWords.of(locale);
        HtmlWriter out = begin(words);
        new PreflightHtml(report, words, out).write();
        return end(out, words, true);
    }

    /**
     * What receivers report: whether a stricter policy is safe, a chart of days, the senders by name.
     *
     * @param summary what was reported
     * @param plans the domains that were looked at
     * @param locale the language: English or Japanese
     * @return the page, UTF-8 by its own declaration
     */
    public static String of(ReportSummary summary, List<ReportPlan> plans, Locale locale) {
        ReportWords words = ReportWords.of(locale);
        HtmlWriter out = begin(words);
        new ReportsHtml(words, out).write(summary, plans);
        return end(out, words, true);
    }

    /**
     * Everything about a domain's mail: the verdict, what to do first with the record to publish, then part by part.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return the page, UTF-8 by its own declaration
     */
    public static String of(DomainReport report, Locale locale) {
        ReportWords words = ReportWords.of(locale);
        HtmlWriter out = begin(words);
        new DomainHtml(report, words, out).write();
        return end(out, words, true);
    }

    /**
     * A case as a part of a page of somebody else's, which has {@link #style()} in its head: what stands in {@code main}.
     *
     * @param examined the case
     * @param locale the language: English or Japanese
     * @param showAddresses whether mail addresses stand whole; otherwise local parts are masked
     * @return elements one after the other, well-formed
     */
    public static String main(Case examined, Locale locale, boolean showAddresses) {
        HtmlWriter out = HtmlWriter.start();
        new CaseHtml(examined, ReportWords.of(locale), showAddresses, out).write();
        return out.html();
    }

    /**
     * Many bounces as a part of a page of somebody else's.
     *
     * @param series the series
     * @param locale the language: English or Japanese
     * @param showAddresses whether mail addresses stand whole; otherwise local parts are masked
     * @return elements one after the other, well-formed
     */
    public static String main(CaseSeries series, Locale locale, boolean showAddresses) {
        HtmlWriter out = HtmlWriter.start();
        new SeriesHtml(series, ReportWords.of(locale), showAddresses, out).write();
        return out.html();
    }

    /**
     * A preflight as a part of a page of somebody else's.
     *
     * @param report the preflight
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(PreflightReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        new PreflightHtml(report, ReportWords.of(locale), out).write();
        return out.html();
    }

    /**
     * Everything about a domain's mail as a part of a page of somebody else's.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(DomainReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        new DomainHtml(report, ReportWords.of(locale), out).write();
        return out.html();
    }

    /**
     * What receivers report as a part of a page of somebody else's.
     *
     * @param summary what was reported
     * @param plans the domains that were looked at
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(ReportSummary summary, List<ReportPlan> plans, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        new ReportsHtml(ReportWords.of(locale), out).write(summary, plans);
        return out.html();
    }

    /**
     * A domain's SPF as a part of a page of somebody else's, with the tree to open and close.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(SpfReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        new SpfHtml(report, ReportWords.of(locale), out).write();
        return out.html();
    }

    /**
     * A domain's DMARC policy as a part of a page of somebody else's.
     *
     * @param result the policy
     * @param plan the record to publish; null where none is to be
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(DmarcResult result, @Nullable DmarcPlan plan, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        DmarcHtml.write(result, plan, ReportWords.of(locale), out);
        return out.html();
    }

    /**
     * A domain's DKIM keys as a part of a page of somebody else's.
     *
     * @param report the keys
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(DkimReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        DkimHtml.write(report, ReportWords.of(locale), out);
        return out.html();
    }

    /**
     * What block lists say as a part of a page of somebody else's: a cell a list.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(DnsblReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        ListsHtml.write(report, ReportWords.of(locale), out);
        return out.html();
    }

    /**
     * The verdict on a message as a part of a page of somebody else's: the story, the signatures, the field for receivers.
     *
     * @param verdict the verdict
     * @param authservId the name under which the checking host is known
     * @param changes what explains each signature that failed, by its place in the message; may be empty
     * @param locale the language: English or Japanese
     * @return elements one after the other, well-formed
     */
    public static String main(
            MessageVerdict verdict, String authservId, Map<Integer, List<Finding>> changes, Locale locale) {
        HtmlWriter out = HtmlWriter.start();
        new AuthHtml(verdict, changes, ReportWords.of(locale), out).write(authservId);
        return out.html();
    }

    /**
     * {@return a part as a page of its own, to be kept and passed on}
     *
     * @param part as {@code main} gives it, or an {@link HtmlWriter}: our own markup
     * @param locale the language: English or Japanese
     * @param showAddresses whether mail addresses stand whole in it
     */
    public static String page(String part, Locale locale, boolean showAddresses) {
        ReportWords words = ReportWords.of(locale);
        return end(begin(words).own(part), words, showAddresses);
    }

    /** {@return the style sheet of all pages} */
    public static String style() {
        return STYLE;
    }

    /** {@return the script of all pages: it only adds the copy buttons} */
    public static String script() {
        return SCRIPT;
    }

    private static HtmlWriter begin(ReportWords words) {
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + hash(STYLE)
                + "'; script-src '" + hash(SCRIPT) + "'";
        return HtmlWriter.start()
                .own("<!DOCTYPE html>\n")
                .open("html", "lang", words.locale().getLanguage())
                .open("head")
                .own("<meta charset=\"utf-8\"/>\n")
                .own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .own("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
                .own("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\"/>\n")
                .element("title", words.text("html.title"))
                .own("<style>" + STYLE + "</style>\n")
                .close()
                .open("body")
                .open("main");
    }

    private static String end(HtmlWriter out, ReportWords words, boolean showAddresses) {
        if (!showAddresses) {
            out.element("p", words.text("html.masked"), "class", "faint");
        }
        return out.element("p", words.text("html.made"), "class", "faint")
                .close()
                .own("<script>" + SCRIPT + "</script>\n")
                .close()
                .close()
                .html();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible); // every Java has it
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is lost");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
