package io.github.todoku.bounce.suppression;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.suppression.SuppressionEvent.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses get no more mail, and why: fed with reports and deliveries in any order. What is known is in a store; the rules are
 * a {@link SuppressionPolicy}. For one thread at a time, as its store is.
 *
 * <pre>{@code
 * Suppressions suppressions = Suppressions.using(store);
 * for (BounceEntry entry : (Iterable<BounceEntry>) parser.parseAll(mailbox)::iterator) {
 *     suppressions.add(entry.report(), Instant.now());
 * }
 * if (suppressions.isSuppressed("bob@example.org")) …
 * }</pre>
 *
 * <p>A bounce whose advice is REMOVE_ADDRESS suppresses at once. One for a reason that lies with the address, its mailbox or its domain
 * counts as soft; one for any other reason (the sender's reputation, the content, words that do not tell) is kept and never counts. A
 * delay counts nothing: the mail is still being tried.
 */
public final class Suppressions {
    private final SuppressionStore store;
    private final SuppressionPolicy policy;

    private Suppressions(SuppressionStore store, SuppressionPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /**
     * {@return what is kept in a store, by {@link SuppressionPolicy#DEFAULT}}
     *
     * @param store where histories are kept
     */
    public static Suppressions using(SuppressionStore store) {
        return new Suppressions(store, SuppressionPolicy.DEFAULT);
    }

    /**
     * {@return the same store by another policy, which judges an address when the next event comes}
     *
     * @param policy the policy
     */
    public Suppressions withPolicy(SuppressionPolicy policy) {
        return new Suppressions(store, policy);
    }

    /** {@return when an address gets no more mail} */
    public SuppressionPolicy policy() {
        return policy;
    }

    /**
     * Takes in what a report says, once: one with the Message-ID of one before that speaks of the same recipients changes nothing, nor
     * does one without such an id that is the same in all it says.
     *
     * @param report the report
     * @param now the present time, which a report that says no time, or a later one, gets
     * @return whether it is new
     */
    public boolean add(BounceReport report, Instant now) {
        return add(ReportEvents.key(report), report, now);
    }

    /**
     * Takes in what a report says, once.
     *
     * @param mail what tells the mail that is the report from all others: a digest, a number in a table
     * @param report the report
     * @param now the present time, which a report that says no time, or a later one, gets
     * @return whether it is new
     */
    public boolean add(String mail, BounceReport report, Instant now) {
        if (!store.remember(mail)) {
            return false;
        }
        if (report.kind() != ReportKind.NONE) {
            ReportEvents.of(report, now).forEach(told -> add(told.address(), told.event()));
        }
        return true;
    }

    /**
     * Takes in that a mail arrived, as a log says: bounces from before are forgiven, complaints are not.
     *
     * @param address to whom
     * @param at when
     */
    public void delivered(String address, Instant at) {
        add(address, new SuppressionEvent(at, Kind.DELIVERY, null, null, null));
    }

    /**
     * Takes in that a reader asked for no more mail, on a page or by telephone.
     *
     * @param address who
     * @param at when
     */
    public void complained(String address, Instant at) {
        add(address, new SuppressionEvent(at, Kind.COMPLAINT, null, null, null));
    }

    /**
     * Lets an address get mail again, whatever was before: its owner confirmed it anew.
     *
     * @param address whose
     * @param at when
     */
    public void release(String address, Instant at) {
        add(address, new SuppressionEvent(at, Kind.RELEASE, null, null, null));
    }

    private void add(String address, SuppressionEvent event) {
        String key = key(address);
        AddressHistory before = store.find(key).orElseGet(() -> AddressHistory.of(address));
        store.save(key, before.with(event, policy));
    }

    /**
     * {@return what is known of an address; empty if nothing is}
     *
     * @param address the address, in any case
     */
    public Optional<AddressHistory> find(String address) {
        return store.find(key(address));
    }

    /**
     * {@return whether an address gets no more mail}
     *
     * @param address the address, in any case
     */
    public boolean isSuppressed(String address) {
        return find(address).filter(AddressHistory::isSuppressed).isPresent();
    }

    /**
     * {@return how a store knows an address: without blanks around it, in lower case, since hardly any host tells {@code Bob} from
     * {@code bob}}
     *
     * @param address the address
     */
    public static String key(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
