package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.words.Printable;
import io.github.todoku.words.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Tells a verdict to people. */
final class Story {
    private static final String BUNDLE = Story.class.getPackageName() + ".messages";

    private final Locale locale;
    private final Sentences sentences;

    Story(Locale locale) {
        this.locale = locale;
        this.sentences = Sentences.of(ResourceBundle.getBundle(BUNDLE, Sentences.bundleLocale(locale)));
    }

    String of(MessageVerdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(dmarc(verdict.dmarc()));
        lines.add(spf(verdict.spf()));
        if (verdict.dkim().signatures().isEmpty()) {
            lines.add(sentences.text("story.dkim.none"));
        }
        for (DkimSignatureResult each : verdict.dkim().signatures()) {
            lines.add(sentences.text(
                    "story.dkim",
                    Printable.octets(each.domainText()),
                    Printable.octets(each.selectorText()),
                    each.result().word(),
                    each.reason().text(locale)));
        }
        if (verdict.arc().length() > 0 || !verdict.arc().findings().isEmpty()) {
            lines.add(sentences.text(
                    "story.arc",
                    verdict.arc().result().word(),
                    verdict.arc().reason().text(locale)));
        }
        return String.join("\n", lines);
    }

    private String dmarc(DmarcVerdict dmarc) {
        if (dmarc.author().finding().isPresent()) {
            return sentences.text(
                    "story.dmarc.PERMERROR", dmarc.author().finding().get().text(locale));
        }
        boolean unchecked = dmarc.cannotTell() && dmarc.finding().isPresent();
        String aligned = String.join(
                ", ", dmarc.aligned().stream().map(DmarcVerdict.Mechanism::word).toList());
        return sentences.text(
                "story.dmarc." + (unchecked ? "NO_SESSION" : dmarc.result()),
                dmarc.authorDomain().map(Object::toString).orElse(""),
                aligned,
                dmarc.policy().map(DmarcPolicy::word).orElse(""));
    }

    private String spf(SpfOutcome spf) {
        return sentences.text(
                "story.spf." + spf.source(),
                spf.verdict().token(),
                spf.identity()
                        .map(identity -> identity.name().replace('_', ' '))
                        .orElse(""),
                spf.domain().map(Object::toString).orElse(""));
    }
}
