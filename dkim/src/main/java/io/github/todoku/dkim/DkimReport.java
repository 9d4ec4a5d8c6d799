package io.github.todoku.dkim;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What the DNS says about a domain's DKIM keys. Immutable. */
public final class DkimReport implements Serializable {
    private static final long serialVersionUID = 1;

    /** Whether there can be keys at selectors that nobody named; the DNS cannot list them. */
    public enum Anywhere {
        /** There can be. */
        POSSIBLE,
        /** The server says that no name exists below {@code _domainkey} (RFC 8020). */
        NONE,
        /** A wildcard answers for every selector. */
        WILDCARD,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    /** The report in one word. */
    public enum Status {
        /** A selector has a usable key, and no selector that is known to be in use fails. */
        PASS,
        /** As above, but a usable key should be improved. */
        WARN,
        /** A selector that is known to be in use has no usable key, or the domain can have no key at all. */
        FAIL,
        /** No selector is known, or only guesses were tried. DKIM may well be set up. */
        SELECTOR_UNKNOWN,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    private final DnsName domain;
    private final List<DkimKey> keys;
    private final Anywhere anywhere;
    private final List<DnsAnswer.TempFail> gaps;

    DkimReport(DnsName domain, List<DkimKey> keys, Anywhere anywhere, List<DnsAnswer.TempFail> otherGaps) {
        this.domain = domain;
        this.keys = List.copyOf(keys);
        this.anywhere = anywhere;
        List<DnsAnswer.TempFail> all = new ArrayList<>();
        keys.forEach(key -> all.addAll(key.gaps()));
        all.addAll(otherGaps);
        this.gaps = List.copyOf(all);
    }

    /** {@return the signing domain} */
    public DnsName domain() {
        return domain;
    }

    /** {@return one key for each selector, in the order of the request} */
    public List<DkimKey> keys() {
        return keys;
    }

    /** {@return the keys without the guesses that found nothing: a guess that finds no record proves nothing} */
    public List<DkimKey> notableKeys() {
        return keys.stream()
                .filter(key -> !key.selector().isGuess() || hasRecord(key))
                .toList();
    }

    private static boolean hasRecord(DkimKey key) {
        return switch (key.state()) {
            case USABLE, UNUSABLE, REVOKED -> true;
            case MISSING, WILDCARD, CANNOT_TELL -> false;
        };
    }

    /** {@return whether there can be keys at selectors that were not asked} */
    public Anywhere anywhere() {
        return anywhere;
    }

    /** {@return the report in one word} */
    public Status status() {
        if (keys.stream().anyMatch(DkimReport::fails)) {
            return Status.FAIL;
        }
        if (keys.stream().anyMatch(DkimKey::cannotTell)) {
            return Status.CANNOT_TELL;
        }
        if (!hasUsableKey()) {
            if (anywhere == Anywhere.NONE) {
                return Status.FAIL;
            }
            return anywhere == Anywhere.CANNOT_TELL && keys.isEmpty() ? Status.CANNOT_TELL : Status.SELECTOR_UNKNOWN;
        }
        boolean warned = keys.stream()
                .filter(DkimKey::isUsable)
                .flatMap(key -> key.findings().stream())
                .anyMatch(each -> each.severity() == Severity.WARN);
        return warned ? Status.WARN : Status.PASS;
    }

    /** A guess that finds no key proves nothing; one that finds a broken key does. */
    private static boolean fails(DkimKey key) {
        boolean guessed = key.selector().isGuess();
        return switch (key.state()) {
            case UNUSABLE -> true;
            case REVOKED, MISSING, WILDCARD -> !guessed;
            case USABLE, CANNOT_TELL -> false;
        };
    }

    /** {@return whether a selector has a key that verifiers can use} */
    public boolean hasUsableKey() {
        return keys.stream().anyMatch(DkimKey::isUsable);
    }

    /** {@return what was found, key by key; each names its owner} */
    public List<Finding> findings() {
        return keys.stream().flatMap(key -> key.findings().stream()).toList();
    }

    /** {@return whether the status is {@link Status#CANNOT_TELL}: the DNS did not answer what the rest depends on} */
    public boolean cannotTell() {
        return status() == Status.CANNOT_TELL;
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@code example.com PASS [s1._domainkey.example.com USABLE]}, for logs. */
    @Override
    public String toString() {
        return domain + " " + status() + " " + keys;
    }
}
