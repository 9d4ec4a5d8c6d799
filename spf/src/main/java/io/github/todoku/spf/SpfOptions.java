package io.github.todoku.spf;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How a check is done. {@link #standard} is what RFC 7208 recommends; each method gives a changed copy. Immutable.
 */
public final class SpfOptions {
    /** The most terms that ask the DNS (RFC 7208 §4.6.4). */
    public static final int MAX_TERMS = 10;

    /** The most void lookups (RFC 7208 §4.6.4). */
    public static final int MAX_VOID_LOOKUPS = 2;

    /** The most hosts of one mx term (RFC 7208 §4.6.4). */
    public static final int MAX_MX_HOSTS = 10;

    /** The most names of one PTR answer that are looked at (RFC 7208 §4.6.4). */
    public static final int MAX_PTR_NAMES = 10;

    /** How long a check may take: RFC 7208 §4.6.4 asks for at least this much. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private static final Duration LONGEST_TIME_LIMIT = Duration.ofDays(365);

    /** The highest limit that can be set: includes nest as deep as terms are allowed. */
    public static final int HIGHEST_LIMIT = 100;

    private static final SpfOptions STANDARD = new SpfOptions(new Settings());

    private final Settings settings;

    private SpfOptions(Settings settings) {
        this.settings = settings;
    }

    /**
     * {@return the defaults: ten terms, two void terms, ten hosts, ten names, 20 s, no prefetch, the system clock, receiver unknown}
     */
    public static SpfOptions standard() {
        return STANDARD;
    }

    /**
     * {@return a copy with another limit of terms that ask the DNS, 0 to {@value #HIGHEST_LIMIT}}
     *
     * @param limit the limit
     */
    public SpfOptions withMaxTerms(int limit) {
        Settings changed = settings.copy();
        changed.maxTerms = checked(limit);
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another limit of void lookups, 0 to {@value #HIGHEST_LIMIT}}
     *
     * @param limit the limit
     */
    public SpfOptions withMaxVoidLookups(int limit) {
        Settings changed = settings.copy();
        changed.maxVoidLookups = checked(limit);
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another limit of hosts of one mx term, 0 to {@value #HIGHEST_LIMIT}}
     *
     * @param limit the limit
     */
    public SpfOptions withMaxMxHosts(int limit) {
        Settings changed = settings.copy();
        changed.maxMxHosts = checked(limit);
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another limit of names of one PTR answer, 0 to {@value #HIGHEST_LIMIT}}
     *
     * @param limit the limit
     */
    public SpfOptions withMaxPtrNames(int limit) {
        Settings changed = settings.copy();
        changed.maxPtrNames = checked(limit);
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another definition of a void lookup}
     *
     * @param policy the definition
     */
    public SpfOptions withVoidPolicy(VoidPolicy policy) {
        Settings changed = settings.copy();
        changed.voidPolicy = Objects.requireNonNull(policy, "policy");
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another time limit for the whole check; when it is over the verdict is temperror}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive, or longer than a year
     */
    public SpfOptions withTimeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative() || limit.compareTo(LONGEST_TIME_LIMIT) > 0) {
            throw new IllegalArgumentException("time limit " + limit + " is not positive or longer than a year");
        }
        Settings changed = settings.copy();
        changed.timeLimit = limit;
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with or without prefetch: see {@link Prefetch}}
     *
     * @param prefetch on or off
     */
    public SpfOptions withPrefetch(Prefetch prefetch) {
        Settings changed = settings.copy();
        changed.prefetch = Objects.requireNonNull(prefetch, "prefetch");
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with another clock for {@code %{t}} (RFC 7208 §7.2); it is read at most once a check}
     *
     * @param clock where the time comes from
     */
    public SpfOptions withClock(Clock clock) {
        Settings changed = settings.copy();
        changed.clock = Objects.requireNonNull(clock, "clock");
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with the name of the host that checks, for {@code %{r}} (RFC 7208 §7.3)}
     *
     * @param name the name
     */
    public SpfOptions withReceivingHost(String name) {
        Settings changed = settings.copy();
        changed.receivingHost = Objects.requireNonNull(name, "name");
        return new SpfOptions(changed);
    }

    /**
     * {@return a copy with an executor on which a check continues after it had to wait} Without one it continues, for some
     * microseconds, on the thread that brought the answer.
     *
     * @param executor where to continue
     */
    public SpfOptions withExecutor(Executor executor) {
        Settings changed = settings.copy();
        changed.executor = Objects.requireNonNull(executor, "executor");
        return new SpfOptions(changed);
    }

    private static int checked(int limit) {
        if (limit < 0 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("limit " + limit + " is not in 0.." + HIGHEST_LIMIT);
        }
        return limit;
    }

    /** {@return the limit of terms that ask the DNS} */
    public int maxTerms() {
        return settings.maxTerms;
    }

    /** {@return the limit of void lookups} */
    public int maxVoidLookups() {
        return settings.maxVoidLookups;
    }

    /** {@return the limit of hosts of one mx term} */
    public int maxMxHosts() {
        return settings.maxMxHosts;
    }

    /** {@return the limit of names of one PTR answer} */
    public int maxPtrNames() {
        return settings.maxPtrNames;
    }

    /** {@return what a void lookup is} */
    public VoidPolicy voidPolicy() {
        return settings.voidPolicy;
    }

    /** {@return the time limit for the whole check} */
    public Duration timeLimit() {
        return settings.timeLimit;
    }

    /** {@return whether questions go out before they are needed} */
    public Prefetch prefetch() {
        return settings.prefetch;
    }

    /** {@return the clock for {@code %{t}}} */
    public Clock clock() {
        return settings.clock;
    }

    /** {@return the name for {@code %{r}}; {@code unknown} if none was set} */
    public String receivingHost() {
        return settings.receivingHost;
    }

    /** {@return where a check continues after a wait} */
    public Executor executor() {
        return settings.executor;
    }

    /**
     * Whether the questions of a record go out together as soon as it is read. Verdict, trace and counts are the same either
     * way: answers are used, and counted, in the order of the terms.
     */
    public enum Prefetch {
        /** Each question when its term is reached: no question is wasted. */
        OFF,
        /**
         * The questions of include, redirect, a and mx terms at once, never more than terms are allowed: the time is that
         * of the depth of the tree, not of its size. A match in an early term wastes the questions of later ones.
         */
        ON
    }

    private static final class Settings implements Cloneable {
        private int maxTerms = MAX_TERMS;
        private int maxVoidLookups = MAX_VOID_LOOKUPS;
        private int maxMxHosts = MAX_MX_HOSTS;
        private int maxPtrNames = MAX_PTR_NAMES;
        private VoidPolicy voidPolicy = VoidPolicy.PER_TERM;
        private Duration timeLimit = DEFAULT_TIME_LIMIT;
        private Prefetch prefetch = Prefetch.OFF;
        private Clock clock = Clock.systemUTC();
        private String receivingHost = "unknown";
        private Executor executor = Runnable::run;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
