package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages of one sender under one author domain that fared alike. Immutable. */
public final class Traffic implements Serializable {
    private static final long serialVersionUID = 1;

    private final Key key;
    private final Tally tally;

    Traffic(Key key, Tally tally) {
        this.key = key;
        this.tally = tally;
    }

    /**
     * What tells such messages from others.
     *
     * @param headerFrom the domain of the From field; empty if that was none
     * @param sender who sent
     * @param dkim what became of DKIM
     * @param spf what became of SPF
     * @param forwarded whether the reporter, or what is known of the sender, says that somebody passed them on
     */
    record Key(String headerFrom, SenderId sender, AlignmentOutcome dkim, AlignmentOutcome spf, boolean forwarded)
            implements Serializable, Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return text().compareTo(other.text());
        }

        String text() {
            return headerFrom + "|" + dkim + "|" + spf + "|" + (forwarded ? "F" : "-") + "|" + sender.text();
        }

        static Key parse(String text) {
            String[] parts = text.split("\\|", 5);
            return parts.length < 5
                    ? new Key("", SenderId.NOBODY, AlignmentOutcome.NONE, AlignmentOutcome.NONE, false)
                    : new Key(
                            parts[0],
                            SenderId.parse(parts[4]),
                            outcome(parts[1]),
                            outcome(parts[2]),
                            parts[3].equals("F"));
        }

        private static AlignmentOutcome outcome(String text) {
            for (AlignmentOutcome each : AlignmentOutcome.values()) {
                if (each.name().equals(text)) {
                    return each;
                }
            }
            return AlignmentOutcome.NONE;
        }
    }

    /** {@return the domain of the From field; empty if what stood there is none} */
    public String headerFrom() {
        return key.headerFrom();
    }

    /** {@return who sent} */
    public SenderId sender() {
        return key.sender();
    }

    /** {@return what became of DKIM} */
    public AlignmentOutcome dkim() {
        return key.dkim();
    }

    /** {@return what became of SPF} */
    public AlignmentOutcome spf() {
        return key.spf();
    }

    /** {@return whether somebody passed them on, as far as the report tells} */
    public boolean isForwarded() {
        return key.forwarded();
    }

    /** {@return whether DMARC passed} */
    public boolean isPass() {
        return key.dkim() == AlignmentOutcome.ALIGNED || key.spf() == AlignmentOutcome.ALIGNED;
    }

    /** {@return how many messages, at least; see {@link DomainSummary#countsOffBy}} */
    public long messages() {
        return tally.messages;
    }

    /** {@return the first day, counted from 1970 in UTC; {@link Long#MAX_VALUE} if no report said} */
    public long firstDay() {
        return tally.firstDay;
    }

    /** {@return the last day, counted from 1970 in UTC; {@link Long#MIN_VALUE} if no report said} */
    public long lastDay() {
        return tally.lastDay;
    }

    /** {@return one of the addresses, of the latest report; null if there was none} */
    public @Nullable String address() {
        return tally.address;
    }

    /** {@return the domain whose SPF was checked, in the latest report; null if there was none} */
    public @Nullable String spfDomain() {
        return tally.spfDomain;
    }

    /** {@return the domain that signed, in the latest report; null if none did} */
    public @Nullable String dkimDomain() {
        return tally.dkimDomain;
    }

    /** {@return the selector of that signature; null if it was not told} */
    public @Nullable String dkimSelector() {
        return tally.dkimSelector;
    }

    /** {@return who told it last, and in which report: a trace back to the file} */
    public @Nullable String latestReport() {
        return tally.report;
    }

    Key key() {
        return key;
    }

    Tally tally() {
        return tally;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Traffic that && key.equals(that.key) && tally.equals(that.tally);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key);
    }

    /** {@return who, how it fared and how many, for logs} */
    @Override
    public String toString() {
        return key.text() + " x" + messages();
    }
}
