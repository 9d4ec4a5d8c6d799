package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks DNS lists about addresses and domains (RFC 5782), and believes only what can be believed: a refusal is not a
 * listing, a failure is not clean, and "not listed" counts only from a list that passes its own test.
 *
 * <pre>{@code
 * DnsblReport lists = DnsblChecker.using(dns).check(ip);
 * if (lists.isListed()) log.warn("{}", lists.findings());
 * }</pre>
 *
 * <p>Make one for each resolver and keep it. It remembers which lists work, which refused and are left alone for five
 * minutes, and how many of a day's free queries are spent. The copies that {@code with…} gives share this memory, since
 * an operator counts the queries of all of them; a key has a memory of its own. Cost of a check: one A lookup for each
 * list, one TXT lookup for each that lists the subject, and two A lookups for each list every six hours. Holds no thread and
 * nothing that must be closed. Immutable, apart from that memory, and safe for use by many threads.
 *
 * <p>Private, documentation and other special addresses are not asked about, since no list can know them; of a resolver that
 * is not {@linkplain DnsResolver#isLive live}, the DNS of a unit test, documentation addresses are.
 */
public final class DnsblChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(5);

    /** A longer time limit counts as this one. */
    public static final Duration MAX_TIME_LIMIT = Duration.ofDays(1);

    /**
     * How many questions of a bulk run are under way at most, unless set otherwise: as many as the receive buffer of a
     * server with its system's default settings is sure to hold. More get through unharmed where the resolver itself sends
     * no more at a time ({@code DnsClient.Builder.maxInFlight}), or the server has a larger buffer.
     */
    public static final int DEFAULT_MAX_IN_FLIGHT = 100;

    private final CheckSettings settings;
    private final ListMemories memories;
    private final Selection selection;

    private DnsblChecker(CheckSettings settings, ListMemories memories) {
        this.settings = settings;
        this.memories = memories;
        this.selection = new Selection(settings, memories);
    }

    /**
     * {@return a checker without keys that asks through {@code dns}}
     *
     * @param dns whom to ask
     */
    public static DnsblChecker using(DnsResolver dns) {
        Objects.requireNonNull(dns, "dns");
        return new DnsblChecker(
                new CheckSettings(dns, DEFAULT_TIME_LIMIT, DEFAULT_MAX_IN_FLIGHT), new ListMemories(dns.clock()));
    }

    private DnsblChecker with(Consumer<CheckSettings> change) {
        return new DnsblChecker(settings.with(change), memories);
    }

    /**
     * {@return a checker that asks through another layer over the same resolver, and shares this one's memory} For another
     * resolver, whose view of the lists is its own, make another checker.
     *
     * @param layer whom to ask
     */
    public DnsblChecker withResolver(DnsResolver layer) {
        Objects.requireNonNull(layer, "layer");
        return with(copy -> copy.dns = layer);
    }

    /**
     * {@return a checker with another time limit} A list's test and its reasons are within it. What has not arrived
     * when it ends stays unknown. In a bulk run, waiting for a list's rate limit comes on top.
     *
     * @param limit how long one check may take
     * @throws IllegalArgumentException if it is not positive
     */
    public DnsblChecker withTimeLimit(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("time limit " + limit + " is not positive");
        }
        return with(copy -> copy.timeLimit = limit.compareTo(MAX_TIME_LIMIT) < 0 ? limit : MAX_TIME_LIMIT);
    }

    /**
     * {@return a checker with a key, for the lists whose {@link UseTerms#name()} is {@code name}} It is never logged or
     * shown. A list of which the {@linkplain #withCatalog catalogue} knows a twin with a key is asked through that twin.
     *
     * @param name the name of the key
     * @param secret the key, one label
     * @throws IllegalArgumentException if it is not one label of letters, digits and hyphens; the message does not contain it
     */
    public DnsblChecker withKey(String name, String secret) {
        return with(copy -> copy.key(name, secret));
    }

    /**
     * {@return whether a name holds one of the keys, as the questions to lists with a key do: who tells questions to others, or keeps
     * them, leaves these out}
     *
     * @param name the name of a question
     */
    public boolean isSecret(DnsName name) {
        String text = name.toString().toLowerCase(Locale.ROOT);
        return settings.keys.values().stream()
                .anyMatch(key -> ("." + text + ".").contains("." + key.toLowerCase(Locale.ROOT) + "."));
    }

    /**
     * {@return a checker whose caller declares that the operator agrees: to bulk or commercial use, or that the resolver is
     * registered}
     *
     * @param list the list
     */
    public DnsblChecker withPermitted(DnsblList list) {
        return with(copy -> copy.permitted.add(list.zone()));
    }

    /**
     * {@return a checker whose caller is registered under this name ({@link UseTerms#name()}), for all lists it covers}
     *
     * @param name the name of the registration
     */
    public DnsblChecker withRegistration(String name) {
        return with(copy -> copy.permitted.add(name));
    }

    /** {@return a checker for commercial use: lists that are free only for others are not asked without a key or permission} */
    public DnsblChecker withCommercialUse() {
        return with(copy -> copy.commercial = true);
    }

    /**
     * {@return a checker that requires this list's answer: without it, for whatever reason, the report has a gap} The list
     * must still be among those that are asked.
     *
     * @param list the list
     */
    public DnsblChecker withRequired(DnsblList list) {
        return with(copy -> copy.required.add(list.zone()));
    }

    /**
     * {@return a checker that also asks about private, documentation and other special addresses and names: for lists of
     * one's own}
     */
    public DnsblChecker withSpecialAddresses() {
        return with(copy -> copy.asksSpecialAddresses = true);
    }

    /**
     * {@return a checker that finds the registrable domain by another rule, for those who have the public suffix list} Without
     * it a short rule applies: one label below a top-level domain, two below {@code co.uk} and the like.
     *
     * @param rule from a name to the domain above it that somebody registered; empty for a public suffix
     */
    public DnsblChecker withRegistrableDomain(Function<DnsName, Optional<DnsName>> rule) {
        Objects.requireNonNull(rule, "rule");
        return with(copy -> copy.registrable = rule);
    }

    /**
     * {@return a checker with a catalogue other than the shipped one} Its default lists are asked when a check names none,
     * and the twins for those who have a key are found there.
     *
     * @param catalog the catalogue
     */
    public DnsblChecker withCatalog(DnsblCatalog catalog) {
        Objects.requireNonNull(catalog, "catalog");
        return with(copy -> copy.catalog(catalog));
    }

    /**
     * {@return the same for someone who asks about many subjects, one by one} Lists whose operator does not say that bulk queries
     * are allowed are skipped, as {@link #checkAll(Stream, Collection)} skips them; how many questions are under way is yours to
     * bound.
     */
    public DnsblChecker withBulkTerms() {
        return with(copy -> copy.bulk = true);
    }

    /**
     * {@return a checker with another bound on the questions of a bulk run that are under way;
     * {@value #DEFAULT_MAX_IN_FLIGHT} unless set}
     *
     * @param questions how many, at least one
     * @throws IllegalArgumentException if it is not positive
     */
    public DnsblChecker withMaxInFlight(int questions) {
        if (questions <= 0) {
            throw new IllegalArgumentException(questions + " questions in flight");
        }
        return with(copy -> copy.maxInFlight = questions);
    }

    /**
     * {@return what the catalogue's default lists say about an address, waited for}
     *
     * @param address the address
     */
    public DnsblReport check(InetAddress address) {
        return check(DnsblSubject.of(address));
    }

    /**
     * {@return what the catalogue's default lists say about a domain or host name, waited for}
     *
     * @param name the name
     */
    public DnsblReport check(DnsName name) {
        return check(DnsblSubject.of(name));
    }

    /**
     * {@return what the catalogue's default lists say about a subject, waited for}
     *
     * @param subject the subject
     */
    public DnsblReport check(DnsblSubject subject) {
        return check(subject, settings.catalog().defaults());
    }

    /**
     * {@return what the lists say about an address, waited for}
     *
     * @param address the address
     * @param lists the lists to ask
     */
    public DnsblReport check(InetAddress address, Collection<DnsblList> lists) {
        return check(DnsblSubject.of(address), lists);
    }

    /**
     * {@return what the lists say about a domain or host name, waited for}
     *
     * @param name the name
     * @param lists the lists to ask
     */
    public DnsblReport check(DnsName name, Collection<DnsblList> lists) {
        return check(DnsblSubject.of(name), lists);
    }

    /**
     * {@return what the lists say about a subject, waited for} All are asked at once; a list that is named twice is
     * asked once. An interrupted thread stops waiting and keeps its interrupt flag; what has not arrived by then stays
     * unknown.
     *
     * @param subject the subject
     * @param lists the lists to ask
     */
    public DnsblReport check(DnsblSubject subject, Collection<DnsblList> lists) {
        return begin(subject, lists).await();
    }

    /**
     * {@return what the catalogue's default lists say about an address}
     *
     * @param address the address
     * @see #checkAsync(DnsblSubject, Collection)
     */
    public CompletableFuture<DnsblReport> checkAsync(InetAddress address) {
        return checkAsync(DnsblSubject.of(address));
    }

    /**
     * {@return what the catalogue's default lists say about a domain or host name}
     *
     * @param name the name
     * @see #checkAsync(DnsblSubject, Collection)
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsName name) {
        return checkAsync(DnsblSubject.of(name));
    }

    /**
     * {@return what the catalogue's default lists say about a subject}
     *
     * @param subject the subject
     * @see #checkAsync(DnsblSubject, Collection)
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsblSubject subject) {
        return checkAsync(subject, settings.catalog().defaults());
    }

    /**
     * {@return what the lists say about an address}
     *
     * @param address the address
     * @param lists the lists to ask
     * @see #checkAsync(DnsblSubject, Collection)
     */
    public CompletableFuture<DnsblReport> checkAsync(InetAddress address, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(address), lists);
    }

    /**
     * {@return what the lists say about a domain or host name}
     *
     * @param name the name
     * @param lists the lists to ask
     * @see #checkAsync(DnsblSubject, Collection)
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsName name, Collection<DnsblList> lists) {
        return checkAsync(DnsblSubject.of(name), lists);
    }

    /**
     * {@return what the lists say about a subject} No network trouble fails the future: it completes by the time limit
     * or a little after, on a thread of the resolver's. Cancelling it stops the questions, except those of a list's own
     * test, whose outcome belongs to all checks.
     *
     * @param subject the subject
     * @param lists the lists to ask
     */
    public CompletableFuture<DnsblReport> checkAsync(DnsblSubject subject, Collection<DnsblList> lists) {
        return begin(subject, lists).report();
    }

    private SubjectCheck begin(DnsblSubject subject, Collection<DnsblList> lists) {
        return SubjectCheck.begin(subject, selection.of(lists, settings.bulk), settings);
    }

    /**
     * {@return what the catalogue's default lists say about many subjects}
     *
     * @param subjects the subjects, in order
     * @see #checkAll(Stream, Collection)
     */
    public Stream<DnsblReport> checkAll(Stream<? extends DnsblSubject> subjects) {
        return checkAll(subjects, settings.catalog().defaults());
    }

    /**
     * {@return what the lists say about many subjects, in their order} As many are in progress at a time as
     * {@link #withMaxInFlight} allows, and memory stays constant however long the stream. A subject that soon comes again
     * gets the same report. Lists whose operator does not say that bulk queries are allowed are skipped
     * ({@link SkipReason#BULK_USE}) unless the caller has permission.
     *
     * <p>The stream is sequential and lazy, and blocks the thread that reads it; close it to stop early. While that thread
     * is interrupted nothing more is asked, and reports say that they {@linkplain DnsblReport#cannotTell cannot tell}.
     *
     * @param subjects the subjects, in order
     * @param lists the lists to ask
     */
    public Stream<DnsblReport> checkAll(Stream<? extends DnsblSubject> subjects, Collection<DnsblList> lists) {
        return new BulkCheck(subjects, selection.of(lists, true), settings).stream();
    }

    /**
     * {@return how each list does in its own test, asked anew and waited for} Remembered results are not used, and are
     * renewed. One entry for each list and kind that has test points, and one for a list that has none; dead lists, and
     * those that need a key or a registration that was not given, are left out.
     *
     * @param lists the lists to ask
     */
    public List<ListHealth> testLists(Collection<DnsblList> lists) {
        return HealthRound.begin(selection.of(lists, false), settings).await();
    }

    /**
     * {@return how each list does in its own test, asked anew} As {@link #testLists}; cancelling it stops the questions.
     *
     * @param lists the lists to ask
     */
    public CompletableFuture<List<ListHealth>> testListsAsync(Collection<DnsblList> lists) {
        return HealthRound.begin(selection.of(lists, false), settings).outcomes();
    }

    /** Keys stay out of logs. */
    @Override
    public String toString() {
        return "DnsblChecker[" + settings + "]";
    }
}
