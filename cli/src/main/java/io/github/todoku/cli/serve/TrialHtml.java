package io.github.todoku.cli.serve;

import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What another record would change: for a mail that is known, for who may send, and what it costs. */
final class TrialHtml {
    /** Networks that are named; of more only the count is told. */
    private static final int MAX_NAMED = 20;

    private final ReportWords words;
    private final HtmlWriter out = HtmlWriter.start();

    TrialHtml(Locale locale) {
        this.words = PageWords.in(locale);
    }

    String html() {
        return out.html();
    }

    /** Whether SPF lets the mail pass. */
    void spf(TriedMail mail, SpfResult before, SpfResult after) {
        out.element(
                "p",
                words.text(
                        "whatif.mail",
                        IpLiteral.format(mail.client()),
                        mail.sender(),
                        before.verdict().token(),
                        after.verdict().token()),
                "class",
                after.isPass() ? "good" : after.cannotTell() ? "unsure" : "bad");
    }

    /** Whether DMARC lets the mail pass because SPF does; DKIM is not known. */
    void dmarc(TriedMail mail, SpfResult spf, DmarcResult before, DmarcResult after) {
        String then = outcome(spf, after);
        out.element(
                "p",
                words.text(
                        "whatif.mail.dmarc",
                        IpLiteral.format(mail.client()),
                        mail.sender(),
                        spf.verdict().token(),
                        words.text("whatif.by-spf." + outcome(spf, before)),
                        words.text("whatif.by-spf." + then)),
                "class",
                then.equals("pass") ? "good" : "unsure");
    }

    private static String outcome(SpfResult spf, DmarcResult dmarc) {
        if (spf.cannotTell() || dmarc.cannotTell()) {
            return "unsure";
        } else if (dmarc.policy().isEmpty()) {
            return "no";
        }
        return spf.isPass() && dmarc.spf().map(DmarcAlignment::isAligned).orElse(false) ? "pass" : "fail";
    }

    /** What receivers are asked to do with mail that fails. */
    void policy(DmarcResult before, DmarcResult after) {
        out.element("p", words.text("whatif.policy", word(before), word(after)));
    }

    private String word(DmarcResult result) {
        return result.applied()
                .map(DmarcPolicy::word)
                .orElseGet(() -> words.text(result.cannotTell() ? "whatif.policy.unsure" : "whatif.policy.no"));
    }

    /** Who may send, and what it costs. */
    void drift(SpfReport before, SpfReport after) {
        SpfTree today = before.tree();
        SpfTree then = after.tree();
        if (today != null && today.root().texts().size() > 1) {
            out.element("p", words.text("whatif.several", today.root().texts().size()), "class", "bad");
        }
        if (today != null && then != null && !today.root().answer().isFailure()) {
            drift(SpfDrift.between(today, then));
        }
    }

    private void drift(SpfDrift drift) {
        int lookups = drift.after().lookups();
        out.element(
                "p",
                words.text("whatif.lookups", drift.before().lookups(), lookups, SpfOptions.MAX_TERMS),
                "class",
                lookups > SpfOptions.MAX_TERMS ? "bad" : "");
        networks("whatif.gained", drift.gained(), "good");
        networks("whatif.lost", drift.lost(), "bad");
        if (drift.cannotTell()) {
            out.element("p", words.text("whatif.unsure"), "class", "unsure");
        } else if (drift.gained().isEmpty() && drift.lost().isEmpty()) {
            out.element("p", words.text("whatif.same"));
        }
    }

    private void networks(String key, List<IpNetwork> networks, String look) {
        if (!networks.isEmpty()) {
            String named =
                    networks.stream().limit(MAX_NAMED).map(IpNetwork::toString).collect(Collectors.joining(", "));
            String more = networks.size() > MAX_NAMED ? " … (" + networks.size() + ")" : "";
            out.element("p", words.text(key, named + more), "class", look);
        }
    }
}
