package io.github.todoku.dmarc;

import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A policy record as its owner wrote it, with every finding. Immutable.
 *
 * @param text the joined strings of the TXT record, one char an octet
 * @param tags in order
 * @param problems in order of place
 */
public record DmarcRecord(String text, List<DmarcTag> tags, List<DmarcProblem> problems) implements Serializable {
    /** The most places for reports that are read from one tag. */
    public static final int MAX_URIS = 20;

    /** What a record begins with. */
    static final String VERSION = "DMARC1";

    /**
     * Copies the lists.
     *
     * @param text the joined strings of the TXT record
     * @param tags in order
     * @param problems in order of place
     */
    public DmarcRecord {
        tags = List.copyOf(tags);
        problems = List.copyOf(problems);
    }

    /**
     * {@return the record that {@code text} is; any text gives one, with its findings} The work is linear in the text.
     *
     * @param text what to read
     */
    public static DmarcRecord parse(String text) {
        return new RecordReader(text).read();
    }

    /**
     * {@return whether {@code text} is a DMARC record: {@code v=DMARC1}, in this case, is its first tag; other texts are
     *     not looked at}
     *
     * @param text what to read
     */
    public static boolean isDmarc(String text) {
        int end = text.indexOf(';');
        List<Tag> first = TagList.parse(end < 0 ? text : text.substring(0, end)).tags();
        return first.size() == 1
                && first.get(0).name().equals("v")
                && first.get(0).value().equals(VERSION);
    }

    /** Where the version stands in a text, in any case; -1 if nowhere. */
    static int versionAt(String text) {
        int last = text.length() - VERSION.length();
        for (int at = 0; at <= last; at++) {
            if (text.regionMatches(true, at, VERSION, 0, VERSION.length())) {
                return at;
            }
        }
        return -1;
    }

    /**
     * {@return the policy that a tag asks for; empty if it is absent or none of the three}
     *
     * @param name {@code p}, {@code sp} or {@code np}
     */
    public Optional<DmarcPolicy> policy(String name) {
        return first(name, DmarcTag.Policy.class).flatMap(tag -> Optional.ofNullable(tag.policy()));
    }

    /** {@return whether {@code psd=y} says that it is a public suffix's} */
    public boolean isPublicSuffix() {
        return psd().equals("y");
    }

    /** {@return whether {@code psd=n} says that this is an organizational domain} */
    public boolean isOrganizational() {
        return psd().equals("n");
    }

    private String psd() {
        return first("psd", DmarcTag.PublicSuffix.class)
                .map(DmarcTag.PublicSuffix::value)
                .orElse("u");
    }

    /** {@return whether {@code t=y} asks for one step less} */
    public boolean isTesting() {
        return first("t", DmarcTag.Testing.class)
                .map(tag -> tag.value().equals("y"))
                .orElse(false);
    }

    /**
     * {@return whether a method's domain must be the very From domain}
     *
     * @param name {@code aspf} or {@code adkim}
     */
    public boolean isStrict(String name) {
        return first(name, DmarcTag.Alignment.class)
                .map(tag -> tag.value().equals("s"))
                .orElse(false);
    }

    /**
     * {@return where reports go; empty if nowhere}
     *
     * @param name {@code rua} or {@code ruf}
     */
    public List<DmarcTag.Uri> reportUris(String name) {
        return first(name, DmarcTag.Reports.class).map(DmarcTag.Reports::uris).orElse(List.of());
    }

    private <T extends DmarcTag> Optional<T> first(String name, Class<T> kind) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** {@return the record's text} */
    @Override
    public String toString() {
        return text;
    }
}
