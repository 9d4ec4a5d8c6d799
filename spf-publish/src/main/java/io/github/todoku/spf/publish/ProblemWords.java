package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.words.Sentences;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a check ran into, in words: of a detail such as {@code spf.mx-limit: mx.example.com MX: …} its first part. */
final class ProblemWords {
    private static final Set<String> IDS =
            Arrays.stream(SpfFinding.values()).map(SpfFinding::id).collect(Collectors.toUnmodifiableSet());

    private ProblemWords() {}

    static String in(String detail, Locale locale) {
        int end = detail.indexOf(": ");
        String id = end < 0 ? detail : detail.substring(0, end);
        String rest = DnsAnswer.Reason.inWords(end < 0 ? "" : detail.substring(end + 2), locale);
        if (!IDS.contains(id)) {
            return DnsAnswer.Reason.inWords(detail, locale);
        }
        Sentences words = Messages.in(locale);
        String key = "problem" + id.substring(id.indexOf('.'));
        return words.text(words.has(key) ? key : "problem.syntax", rest).replaceAll(": $", "");
    }
}
