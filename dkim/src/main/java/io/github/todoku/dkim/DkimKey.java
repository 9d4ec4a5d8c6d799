package io.github.todoku.dkim;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one selector publishes. Immutable. */
public final class DkimKey implements Serializable {
    private static final long serialVersionUID = 1;

    /** The state of a selector. */
    public enum State {
        /** It has a key that verifiers can use. */
        USABLE,
        /** It has a record whose key verifiers cannot or will not use. */
        UNUSABLE,
        /** Its key has been revoked: {@code p=} is empty. */
        REVOKED,
        /** It publishes nothing. */
        MISSING,
        /** The answer comes from a wildcard, so it says nothing about this selector. */
        WILDCARD,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    private final DkimSelector selector;
    private final DnsName owner;
    private final State state;
    private final List<DnsName> aliases;
    private final List<String> texts;
    private final @Nullable DkimRecord record;
    private final List<Finding> findings;
    private final DnsAnswer.@Nullable TempFail gap;

    private DkimKey(
            DkimSelector selector,
            DnsName owner,
            State state,
            List<DnsName> aliases,
            List<String> texts,
            @Nullable DkimRecord record,
            List<Finding> findings,
            DnsAnswer.@Nullable TempFail gap) {
        this.selector = selector;
        this.owner = owner;
        this.state = state;
        this.aliases = List.copyOf(aliases);
        this.texts = List.copyOf(texts);
        this.record = record;
        this.findings = List.copyOf(findings);
        this.gap = gap;
    }

    /** A key record that was found. */
    static DkimKey found(
            DkimSelector selector,
            DnsName owner,
            State state,
            List<DnsName> aliases,
            List<String> texts,
            DkimRecord record,
            List<Finding> findings) {
        return new DkimKey(selector, owner, state, aliases, texts, record, findings, null);
    }

    /** No key record, and the reason. */
    static DkimKey none(DkimSelector selector, DnsName owner, State state, List<DnsName> aliases, List<Finding> why) {
        return new DkimKey(selector, owner, state, aliases, List.of(), null, why, null);
    }

    /** A question without an answer. */
    static DkimKey unanswered(DkimSelector selector, DnsName owner, DnsAnswer.TempFail gap) {
        Finding why = Finding.of(
                DkimFinding.DNS_FAILED, owner.toString(), gap.reason().toString());
        return new DkimKey(selector, owner, State.CANNOT_TELL, List.of(), List.of(), null, List.of(why), gap);
    }

    /** {@return the selector, and who named it} */
    public DkimSelector selector() {
        return selector;
    }

    /** {@return the name that was asked: {@code s1._domainkey.example.com}} */
    public DnsName owner() {
        return owner;
    }

    /** {@return the state of the selector} */
    public State state() {
        return state;
    }

    /** {@return whether verifiers can use its key} */
    public boolean isUsable() {
        return state == State.USABLE;
    }

    /** {@return the names that CNAMEs led to, in order} */
    public List<DnsName> aliases() {
        return aliases;
    }

    /** {@return every TXT record there, each joined} */
    public List<String> texts() {
        return texts;
    }

    /** {@return the key record; empty if there is none} */
    public Optional<DkimRecord> record() {
        return Optional.ofNullable(record);
    }

    /** {@return what was found in the answer and in the record; the spans point into the record's text} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return whether the DNS gave no answer} */
    public boolean cannotTell() {
        return state == State.CANNOT_TELL;
    }

    /** {@return the question that had no answer, with the reason; empty if it was answered} */
    public List<DnsAnswer.TempFail> gaps() {
        return gap == null ? List.of() : List.of(gap);
    }

    /** {@code s1._domainkey.example.com USABLE}, for logs. */
    @Override
    public String toString() {
        return owner + " " + state;
    }
}
