package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.tags.Tag;
import io.github.todoku.dns.tags.TagList;
import io.github.todoku.finding.Finding;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A policy record as its owner wrote it (RFC 9989 §4.7), with everything found in it. Immutable. */
public final class DmarcRecord implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most report addresses that are read from one tag. */
    public static final int MAX_URIS = 20;

    /** The version that begins a record. */
    static final String VERSION = "DMARC1";

    private final String text;
    private final List<DmarcTag> tags;
    private final List<Finding> findings;

    DmarcRecord(String text, List<DmarcTag> tags, List<Finding> findings) {
        this.text = text;
        this.tags = List.copyOf(tags);
        this.findings = List.copyOf(findings);
    }

    /**
     * {@return the record in a text} Any text gives one, with what is wrong in its findings; the work is linear in the text.
     *
     * @param text the joined strings of a TXT record
     */
    public static DmarcRecord parse(String text) {
        return new PolicyRecordReader(text).read();
    }

    /**
     * {@return whether a text is a DMARC record: its first tag is {@code v=DMARC1}, in this spelling} Receivers ignore all
     * other texts.
     *
     * @param text the joined strings of a TXT record
     */
    public static boolean isDmarc(String text) {
        int end = text.indexOf(';');
        List<Tag> first = TagList.parse(end < 0 ? text : text.substring(0, end)).tags();
        return first.size() == 1
                && first.get(0).name().equals("v")
                && first.get(0).value().equals(VERSION);
    }

    /** It begins with {@code V=DMARC1}: the ABNF of RFC 9989 §4.8 allows it, the tag lists of RFC 6376 §3.2 do not. */
    static boolean hasCapitalVersion(String text) {
        return !text.isEmpty() && text.charAt(0) == 'V' && isDmarc('v' + text.substring(1));
    }

    /** It is one, or was meant as one, whatever happened to it on its way into the DNS. */
    static boolean looksLikeDmarc(String text) {
        return isDmarc(text) || MeantTags.isRecord(text);
    }

    /** The one text that is a record; where none is, or several are, those that are one or were meant as one. Or all others. */
    static List<DnsRecord.Txt> texts(DnsAnswer answer, boolean dmarc) {
        List<DnsRecord.Txt> all = answer.records(DnsRecord.Txt.class);
        boolean one = all.stream().filter(txt -> isDmarc(txt.joined())).count() == 1;
        return all.stream()
                .filter(txt -> (one ? isDmarc(txt.joined()) : looksLikeDmarc(txt.joined())) == dmarc)
                .toList();
    }

    /** {@return the text as written: the joined strings of the TXT record, one char per octet} */
    public String text() {
        return text;
    }

    /** {@return its tags in the order written} */
    public List<DmarcTag> tags() {
        return tags;
    }

    /** {@return what was found in it, in order of place; the spans point into {@link #text}} */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * {@return the policy of a tag; empty if the tag is missing or its value is not a policy}
     *
     * @param name {@code p}, {@code sp} or {@code np}
     */
    public Optional<DmarcPolicy> policy(String name) {
        return first(name, DmarcTag.Policy.class).flatMap(tag -> Optional.ofNullable(tag.policy()));
    }

    /** {@return whether {@code psd=y} says that the domain is a public suffix} */
    public boolean isPublicSuffix() {
        return psd().equals("y");
    }

    /** {@return whether {@code psd=n} says that the domain is an organizational domain} */
    public boolean isOrganizational() {
        return psd().equals("n");
    }

    private String psd() {
        return first("psd", DmarcTag.PublicSuffix.class)
                .map(DmarcTag.PublicSuffix::value)
                .orElse("u");
    }

    /** {@return whether {@code t=y} asks receivers to apply the policy one step milder} */
    public boolean isTesting() {
        return first("t", DmarcTag.Testing.class)
                .map(tag -> tag.value().equals("y"))
                .orElse(false);
    }

    /**
     * {@return whether a domain is aligned only if it is the From domain itself}
     *
     * @param name {@code aspf} or {@code adkim}
     */
    public boolean isStrict(String name) {
        return first(name, DmarcTag.Alignment.class)
                .map(tag -> tag.value().equals("s"))
                .orElse(false);
    }

    /**
     * {@return the report addresses of a tag; none if the tag is missing}
     *
     * @param name {@code rua} or {@code ruf}
     */
    public List<DmarcTag.Uri> reportUris(String name) {
        return first(name, DmarcTag.Reports.class).map(DmarcTag.Reports::uris).orElse(List.of());
    }

    /** {@return whether a tag has a name that stood before; RFC 6376 §3.2 makes the whole list invalid then} */
    public boolean hasDuplicateTags() {
        Set<String> names = new HashSet<>();
        return tags.stream().anyMatch(tag -> !names.add(tag.name()));
    }

    /**
     * {@return whether it is judged by its policies: it has a valid {@code p}, and no {@code sp} or {@code np} that is not
     * valid (RFC 9989 §4.10.1)} Where it is not, all of them fall: receivers act as if {@code p=none} stood there, or do not
     * process DMARC at all.
     */
    public boolean hasValidPolicies() {
        return policy("p").isPresent()
                && tags.stream().noneMatch(tag -> tag instanceof DmarcTag.Policy each && each.policy() == null);
    }

    /** {@return whether {@code rua} holds a valid URI; without valid policies, that decides (RFC 9989 §4.10.1)} */
    public boolean hasReportUri() {
        return reportUris("rua").stream().anyMatch(DmarcTag.Uri::valid);
    }

    /** The tag as written; empty if it is missing. */
    String written(String name) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .findFirst()
                .map(tag -> text.substring(tag.start(), tag.end()))
                .orElse("");
    }

    private <T extends DmarcTag> Optional<T> first(String name, Class<T> kind) {
        return tags.stream()
                .filter(tag -> tag.name().equals(name))
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** Equal texts are equal records. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DmarcRecord that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The beginning of the text on one line, for logs. */
    @Override
    public String toString() {
        return Printable.octets(text);
    }
}
