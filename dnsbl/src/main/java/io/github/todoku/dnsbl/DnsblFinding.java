package io.github.todoku.dnsbl;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * What a check of lists can find. The owner of such a finding is the subject; its details are the list's name, its zone, and
 * what it answered or what is missing.
 */
public enum DnsblFinding implements Finding.Kind {
    /** A list has something against the subject; the list's weight says how much that matters. */
    LISTED(Severity.FAIL),
    /** A list has the subject as a matter of policy: mail should not come directly from such an address. */
    LISTED_BY_POLICY(Severity.FAIL),
    /** A list refuses the resolver that asks: a public or shared one, or one that asks too much. */
    REFUSED(Severity.CANNOT_TELL),
    /** A list does not accept the key. */
    KEY_REFUSED(Severity.CANNOT_TELL),
    /** A list failed its own test. */
    UNRELIABLE(Severity.CANNOT_TELL),
    /** A list gave no usable answer. */
    CANNOT_TELL(Severity.CANNOT_TELL),
    /** A list needs a key and none was given. */
    KEY_MISSING(Severity.INFO),
    /** A list requires registration. */
    NOT_REGISTERED(Severity.INFO),
    /** A list may not be used commercially without an agreement. */
    COMMERCIAL_USE(Severity.INFO),
    /** A list's operator does not say that bulk queries are allowed. */
    BULK_USE(Severity.INFO),
    /** The day's free queries to a list are used up. */
    BUDGET_SPENT(Severity.CANNOT_TELL),
    /** A list that was named is dead. */
    LIST_ENDED(Severity.INFO),
    /** A list that was named was not asked for another reason. */
    NOT_ASKED(Severity.INFO),
    /** No list was asked at all. */
    NONE_ASKED(Severity.CANNOT_TELL);

    private final Severity severity;

    DnsblFinding(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String id() {
        return "dnsbl." + DnsblWords.of(this);
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Optional<String> section() {
        return this == UNRELIABLE ? Optional.of("RFC 5782 §5") : Optional.empty();
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return DnsblWords.bundle(locale);
    }

    /** What one list's verdict amounts to; empty if nothing is wrong. */
    static Optional<Finding> of(DnsblSubject subject, DnsblList list, DnsblVerdict verdict, boolean isGap) {
        return kind(verdict, isGap).map(kind -> {
            Finding finding = Finding.of(kind, subject.text(), list.name(), list.zone(), detail(verdict));
            if (verdict.isListed()) {
                return finding.withSeverity(weight(list.weight()));
            }
            return isGap ? finding.withSeverity(Severity.CANNOT_TELL) : finding;
        });
    }

    private static Optional<DnsblFinding> kind(DnsblVerdict verdict, boolean isGap) {
        if (verdict instanceof DnsblVerdict.Listed listed) {
            return Optional.of(listed.isPolicyOnly() ? LISTED_BY_POLICY : LISTED);
        }
        if (verdict instanceof DnsblVerdict.Refused refused) {
            boolean key =
                    refused.cause() == RefusalCause.KEY_DISABLED || refused.cause() == RefusalCause.KEY_NOT_ACCEPTED;
            return Optional.of(key ? KEY_REFUSED : REFUSED);
        }
        if (verdict instanceof DnsblVerdict.Unreliable) {
            return Optional.of(UNRELIABLE);
        }
        if (verdict instanceof DnsblVerdict.Failed) {
            return Optional.of(CANNOT_TELL);
        }
        return verdict instanceof DnsblVerdict.Skipped skipped ? skipped(skipped.reason(), isGap) : Optional.empty();
    }

    private static Optional<DnsblFinding> skipped(SkipReason reason, boolean isGap) {
        switch (reason) {
            case NO_KEY -> {
                return Optional.of(KEY_MISSING);
            }
            case NOT_REGISTERED -> {
                return Optional.of(NOT_REGISTERED);
            }
            case COMMERCIAL_USE -> {
                return Optional.of(COMMERCIAL_USE);
            }
            case BULK_USE -> {
                return Optional.of(BULK_USE);
            }
            case BUDGET_SPENT -> {
                return Optional.of(BUDGET_SPENT);
            }
            case DEAD -> {
                return Optional.of(LIST_ENDED);
            }
            default -> { // a list that was never meant for such a subject is nothing to know of, unless it is required
                return isGap ? Optional.of(NOT_ASKED) : Optional.empty();
            }
        }
    }

    private static String detail(DnsblVerdict verdict) {
        if (verdict instanceof DnsblVerdict.Refused refused) {
            return refused.answer();
        }
        if (verdict instanceof DnsblVerdict.Unreliable unreliable) {
            return DnsblWords.of(unreliable.health().state());
        }
        if (verdict instanceof DnsblVerdict.Failed failed) {
            return DnsblWords.of(failed.cause());
        }
        if (verdict instanceof DnsblVerdict.Skipped skipped) {
            return skipped.detail().isEmpty() ? DnsblWords.of(skipped.reason()) : skipped.detail();
        }
        return verdict.hits().stream()
                .map(hit -> hit.label() == null ? hit.answer() : hit.label() + " " + hit.answer())
                .collect(Collectors.joining(", "));
    }

    private static Severity weight(DnsblList.Weight weight) {
        switch (weight) {
            case HIGH -> {
                return Severity.FAIL;
            }
            case INFO -> {
                return Severity.INFO;
            }
            default -> {
                return Severity.WARN;
            }
        }
    }
}
