package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the DNS can say of a case. Stateless; one of each kind, in the list of {@link Sources}.
 *
 * @param <T> its answer
 */
public abstract class EvidenceSource<T> {
    /** The kind of what the bounce itself says. */
    public static final String BOUNCE = "bounce";

    /** How long a few questions about names may take. */
    static final Duration NAMES_BUDGET = Duration.ofSeconds(8);

    private final String id;
    private final String kind;

    /** A source with the id that the table shows and that gaps are reported under. */
    EvidenceSource(String id) {
        this(id, id);
    }

    /** A source that gives evidence of the same kind as others. */
    EvidenceSource(String id, String kind) {
        this.id = id;
        this.kind = kind;
    }

    /** {@return its name in the table and in gaps: {@code domain-lists}} */
    public final String id() {
        return id;
    }

    /** {@return the kind of evidence it gives, as {@code from} in the JSON: {@code block-lists}} */
    public final String kind() {
        return kind;
    }

    /** {@return the sources whose answers it needs before it asks} */
    List<EvidenceSource<?>> restsOn() {
        return List.of();
    }

    /** {@return whether what it says is about the client's address} */
    public boolean restsOnClient() {
        return false;
    }

    /** {@return whether the bounce may rule its conditions out before anything is asked} */
    public boolean isKnownBefore() {
        return false;
    }

    /** {@return whether it asks only what the caller named, and a stranger cannot make it ask more} */
    boolean asksOnlyTheCallers() {
        return false;
    }

    /** {@return how long it may take} */
    Duration budget() {
        return NAMES_BUDGET;
    }

    /** {@return what it asks about: cases that are equal in it share the answer; null where it has nothing to ask} */
    abstract @Nullable Object about(Inquiry inquiry);

    /** {@return whether what it rests on leaves it anything to ask} */
    boolean isOpen(Inquiry inquiry, Evidence evidence) {
        return true;
    }

    /**
     * Asks.
     *
     * @param inquiry the case
     * @param evidence what the sources it rests on have found
     * @param dns whom to ask
     * @param limit how long it may take
     * @return its answer, when it is there
     */
    abstract CompletableFuture<T> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit);

    /** {@return the conditions that its answer decides} */
    List<Condition> conditions() {
        return List.of();
    }

    /** {@return what its answer proves, to be shown} */
    List<Proof> proofs(Inquiry inquiry, T answer, Instant at) {
        return List.of();
    }

    /** {@return what its answer proves, where that hangs on other sources' answers} */
    List<Proof> proofs(Inquiry inquiry, Evidence evidence, T answer, Instant at) {
        return proofs(inquiry, answer, at);
    }

    /** {@return what gave no answer, one line each, without the source's name} */
    List<String> gaps(Inquiry inquiry, T answer) {
        return List.of();
    }

    /** {@return whether its answer shows that the DNS as such is there} */
    boolean isAnswered(T answer) {
        return false;
    }

    /** {@return until when caches may give the record that a new one would replace; {@code kept} is the longest of all that was read} */
    Optional<Instant> oldRecordUntil(T answer, Instant at, Optional<Instant> kept) {
        return kept;
    }

    @Override
    public final String toString() {
        return id;
    }
}
