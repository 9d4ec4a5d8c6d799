package io.github.todoku.cli.serve;

import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws the page: one box, and below it what came out. It reads and works without JavaScript. */
final class PageHtml {
    /** A field of the form: the page in another language with what is in the box, and no question. */
    static final String KEEP = "keep";

    /** A field of the form: the same question in another language. */
    static final String AGAIN = "again";

    /**
     * What there is to know of the files to keep and to pass on.
     *
     * @param recording what the DNS answered, as a zone file
     * @param addresses whether mail addresses stand whole in the answer
     */
    record Files(String recording, boolean addresses) {}

    private final HtmlWriter out = HtmlWriter.start();
    private final ReportWords words;
    private final Locale locale;

    private PageHtml(Locale locale) {
        this.locale = locale;
        this.words = PageWords.in(locale);
    }

    /** The empty box. */
    static String empty(Locale locale) {
        return kept("", Optional.empty(), locale);
    }

    /** The box with what stands in it, before anything is asked. */
    static String kept(String text, Optional<Pasted.Kind> said, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin("", Switch.KEEP);
        page.box(text, said);
        page.out
                .open("div", "id", "below")
                .element("p", page.words.text("page.private"), "class", "faint")
                .close();
        return page.end();
    }

    /**
     * The box with what was pasted, and the answer.
     *
     * @param answer null where it is not what it is taken for
     */
    static String answered(Pasted pasted, @Nullable Answer answer, Files files, Locale locale) {
        return answered(pasted, answer, files, Switch.AGAIN, locale);
    }

    /** The same of a record that was tried out: another language tries it once more. */
    static String tried(Pasted record, @Nullable Answer answer, Files files, Locale locale) {
        boolean again = answer != null
                && answer.editables().stream().anyMatch(each -> each.kind() == record.kind()); // there is its form
        Switch trial = new Switch(TrialForm.id(record.kind()), "/whatif", AGAIN);
        return answered(record, answer, files, again ? trial : Switch.AGAIN, locale);
    }

    private static String answered(
            Pasted pasted, @Nullable Answer answer, Files files, Switch languages, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin(page.words.text("kind." + pasted.kind().word()), languages);
        page.box(pasted.shown(), pasted.said());
        page.out.open("div", "id", "below");
        page.below(pasted, answer, files);
        page.out.close();
        return page.end();
    }

    /** The answer alone, for a page that has its box already. */
    static String part(Pasted pasted, @Nullable Answer answer, Files files, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.below(pasted, answer, files);
        return page.out.html();
    }

    private void below(Pasted pasted, @Nullable Answer answer, Files files) {
        String kind = words.text("kind." + pasted.kind().word());
        boolean nothing = answer == null && pasted.said().isEmpty() && pasted.kind() == Pasted.Kind.BOUNCE;
        if (!nothing) {
            out.open("p", "class", "faint").text(words.text("page.taken", kind));
            if (answer != null && !answer.editables().isEmpty()) {
                out.text(" ").element("a", words.text("whatif.below"), "href", "#whatif");
            }
            out.close();
        }
        out.open("section", "id", "answer", "aria-label", words.text("page.answer"), "tabindex", "-1");
        if (nothing) {
            out.own(Unread.html(pasted.octets(), pasted.text(), locale));
        } else if (answer == null) {
            out.element("p", words.text("page.not", kind), "class", "bad");
        } else {
            out.own(answer.html().get());
        }
        out.close();
        if (answer != null) {
            if (!answer.editables().isEmpty()) {
                out.element("h2", words.text("whatif.title"), "id", "whatif");
                out.element("p", words.text("whatif.says"));
                new TrialForm(words, locale, out).write(answer.editables());
            }
            share(answer, files);
        }
    }

    /** Files to keep and to pass on: they stand in the page itself, so that nothing of it is kept elsewhere. */
    private void share(Answer answer, Files files) {
        out.open("p", "class", "share");
        link(
                "page.save",
                "todoku.html",
                "text/html",
                HtmlReport.page(answer.html().get(), locale, files.addresses()));
        out.text(" ");
        link("page.record", "todoku.zone", "text/plain", files.recording());
        out.close();
    }

    private void link(String key, String file, String type, String text) {
        String packed = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        out.element("a", words.text(key), "download", file, "href", "data:" + type + ";charset=utf-8;base64," + packed);
    }

    /** A page that says one thing. */
    static String said(String key, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin("", Switch.KEEP);
        page.out.element("p", page.words.text(key), "class", "bad", "role", "alert");
        page.box("", Optional.empty());
        return page.end();
    }

    /**
     * What the switch of languages does: it is a part of a form, so that what stands there goes along.
     *
     * @param form the form that it sends
     * @param path where to
     * @param field what it asks for: the language only, or the question once more
     */
    private record Switch(String form, String path, String field) {
        static final Switch KEEP = new Switch("ask", "/", PageHtml.KEEP);
        static final Switch AGAIN = new Switch("ask", "/", PageHtml.AGAIN);
    }

    /** The head of the page, with the switch of languages. */
    private void begin(String title, Switch languages) {
        String name = words.text("page.title");
        out.own("<!DOCTYPE html>\n")
                .open("html", "lang", locale.getLanguage())
                .open("head")
                .own(
                        "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .own("<meta name=\"referrer\" content=\"same-origin\"/>\n")
                .element("title", title.isEmpty() ? name : title + " – " + name)
                .own("<link rel=\"stylesheet\" href=\"/report.css\"/>\n<link rel=\"stylesheet\" href=\"/page.css\"/>\n")
                .own("<link rel=\"icon\" href=\"data:,\"/>\n")
                .close()
                .open("body")
                .open("main");
        out.element("h1", name, "class", "name");
        out.open("nav", "aria-label", words.text("page.languages"));
        language("English", Locale.ENGLISH, languages);
        out.text(" ");
        language("日本語", Locale.JAPANESE, languages);
        out.close();
    }

    private void language(String name, Locale language, Switch languages) {
        String code = language.getLanguage();
        if (code.equals(locale.getLanguage())) {
            out.element("span", name, "lang", code, "aria-current", "true");
            return;
        }
        out.element(
                "button",
                name,
                "type",
                "submit",
                "form",
                languages.form(),
                "formaction",
                languages.path() + "?lang=" + code,
                "name",
                languages.field(),
                "value",
                "1",
                "lang",
                code);
    }

    private void box(String text, Optional<Pasted.Kind> said) {
        out.open(
                "form",
                "method",
                "post",
                "action",
                "/?lang=" + locale.getLanguage(),
                "enctype",
                "multipart/form-data",
                "id",
                "ask",
                "data-failed",
                words.text("page.unreachable"),
                "data-cancelled",
                words.text("page.cancelled"));
        out.element("label", words.text("page.paste"), "for", "text", "class", "big");
        out.open(
                        "textarea",
                        "id",
                        "text",
                        "name",
                        "text",
                        "rows",
                        text.isEmpty() ? "10" : "4",
                        "spellcheck",
                        "false",
                        "placeholder",
                        words.text("page.placeholder"))
                .own(BoxText.markup(text))
                .close();
        out.open("p", "class", "controls");
        out.element("label", words.text("page.file"), "for", "file")
                .own("<input type=\"file\" id=\"file\" name=\"file\"/>\n");
        out.element("label", words.text("page.as"), "for", "as");
        out.open("select", "id", "as", "name", "as");
        out.element("option", words.text("page.look"), "value", "");
        for (Pasted.Kind each : Pasted.Kind.values()) {
            option(each, said);
        }
        out.close();
        out.element("button", words.text("page.ask"), "type", "submit");
        out.close();
        out.close();
        out.open("section", "id", "progress", "hidden", "hidden", "aria-label", words.text("page.asking"));
        out.open("p", "role", "status").text(words.text("page.asking") + " ");
        out.element("span", "", "id", "count").close();
        out.element("button", words.text("page.cancel"), "type", "button", "id", "cancel");
        out.element("ol", "", "id", "proofs", "class", "faint", "tabindex", "0");
        out.close();
    }

    private void option(Pasted.Kind kind, Optional<Pasted.Kind> said) {
        String name = words.text("kind." + kind.word());
        if (said.equals(Optional.of(kind))) {
            out.element("option", name, "value", kind.word(), "selected", "selected");
        } else {
            out.element("option", name, "value", kind.word());
        }
    }

    private String end() {
        return out.close()
                .own(
                        "<script src=\"/report.js\" defer=\"defer\"></script>\n<script src=\"/page.js\" defer=\"defer\"></script>\n")
                .close()
                .close()
                .html();
    }
}
