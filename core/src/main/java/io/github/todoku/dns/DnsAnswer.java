package io.github.todoku.dns;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The outcome of a question: exactly one of four things. A failure is never "no records".
 *
 * <p>{@link Found}: there are records. {@link NoData}: the name exists, without such records (RFC 2308 §2.2). {@link
 * NxDomain}: no such name (§2.1). {@link TempFail}: nothing is known, with the reason.
 *
 * <p>Java 17 cannot switch over them; use {@link #fold} or {@code instanceof}. Immutable.
 */
public sealed interface DnsAnswer extends Serializable {

    /** {@return the question that this answers} */
    DnsQuestion question();

    /**
     * Records of the type that was asked for.
     *
     * @param question what was asked
     * @param records the records in the order they came; at least one
     * @param aliases the names that CNAMEs led to, in order; empty if the name itself has the records
     * @param ttl how long it may be kept: the lowest along the way
     * @param origin what the server said about itself
     */
    record Found(DnsQuestion question, List<DnsRecord> records, List<DnsName> aliases, Duration ttl, Origin origin)
            implements DnsAnswer {
        /**
         * Copies the lists; refuses an answer without records.
         *
         * @param question what to ask
         * @param records the records, at least one
         * @param aliases the names that CNAMEs led to
         * @param ttl how long it may be kept
         * @param origin what the server said about itself
         */
        public Found {
            records = List.copyOf(records);
            aliases = List.copyOf(aliases);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("found nothing: " + question);
            }
        }

        /** {@return the name that has the records: the last alias, or the name asked} */
        public DnsName owner() {
            return aliases.isEmpty() ? question.name() : aliases.get(aliases.size() - 1);
        }
    }

    /** Nothing there: {@link NoData} or {@link NxDomain}. */
    sealed interface Empty extends DnsAnswer {
        /** The names that CNAMEs led to, in order. */
        @Override
        List<DnsName> aliases();

        /** {@return how long the absence may be believed (RFC 2308 §5); zero if the server gave no SOA} */
        Duration ttl();

        /** {@return what the server said about itself} */
        Origin origin();
    }

    /**
     * The name exists and has no records of the type.
     *
     * @param question what was asked
     * @param aliases the names that CNAMEs led to, in order
     * @param ttl how long the absence may be believed (RFC 2308 §5); zero if the server gave no SOA
     * @param origin what the server said about itself
     */
    record NoData(DnsQuestion question, List<DnsName> aliases, Duration ttl, Origin origin) implements Empty {
        /**
         * Copies the list.
         *
         * @param question what to ask
         * @param aliases the names that CNAMEs led to
         * @param ttl how long it may be kept
         * @param origin what the server said about itself
         */
        public NoData {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * There is no such name, nor any below it (RFC 8020).
     *
     * @param question what was asked
     * @param aliases the names that CNAMEs led to, in order; the last is the one that does not exist
     * @param ttl how long the absence may be believed (RFC 2308 §5); zero if the server gave no SOA
     * @param origin what the server said about itself
     */
    record NxDomain(DnsQuestion question, List<DnsName> aliases, Duration ttl, Origin origin) implements Empty {
        /**
         * Copies the list.
         *
         * @param question what to ask
         * @param aliases the names that CNAMEs led to
         * @param ttl how long it may be kept
         * @param origin what the server said about itself
         */
        public NxDomain {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * Nothing is known; asking again later may help.
     *
     * @param question what was asked
     * @param reason why
     * @param detail one line for a log: the server, the code
     */
    record TempFail(DnsQuestion question, Reason reason, String detail) implements DnsAnswer {
        @Override
        public String toString() {
            return Printable.parts(this, question, reason, detail);
        }
    }

    /** Why nothing is known. */
    enum Reason {
        /** No answer in time. */
        TIMEOUT,
        /** The server failed (RCODE 2). */
        SERVFAIL,
        /** The server refuses to answer us (RCODE 5). */
        REFUSED,
        /** Another RCODE; the detail names it. */
        OTHER_RCODE,
        /** The network failed: no route, port closed. */
        NETWORK,
        /** What came back was not an answer to the question. */
        MALFORMED,
        /** CNAMEs that form a loop or never end. */
        ALIAS_LOOP,
        /** The resolver is overloaded and did not ask. */
        OVERLOAD,
        /** The resolver was closed, or the check cancelled. */
        CLOSED,
        /** The thread that waited was interrupted. */
        INTERRUPTED,
        /** The check has asked as many questions as it may. */
        TOO_MANY_QUESTIONS,
        /** The name lies outside the zones that this source speaks for, as in a zone file of one's own domain. */
        OUTSIDE_ZONE;

        /**
         * {@return the reason in words; SERVFAIL and REFUSED stay as the DNS itself calls them}
         *
         * @param locale the language: Japanese, or English for every other
         */
        public String text(Locale locale) {
            return ReasonWords.of(this, locale);
        }

        /**
         * {@return the line with the reasons that it names said in words, as {@link #text} says them: of {@code a.example A:
         * TIMEOUT} the last word}
         *
         * @param line one line of a result, such as a gap or a detail of a finding
         * @param locale the language
         */
        public static String inWords(String line, Locale locale) {
            return ReasonWords.in(line, locale);
        }
    }

    /**
     * What the server said about itself.
     *
     * @param authoritative the AA bit: it speaks for the zone
     * @param authenticData the AD bit: it says it has validated (RFC 4035 §3.2.3); worth as much as the path to it
     * @param nameServers the zone's servers where the answer named them: a referral, or its own authority section
     */
    record Origin(boolean authoritative, boolean authenticData, List<NameServer> nameServers) implements Serializable {
        /** It said nothing. */
        public static final Origin UNKNOWN = new Origin(false, false, List.of());

        /**
         * Copies the list.
         *
         * @param authoritative the AA bit
         * @param authenticData the AD bit
         * @param nameServers the servers the answer named
         */
        public Origin {
            nameServers = List.copyOf(nameServers);
        }
    }

    /**
     * A name server that an answer named.
     *
     * @param zone the zone it serves
     * @param host its name
     * @param addresses the addresses that came along (glue); may be empty
     */
    record NameServer(DnsName zone, DnsName host, List<InetAddress> addresses) implements Serializable {
        /**
         * Copies the list.
         *
         * @param zone the upper part
         * @param host its name
         * @param addresses its glue
         */
        public NameServer {
            addresses = List.copyOf(addresses);
        }
    }

    /** {@return whether there was nothing, in the sense of RFC 7208 §4.6.4: no such name, or no such records} */
    default boolean isVoid() {
        return this instanceof Empty;
    }

    /** {@return whether nothing is known} */
    default boolean isFailure() {
        return this instanceof TempFail;
    }

    /** {@return whether the server says it has validated the answer} */
    default boolean isAuthentic() {
        return fold(f -> f.origin().authenticData(), empty -> empty.origin().authenticData(), failed -> false);
    }

    /** {@return the names that CNAMEs led to, in order; of a failure none are known} */
    default List<DnsName> aliases() {
        return fold(Found::aliases, Empty::aliases, failed -> List.of());
    }

    /**
     * {@return the records of one type; empty when there are none}
     *
     * @param <R> the kind of record
     * @param type the kind of record wanted
     * @throws IllegalStateException for a {@link TempFail}: "cannot tell" is never "no records"
     */
    default <R extends DnsRecord> List<R> records(Class<R> type) {
        return fold(
                found -> {
                    List<R> typed = new ArrayList<>(found.records().size());
                    for (DnsRecord each : found.records()) {
                        if (type.isInstance(each)) {
                            typed.add(type.cast(each));
                        }
                    }
                    return typed;
                },
                empty -> List.of(),
                failed -> {
                    throw new IllegalStateException("no answer for " + failed.question() + ": " + failed.reason());
                });
    }

    /**
     * One value from whichever it is.
     *
     * @param <T> the kind of value
     * @param found for records
     * @param empty for no data and no such name
     * @param failed for "cannot tell"
     * @return the result of the function that applies
     */
    default <T> T fold(
            Function<? super Found, ? extends T> found,
            Function<? super Empty, ? extends T> empty,
            Function<? super TempFail, ? extends T> failed) {
        if (this instanceof Found f) {
            return found.apply(f);
        }
        if (this instanceof TempFail t) {
            return failed.apply(t);
        }
        return empty.apply((Empty) this);
    }
}
