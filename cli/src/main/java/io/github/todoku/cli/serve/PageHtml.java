package io.github.todoku.cli.serve;

import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws the page: one box, and below it what came out. It reads and works without JavaScript. */
final class PageHtml {
    private final HtmlWriter out = HtmlWriter.start();
    private final ReportWords words;
    private final Locale locale;

    private PageHtml(Locale locale) {
        this.locale = locale;
        this.words = PageWords.in(locale);
    }

    /** The empty box. */
    static String empty(Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin("");
        page.box("");
        page.out.element("p", page.words.text("page.private"), "class", "faint");
        return page.end();
    }

    /** The box with what was pasted, and the answer. */
    static String answered(Pasted pasted, @Nullable Answer answer, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin(page.words.text("kind." + pasted.kind().word()));
        page.box(pasted.text());
        page.out.element(
                "p",
                page.words.text(
                        "page.taken", page.words.text("kind." + pasted.kind().word())),
                "class",
                "faint");
        page.out.open("section", "id", "answer", "aria-live", "polite");
        if (answer == null) {
            page.out.element(
                    "p",
                    page.words.text(
                            "page.not", page.words.text("kind." + pasted.kind().word())),
                    "class",
                    "bad");
        } else {
            page.out.own(answer.html());
        }
        page.out.close();
        if (pasted.kind() == Pasted.Kind.DOMAIN && answer != null) {
            page.whatIf(pasted.text());
        }
        return page.end();
    }

    /** A page that says one thing. */
    static String said(String key, Locale locale) {
        PageHtml page = new PageHtml(locale);
        page.begin("");
        page.out.element("p", page.words.text(key), "class", "bad", "role", "alert");
        page.box("");
        return page.end();
    }

    /** Text of a terminal. */
    static String preformatted(String text) {
        return HtmlWriter.start().element("pre", text, "tabindex", "0").html();
    }

    private void begin(String title) {
        String name = words.text("page.title");
        out.own("<!DOCTYPE html>\n")
                .open("html", "lang", locale.getLanguage())
                .open("head")
                .own(
                        "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .own("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
                .element("title", title.isEmpty() ? name : title + " – " + name)
                .own("<link rel=\"stylesheet\" href=\"/report.css\"/>\n<link rel=\"stylesheet\" href=\"/page.css\"/>\n")
                .own("<link rel=\"icon\" href=\"data:,\"/>\n")
                .close()
                .open("body")
                .open("main");
        out.open("nav", "aria-label", words.text("page.languages"));
        out.element("a", "English", "href", "/?lang=en", "lang", "en").text(" ");
        out.element("a", "日本語", "href", "/?lang=ja", "lang", "ja");
        out.close();
    }

    private void box(String text) {
        out.open("form", "method", "post", "action", "/", "enctype", "multipart/form-data", "id", "ask");
        out.own("<input type=\"hidden\" name=\"lang\" value=\"" + locale.getLanguage() + "\"/>\n");
        out.element("label", words.text("page.paste"), "for", "text", "class", "big");
        out.element(
                "textarea",
                text,
                "id",
                "text",
                "name",
                "text",
                "rows",
                text.isEmpty() ? "10" : "4",
                "spellcheck",
                "false",
                "placeholder",
                words.text("page.placeholder"));
        out.open("p", "class", "controls");
        out.element("label", words.text("page.file"), "for", "file")
                .own("<input type=\"file\" id=\"file\" name=\"file\"/>\n");
        out.element("label", words.text("page.as"), "for", "as");
        out.open("select", "id", "as", "name", "as");
        out.element("option", words.text("page.look"), "value", "");
        for (Pasted.Kind each : Pasted.Kind.values()) {
            out.element("option", words.text("kind." + each.word()), "value", each.word());
        }
        out.close();
        out.element("button", words.text("page.ask"), "type", "submit");
        out.close();
        out.element("p", words.text("page.asking"), "id", "asking", "role", "status", "hidden", "hidden");
        out.close();
    }

    /** Nothing is published: the record is laid over the DNS for this one answer. */
    private void whatIf(String domain) {
        out.element("h2", words.text("whatif.title"));
        out.element("p", words.text("whatif.says"));
        out.open(
                "form",
                "method",
                "post",
                "action",
                "/whatif",
                "enctype",
                "multipart/form-data",
                "id",
                "whatif",
                "data-failed",
                words.text("page.unreachable"));
        out.own("<input type=\"hidden\" name=\"lang\" value=\"" + locale.getLanguage() + "\"/>\n");
        out.open("input", "type", "hidden", "name", "domain", "value", domain).close();
        out.element("label", words.text("whatif.record"), "for", "record");
        out.element("textarea", "v=spf1 -all", "id", "record", "name", "record", "rows", "3", "spellcheck", "false");
        out.open("p", "class", "controls")
                .element("button", words.text("whatif.ask"), "type", "submit")
                .close();
        out.close();
        out.open("section", "id", "whatif-answer", "aria-live", "polite").close();
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
