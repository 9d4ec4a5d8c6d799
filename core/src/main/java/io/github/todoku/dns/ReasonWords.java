package io.github.todoku.dns;

import io.github.todoku.words.Sentences;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people read in place of the name of a {@link DnsAnswer.Reason}. */
final class ReasonWords {
    /** A name that stands alone in a line: {@code TIMEOUT}, {@code a.example A: TIMEOUT (detail)}. */
    private static final Pattern ALONE = Pattern.compile("(?<=^|: )("
            + Arrays.stream(DnsAnswer.Reason.values()).map(Enum::name).collect(Collectors.joining("|"))
            + ")(?=$| \\(|[,;)])");

    private ReasonWords() {}

    static String of(DnsAnswer.Reason reason, Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                ReasonWords.class.getPackageName() + ".messages", Sentences.bundleLocale(locale));
        return Sentences.of(bundle).text("reason." + reason.name());
    }

    static String in(String line, Locale locale) {
        Matcher names = ALONE.matcher(line);
        return names.find()
                ? names.replaceAll(name -> Matcher.quoteReplacement(of(DnsAnswer.Reason.valueOf(name.group()), locale)))
                : line;
    }
}
