package io.github.todoku.cli.serve;

import io.github.todoku.cli.ask.DmarcAsk;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfDrift;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What another record would change: who may send, what it costs, and then all that is to be said of it. */
final class WhatIfHtml {
    /** Networks that are named; of more only the count is told. */
    private static final int MAX_NAMED = 20;

    private final ReportWords words;
    private final HtmlWriter out = HtmlWriter.start();

    private WhatIfHtml(Locale locale) {
        this.words = PageWords.in(locale);
    }

    static String of(SpfReport before, SpfReport after, Locale locale) {
        WhatIfHtml part = new WhatIfHtml(locale);
        SpfTree today = before.tree();
        SpfTree then = after.tree();
        if (today != null && today.root().texts().size() > 1) {
            part.out.element(
                    "p", part.words.text("whatif.several", today.root().texts().size()), "class", "bad");
        }
        if (today != null && then != null && !today.root().answer().isFailure()) {
            part.drift(SpfDrift.between(today, then));
        }
        return part.out.own(HtmlReport.main(after, locale)).html();
    }

    /** What receivers are asked to do with mail that fails, today and then, and all that is to be said of the other record. */
    static String of(DmarcAsk before, DmarcAsk after, Locale locale) {
        WhatIfHtml part = new WhatIfHtml(locale);
        part.out.element("p", part.words.text("whatif.policy", part.policy(before), part.policy(after)));
        return part.out.own(FindingsHtml.of(after, locale)).html();
    }

    private String policy(DmarcAsk answer) {
        DmarcResult result = answer.result();
        return result.applied()
                .map(DmarcPolicy::word)
                .orElseGet(() -> words.text(result.cannotTell() ? "whatif.policy.unsure" : "whatif.policy.no"));
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
