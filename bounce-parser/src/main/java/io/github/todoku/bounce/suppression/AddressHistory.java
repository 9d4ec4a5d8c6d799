package io.github.todoku.bounce.suppression;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became known of an address, in the order of time, and whether it gets no more mail. Immutable; {@code toString} masks the
 * address.
 */
public final class AddressHistory implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most events kept of an address. */
    public static final int MAX_EVENTS = 32;

    private final String address;
    private final List<SuppressionEvent> events;
    private final long leftOut;
    private final @Nullable SuppressionReason reason;
    private final @Nullable Instant since;

    AddressHistory(
            String address,
            List<SuppressionEvent> events,
            long leftOut,
            @Nullable SuppressionReason reason,
            @Nullable Instant since) {
        this.address = address;
        this.events = List.copyOf(events);
        this.leftOut = leftOut;
        this.reason = reason;
        this.since = since;
    }

    /** Of which nothing is known. */
    static AddressHistory of(String address) {
        return new AddressHistory(address, List.of(), 0, null, null);
    }

    /**
     * {@return the history in a text that {@link #toJson} wrote}
     *
     * @param json the text
     * @throws IOException if it is none
     */
    public static AddressHistory parse(String json) throws IOException {
        try {
            return HistoryJson.read(json);
        } catch (JsonProcessingException wrong) {
            throw new IOException(HistoryJson.told(wrong));
        }
    }

    /** With one event more, wherever in time it belongs, judged by the policy. */
    AddressHistory with(SuppressionEvent event, SuppressionPolicy policy) {
        List<SuppressionEvent> all = new ArrayList<>(events);
        all.add(event);
        all.sort(Comparator.comparing(SuppressionEvent::at));
        boolean full = all.size() > MAX_EVENTS;
        SuppressionPolicy.Verdict verdict = policy.judge(all);
        if (full) {
            all.remove(leastWorth(all, policy, verdict == null ? null : verdict.event()));
        }
        return new AddressHistory(
                address,
                all,
                leftOut + (full ? 1 : 0),
                verdict == null ? null : verdict.reason(),
                verdict == null ? null : verdict.event().at());
    }

    /**
     * Which event tells least: one that counts no more, since a delivery forgave it or it is too long ago, or never did; then of
     * many alike the last before the newest, so that the first, the one that decided and the newest stay.
     */
    private static int leastWorth(
            List<SuppressionEvent> events, SuppressionPolicy policy, @Nullable SuppressionEvent decisive) {
        int forgiven = -1;
        int released = -1;
        int softBefore = -1;
        int softRun = 0;
        for (int i = 0; i < events.size(); i++) {
            switch (events.get(i).kind()) {
                case DELIVERY -> forgiven = i;
                case RELEASE -> {
                    forgiven = i;
                    released = i;
                }
                case SOFT -> {
                    boolean anew = softBefore >= 0 && policy.isForgotten(events.get(softBefore), events.get(i));
                    softRun = anew ? i : softRun;
                    softBefore = i;
                }
                default -> {}
            }
        }
        Set<SuppressionEvent.Kind> known = EnumSet.noneOf(SuppressionEvent.Kind.class);
        int spare = 0;
        for (int i = 0; i < events.size() - 1; i++) {
            SuppressionEvent.Kind kind = events.get(i).kind();
            if (kind == SuppressionEvent.Kind.OTHER
                    || i < released
                    || (i < forgiven && i != released && kind != SuppressionEvent.Kind.COMPLAINT)
                    || (i < softRun && kind == SuppressionEvent.Kind.SOFT)) {
                return i;
            }
            spare = known.add(kind) || events.get(i).equals(decisive) ? spare : i;
        }
        return spare;
    }

    /** {@return the address, as it was first written} */
    public String address() {
        return address;
    }

    /** {@return what became known, the earliest first; at most {@value #MAX_EVENTS}, those that decide among them} */
    public List<SuppressionEvent> events() {
        return events;
    }

    /** {@return how many more events there were} */
    public long leftOut() {
        return leftOut;
    }

    /** {@return whether the address gets no more mail} */
    public boolean isSuppressed() {
        return reason != null;
    }

    /** {@return why the address gets no more mail; empty if it does} */
    public Optional<SuppressionReason> reason() {
        return Optional.ofNullable(reason);
    }

    /** {@return when what decided so happened; empty if the address gets mail} */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /**
     * {@return in a sentence whether the address gets mail, and why not}
     *
     * @param locale the language; Japanese, or English for every other
     */
    public String text(Locale locale) {
        return reason == null ? Messages.in(locale).text("state.ACTIVE") : reason.text(locale);
    }

    /** {@return everything as one object of JSON on one line, for a store; {@link #parse} reads it} The address stands in it whole. */
    public String toJson() {
        return HistoryJson.write(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AddressHistory that
                && address.equals(that.address)
                && events.equals(that.events)
                && leftOut == that.leftOut
                && reason == that.reason
                && Objects.equals(since, that.since);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, events, leftOut, reason, since);
    }

    /** The address masked, its state, and how many events there are. */
    @Override
    public String toString() {
        return "AddressHistory[" + Printable.line(Masking.maskAddress(address)) + " "
                + (reason == null ? "ACTIVE" : reason) + ", " + events.size() + " events]";
    }
}
