package io.github.todoku.bounce;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a message is and, if it reports on deliveries, what it says of each recipient. Immutable; {@code toString} masks
 * addresses.
 */
public final class BounceReport implements Serializable {
    private static final long serialVersionUID = 1;

    private final ReportKind kind;
    private final List<Bounce> bounces;
    private final List<Delivery> deliveries;
    private final @Nullable OriginalMessage original;
    private final @Nullable String reportingHost;
    private final @Nullable Complaint complaint;
    private final @Nullable String form;
    private final Set<ReportNote> notes;
    private final ReportIdentity identity;

    private BounceReport(
            ReportKind kind,
            List<Bounce> bounces,
            List<Delivery> deliveries,
            @Nullable OriginalMessage original,
            @Nullable String reportingHost,
            @Nullable Complaint complaint,
            @Nullable String form,
            Set<ReportNote> notes,
            ReportIdentity identity) {
        this.kind = kind;
        this.bounces = List.copyOf(bounces);
        this.deliveries = List.copyOf(deliveries);
        this.original = original;
        this.reportingHost = reportingHost;
        this.complaint = complaint;
        this.form = form;
        this.notes = Collections.unmodifiableSet(new TreeSet<>(notes));
        this.identity = identity;
    }

    /**
     * {@return such a value of what is no message; made by the library}
     *
     * @param kind what the report is
     * @param bounces as below
     * @param deliveries as below
     * @param original as below
     * @param reportingHost as below
     * @param complaint as below
     * @param form as below
     * @param notes as below
     */
    public static BounceReport of(
            ReportKind kind,
            List<Bounce> bounces,
            List<Delivery> deliveries,
            @Nullable OriginalMessage original,
            @Nullable String reportingHost,
            @Nullable Complaint complaint,
            @Nullable String form,
            Set<ReportNote> notes) {
        return of(kind, bounces, deliveries, original, reportingHost, complaint, form, notes, ReportIdentity.NONE);
    }

    /**
     * {@return such a value; made by the library}
     *
     * @param kind what the message is
     * @param bounces one for each recipient that was not reached or not yet, in their order; for {@link ReportKind#FAILURE} and {@link ReportKind#DELAY} at least one
     * @param deliveries one for each recipient whose mail arrived, was relayed or expanded; a failure may report some too
     * @param original as much of the original mail as came back
     * @param reportingHost the host that wrote the report
     * @param complaint what a {@link ReportKind#COMPLAINT} says
     * @param form the form that was recognised, such as {@code rfc3464} or {@code qmail}; null for {@link ReportKind#NONE}
     * @param notes limits reached and the like, in the order of the enum
     * @param identity which message it is and which it is about
     */
    public static BounceReport of(
            ReportKind kind,
            List<Bounce> bounces,
            List<Delivery> deliveries,
            @Nullable OriginalMessage original,
            @Nullable String reportingHost,
            @Nullable Complaint complaint,
            @Nullable String form,
            Set<ReportNote> notes,
            ReportIdentity identity) {
        return new BounceReport(kind, bounces, deliveries, original, reportingHost, complaint, form, notes, identity);
    }

    /** {@return what the message is} */
    public ReportKind kind() {
        return kind;
    }

    /** {@return one for each recipient that was not reached or not yet, in their order; for {@link ReportKind#FAILURE} and {@link ReportKind#DELAY} at least one} */
    public List<Bounce> bounces() {
        return bounces;
    }

    /** {@return one for each recipient whose mail arrived, was relayed or expanded; a failure may report some too} */
    public List<Delivery> deliveries() {
        return deliveries;
    }

    /** {@return as much of the original mail as came back} */
    public @Nullable OriginalMessage original() {
        return original;
    }

    /** {@return the host that wrote the report} */
    public @Nullable String reportingHost() {
        return reportingHost;
    }

    /** {@return what a {@link ReportKind#COMPLAINT} says} */
    public @Nullable Complaint complaint() {
        return complaint;
    }

    /** {@return the form that was recognised, such as {@code rfc3464} or {@code qmail}; null for {@link ReportKind#NONE}} */
    public @Nullable String form() {
        return form;
    }

    /** {@return limits reached and the like, in the order of the enum} */
    public Set<ReportNote> notes() {
        return notes;
    }

    /** {@return the {@link #notes}, in words} */
    public List<Finding> findings() {
        return notes.stream().map(note -> Finding.of(note, "")).toList();
    }

    /** {@return which message it is, when, and about which mail it speaks} */
    public ReportIdentity identity() {
        return identity;
    }

    /** {@return short for {@code identity().date()}: when the report was written; null if it does not say} */
    public @Nullable Instant date() {
        return identity.date();
    }

    /** {@return short for {@code identity().messageId()}: the report's own, with its angle brackets; null if it has none} */
    public @Nullable String messageId() {
        return identity.messageId();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BounceReport that
                && Objects.equals(kind, that.kind)
                && Objects.equals(bounces, that.bounces)
                && Objects.equals(deliveries, that.deliveries)
                && Objects.equals(original, that.original)
                && Objects.equals(reportingHost, that.reportingHost)
                && Objects.equals(complaint, that.complaint)
                && Objects.equals(form, that.form)
                && Objects.equals(notes, that.notes)
                && Objects.equals(identity, that.identity);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, bounces, deliveries, original, reportingHost, complaint, form, notes, identity);
    }

    /** Everything, with addresses masked wherever they appear. */
    @Override
    public String toString() {
        return Printable.line(
                Masking.mask("BounceReport[" + kind + ", " + form + ", by " + reportingHost + ", " + bounces + ", "
                        + deliveries + ", " + original + ", " + complaint + ", " + notes + ", " + identity + "]"));
    }

    /** {@return whether a mail was not delivered or is late: the kinds whose bounces carry a cause} */
    public boolean isBounce() {
        return kind == ReportKind.FAILURE || kind == ReportKind.DELAY;
    }
}
