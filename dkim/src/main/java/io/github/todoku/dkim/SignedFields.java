package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import java.util.ArrayList;
import java.util.List;

/** Which fields a signature leaves open (RFC 6376 §8.15). */
final class SignedFields {
    /** What readers show, and what says how the body is to be read. */
    private static final List<String> SHOWN =
            List.of("from", "sender", "reply-to", "to", "cc", "date", "subject", "content-type");

    private SignedFields() {}

    /** The fields that stand in the message more often than the signature covers them, though it covers some. */
    static List<Finding> uncovered(MessageHead head, List<String> names) {
        List<Finding> open = new ArrayList<>();
        for (String name : SHOWN) {
            int there = head.indexesOf(name).size();
            long covered = there < 2
                    ? there
                    : names.stream().filter(name::equalsIgnoreCase).count();
            if (covered > 0 && covered < there) {
                open.add(Finding.of(DkimReason.FIELD_NOT_COVERED, "", name, Integer.toString(there)));
            }
        }
        return open;
    }
}
