package io.github.todoku.render;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.mail.domain.MailDomainResult;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result for programs: as JSON text, or as a tree of plain values for a framework that writes JSON itself.
 *
 * <pre>{@code
 * SpfResult result = SpfVerifier.using(dns).check(ip, helo, sender);
 * String line = JsonReport.of(result, locale).toJson(); // one object on one line
 * Map<String, ?> body = JsonReport.of(result, locale).toMap(); // what a web controller returns
 * }</pre>
 *
 * <p>Return {@link #toMap} from a controller, not the result: the results of this library have no {@code get…} accessors, so
 * a serializer that looks for those writes little of a result, and nothing that is guaranteed to stay. Names are camelCase,
 * enumerated values are upper case, absent values are {@code null}; {@code docs/json.md} describes the fields,
 * {@code docs/schema} defines them. The locale is the language of the sentences: Japanese, or English for every other.
 * Immutable.
 */
public final class JsonReport {
    /** The version of the fields; it changes when a field changes its meaning or is removed. */
    public static final int SCHEMA = JsonFields.SCHEMA;

    private final Map<String, @Nullable Object> tree;

    private JsonReport(Map<String, @Nullable Object> tree) {
        this.tree = tree;
    }

    /**
     * {@return an SPF check with its trace}
     *
     * @param result the result
     * @param locale the language
     */
    public static JsonReport of(SpfResult result, Locale locale) {
        return new JsonReport(SpfJson.of(result, locale));
    }

    /**
     * {@return an SPF check with its trace, and what was asked}
     *
     * @param result what came out
     * @param request what was asked
     * @param locale the language
     */
    public static JsonReport of(SpfResult result, SpfRequest request, Locale locale) {
        return new JsonReport(SpfJson.of(result, request, locale));
    }

    /**
     * {@return what the linter says of a domain’s SPF}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(SpfReport report, Locale locale) {
        return new JsonReport(SpfReportJson.report(report, locale));
    }

    /**
     * {@return a domain’s SPF record and all that it leads to}
     *
     * @param tree the tree
     * @param locale the language
     */
    public static JsonReport of(SpfTree tree, Locale locale) {
        return new JsonReport(SpfReportJson.tree(tree, Map.of(), locale));
    }

    /**
     * {@return a domain’s SPF record and all that it leads to, services named}
     *
     * @param tree the tree
     * @param services the included names that are known, with the name of the service
     * @param locale the language
     */
    public static JsonReport of(SpfTree tree, Map<DnsName, String> services, Locale locale) {
        return new JsonReport(SpfReportJson.tree(tree, services, locale));
    }

    /**
     * {@return what changed between two walks of a domain’s SPF}
     *
     * @param drift what changed
     * @param domain the domain that was walked; null to leave it out
     * @param locale the language
     */
    public static JsonReport of(SpfDrift drift, @Nullable DnsName domain, Locale locale) {
        return new JsonReport(SpfReportJson.drift(drift, domain));
    }

    /**
     * {@return a planned SPF record with its proof}
     *
     * @param plan the plan
     * @param locale the language
     */
    public static JsonReport of(SpfPlan plan, Locale locale) {
        return new JsonReport(PlanJson.of(plan, locale));
    }

    /**
     * {@return a domain’s DKIM keys}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(DkimReport report, Locale locale) {
        return new JsonReport(DkimJson.of(report, locale));
    }

    /**
     * {@return what DMARC says of a domain}
     *
     * @param result what was found
     * @param locale the language
     */
    public static JsonReport of(DmarcResult result, Locale locale) {
        return new JsonReport(DmarcJson.of(result, null, locale));
    }

    /**
     * {@return what DMARC says of a domain, and the record to publish}
     *
     * @param result what was found
     * @param plan the record to publish; null if none was planned
     * @param locale the language
     */
    public static JsonReport of(DmarcResult result, @Nullable DmarcPlan plan, Locale locale) {
        return new JsonReport(DmarcJson.of(result, plan, locale));
    }

    /**
     * {@return a planned DMARC record}
     *
     * @param plan the plan
     * @param locale the language
     */
    public static JsonReport of(DmarcPlan plan, Locale locale) {
        return new JsonReport(DmarcJson.of(plan, locale));
    }

    /**
     * {@return what the block lists say}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(DnsblReport report, Locale locale) {
        return new JsonReport(DnsblJson.of(report, locale));
    }

    /**
     * {@return what a mail is and what it says of each recipient; addresses are whole, since that is its purpose}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(BounceReport report, Locale locale) {
        return new JsonReport(BounceJson.of(report, null, null, locale));
    }

    /**
     * {@return the same, and where the mail was found}
     *
     * @param report the report
     * @param file the file it was read from, as the reader named it
     * @param index its place in a file of several mails, from 0; null in a file of one
     * @param locale the language
     */
    public static JsonReport of(BounceReport report, String file, @Nullable Integer index, Locale locale) {
        return new JsonReport(BounceJson.of(report, file, index, locale));
    }

    /**
     * {@return what is said of one recipient, by a report or by a bare reply}
     *
     * @param bounce the bounce
     * @param locale the language
     */
    public static JsonReport of(Bounce bounce, Locale locale) {
        return new JsonReport(JsonFields.versioned(BounceJson.bounce(bounce)));
    }

    /**
     * {@return what is known of an address, and whether it gets no more mail; it stands whole}
     *
     * @param history the history
     * @param locale the language
     */
    public static JsonReport of(AddressHistory history, Locale locale) {
        return new JsonReport(JsonFields.versioned(BounceJson.history(history, locale)));
    }

    /**
     * {@return what a reply means}
     *
     * @param classification the classification
     * @param locale the language
     */
    public static JsonReport of(Classification classification, Locale locale) {
        return new JsonReport(JsonFields.versioned(BounceJson.classification(classification)));
    }

    /**
     * {@return a case, addresses masked}
     *
     * @param examined the case
     * @param locale the language
     */
    public static JsonReport of(Case examined, Locale locale) {
        return new JsonReport(new CaseJson(examined, locale, false).map());
    }

    /**
     * {@return a case}
     *
     * @param examined the case
     * @param locale the language
     * @param showAddresses whether to show the recipient and the receiver’s words whole; otherwise local parts are masked
     */
    public static JsonReport of(Case examined, Locale locale, boolean showAddresses) {
        return new JsonReport(new CaseJson(examined, locale, showAddresses).map());
    }

    /**
     * {@return one of many mails: where it was, and its case; for what is not a bounce {@code cause: null}}
     *
     * @param file the file it was read from
     * @param index its place in a file of several, from 0; null in a file of one
     * @param kind what it is
     * @param examined its case; null if it is not a bounce
     * @param locale the language
     * @param showAddresses whether to show the recipient and the receiver’s words whole; otherwise local parts are masked
     */
    public static JsonReport mail(
            String file,
            @Nullable Integer index,
            ReportKind kind,
            @Nullable Case examined,
            Locale locale,
            boolean showAddresses) {
        return new JsonReport(CaseJson.ofMail(file, index, kind, examined, locale, showAddresses));
    }

    /**
     * {@return what many bounces say together, addresses masked}
     *
     * @param series the series
     * @param locale the language
     */
    public static JsonReport of(CaseSeries series, Locale locale) {
        return new JsonReport(SeriesJson.map(series, locale, false));
    }

    /**
     * {@return what many bounces say together}
     *
     * @param series the series
     * @param locale the language
     * @param showAddresses whether to show recipients and the receivers’ words whole; otherwise local parts are masked
     */
    public static JsonReport of(CaseSeries series, Locale locale, boolean showAddresses) {
        return new JsonReport(SeriesJson.map(series, locale, showAddresses));
    }

    /**
     * {@return a preflight}
     *
     * @param report the preflight
     * @param locale the language
     */
    public static JsonReport of(PreflightReport report, Locale locale) {
        return new JsonReport(PreflightJson.map(report, locale));
    }

    /**
     * {@return what receivers report, and what follows for each domain}
     *
     * @param summary what was reported
     * @param plans the domains that were looked at
     * @param locale the language
     */
    public static JsonReport of(ReportSummary summary, List<ReportPlan> plans, Locale locale) {
        return new JsonReport(new ReportsJson(locale).of(summary, plans));
    }

    /**
     * {@return everything about a domain’s mail}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(DomainReport report, Locale locale) {
        return new JsonReport(DomainJson.of(report, locale));
    }

    /**
     * {@return the verdict on a message, like a line of {@code todoku verify}}
     *
     * @param verdict the verdict
     * @param authservId the name under which the checking host is known, for {@code authenticationResults}
     * @param locale the language: English or Japanese
     */
    public static JsonReport of(MessageVerdict verdict, String authservId, Locale locale) {
        return new JsonReport(AuthJson.of(verdict, null, null, authservId, Map.of(), locale));
    }

    /**
     * {@return the verdict on a message of a file}
     *
     * @param verdict the verdict
     * @param file the file it was read from, as the reader named it
     * @param index its place in a file of several mails, from 0; null in a file of one
     * @param authservId the name under which the checking host is known, for {@code authenticationResults}
     * @param changes what explains each signature that failed, by its place in the message; may be empty
     * @param locale the language: English or Japanese
     */
    public static JsonReport of(
            MessageVerdict verdict,
            String file,
            @Nullable Integer index,
            String authservId,
            Map<Integer, List<Finding>> changes,
            Locale locale) {
        return new JsonReport(AuthJson.of(verdict, file, index, authservId, changes, locale));
    }

    /**
     * {@return one check of what a mail domain publishes}
     *
     * @param result the result
     * @param locale the language
     */
    public static JsonReport of(MailDomainResult result, Locale locale) {
        return new JsonReport(DomainJson.of(result, locale));
    }

    /**
     * {@return an answer of the DNS}
     *
     * @param answer the answer
     * @param locale the language
     */
    public static JsonReport of(DnsAnswer answer, Locale locale) {
        return new JsonReport(JsonFields.versioned(DnsJson.answer(answer)));
    }

    /**
     * {@return answers to questions about one name}
     *
     * @param answers the answers
     * @param locale the language
     */
    public static JsonReport of(List<DnsAnswer> answers, Locale locale) {
        return new JsonReport(DnsJson.answers(answers));
    }

    /**
     * {@return how good the resolvers in use are}
     *
     * @param check the check
     * @param locale the language
     */
    public static JsonReport of(ResolverCheck check, Locale locale) {
        return new JsonReport(DnsJson.resolvers(check));
    }

    /**
     * {@return what a zone’s own servers say}
     *
     * @param report the report
     * @param locale the language
     */
    public static JsonReport of(AuthoritativeReport report, Locale locale) {
        return new JsonReport(DnsJson.authoritative(report));
    }

    /**
     * {@return a reverse name}
     *
     * @param check the check
     * @param locale the language
     */
    public static JsonReport of(ReverseCheck check, Locale locale) {
        return new JsonReport(DnsJson.reverse(check));
    }

    /**
     * {@return whether a domain accepts mail}
     *
     * @param check the check
     * @param locale the language
     */
    public static JsonReport of(MailDomainCheck check, Locale locale) {
        return new JsonReport(JsonFields.versioned(DnsJson.mailDomain(check)));
    }

    /**
     * {@return what is written instead of a result for a line of a batch that asks for none}
     *
     * @param line its number, from 1
     * @param why what is wrong with it
     */
    public static JsonReport unreadable(long line, String why) {
        return new JsonReport(SpfJson.unreadable(line, why));
    }

    /**
     * {@return a program's own object, with the version of the fields in front}
     *
     * @param fields its fields: strings, numbers, booleans, nulls, lists and maps
     */
    public static JsonReport of(Map<String, ? extends @Nullable Object> fields) {
        return new JsonReport(JsonFields.versioned(JsonFields.copy(fields)));
    }

    /**
     * {@return the same without one top-level field}
     *
     * @param field its name, such as {@code trace}
     */
    public JsonReport without(String field) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(tree);
        rest.remove(field);
        return new JsonReport(rest);
    }

    /**
     * {@return the same with one more top-level field}
     *
     * @param field its name
     * @param value a string, number, boolean, null, list or map
     */
    public JsonReport with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(tree);
        more.put(field, JsonFields.copyOf(value));
        return new JsonReport(more);
    }

    /** {@return one object on one line} Control characters, line separators and halves of surrogate pairs are escaped. */
    public String toJson() {
        return JsonText.of(tree);
    }

    /**
     * {@return the object as a tree of {@code String}, {@code Number}, {@code Boolean}, {@code null}, {@code List} and
     * {@code Map}, in the order of its fields} Each call gives a new tree, which the caller may change.
     */
    public Map<String, @Nullable Object> toMap() {
        return JsonFields.copy(tree);
    }

    /** The JSON text, for logs. */
    @Override
    public String toString() {
        return toJson();
    }
}
