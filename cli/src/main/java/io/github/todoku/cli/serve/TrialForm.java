package io.github.todoku.cli.serve;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.util.List;
import java.util.Locale;

/** Records to be edited and tried out, each in a form of its own with room for what comes of it. */
final class TrialForm {
    private final ReportWords words;
    private final Locale locale;
    private final HtmlWriter out;

    TrialForm(ReportWords words, Locale locale, HtmlWriter out) {
        this.words = words;
        this.locale = locale;
        this.out = out;
    }

    /** The id of the form of a record of that kind. */
    static String id(Pasted.Kind kind) {
        return "whatif-" + kind.word();
    }

    void write(List<Answer.Editable> records) {
        records.forEach(this::write);
    }

    private void write(Answer.Editable edited) {
        String kind = edited.kind().word();
        out.open(
                "form",
                "method",
                "post",
                "action",
                "/whatif?lang=" + locale.getLanguage(),
                "enctype",
                "multipart/form-data",
                "id",
                id(edited.kind()),
                "class",
                "whatif",
                "data-failed",
                words.text("page.unreachable"));
        hidden("kind", kind);
        domain(edited, "domain-" + kind);
        TriedMail mail = edited.mail();
        if (mail != null) {
            hidden(TriedMail.CLIENT, IpLiteral.format(mail.client()));
            hidden(TriedMail.SENDER, mail.sender().toString());
            hidden(TriedMail.AUTHOR, mail.author() == null ? "" : mail.author().toString());
        }
        String field = "record-" + kind;
        out.element("label", words.text("whatif." + kind + (edited.isThere() ? "" : ".none")), "for", field);
        out.element("textarea", edited.record(), "id", field, "name", "record", "rows", "3", "spellcheck", "false");
        out.open("p", "class", "controls")
                .element("button", words.text("whatif.ask"), "type", "submit")
                .close();
        out.close();
        out.open(
                        "section",
                        "id",
                        "whatif-answer-" + kind,
                        "aria-live",
                        "polite",
                        "aria-label",
                        words.text("whatif." + kind))
                .close();
    }

    /** Known from the answer, or for whoever pasted a record alone to say. */
    private void domain(Answer.Editable edited, String field) {
        if (edited.domain() != null) {
            hidden("domain", edited.domain().toString());
            return;
        }
        out.element("label", words.text("whatif.domain"), "for", field);
        out.open("input", "id", field, "name", "domain", "autocomplete", "off", "spellcheck", "false")
                .close();
    }

    private void hidden(String name, String value) {
        out.open("input", "type", "hidden", "name", name, "value", value).close();
    }
}
