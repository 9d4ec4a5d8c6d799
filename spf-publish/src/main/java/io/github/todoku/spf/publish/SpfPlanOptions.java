package io.github.todoku.spf.publish;

import java.util.List;
import java.util.Objects;

/**
 * What a plan may do to a record besides adding to it. {@link #standard} removes only what changes no verdict, and only if
 * the record changes anyway; each method gives a changed copy. Immutable.
 */
public final class SpfPlanOptions {
    private static final SpfPlanOptions STANDARD =
            new SpfPlanOptions(List.of(), Flatten.NEVER, DeadTerms.KEEP, Tidy.WITH_CHANGES, List.of());

    private final List<SpfSender> remove;
    private final Flatten flatten;
    private final DeadTerms deadTerms;
    private final Tidy tidy;
    private final List<SpfSender> known;

    private SpfPlanOptions(
            List<SpfSender> remove, Flatten flatten, DeadTerms deadTerms, Tidy tidy, List<SpfSender> known) {
        this.remove = List.copyOf(remove);
        this.flatten = Objects.requireNonNull(flatten, "flatten");
        this.deadTerms = Objects.requireNonNull(deadTerms, "deadTerms");
        this.tidy = Objects.requireNonNull(tidy, "tidy");
        this.known = List.copyOf(known);
    }

    /** Whether terms that ask the DNS are replaced by the networks they mean today. */
    public enum Flatten {
        /** None is. */
        NEVER,
        /** Only as many as needed to keep the limits of RFC 7208 §4.6.4, the most effective first. */
        TO_FIT,
        /** Every term whose networks are known. */
        ALL
    }

    /** What happens to terms that let nobody pass today: an include without a record, a host without an address. */
    public enum DeadTerms {
        /**
         * They are kept, and a finding names them: the name may come back. Of several records, which let nobody pass as they are, one is
         * made as by {@link #DROP_IF_NEEDED}.
         */
        KEEP,
        /**
         * They are removed where no record can be proven with them in it, and only if nobody who was meant can be lost: the DNS
         * says that their own name has nothing, that name is not a slip away from one that lets somebody pass or that is
         * {@linkplain #withKnown known}, and the record names others beside them. A finding names each.
         */
        DROP_IF_NEEDED,
        /** They are removed. */
        DROP
    }

    /** When terms that change no verdict are removed: networks within earlier ones, includes reached through another, what follows all. */
    public enum Tidy {
        /** Only if the record changes anyway, or breaks a limit. */
        WITH_CHANGES,
        /** In any case. */
        ALWAYS
    }

    /** {@return the defaults: nothing is removed, flattened or dropped, and a record is tidied only together with other changes} */
    public static SpfPlanOptions standard() {
        return STANDARD;
    }

    /**
     * {@return those by which a record is advised that nobody reviews term by term: as {@link #standard}, and where nothing can be
     * proven so, without the terms that break the record and can be missed} Diagnosis, preflight and the check of a domain plan so.
     */
    public static SpfPlanOptions mending() {
        return STANDARD.withDeadTerms(DeadTerms.DROP_IF_NEEDED);
    }

    /**
     * {@return a copy that removes these senders' terms from the record}
     *
     * @param senders who no longer sends
     */
    public SpfPlanOptions withRemoved(List<SpfSender> senders) {
        return new SpfPlanOptions(senders, flatten, deadTerms, tidy, known);
    }

    /**
     * {@return a copy that flattens, or not}
     *
     * @param which what is flattened
     */
    public SpfPlanOptions withFlatten(Flatten which) {
        return new SpfPlanOptions(remove, which, deadTerms, tidy, known);
    }

    /**
     * {@return a copy that keeps dead terms or drops them}
     *
     * @param what what happens to them
     */
    public SpfPlanOptions withDeadTerms(DeadTerms what) {
        return new SpfPlanOptions(remove, flatten, what, tidy, known);
    }

    /**
     * {@return a copy that tidies in these cases}
     *
     * @param when in which
     */
    public SpfPlanOptions withTidy(Tidy when) {
        return new SpfPlanOptions(remove, flatten, deadTerms, when, known);
    }

    /**
     * {@return a copy that knows these senders: a dead term whose name is a slip away from one of theirs is not taken for dead, and a
     * finding says what was meant}
     *
     * @param senders the services of a catalogue, say
     */
    public SpfPlanOptions withKnown(List<SpfSender> senders) {
        return new SpfPlanOptions(remove, flatten, deadTerms, tidy, senders);
    }

    /** {@return whose terms are removed} */
    public List<SpfSender> removed() {
        return remove;
    }

    /** {@return what is flattened} */
    public Flatten flatten() {
        return flatten;
    }

    /** {@return what happens to dead terms} */
    public DeadTerms deadTerms() {
        return deadTerms;
    }

    /** {@return when terms that change no verdict are removed} */
    public Tidy tidy() {
        return tidy;
    }

    /** {@return whom a misspelt term may have meant} */
    public List<SpfSender> known() {
        return known;
    }
}
