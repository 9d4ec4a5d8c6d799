package io.github.todoku.render;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as JSON. Every object stands on one line, names are camelCase, enums are their names, absent values are
 * {@code null}; {@code docs/json.md} describes the fields.
 */
public final class JsonReport {
    /** The version of the fields; it changes when a field changes its meaning or goes. */
    public static final int SCHEMA = JsonFields.SCHEMA;

    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private JsonReport() {}

    /**
     * What a mail is and what it says of each recipient; addresses stand whole, since that is its purpose.
     *
     * @param file the file it was read from, as the reader named it
     * @param index its place in a file of several mails, from 0; null in a file of one
     * @param report the report
     * @return what a mail is and what it says of each recipient; addresses stand whole, since that is its purpose
     */
    public static String bounce(BounceReport report, String file, @Nullable Integer index) {
        return write(BounceJson.of(report, file, index));
    }

    /**
     * What one reply says, in the fields of a bounce; addresses stand whole.
     *
     * @param reply what it says
     * @return what one reply says
     */
    public static String reply(Bounce reply) {
        return write(BounceJson.reply(reply));
    }

    /**
     * An SPF check with its story.
     *
     * @param result the result
     * @return an SPF check with its story
     */
    public static String spf(SpfResult result) {
        return write(SpfJson.of(result));
    }

    /**
     * An SPF check with its story, and what was asked.
     *
     * @param request what was asked
     * @param result what came out
     * @return an SPF check with its story, and what was asked
     */
    public static String spfStory(SpfRequest request, SpfResult result) {
        return write(SpfJson.story(request, result));
    }

    /**
     * In the place of one of many SPF checks: a line that asks for none.
     *
     * @param line its number, from 1
     * @param why what is wrong with it
     * @return in the place of one of many SPF checks: a line that asks for none
     */
    public static String unreadableLine(long line, String why) {
        return write(SpfJson.unreadable(line, why));
    }

    /**
     * One of many SPF checks, without its story: what was asked, and what came out.
     *
     * @param request what was asked
     * @param result what came out
     * @return one of many SPF checks, without its story: what was asked, and what came out
     */
    public static String spf(SpfRequest request, SpfResult result) {
        return write(SpfJson.brief(request, result));
    }

    /**
     * Everything that was looked at in a domain's SPF.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return everything that was looked at in a domain's SPF
     */
    public static String spfReport(SpfReport report, Locale locale) {
        return write(SpfReportJson.report(report, locale));
    }

    /**
     * A domain's record and all that it leads to.
     *
     * @param tree the tree
     * @param services the included names that are known, with the name of the service
     * @return a domain's record and all that it leads to
     */
    public static String spfTree(SpfTree tree, Map<DnsName, String> services) {
        return write(SpfReportJson.tree(tree, services));
    }

    /**
     * What changed between two walks.
     *
     * @param domain the domain that was walked
     * @param drift what changed
     * @return what changed between two walks
     */
    public static String spfDrift(DnsName domain, SpfDrift drift) {
        return write(SpfReportJson.drift(domain, drift));
    }

    /**
     * A planned SPF record with its proof.
     *
     * @param plan the plan
     * @param locale the language of the warnings: English or Japanese
     * @return a planned SPF record with its proof
     */
    public static String plan(SpfPlan plan, Locale locale) {
        return write(PlanJson.of(plan, locale));
    }

    /**
     * A domain's DKIM keys.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return a domain's DKIM keys
     */
    public static String dkim(DkimReport report, Locale locale) {
        return write(DkimJson.of(report, locale));
    }

    /**
     * What DMARC says of a domain, and the record to publish.
     *
     * @param result what was found
     * @param plan the record to publish; null if none was planned
     * @param locale the language: English or Japanese
     * @return what DMARC says of a domain
     */
    public static String dmarc(DmarcResult result, @Nullable DmarcPlan plan, Locale locale) {
        return write(DmarcJson.of(result, plan, locale));
    }

    /**
     * What the block lists say.
     *
     * @param report the report
     * @param locale the language: English or Japanese
     * @return what the block lists say
     */
    public static String dnsbl(DnsblReport report, Locale locale) {
        return write(DnsblJson.of(report, locale));
    }

    /**
     * A reverse name.
     *
     * @param check the check
     * @return a reverse name
     */
    public static String reverse(ReverseCheck check) {
        return write(DnsJson.reverse(check));
    }

    /**
     * Answers to questions about one name.
     *
     * @param answers the answers
     * @return answers to questions about one name
     */
    public static String answers(List<DnsAnswer> answers) {
        return write(DnsJson.answers(answers));
    }

    /**
     * What the resolvers in use are worth.
     *
     * @param check the check
     * @return what the resolvers in use are worth
     */
    public static String resolvers(ResolverCheck check) {
        return write(DnsJson.resolvers(check));
    }

    /**
     * A case.
     *
     * @param showAddresses whether the recipient and the receiver's words stand whole; otherwise local parts are masked
     * @param examined the case
     * @param locale the language: English or Japanese
     * @return a case
     */
    public static String examined(Case examined, Locale locale, boolean showAddresses) {
        return write(new CaseJson(examined, locale, showAddresses).map());
    }

    /**
     * One of many reports: where it stood, and its case.
     *
     * @param file the file it was read from
     * @param index its place in a file of several; null in a file of one
     * @param kind what it is
     * @param examined its case; null if it is no bounce
     * @param locale the language: English or Japanese
     * @param showAddresses whether the recipient and the receiver's words stand whole
     * @return the case, or for what is no bounce {@code cause: null}
     */
    public static String examined(
            String file,
            @Nullable Integer index,
            ReportKind kind,
            @Nullable Case examined,
            Locale locale,
            boolean showAddresses) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", SCHEMA);
        object.put("file", file);
        object.put("index", index);
        object.put("kind", kind.name());
        if (examined == null) {
            object.put("cause", null);
        } else {
            object.putAll(new CaseJson(examined, locale, showAddresses).map());
        }
        return write(object);
    }

    /**
     * What many bounces say together.
     *
     * @param series the series
     * @param locale the language: English or Japanese
     * @param showAddresses whether recipients and the receivers' words stand whole
     * @return what many bounces say together
     */
    public static String series(CaseSeries series, Locale locale, boolean showAddresses) {
        return write(SeriesJson.map(series, locale, showAddresses));
    }

    /**
     * A preflight.
     *
     * @param report the preflight
     * @param locale the language: English or Japanese
     * @return a preflight
     */
    public static String preflight(PreflightReport report, Locale locale) {
        return write(PreflightJson.map(report, locale));
    }

    private static String write(Map<String, @Nullable Object> object) {
        try {
            return WRITER.asString(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // it writes to memory
        }
    }
}
