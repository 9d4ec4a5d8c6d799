package io.github.todoku.dnsbl;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of asking one list about one subject: exactly one of seven things. A refusal is never a listing, and a
 * failure is never clean. Immutable.
 */
public abstract sealed class DnsblVerdict extends Value {
    private static final long serialVersionUID = 1;

    /** The shortest time for which a list's verdict is good. */
    public static final Duration MIN_TTL = Duration.ofMinutes(1);

    /** The longest time for which a list's verdict is good; lists change by the hour. */
    public static final Duration MAX_TTL = Duration.ofHours(1);

    private DnsblVerdict() {}

    /** {@return whether the list has something against the subject} */
    public boolean isListed() {
        return this instanceof Listed;
    }

    /** {@return whether the list answered: listed, allowed or not listed} */
    public boolean isAnswered() {
        return this instanceof Listed || this instanceof Allowed || this instanceof NotListed;
    }

    /** {@return what the answers say; empty if they say nothing, or there are none} */
    public List<DnsblHit> hits() {
        return List.of();
    }

    /** {@return the list's own words on the subject (its TXT records), cleaned and cut to a bound; empty if it gave none} */
    public List<String> reasons() {
        return List.of();
    }

    /**
     * {@return the verdict in one line: {@code listed: an infected or hijacked machine (XBL)}}
     *
     * @param locale the language
     */
    public abstract String text(Locale locale);

    /**
     * {@return what to do so that the list gives an answer; empty if nothing can be done}
     *
     * @param locale the language
     */
    public String advice(Locale locale) {
        return "";
    }

    private static String meanings(List<DnsblHit> hits, Locale locale) {
        return hits.stream().map(hit -> hit.text(locale)).distinct().collect(Collectors.joining("; "));
    }

    private static String optional(Locale locale, String key, String argument) {
        return DnsblWords.in(locale).has(key) ? DnsblWords.text(locale, key, argument) : "";
    }

    /** The list has the subject and something against it. */
    public static final class Listed extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final List<DnsblHit> hits;
        private final List<String> reasons;
        private final Duration ttl;

        Listed(List<DnsblHit> hits, List<String> reasons, Duration ttl) {
            this.hits = List.copyOf(hits);
            this.reasons = List.copyOf(reasons);
            this.ttl = ttl;
        }

        /** {@return what the answers say, at least one thing} */
        @Override
        public List<DnsblHit> hits() {
            return hits;
        }

        @Override
        public List<String> reasons() {
            return reasons;
        }

        /** {@return how long this is good for, between {@link #MIN_TTL} and {@link #MAX_TTL}} */
        public Duration ttl() {
            return ttl;
        }

        /** {@return whether it is a matter of policy only, not an accusation} */
        public boolean isPolicyOnly() {
            return hits.stream().noneMatch(hit -> hit.effect() == DnsblCode.Effect.BLOCK);
        }

        @Override
        public String text(Locale locale) {
            String head = DnsblWords.text(locale, isPolicyOnly() ? "verdict.policy" : "verdict.listed");
            return head + ": " + meanings(hits, locale);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(hits, reasons, ttl);
        }
    }

    /** The list vouches for the subject. This does not outweigh anything another list says. */
    public static final class Allowed extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final List<DnsblHit> hits;
        private final List<String> reasons;
        private final Duration ttl;

        Allowed(List<DnsblHit> hits, List<String> reasons, Duration ttl) {
            this.hits = List.copyOf(hits);
            this.reasons = List.copyOf(reasons);
            this.ttl = ttl;
        }

        /** {@return what the answers say, at least one thing} */
        @Override
        public List<DnsblHit> hits() {
            return hits;
        }

        @Override
        public List<String> reasons() {
            return reasons;
        }

        /** {@return how long this is good for, between {@link #MIN_TTL} and {@link #MAX_TTL}} */
        public Duration ttl() {
            return ttl;
        }

        @Override
        public String text(Locale locale) {
            return DnsblWords.text(locale, "verdict.allowed") + ": " + meanings(hits, locale);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(hits, reasons, ttl);
        }
    }

    /** The list works and has nothing against the subject. */
    public static final class NotListed extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final List<DnsblHit> hits;
        private final Duration ttl;

        NotListed(List<DnsblHit> hits, Duration ttl) {
            this.hits = List.copyOf(hits);
            this.ttl = ttl;
        }

        /** {@return remarks that are neither for nor against the subject; mostly empty} */
        @Override
        public List<DnsblHit> hits() {
            return hits;
        }

        /** {@return how long this is good for, between {@link #MIN_TTL} and {@link #MAX_TTL}} */
        public Duration ttl() {
            return ttl;
        }

        @Override
        public String text(Locale locale) {
            String head = DnsblWords.text(locale, "verdict.not-listed");
            return hits.isEmpty() ? head : head + " (" + meanings(hits, locale) + ")";
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(hits, ttl);
        }
    }

    /** The list refused to answer. */
    public static final class Refused extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final RefusalCause cause;
        private final String answer;
        private final Duration pause;
        private final boolean asked;

        Refused(RefusalCause cause, String answer, Duration pause, boolean asked) {
            this.cause = cause;
            this.answer = answer;
            this.pause = pause;
            this.asked = asked;
        }

        /** {@return why} */
        public RefusalCause cause() {
            return cause;
        }

        /** {@return how it said so: an A record or a response code} */
        public String answer() {
            return answer;
        }

        /** {@return how long from now it will not be asked again} */
        public Duration pause() {
            return pause;
        }

        /** {@return whether it was asked in this check; false if it is being left alone after an earlier refusal} */
        public boolean isAsked() {
            return asked;
        }

        @Override
        public String text(Locale locale) {
            String why = DnsblWords.text(locale, "refusal." + DnsblWords.of(cause), answer);
            return DnsblWords.text(locale, asked ? "verdict.refused" : "verdict.refused.left-alone", why);
        }

        @Override
        public String advice(Locale locale) {
            return optional(locale, "refusal." + DnsblWords.of(cause) + ".advice", answer);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(cause, answer, pause, asked);
        }
    }

    /** The list failed its own test, so nothing that it says counts. */
    public static final class Unreliable extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final ListHealth health;

        Unreliable(ListHealth health) {
            this.health = health;
        }

        /** {@return how it failed} */
        public ListHealth health() {
            return health;
        }

        @Override
        public String text(Locale locale) {
            return DnsblWords.text(locale, "verdict.unreliable", health.text(locale));
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(health);
        }
    }

    /** Nothing is known: no answer came, or none that can be read. */
    public static final class Failed extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final FailureCause cause;
        private final String detail;

        Failed(FailureCause cause, String detail) {
            this.cause = cause;
            this.detail = detail;
        }

        /** {@return why} */
        public FailureCause cause() {
            return cause;
        }

        /** {@return one line for a log; never contains a key} */
        public String detail() {
            return detail;
        }

        @Override
        public String text(Locale locale) {
            return DnsblWords.text(
                    locale, "verdict.failed", DnsblWords.text(locale, "failure." + DnsblWords.of(cause), detail));
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(cause, detail);
        }
    }

    /** The list was not asked. */
    public static final class Skipped extends DnsblVerdict {
        private static final long serialVersionUID = 1;

        private final SkipReason reason;
        private final String detail;

        Skipped(SkipReason reason, String detail) {
            this.reason = reason;
            this.detail = detail;
        }

        /** {@return why} */
        public SkipReason reason() {
            return reason;
        }

        /** {@return what it is about: the name of the missing key, the list that covers this one; may be empty} */
        public String detail() {
            return detail;
        }

        @Override
        public String text(Locale locale) {
            return DnsblWords.text(
                    locale, "verdict.skipped", DnsblWords.text(locale, "skip." + DnsblWords.of(reason), detail));
        }

        @Override
        public String advice(Locale locale) {
            return optional(locale, "skip." + DnsblWords.of(reason) + ".advice", detail);
        }

        @Override
        List<@Nullable Object> parts() {
            return Arrays.asList(reason, detail);
        }
    }
}
