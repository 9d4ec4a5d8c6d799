package io.github.todoku.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a stranger puts into a text that somebody else will print. */
final class Nasty {
    /** Control characters and those that steer the display, divide lines or hide. */
    static final String CONTROLS = controls();

    private static final String MARKUP = "\u001b[2J\r\nX-Injected: y\r\n\"'<script>alert(1)</script>&\\";

    /** All of it in one text. */
    static final String TEXT = "n" + CONTROLS + MARKUP + "z";

    /** One at the place where it counts, so that no other excuses it. */
    static final List<String> EACH = List.of(
            TEXT,
            "=cmd|' /C calc'!A0",
            "+1\u001b]0;x\u0007",
            "-1\u009b2J",
            "@SUM(1)\u202e",
            "\tx\u0000y",
            "a\u007fb",
            "<script>alert(1)</script>",
            "\" onload=\"alert(1)",
            "x\r\nX-Injected: y",
            "%s%n${x}{0}");

    private Nasty() {}

    private static String controls() {
        List<Integer> all = new ArrayList<>();
        IntStream.rangeClosed(0, 0x1F).forEach(all::add);
        IntStream.rangeClosed(0x7F, 0x9F).forEach(all::add);
        all.addAll(List.of(0xAD, 0x61C, 0x180E, 0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xE0041, 0x1D173));
        IntStream.rangeClosed(0x200B, 0x200F).forEach(all::add);
        IntStream.rangeClosed(0x202A, 0x202E).forEach(all::add);
        IntStream.rangeClosed(0x2060, 0x2069).forEach(all::add);
        return all.stream().map(Character::toString).collect(Collectors.joining());
    }

    /** As octets, each as one character, as records and headers hold it. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** As a master file writes it (RFC 1035 §5.1). */
    static String master(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = each >= 'a' && each <= 'z';
            escaped.append(plain ? String.valueOf((char) each) : String.format("\\%03d", each & 0xFF));
        }
        return escaped.toString();
    }

    /** The same in strings that one record can hold. */
    static String masterStrings(String text) {
        StringBuilder strings = new StringBuilder();
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i += 60) {
            strings.append('"')
                    .append(master(new String(all, i, Math.min(60, all.length - i))))
                    .append("\" ");
        }
        return strings.toString();
    }

    /** The first character that must not be printed; -1 if there is none. */
    static int firstIn(String printed, String allowed) {
        return printed.codePoints()
                .filter(c -> allowed.indexOf(c) < 0)
                .filter(Nasty::isNasty)
                .findFirst()
                .orElse(-1);
    }

    private static boolean isNasty(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
