package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.EnhancedStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Codes and commands in the words of a report. */
public final class Codes {
    private static final String END_OF = "END OF ";

    private static final String POSTFIX = "(in reply to ";

    private Codes() {}

    static @Nullable EnhancedStatus parse(@Nullable String text) {
        return text == null ? null : EnhancedStatus.parse(text).orElse(null);
    }

    /** What words that name a command contain; most contain none of these. */
    private static final String[] HINTS = {
        "reply to ", "REPLY TO ", "fter ", "FTER ", ">>> ", "ur ", "UR ", "ile sending ", "esponse to "
    };

    /** The SMTP command the words say they answer; null if they do not say. */
    static @Nullable String commandIn(String text) {
        String words = text.indexOf('\n') < 0 ? text : unfolded(text); // "in reply to\n    RCPT TO"
        for (String hint : HINTS) {
            if (words.contains(hint)) {
                return commandNamedIn(words);
            }
        }
        return null;
    }

    /** The text in one line: a line break and the blanks around it are one blank. */
    private static String unfolded(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = at;
            boolean breaks = false;
            while (end < text.length() && isBlank(text.charAt(end))) {
                breaks |= text.charAt(end) == '\n';
                end++;
            }
            if (breaks) {
                line.append(' ');
            } else if (end > at) {
                line.append(text, at, end);
            } else {
                line.append(text.charAt(end++));
            }
            at = end;
        }
        return line.toString();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** {@code RCPT} of {@code rcpt to:<bob@example.com>}, {@code CONN} of {@code connect}; null for what is no command. */
    public static @Nullable String verb(String command) {
        String text = command.strip().toUpperCase(Locale.ROOT);
        return commandAt(text, text.startsWith(END_OF) ? END_OF.length() : 0);
    }

    private static @Nullable String commandNamedIn(String words) {
        int postfix = words.indexOf(POSTFIX);
        String command = postfix < 0 ? null : commandAt(words, postfix + POSTFIX.length());
        return command == null ? commandInAnyCase(words) : command;
    }

    private static @Nullable String commandInAnyCase(String words) {
        String text = words.toUpperCase(Locale.ROOT);
        for (String before : new String[] {
            "IN REPLY TO END OF ",
            "IN REPLY TO ",
            "IN RESPONSE TO ",
            "AFTER END OF ",
            "AFTER SENDING ",
            "AFTER ",
            "WHILE SENDING END OF ",
            "WHILE SENDING ",
            ">>> ",
            "OUR FINAL ",
            "OUR "
        }) {
            for (int at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
                String command = commandAt(text, at + before.length());
                if (command != null && !isLetter(text, at - 1)) { // "contact your mail administrator" names no command
                    return command;
                }
            }
        }
        return null;
    }

    private static @Nullable String commandAt(String text, int at) {
        for (String command :
                new String[] {"RCPT", "DATA", "MAIL", "EHLO", "HELO", "STARTTLS", "AUTH", "BDAT", "CONN"}) {
            if (text.startsWith(command, at) && !isLetter(text, at + command.length())) {
                return command;
            }
        }
        if (text.startsWith("CONNECT", at)) {
            return "CONN";
        }
        if (text.startsWith("PIPELINED ", at)) {
            return commandAt(text, at + 10);
        }
        if (text.startsWith("INITIAL CONNECTION", at)) {
            return "CONN";
        }
        return text.startsWith("DOT", at) || text.startsWith("MESSAGE BODY", at) ? "DATA" : null;
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }
}
