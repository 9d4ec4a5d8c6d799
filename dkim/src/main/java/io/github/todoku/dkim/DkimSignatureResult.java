package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dkim.internal.SignatureTags;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of one DKIM-Signature field. Immutable. */
public final class DkimSignatureResult implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int SHOWN_OF_B = 8;
    private static final int MAX_TEXT = 255;

    private final DkimResult result;
    private final Finding reason;
    private final List<Finding> notes;
    private final String domainText;
    private final String selectorText;
    private final String algorithm;
    private final String beginningOfB;
    private final @Nullable DnsName domain;
    private final @Nullable DnsName selector;
    private final @Nullable DnsName identityDomain;
    private final List<String> signedFields;
    private final @Nullable DkimRecord record;
    private final long unsignedOctets;
    private final @Nullable Instant signedAt;
    private final @Nullable Instant expires;
    private final DnsAnswer.@Nullable TempFail gap;

    DkimSignatureResult(
            DkimResult result,
            Finding reason,
            List<Finding> notes,
            SignatureTags tags,
            @Nullable SignatureFacts facts,
            @Nullable DkimRecord record,
            long unsignedOctets,
            DnsAnswer.@Nullable TempFail gap) {
        this.result = result;
        this.reason = reason;
        this.notes = List.copyOf(notes);
        this.domainText = shortened(tags.value("d"), MAX_TEXT);
        this.selectorText = shortened(tags.value("s"), MAX_TEXT);
        this.algorithm = shortened(tags.value("a"), MAX_TEXT);
        this.beginningOfB = tags.flat("b", SHOWN_OF_B);
        this.domain = facts == null ? null : facts.domain();
        this.selector = facts == null ? null : facts.selector();
        this.identityDomain = facts == null ? null : facts.identityDomain();
        this.signedFields = facts == null ? List.of() : List.copyOf(facts.fields());
        this.record = record;
        this.unsignedOctets = unsignedOctets;
        this.signedAt = time(tags, "t");
        this.expires = time(tags, "x");
        this.gap = gap;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static @Nullable Instant time(SignatureTags tags, String name) {
        long seconds = tags.number(name, 12);
        return seconds < 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** {@return the result in one word} */
    public DkimResult result() {
        return result;
    }

    /** {@return whether the signature is valid} */
    public boolean isPass() {
        return result == DkimResult.PASS;
    }

    /** {@return why: a {@link DkimReason}, or a {@link DkimFinding} where the key is at fault} */
    public Finding reason() {
        return reason;
    }

    /** {@return the reason, then what else is worth knowing} */
    public List<Finding> findings() {
        List<Finding> all = new java.util.ArrayList<>(notes);
        all.add(0, reason);
        return List.copyOf(all);
    }

    /** {@return {@code d=}, whose signature it is; empty if the field could not be read} */
    public Optional<DnsName> domain() {
        return Optional.ofNullable(domain);
    }

    /** {@return {@code s=}; empty if the field could not be read} */
    public Optional<DnsName> selector() {
        return Optional.ofNullable(selector);
    }

    /** {@return the domain of {@code i=}, that of {@code d=} if there is none; empty if the field could not be read} */
    public Optional<DnsName> identityDomain() {
        return Optional.ofNullable(identityDomain);
    }

    /** {@return {@code d=} as written, an octet a character, whatever it is; empty if it is not there} */
    public String domainText() {
        return domainText;
    }

    /** {@return {@code s=} as written, an octet a character, whatever it is; empty if it is not there} */
    public String selectorText() {
        return selectorText;
    }

    /** {@return {@code a=} as written; empty if it is not there} */
    public String algorithm() {
        return algorithm;
    }

    /** {@return the first eight characters of {@code b=}, which distinguish signatures (RFC 6008 §4)} */
    public String beginningOfB() {
        return beginningOfB;
    }

    /** {@return the names in {@code h=}, as written; empty if the field could not be read} */
    public List<String> signedFields() {
        return signedFields;
    }

    /** {@return the key record; empty if none was found or asked for} */
    public Optional<DkimRecord> record() {
        return Optional.ofNullable(record);
    }

    /** {@return the size of the key in bits; 0 if there is none} */
    public int keyBits() {
        return record == null ? 0 : record.keyBits();
    }

    /** {@return whether the key's owner says that it is only a test} */
    public boolean isTestKey() {
        return notes.stream().anyMatch(each -> each.kind() == DkimReason.TEST_KEY);
    }

    /** {@return how many octets of the canonical body follow those that {@code l=} covers; anybody could have added them} */
    public long unsignedOctets() {
        return unsignedOctets;
    }

    /** {@return when it was made, as {@code t=} says} */
    public Optional<Instant> signedAt() {
        return Optional.ofNullable(signedAt);
    }

    /** {@return when it expires, as {@code x=} says} */
    public Optional<Instant> expires() {
        return Optional.ofNullable(expires);
    }

    /** {@return whether the DNS gave no answer} */
    public boolean cannotTell() {
        return result == DkimResult.TEMPERROR;
    }

    /** {@return the question that had no answer, with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gap == null ? List.of() : List.of(gap);
    }

    /** {@code PASS d=example.com s=s1 dkim.signature-holds}, for logs. */
    @Override
    public String toString() {
        return result + " d=" + domain + " s=" + selector + " " + reason.id();
    }
}
