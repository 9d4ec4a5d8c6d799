package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Asks DNS lists about addresses and domains (RFC 5782), and believes only what can be believed: a refusal is not a
 * listing, a failure is not clean, and "not listed" counts only from a list that passes its own test.
 *
 * <pre>{@code
 * DnsblReport report = DnsblChecker.using(dns).check(ip, DnsblCatalog.shipped().defaults());
 * }</pre>
 *
 * <p>Make one for each resolver and keep it: it remembers which lists work, which refused and are to be left alone for five
 * minutes, and how much of a day's free questions is spent. Cost of a check: one A lookup a list, one TXT lookup for each
 * that lists the subject, and two A lookups a list every six hours. Holds no thread and nothing that must be closed.
 * Safe for use by many threads.
 */
public final class DnsblChecker {
    /** How long one list may take, unless set. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    /** How many questions of a bulk run are under way at most, unless set. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 1000;

    private final CheckSettings settings;
    private final Selection selection;

    private DnsblChecker(CheckSettings settings) {
        this.settings = settings;
        this.selection = new Selection(settings);
    }

    /** A checker without keys that asks through {@code dns}. */
    public static DnsblChecker using(DnsResolver dns) {
        return builder(dns).build();
    }

    /** A checker to be set up. */
    public static Builder builder(DnsResolver dns) {
        return new Builder(dns);
    }

    /**
     * Asks the lists about an address and waits, at most for the deadline and a little.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(InetAddress address, Collection<DnsblList> lists) throws InterruptedException {
        return check(DnsblSubject.of(address), lists);
    }

    /**
     * Asks the lists about a domain or host name and waits.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(DnsName name, Collection<DnsblList> lists) throws InterruptedException {
        return check(DnsblSubject.of(name), lists);
    }

    /**
     * Asks the lists about a subject and waits.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public DnsblReport check(DnsblSubject subject, Collection<DnsblList> lists) throws InterruptedException {
        return await(checkAsync(subject, lists));
    }

    /** Asks the lists about an address, all at once. */
    public CompletableFuture<DnsblReport> checkAsync(InetAddress address, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(address), lists);
    }

    /** Asks the lists about a domain or host name, all at once. */
    public CompletableFuture<DnsblReport> checkAsync(DnsName name, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(name), lists);
    }

    /**
     * Asks the lists about a subject, all at once. The future never fails of itself and completes by the deadline or a little
     * after, on a thread of the resolver's. A list that is named twice is asked once.
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsblSubject subject, Collection<DnsblList> lists) {
        return new SubjectCheck(subject, selection.of(lists, false), settings).run();
    }

    /**
     * Asks the lists about many subjects: as many at a time as {@link Builder#maxInFlight} allows, reports in the order of the
     * subjects, memory steady however long the stream. A subject that comes again soon is answered by the same report. Lists
     * whose operator states no allowance for that are skipped ({@link DnsblVerdict.SkipReason#BULK_USE}) unless the caller
     * has the operator's permission.
     *
     * <p>The stream is sequential and lazy, and blocks the thread that reads it; close it to stop early.
     */
    public Stream<DnsblReport> checkAll(Stream<? extends DnsblSubject> subjects, Collection<DnsblList> lists) {
        return new BulkCheck(subjects, selection.of(lists, true), settings).stream();
    }

    /**
     * Asks the test points of lists now and waits; what is remembered is not used, and is renewed. One entry for each list and
     * kind that has test points, one for a list that has none; lists that need a key or a registration that was not given,
     * and dead ones, are left out.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public List<ListHealth> testLists(Collection<DnsblList> lists) throws InterruptedException {
        Deadline deadline = Deadline.after(settings.perList());
        List<CompletableFuture<ListHealth>> tests = new ArrayList<>();
        for (Choice choice : selection.of(lists, false)) {
            if (choice.state() != null) {
                choice.state().health.testAll(deadline).forEach(test -> tests.add(test.toCompletableFuture()));
            }
        }
        List<ListHealth> outcomes = new ArrayList<>();
        for (CompletableFuture<ListHealth> test : tests) {
            outcomes.add(await(test));
        }
        return outcomes;
    }

    static <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a check failed: " + broken.getCause(), broken.getCause());
        }
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "DnsblChecker[" + settings + "]";
    }

    /** Sets a checker up. Not for use by several threads. */
    public static final class Builder {
        /** The longest key, in characters: it is one label. */
        private static final int MAX_KEY_LENGTH = DnsName.MAX_LABEL_LENGTH;

        private final DnsResolver dns;
        private final Map<String, String> keys = new HashMap<>();
        private final Set<String> permitted = new HashSet<>();
        private final Set<String> required = new HashSet<>();
        private Duration perList = DEFAULT_DEADLINE;
        private boolean commercial;
        private boolean special;
        private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
        private Function<DnsName, Optional<DnsName>> registrable = RegistrableDomain::of;
        private DnsblCatalog catalog = DnsblCatalog.of("");
        private LongSupplier nanos = System::nanoTime;

        private Builder(DnsResolver dns) {
            this.dns = dns;
        }

        /**
         * How long one list may take, its test and its reason included.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder deadline(Duration perList) {
            if (perList.isNegative() || perList.isZero()) {
                throw new IllegalArgumentException("deadline " + perList + " is not positive");
            }
            this.perList = perList;
            return this;
        }

        /**
         * A key, for the lists whose {@link UseTerms#name()} is {@code name}. It is never logged or shown.
         *
         * @throws IllegalArgumentException if it is not one label of letters, digits and hyphens; the message does not hold it
         */
        public Builder key(String name, String secret) {
            boolean label = !secret.isEmpty()
                    && secret.length() <= MAX_KEY_LENGTH
                    && secret.chars().allMatch(c -> c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
            if (!label) {
                throw new IllegalArgumentException("the key for " + name + " is not one label of letters and digits");
            }
            keys.put(name, secret);
            return this;
        }

        /** The caller says that the operator agrees: to bulk or commercial use, or that the resolver is registered. */
        public Builder permitted(DnsblList list) {
            permitted.add(list.zone());
            return this;
        }

        /** The caller is registered under this name ({@link UseTerms#name()}), for all lists it stands for. */
        public Builder registered(String name) {
            permitted.add(name);
            return this;
        }

        /** The caller earns by it: lists that are free for others only are not asked without a key or permission. */
        public Builder commercialUse() {
            commercial = true;
            return this;
        }

        /** This list's silence, for whatever reason, leaves the report incomplete. */
        public Builder require(DnsblList list) {
            required.add(list.zone());
            return this;
        }

        /** Private, documentation and other special addresses are asked about too; for tests and lists of one's own. */
        public Builder askSpecialAddresses() {
            special = true;
            return this;
        }

        /**
         * How the registrable domain is found, empty for a public suffix; for those who have the public suffix list. Without
         * it a short rule is used: one label below a top-level domain, two below {@code co.uk} and its like.
         */
        public Builder registrableDomain(Function<DnsName, Optional<DnsName>> rule) {
            registrable = rule;
            return this;
        }

        /** The catalogue in which a list's twin for key holders is found, so that a key is used where there is one. */
        public Builder catalog(DnsblCatalog catalog) {
            this.catalog = catalog;
            return this;
        }

        /**
         * How many questions of a bulk run may be under way.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxInFlight(int questions) {
            if (questions <= 0) {
                throw new IllegalArgumentException(questions + " questions in flight");
            }
            maxInFlight = questions;
            return this;
        }

        /** The clock, for tests. */
        Builder nanos(LongSupplier clock) {
            nanos = clock;
            return this;
        }

        /** The checker. */
        public DnsblChecker build() {
            return new DnsblChecker(new CheckSettings(
                    dns,
                    perList,
                    keys,
                    permitted,
                    commercial,
                    required,
                    special,
                    registrable,
                    catalog,
                    maxInFlight,
                    nanos));
        }
    }
}
