package io.github.todoku.render;

import io.github.todoku.diagnosis.Prognosis;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.render.AuthenticationWords.Line;
import io.github.todoku.render.AuthenticationWords.Look;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences of a forecast beyond single addresses: senders as a whole, and what else the receiver requires. */
public final class PrognosisWords {
    private PrognosisWords() {}

    /**
     * {@return a line for each sender of more than one address, and for each rule of the receiver that would still fail}
     *
     * @param prognosis the forecast
     * @param locale the language: English or Japanese
     */
    public static List<Line> lines(Prognosis prognosis, Locale locale) {
        ReportWords words = ReportWords.of(locale);
        List<Line> lines = new ArrayList<>();
        prognosis.senders().stream()
                .filter(sender -> !sender.isOneAddress())
                .forEach(sender -> lines.add(sender(sender, words)));
        prognosis.failingRules().forEach((pack, failing) -> {
            if (failing.isEmpty()) {
                lines.add(new Line(Look.PLAIN, words.text("case.rules.none", name(pack))));
            }
            failing.forEach(rule -> lines.add(rule(rule, words)));
        });
        return lines;
    }

    private static Line sender(SpfProof.Sender sender, ReportWords words) {
        String term = sender.sender().term();
        if (sender.cannotTell()) {
            return new Line(Look.UNSURE, words.text("case.sender.unknown", term));
        }
        String after =
                String.join(", ", sender.after().stream().map(SpfVerdict::token).toList());
        return sender.passes()
                ? new Line(
                        Look.GOOD,
                        words.text("case.sender.true", term, sender.networks().size()))
                : new Line(Look.BAD, words.text("case.sender.false", term, after));
    }

    private static Line rule(PreflightReport.Judgement rule, ReportWords words) {
        return new Line(
                rule.isDemanded() ? Look.BAD : Look.UNSURE,
                words.text(
                        "case.rule",
                        name(rule.pack()),
                        words.text(PreflightHtml.key(rule.rule().check())),
                        words.text(rule.isDemanded() ? "html.must" : "html.advised"),
                        rule.finding().text(words.locale())));
    }

    private static String name(String pack) {
        return ReceiverPack.find(pack).map(ReceiverPack::name).orElse(pack);
    }
}
