package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.words.Sentences;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;

/** This module's sentences for people, Japanese or English. */
final class Messages {
    private static final Set<String> PROBLEMS =
            Arrays.stream(SpfFinding.values()).map(SpfFinding::id).collect(Collectors.toUnmodifiableSet());

    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", locale);
    }

    static Sentences in(Locale locale) {
        return Sentences.of(bundle(Sentences.bundleLocale(locale)));
    }

    /** A detail as people read it: of {@code spf.mx-limit: mx.example.com MX} the problem in words. */
    static String shown(String detail, Locale locale) {
        int end = detail.indexOf(": ");
        String id = end < 0 ? detail : detail.substring(0, end);
        if (!PROBLEMS.contains(id)) {
            return DnsAnswer.Reason.inWords(detail, locale);
        }
        String rest = end < 0 ? "" : DnsAnswer.Reason.inWords(detail.substring(end + 2), locale);
        Sentences words = in(locale);
        String key = "problem" + id.substring(id.indexOf('.'));
        return words.text(words.has(key) ? key : "problem.syntax", rest).replaceAll(": $", "");
    }
}
