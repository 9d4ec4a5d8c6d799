package io.github.todoku.cli.serve;

import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.HtmlWriter;
import java.util.Locale;

/** A domain's page, and folded below it its SPF rule by rule with the tree. */
final class DomainPartsHtml {
    private DomainPartsHtml() {}

    static String of(DomainReport report, Locale locale) {
        HtmlWriter out = HtmlWriter.start().own(HtmlReport.main(report, locale));
        if (report.spf().record() != null) {
            out.open("details", "class", "part")
                    .element("summary", PageWords.in(locale).text("domain.spf"));
            out.own(HtmlReport.main(report.spf(), locale)).close();
        }
        return out.html();
    }
}
