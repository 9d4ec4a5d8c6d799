package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a message is and, if it reports on deliveries, what it says of each recipient. Immutable; {@code toString} masks
 * addresses.
 *
 * @param kind what the message is
 * @param bounces one for each recipient that was not reached or not yet, in their order; for {@link ReportKind#FAILURE} and
 *     {@link ReportKind#DELAY} at least one
 * @param deliveries one for each recipient whose mail arrived, was relayed or expanded; a failure may report some too
 * @param original as much of the original mail as came back
 * @param reportingHost the host that wrote the report
 * @param complaint what a {@link ReportKind#COMPLAINT} says
 * @param form the form that was recognised, such as {@code rfc3464} or {@code qmail}; null for {@link ReportKind#NONE}
 * @param notes limits reached and the like, in the order of the enum
 */
public record BounceReport(
        ReportKind kind,
        List<Bounce> bounces,
        List<Delivery> deliveries,
        @Nullable OriginalMessage original,
        @Nullable String reportingHost,
        @Nullable Complaint complaint,
        @Nullable String form,
        Set<ReportNote> notes)
        implements Serializable {

    /**
     * Copies the collections.
     *
     * @param bounces as in the record
     * @param complaint as in the record
     * @param deliveries as in the record
     * @param form as in the record
     * @param kind as in the record
     * @param notes as in the record
     * @param original as in the record
     * @param reportingHost as in the record
     */
    public BounceReport {
        bounces = List.copyOf(bounces);
        deliveries = List.copyOf(deliveries);
        notes = Collections.unmodifiableSet(new TreeSet<>(notes));
    }

    /** Everything, with addresses masked wherever they stand. */
    @Override
    public String toString() {
        return Masking.mask("BounceReport[" + kind + ", " + form + ", by " + reportingHost + ", " + bounces + ", "
                + deliveries + ", " + original + ", " + complaint + ", " + notes + "]");
    }

    /** {@return whether a mail was not delivered or is late: the kinds whose bounces carry a cause} */
    public boolean isBounce() {
        return kind == ReportKind.FAILURE || kind == ReportKind.DELAY;
    }
}
