package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Set<String> KEYS = Stream.of(
                    Stream.of(Cause.values()).map(cause -> "cause." + cause.name()),
                    Stream.of(Advice.values()).map(advice -> "advice." + advice.name()),
                    Stream.of(ReportNote.values()).map(ReportNote::id))
            .flatMap(keys -> keys)
            .collect(Collectors.toSet());

    @Test
    void everyCauseAdviceAndNoteHasASentenceInBothLanguagesAndNothingElseHas() {
        for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.JAPANESE}) {
            assertThat(new HashSet<>(Messages.bundle(locale).keySet())).isEqualTo(KEYS);
        }
        for (String key : KEYS) {
            String japanese = Messages.say(key, Locale.JAPANESE);
            assertThat(japanese).as(key).endsWith("。").isNotEqualTo(Messages.say(key, Locale.ENGLISH));
            assertThat(Messages.say(key, Locale.ENGLISH)).as(key).endsWith(".");
        }
    }

    @Test
    void theMachinesOwnLanguageDoesNotDecide() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPANESE);
            assertThat(Cause.MAILBOX_FULL.text(Locale.ENGLISH)).isEqualTo("The mailbox is full.");
            assertThat(Advice.REVIEW.text(Locale.GERMAN)).startsWith("Have a person look");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Cause.MAILBOX_FULL.text(Locale.JAPAN)).isEqualTo("メールボックスの容量がいっぱいです。");
    }
}
