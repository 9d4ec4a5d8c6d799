package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the sources found, what did not come, and when. Immutable. */
public final class Evidence {
    /** Nothing was asked. */
    public static final Evidence NONE = new Evidence(List.of(), Map.of());

    /** What came of one source: an answer, or the reason why there is none. */
    private record Came(@Nullable Object answer, @Nullable String failure, Instant at, Optional<Instant> kept) {}

    private final List<EvidenceSource<?>> order;
    private final Map<EvidenceSource<?>, Came> came;

    private Evidence(List<EvidenceSource<?>> order, Map<EvidenceSource<?>, Came> came) {
        this.order = order;
        this.came = came;
    }

    /** Nothing yet; proofs and gaps will stand in this order. */
    static Evidence inOrder(List<EvidenceSource<?>> order) {
        return new Evidence(List.copyOf(order), Map.of());
    }

    <T> Evidence with(EvidenceSource<T> source, T answer, Instant at, Optional<Instant> kept) {
        return with(source, new Came(answer, null, at, kept));
    }

    Evidence without(EvidenceSource<?> source, String failure, Instant at) {
        return with(source, new Came(null, failure, at, Optional.empty()));
    }

    private Evidence with(EvidenceSource<?> source, Came what) {
        Map<EvidenceSource<?>, Came> sum = new HashMap<>(came);
        sum.put(source, what);
        return new Evidence(order, sum);
    }

    /**
     * {@return a source's answer; null where it was not asked, or gave none}
     *
     * @param <T> its answer
     * @param source the source
     */
    @SuppressWarnings("unchecked") // with() lets no other answer in
    public <T> @Nullable T of(EvidenceSource<T> source) {
        Came what = came.get(source);
        return what == null ? null : (T) what.answer();
    }

    /** {@return whether another source shows that the DNS as such is there} */
    boolean isAnsweredElsewhere(EvidenceSource<?> than) {
        return came.keySet().stream().anyMatch(source -> source != than && isAnswered(source));
    }

    private <T> boolean isAnswered(EvidenceSource<T> source) {
        T answer = of(source);
        return answer != null && source.isAnswered(answer);
    }

    /**
     * {@return the proofs, in the order of the sources}
     *
     * @param inquiry the case
     */
    public List<Proof> proofs(Inquiry inquiry) {
        List<Proof> proofs = new ArrayList<>();
        for (EvidenceSource<?> source : order) {
            addProofs(source, inquiry, proofs);
        }
        return proofs;
    }

    private <T> void addProofs(EvidenceSource<T> source, Inquiry inquiry, List<Proof> proofs) {
        Came what = came.get(source);
        T answer = of(source);
        if (what != null && answer != null) {
            proofs.addAll(source.proofs(inquiry, this, answer, what.at()));
        }
    }

    /**
     * {@return what did not answer, one line each}
     *
     * @param inquiry the case
     */
    public List<String> gaps(Inquiry inquiry) {
        List<String> gaps = new ArrayList<>();
        for (EvidenceSource<?> source : order) {
            addGaps(source, inquiry, gaps);
        }
        return gaps;
    }

    private <T> void addGaps(EvidenceSource<T> source, Inquiry inquiry, List<String> gaps) {
        Came what = came.get(source);
        T answer = of(source);
        if (answer != null) {
            source.gaps(inquiry, answer).forEach(line -> gaps.add(source.id() + ": " + line));
        } else if (what != null && what.failure() != null) {
            gaps.add(source.id() + ": " + what.failure());
        }
    }

    /**
     * {@return until when caches may still give the answer that a source got}
     *
     * @param source the source
     */
    public Optional<Instant> keptUntil(EvidenceSource<?> source) {
        Came what = came.get(source);
        return what == null ? Optional.empty() : what.kept();
    }

    /**
     * {@return until when caches may give the record that a new one would replace}
     *
     * @param <T> the source's answer
     * @param source the source
     */
    public <T> Optional<Instant> oldRecordUntil(EvidenceSource<T> source) {
        Came what = came.get(source);
        T answer = of(source);
        return what == null || answer == null
                ? Optional.empty()
                : source.oldRecordUntil(answer, what.at(), what.kept());
    }
}
