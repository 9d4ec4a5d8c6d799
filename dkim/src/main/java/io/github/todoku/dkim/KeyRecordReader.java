package io.github.todoku.dkim;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a key record (RFC 6376 §3.6.1); it reads on past a fault, to find them all. */
final class KeyRecordReader {
    private static final int MAX_WORDS = 50;

    private static final Pattern KEY_INSIDE = Pattern.compile("[\\s,]p\\s{0,5}=");

    private final String text;
    private final TagList list;
    private final List<DkimTag> tags = new ArrayList<>();
    private final TagFindings findings;

    KeyRecordReader(String text) {
        this.text = text;
        this.list = TagList.parse(text);
        this.findings = new TagFindings(text);
    }

    DkimRecord read() {
        list.tags().forEach(tag -> tags.add(tag(tag)));
        String keyType = list.first("k").map(Tag::value).orElse("rsa").toLowerCase(Locale.ROOT);
        int keyBits = 0;
        Optional<PrivateText> privateKey = PrivateText.in(list);
        if (privateKey.isPresent()) {
            findings.at(
                    DkimFinding.PRIVATE_KEY,
                    privateKey.get().start(),
                    privateKey.get().end(),
                    keyType);
        } else if (!isDkim()) {
            findings.add(DkimFinding.NOT_DKIM, TagFindings.shortened(text));
        } else {
            pasted();
            if (isWithoutSemicolons()) {
                findings.add(DkimFinding.SEPARATORS, TagFindings.shortened(text)); // the rest follows from it
                return new DkimRecord(text, tags, keyType, 0, findings.inOrder());
            }
            findings.faults(list, DkimFinding.EMPTY_TAG, DkimFinding.DUPLICATE_TAG, DkimFinding.BAD_TAG);
            version();
            tags.forEach(this::inspect);
            keyBits = key(keyType);
        }
        return new DkimRecord(text, tags, keyType, keyBits, findings.inOrder());
    }

    /** A key, or the word that every record may begin with; SPF text and verification tokens are neither. */
    private boolean isDkim() {
        return list.first("p").isPresent() || text.toUpperCase(Locale.ROOT).contains(DkimRecord.VERSION);
    }

    /** A key stands behind a comma or a blank inside another tag, and nowhere else. */
    private boolean isWithoutSemicolons() {
        return list.first("p").isEmpty()
                && list.tags().stream()
                        .anyMatch(tag -> KEY_INSIDE.matcher(tag.value()).find());
    }

    private static DkimTag tag(Tag tag) {
        int start = tag.start();
        int end = tag.end();
        return switch (tag.name()) {
            case "v" -> new DkimTag.Version(tag.value(), start, end);
            case "k" -> new DkimTag.KeyType(tag.value(), start, end);
            case "h" -> new DkimTag.Hashes(words(tag.value()), start, end);
            case "p" -> new DkimTag.Key(tag.value(), start, end);
            case "s" -> new DkimTag.Services(words(tag.value()), start, end);
            case "t" -> new DkimTag.Flags(words(tag.value()), start, end);
            case "n" -> new DkimTag.Notes(tag.value(), start, end);
            default -> new DkimTag.Unknown(tag.name(), tag.value(), start, end);
        };
    }

    private static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        for (String word : value.split(":", MAX_WORDS)) {
            words.add(word.strip().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private void pasted() {
        mark(DkimFinding.PASTED_QUOTES, "\"");
        mark(DkimFinding.PASTED_BACKSLASH, "\\");
        mark(DkimFinding.PASTED_PEM, "-----");
        mark(DkimFinding.LINE_BREAK, "\n");
    }

    private void mark(DkimFinding kind, String sign) {
        int at = text.indexOf(sign);
        while (at >= 0 && isInNotes(at)) {
            at = text.indexOf(sign, at + 1);
        }
        if (at >= 0) {
            findings.at(kind, at, at + sign.length(), TagFindings.shortened(text.substring(at)));
        }
    }

    /** What is written for people there, programs do not read (§3.6.1). */
    private boolean isInNotes(int at) {
        return tags.stream().anyMatch(tag -> tag instanceof DkimTag.Notes && tag.start() <= at && at < tag.end());
    }

    /** "This tag MUST be the first tag in the record" if there is one at all. */
    private void version() {
        int index = -1;
        for (int i = 0; i < tags.size() && index < 0; i++) {
            index = tags.get(i) instanceof DkimTag.Version ? i : -1;
        }
        if (index < 0) {
            return;
        }
        DkimTag.Version version = (DkimTag.Version) tags.get(index);
        if (index > 0 || !version.value().equals(DkimRecord.VERSION)) {
            add(DkimFinding.BAD_VERSION, version, version.value());
        }
    }

    private void inspect(DkimTag tag) {
        if (tag instanceof DkimTag.Hashes hashes) {
            if (!hashes.algorithms().contains("sha256")) {
                add(DkimFinding.NO_SHA256, tag, String.join(":", hashes.algorithms()));
            }
        } else if (tag instanceof DkimTag.Services services) {
            if (!services.types().contains("*") && !services.types().contains("email")) {
                add(DkimFinding.NOT_FOR_EMAIL, tag, String.join(":", services.types()));
            }
        } else if (tag instanceof DkimTag.Flags flags) {
            if (flags.flags().contains("y")) {
                add(DkimFinding.TESTING, tag, "t=y");
            }
            if (flags.flags().contains("s")) {
                add(DkimFinding.STRICT_IDENTITY, tag, "t=s");
            }
        } else if (tag instanceof DkimTag.Unknown unknown) {
            add(unknown.name().equals("g") ? DkimFinding.HISTORIC_TAG : DkimFinding.UNKNOWN_TAG, tag, unknown.name());
        }
    }

    private int key(String keyType) {
        DkimTag.Key key = null;
        for (int i = 0; i < tags.size() && key == null; i++) {
            key = tags.get(i) instanceof DkimTag.Key k ? k : null;
        }
        if (key == null) {
            findings.add(DkimFinding.NO_KEY);
            return 0;
        }
        if (key.value().isEmpty()) {
            add(DkimFinding.REVOKED, key, "p=");
            return 0;
        }
        PublicKeyReader reader = PublicKeyReader.read(keyType, key.value());
        for (PublicKeyReader.Found found : reader.found()) {
            findings.add(
                    Finding.of(found.kind(), "", found.detail()).at(key.start(), key.end())); // whole, to be copied
        }
        return reader.bits();
    }

    private void add(DkimFinding kind, DkimTag at, String detail) {
        findings.at(kind, at.start(), at.end(), detail);
    }
}
