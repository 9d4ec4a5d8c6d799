package io.github.todoku.render;

import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results as text for people at a terminal. Immutable; for one thread, as its terminal is. */
public final class TextReport {
    private final Terminal terminal;
    private final ReportWords words;
    private final boolean showAddresses;

    private TextReport(Terminal terminal, ReportWords words, boolean showAddresses) {
        this.terminal = terminal;
        this.words = words;
        this.showAddresses = showAddresses;
    }

    /**
     * {@return reports on a terminal, local parts of addresses masked}
     *
     * @param terminal where they are printed
     * @param locale the language: English or Japanese
     */
    public static TextReport on(Terminal terminal, Locale locale) {
        return new TextReport(terminal, ReportWords.of(locale), false);
    }

    /**
     * {@return the same with addresses of people whole, or masked}
     *
     * @param whole whether to show them whole
     */
    public TextReport showingAddresses(boolean whole) {
        return new TextReport(terminal, words, whole);
    }

    /**
     * Prints a case: what bounced, why, the proof, what to publish, and what happens then.
     *
     * @param examined the case
     * @param dns what the DNS that was asked is called
     */
    public void print(Case examined, String dns) {
        new CaseText(examined, words, terminal, showAddresses).print(dns);
    }

    /**
     * Prints a series: causes counted, the paths that mail took, why only sometimes, and the most common case in full.
     *
     * @param series the series
     * @param dns what the DNS that was asked is called
     */
    public void print(CaseSeries series, String dns) {
        new SeriesText(series, words, terminal, showAddresses).print(dns);
    }

    /**
     * Prints what receivers report: what was read, and for each domain its senders, the record to publish, and whether a stricter
     * policy is safe.
     *
     * @param summary what was reported
     * @param plans the domains that were looked at
     */
    public void print(ReportSummary summary, List<ReportPlan> plans) {
        new ReportsText(terminal, words).print(summary, plans);
    }

    /**
     * Prints a preflight: the verdict, what to do first with the record to publish, and what receivers ask in one grid.
     *
     * @param report the preflight
     */
    public void print(PreflightReport report) {
        print(report, false);
    }

    /**
     * Prints a preflight: the verdict, what to do first with the record to publish, and what receivers ask in one grid.
     *
     * @param report the preflight
     * @param all whether each sender with its checks, what buys nothing, and every rule with its source follow
     */
    public void print(PreflightReport report, boolean all) {
        new PreflightText(report, words, terminal, all).print();
    }

    /**
     * Prints everything about a domain's mail: the verdict, what to do first with the record to publish, a line for each part.
     *
     * @param report the report
     * @param all whether everything found is printed, and the SPF rules one by one
     */
    public void print(DomainReport report, boolean all) {
        new DomainText(report, words, terminal, all).print();
        if (all) {
            terminal.gap();
            print(report.spf());
        }
    }

    /**
     * Prints the verdict on a message: what each mechanism says and why, then what to do.
     *
     * @param verdict the verdict
     * @param changes what explains each signature that failed, by its place in the message; may be empty
     */
    public void print(MessageVerdict verdict, Map<Integer, List<Finding>> changes) {
        AuthText.print(terminal, verdict, changes, words.locale());
    }

    /**
     * Prints a report on a domain's SPF: what is wrong first, then what could not be checked, then what is well.
     *
     * @param report the report
     */
    public void print(SpfReport report) {
        SpfReportText.print(report, terminal, words);
    }

    /**
     * Prints a planned record: what changes, the lines to paste, the warnings, and the proof.
     *
     * @param plan the plan
     */
    public void print(SpfPlan plan) {
        new PlanText(plan, terminal, words).print();
    }

    /**
     * Prints an SPF check and how it came about.
     *
     * @param result the result
     */
    public void print(SpfResult result) {
        ProofText.spf(result, terminal, words);
    }

    /**
     * Prints a reverse name.
     *
     * @param check the check
     */
    public void print(ReverseCheck check) {
        ProofText.reverse(check, terminal, words);
    }

    /**
     * Prints what the block lists say.
     *
     * @param report the report
     */
    public void print(DnsblReport report) {
        ProofText.lists(report, terminal, words);
    }

    /**
     * Prints the state of the block lists.
     *
     * @param health the outcome of each list's test
     * @param tested the lists
     * @param publicResolver who runs the public resolver that was asked; null if it was none
     */
    public void print(List<ListHealth> health, List<DnsblList> tested, @Nullable String publicResolver) {
        new DnsblHealthText(terminal, words).print(health, tested, publicResolver);
    }

    /**
     * {@return a DNS answer as lines, the way dig has taught people to read them}
     *
     * @param answer the answer
     */
    public List<String> lines(DnsAnswer answer) {
        return AnswerLines.lines(answer, words);
    }

    /**
     * {@return how many addresses a tree allows, as a sentence}
     *
     * @param tree the tree
     */
    public String addresses(SpfTree tree) {
        return SpfReportText.addresses(tree, words);
    }
}
