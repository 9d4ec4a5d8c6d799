package io.github.todoku.feedback.plan;

import io.github.todoku.feedback.internal.Messages;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.ResourceBundle;

/** What reports show of a sender, or of a policy. */
public enum ReportFinding implements Finding.Kind {
    /** Nothing that it signs is signed by the domain. */
    NO_OWN_KEY(Severity.WARN),
    /** It signs with the domain's key, and the signature does not verify. */
    OWN_KEY_FAILS(Severity.FAIL),
    /** The domain's SPF record does not let it send. */
    NOT_IN_SPF(Severity.FAIL),
    /** SPF passes, for a domain that is not the author's. */
    OTHER_BOUNCE_DOMAIN(Severity.WARN),
    /** It passes on mail; what fails there no record mends. */
    FORWARDED(Severity.INFO),
    /** Nobody knows who it is, and nothing passes. */
    UNKNOWN_SENDER(Severity.INFO),
    /** Nobody knows who it is, and something passes. */
    UNCONFIRMED_SENDER(Severity.WARN),
    /** A service that sends for its customers, nothing of which passes for the domain; nobody has said whose mail it is. */
    UNCONFIRMED_SERVICE(Severity.WARN),
    /** The owner says that it is not theirs. */
    NOT_YOURS(Severity.INFO),
    /** The owner says that it is not theirs, and it passes as the domain: no policy stops that. */
    NOT_YOURS_PASSES(Severity.WARN),
    /** All its messages pass, by SPF and by DKIM. */
    SENDER_PASSES(Severity.PASS),
    /** No report says which day it is about. */
    NO_DAY(Severity.CANNOT_TELL),
    /** There are not enough days with reports. */
    TOO_FEW_DAYS(Severity.CANNOT_TELL),
    /** There are not enough reporters, or none of the large ones. */
    TOO_FEW_REPORTERS(Severity.CANNOT_TELL),
    /** The messages that are not kept by day are too many to tell whether the owner's would be hit. */
    DAYS_NOT_KEPT(Severity.CANNOT_TELL),
    /** Too many messages are of a day that their report does not tell. */
    UNDATED_MAIL(Severity.CANNOT_TELL),
    /** No sender is known to be the owner's. */
    NO_CONFIRMED_SENDER(Severity.CANNOT_TELL),
    /** Too much mail is of a sender of whom nobody has said whether it is the owner's. */
    UNDECIDED_SENDER(Severity.CANNOT_TELL),
    /** Mail of those who are not known to be the owner's, which a policy would hit. */
    STRANGERS_MAIL(Severity.INFO),
    /** A confirmed sender fails too often. */
    SENDER_FAILS(Severity.FAIL),
    /** A confirmed sender has no aligned DKIM, so that a forward of its mail fails. */
    SENDER_WITHOUT_DKIM(Severity.FAIL),
    /** Quarantine has not been in force for long enough. */
    NOT_QUARANTINED_YET(Severity.CANNOT_TELL),
    /** The record asks for more below the domain, so that neither {@code t=y} nor {@code pct} can be published or taken away. */
    TRIAL_BELOW(Severity.INFO),
    /** The policy has been tried out, and not for long enough. */
    TRIAL_GOES_ON(Severity.INFO),
    /** Some mail goes to mailing lists or is passed on otherwise. */
    FORWARDED_MAIL(Severity.INFO);

    private final Severity severity;

    ReportFinding(Severity severity) {
        this.severity = severity;
    }

    @Override
    public String id() {
        return "feedback." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public String adviceKey(Finding finding) {
        String key = id() + ".advice";
        return switch (this) {
            case NO_OWN_KEY -> key + (has(finding, 1) ? ".selectors" : "") + (has(finding, 2) ? ".help" : "");
            case OWN_KEY_FAILS -> key + (has(finding, 1) ? ".selectors" : "");
            default -> key;
        };
    }

    private static boolean has(Finding finding, int detail) {
        return finding.details().size() > detail
                && !finding.details().get(detail).isEmpty();
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }
}
