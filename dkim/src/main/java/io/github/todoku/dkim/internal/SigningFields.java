package io.github.todoku.dkim.internal;

import io.github.todoku.message.MessageHead;
import java.util.ArrayList;
import java.util.List;

/** Which fields a signature covers unless the caller says so (RFC 6376 §5.4.1, §8.15). */
public final class SigningFields {
    /** Covered as often as they stand there and once more, so that nobody can add one: what readers show or go by. */
    public static final List<String> OVERSIGNED = List.of(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "reply-to",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding");

    /** Covered as often as they stand there; others add them on the way by right. */
    public static final List<String> SIGNED = List.of(
            "sender",
            "resent-date",
            "resent-from",
            "resent-sender",
            "resent-to",
            "resent-cc",
            "resent-message-id",
            "list-id",
            "list-help",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "list-subscribe",
            "list-post",
            "list-owner",
            "list-archive");

    private SigningFields() {}

    /** Their names, as often as each is covered. */
    public static List<String> of(MessageHead head, List<String> oversigned, List<String> signed) {
        List<String> names = new ArrayList<>();
        for (String name : oversigned) {
            add(names, name, head.indexesOf(name).size() + 1);
        }
        for (String name : signed) {
            add(names, name, head.indexesOf(name).size());
        }
        return names;
    }

    private static void add(List<String> names, String name, int times) {
        for (int i = 0; i < times; i++) {
            names.add(name);
        }
    }
}
