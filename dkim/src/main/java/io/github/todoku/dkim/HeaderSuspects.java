package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.dkim.internal.SignatureCheck;
import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dkim.internal.SignatureReader;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes the usual changes off a header, one at a time, until the signature fits it. For one thread. */
final class HeaderSuspects {
    /** Checks of a signature in all: each costs some 0.1 ms, an Ed25519 one twenty times that. */
    private static final int MAX_CHECKS = 40;

    private static final List<String> FROM_BEFORE =
            List.of("x-original-from", "original-from", "x-google-original-from", "reply-to");

    private final MessageHead head;
    private final int index;
    private final SignatureFacts facts;
    private final DnsAnswer key;
    private int checks;

    HeaderSuspects(MessageHead head, int index, SignatureFacts facts, DnsAnswer key) {
        this.head = head;
        this.index = index;
        this.facts = facts;
        this.key = key;
    }

    Finding find() {
        List<String> fields = fields();
        if (fits(fields, index)) {
            return Finding.of(DkimSuspect.HEADER_UNCHANGED, "");
        }
        if (key instanceof DnsAnswer.Found found && new SignatureCheck(facts, new byte[0]).isOfAnotherKey(found)) {
            return Finding.of(DkimSuspect.OTHER_KEY, key.question().name().toString());
        }
        for (String name : new LinkedHashSet<>(facts.fields())) {
            String lower = name.toLowerCase(Locale.ROOT);
            List<Integer> there = head.indexesOf(lower);
            if (there.isEmpty() || lower.equals("dkim-signature")) {
                continue;
            }
            int last = there.get(there.size() - 1);
            String field = fields.get(last);
            if (fitsWith(last, field.replaceAll("\r\n[ \t]+", " ").stripTrailing() + "\r\n")) {
                return Finding.of(DkimSuspect.FIELD_REFOLDED, "", name);
            }
            String tag = lower.equals("subject") ? tag(field) : "";
            if (!tag.isEmpty() && fitsWith(last, field.replace(tag, ""))) {
                return Finding.of(DkimSuspect.SUBJECT_TAG, "", tag.strip());
            }
            for (String before : lower.equals("from") ? FROM_BEFORE : List.<String>of()) {
                for (int at : head.indexesOf(before)) {
                    if (fitsWith(last, "From:" + head.raw(at))) {
                        return Finding.of(DkimSuspect.FROM_REPLACED, "", before);
                    }
                }
            }
            for (int at : there) {
                if (fitsWithout(at)) {
                    return Finding.of(DkimSuspect.FIELD_ADDED, "", name);
                }
            }
        }
        return Finding.of(DkimSuspect.HEADER_NOT_EXPLAINED, "");
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < head.count(); i++) {
            int from = head.from(i);
            fields.add(new String(head.octets(), from, head.end(i) - from, StandardCharsets.ISO_8859_1));
        }
        return fields;
    }

    /** {@code [list] } behind the colon, or behind {@code Re: }; also stars, as filters put them; empty if there is none. */
    private static String tag(String field) {
        int from = field.indexOf('[');
        int to = field.indexOf(']', Math.max(0, from));
        int stars = field.indexOf("***");
        if (from >= 0 && to > from) {
            return field.startsWith(" ", to + 1) ? field.substring(from, to + 2) : field.substring(from, to + 1);
        }
        int end = stars < 0 ? -1 : field.indexOf("***", stars + 3);
        return end < 0 ? "" : field.substring(stars, Math.min(field.length(), end + 4));
    }

    private boolean fitsWith(int at, String field) {
        List<String> fields = fields();
        if (fields.get(at).equals(field)) {
            return false;
        }
        fields.set(at, field);
        return fits(fields, index);
    }

    private boolean fitsWithout(int at) {
        List<String> fields = fields();
        fields.remove(at);
        return fits(fields, at < index ? index - 1 : index);
    }

    private boolean fits(List<String> fields, int signature) {
        if (checks++ >= MAX_CHECKS) {
            return false;
        }
        byte[] octets = String.join("", fields).getBytes(StandardCharsets.ISO_8859_1);
        MessageHead changed = MessageHead.of(octets, octets.length, false);
        if (signature >= changed.count() || !changed.name(signature).equals("dkim-signature")) {
            return false;
        }
        HeaderHash hash = new HeaderHash(facts.relaxedHeader());
        hash.addAll(changed, facts.fields(), signature);
        hash.addUnsigned(changed, signature, facts.tags());
        return new SignatureCheck(facts, hash.octets()).check(key, null).refusal() == null;
    }

    /** What a field says, whatever its time; null if it is refused. */
    static @Nullable SignatureFacts read(MessageHead head, int index, java.time.Instant now) {
        return new SignatureReader(SignatureReader.Form.DKIM, head.raw(index), false).read(now);
    }
}
