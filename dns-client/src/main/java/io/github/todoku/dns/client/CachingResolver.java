package io.github.todoku.dns.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A layer that caches answers for their TTL and asks each open question only once, however many callers wait for it (which
 * also guards against forgers who make us ask the same thing many times at once, RFC 5452 §5).
 *
 * <pre>{@code
 * DnsResolver cached = dns.with(CachingResolver.layer()); // a DnsClient has one already
 * }</pre>
 *
 * <p>Absence is remembered for as long as the SOA allows (RFC 2308 §5), failures not at all unless
 * {@link Builder#failureTtl} says so (RFC 9520 asks a shared resolver for 1 s to 5 min). A cached answer has the time it has
 * left as its TTL. A caller's deadline ends its own wait, not the question that others are waiting for.
 *
 * <p>Safe for use by several threads; needs no closing. A cached answer is there at once, on the calling thread.
 */
public final class CachingResolver implements DnsResolver {
    /** How much earlier than a running question's deadline a caller's may be before it gets an alarm of its own. */
    private static final Duration SLACK = Duration.ofMillis(50);

    private final DnsResolver inner;
    private final Settings settings;
    private final Cache<DnsQuestion, Kept> cache;
    private final ConcurrentMap<DnsQuestion, Flight> flights = new ConcurrentHashMap<>();

    /** An answer and the moment, as the clock counts, at which it is forgotten. */
    private record Kept(DnsAnswer answer, long until, long ttlNanos) {}

    /** A question on its way. */
    private static final class Flight {
        final Deadline deadline;
        final CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();

        Flight(Deadline deadline) {
            this.deadline = deadline;
        }
    }

    private record Settings(
            int maxEntries,
            long maxOctets,
            Duration minTtl,
            Duration maxTtl,
            Duration maxNegativeTtl,
            Duration failureTtl,
            boolean trusting) {
        /** What an entry weighs at least, so that no more than {@code maxEntries} of them fit. */
        int weight(DnsQuestion question, Kept kept) {
            long atLeast = maxOctets / maxEntries;
            return (int) Math.min(Integer.MAX_VALUE, Math.max(atLeast, AnswerSize.of(kept.answer())));
        }
    }

    private CachingResolver(DnsResolver inner, Settings settings) {
        this.inner = inner;
        this.settings = settings;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(settings.maxOctets())
                .weigher(settings::weight)
                .executor(Runnable::run) // never the common pool
                .ticker(inner.clock()::nanoTime)
                .expireAfter(Expiry.writing((DnsQuestion question, Kept kept) -> Duration.ofNanos(kept.ttlNanos())))
                .build();
    }

    /** {@return a layer with the standard settings} */
    public static Layer layer() {
        return builder()::over;
    }

    /** {@return settings for a cache, standard until changed} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        DnsAnswer known = recall(question);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        Flight mine = new Flight(deadline);
        Flight flight = flights.putIfAbsent(question, mine);
        if (flight == null) {
            return launch(question, mine);
        }
        return join(question, flight, deadline);
    }

    private CompletionStage<DnsAnswer> launch(DnsQuestion question, Flight mine) {
        DnsAnswer known = recall(question); // another flight may have landed between the look and the take-off
        if (known != null) {
            land(question, mine, known);
        } else {
            guarded(question, mine.deadline).thenAccept(answer -> {
                keep(question, answer);
                land(question, mine, answer);
            });
        }
        return mine.answer.minimalCompletionStage();
    }

    /** Asks beneath; what keeps the contract needs no watching. */
    private CompletionStage<DnsAnswer> guarded(DnsQuestion question, Deadline deadline) {
        return settings.trusting()
                ? inner.resolve(question, deadline)
                : DnsRun.using(inner, deadline).resolve(question, deadline);
    }

    private void land(DnsQuestion question, Flight flight, DnsAnswer answer) {
        flights.remove(question, flight);
        flight.answer.complete(answer);
    }

    private CompletionStage<DnsAnswer> join(DnsQuestion question, Flight flight, Deadline deadline) {
        CompletionStage<DnsAnswer> joined = flight.answer.thenCompose(answer -> {
            // Who asked first had less time: go on without it.
            boolean cutShort = answer instanceof DnsAnswer.TempFail failure
                    && failure.reason() == DnsAnswer.Reason.TIMEOUT
                    && flight.deadline.isOver()
                    && !deadline.isOver();
            return cutShort ? resolve(question, deadline) : CompletableFuture.completedFuture(answer);
        });
        Duration left = deadline.remaining();
        if (left.plus(SLACK).compareTo(flight.deadline.remaining()) >= 0) {
            return joined;
        }
        CompletableFuture<DnsAnswer> limited = new CompletableFuture<>();
        DnsClock.Alarm alarm = deadline.clock()
                .after(
                        left,
                        () -> limited.complete(new DnsAnswer.TempFail(
                                question,
                                DnsAnswer.Reason.TIMEOUT,
                                "the answer others wait for did not come in time")));
        joined.thenAccept(answer -> {
            alarm.cancel();
            limited.complete(answer);
        });
        return limited;
    }

    private @Nullable DnsAnswer recall(DnsQuestion question) {
        Kept kept = cache.getIfPresent(question);
        if (kept == null) {
            return null;
        }
        long left = kept.until() - inner.clock().nanoTime();
        Duration whole = kept.answer().fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
        return left <= 0 ? null : aged(kept.answer(), least(whole, Duration.ofSeconds(left / 1_000_000_000L)));
    }

    private static DnsAnswer aged(DnsAnswer answer, Duration ttl) {
        if (answer instanceof DnsAnswer.Found found) {
            return new DnsAnswer.Found(found.question(), found.records(), found.aliases(), ttl, found.origin());
        }
        if (answer instanceof DnsAnswer.NoData none) {
            return new DnsAnswer.NoData(none.question(), none.aliases(), ttl, none.origin());
        }
        if (answer instanceof DnsAnswer.NxDomain none) {
            return new DnsAnswer.NxDomain(none.question(), none.aliases(), ttl, none.origin());
        }
        return answer;
    }

    private void keep(DnsQuestion question, DnsAnswer answer) {
        Duration ttl = answer.fold(
                found -> most(settings.minTtl(), least(found.ttl(), settings.maxTtl())),
                empty -> most(settings.minTtl(), least(empty.ttl(), settings.maxNegativeTtl())),
                failed -> settings.failureTtl());
        if (!ttl.isZero()) {
            long nanos = ttl.toNanos();
            cache.put(question, new Kept(answer, inner.clock().nanoTime() + nanos, nanos));
        }
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration most(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    @Override
    public DnsClock clock() {
        return inner.clock();
    }

    @Override
    public boolean isLive() {
        return inner.isLive();
    }

    /** Forgets every answer; open questions are not affected. */
    public void clear() {
        cache.invalidateAll();
    }

    /** {@return roughly how many answers are cached} */
    public long size() {
        cache.cleanUp();
        return cache.estimatedSize();
    }

    /** Settings for a {@link CachingResolver}. Not thread-safe. */
    public static final class Builder {
        private int maxEntries = 50_000;
        private long maxOctets = 64L << 20;
        private Duration minTtl = Duration.ZERO;
        private Duration maxTtl = Duration.ofDays(1);
        private Duration maxNegativeTtl = Duration.ofHours(3); // RFC 2308 §5: one to three hours work well
        private Duration failureTtl = Duration.ZERO;

        private Builder() {}

        /**
         * How many answers are cached at most; 50,000 by default.
         *
         * @param entries at least 1
         * @return this
         */
        public Builder maxEntries(int entries) {
            if (entries < 1) {
                throw new IllegalArgumentException(entries + " entries are no cache");
            }
            this.maxEntries = entries;
            return this;
        }

        /**
         * How many octets of memory the answers take at most, as estimated from their contents; 64 MiB by default. One
         * answer may have 64 KB, so a bound on their number alone bounds little.
         *
         * @param octets at least 1
         * @return this
         */
        public Builder maxOctets(long octets) {
            if (octets < 1) {
                throw new IllegalArgumentException(octets + " octets are no cache");
            }
            this.maxOctets = octets;
            return this;
        }

        /**
         * How long records and absence are cached at least, even if their TTL is shorter or the server gave no SOA; by
         * default there is no minimum. Meant for a single piece of work that asks the same again and again, not for a shared
         * cache. The TTL of an answer is never longer than its own.
         *
         * @param ttl at most five minutes
         * @return this
         */
        public Builder minTtl(Duration ttl) {
            if (notNegative(ttl).compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException("an answer must not outlive its TTL by " + ttl);
            }
            this.minTtl = ttl;
            return this;
        }

        /**
         * How long records are cached at most, whatever their TTL; a day by default.
         *
         * @param ttl zero to remember none
         * @return this
         */
        public Builder maxTtl(Duration ttl) {
            this.maxTtl = notNegative(ttl);
            return this;
        }

        /**
         * How long absence is cached at most, whatever the SOA says; three hours by default.
         *
         * @param ttl zero to remember none
         * @return this
         */
        public Builder maxNegativeTtl(Duration ttl) {
            this.maxNegativeTtl = notNegative(ttl);
            return this;
        }

        /**
         * How long failures are cached; not at all by default.
         *
         * @param ttl at most five minutes (RFC 9520 §3.2)
         * @return this
         */
        public Builder failureTtl(Duration ttl) {
            if (notNegative(ttl).compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException("a failure must not be kept for " + ttl);
            }
            this.failureTtl = ttl;
            return this;
        }

        /**
         * {@return the cache before a resolver}
         *
         * @param inner asked for what is not cached
         */
        public CachingResolver over(DnsResolver inner) {
            return over(inner, false);
        }

        /** Before a resolver that is trusted to keep the contract. */
        CachingResolver over(DnsResolver inner, boolean trusting) {
            return new CachingResolver(
                    inner, new Settings(maxEntries, maxOctets, minTtl, maxTtl, maxNegativeTtl, failureTtl, trusting));
        }

        private static Duration notNegative(Duration ttl) {
            if (ttl.isNegative()) {
                throw new IllegalArgumentException("TTL " + ttl + " is negative");
            }
            return ttl;
        }
    }
}
