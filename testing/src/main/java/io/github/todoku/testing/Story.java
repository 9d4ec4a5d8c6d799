package io.github.todoku.testing;

import io.github.todoku.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** What a failing assertion tells: what was expected, what was found, and what gave no answer. For one thread. */
final class Story {
    private final StringJoiner lines = new StringJoiner("\n", "\n", "");

    private Story() {}

    static Story expecting(Object actual, String wanted) {
        Story story = new Story();
        story.lines.add("Expecting " + actual).add(wanted);
        return story;
    }

    Story but(String found) {
        lines.add("but it " + found);
        return this;
    }

    /** Each finding on a line of its own; nothing if there is none. */
    Story since(List<Finding> findings) {
        return lines("since", findings.stream().map(Story::line).toList());
    }

    /** What gave no answer; nothing if everything was answered. */
    Story without(List<?> gaps) {
        return lines("without an answer to", gaps.stream().map(Object::toString).toList());
    }

    Story lines(String heading, List<String> more) {
        if (!more.isEmpty()) {
            lines.add(heading);
            more.forEach(line -> lines.add(line.strip().indent(2).stripTrailing()));
        }
        return this;
    }

    private static String line(Finding finding) {
        String advice = finding.advice(Locale.ENGLISH);
        return finding.severity() + " " + finding.id() + ": " + finding.text(Locale.ENGLISH)
                + (advice.isEmpty() ? "" : "\n  -> " + advice);
    }

    String text() {
        return lines.toString();
    }
}
