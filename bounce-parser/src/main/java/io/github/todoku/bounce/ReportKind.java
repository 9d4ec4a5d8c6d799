package io.github.todoku.bounce;

/** What a message is, before any question of why. */
public enum ReportKind {
    /** A mail could not be delivered. */
    FAILURE,
    /** A mail is late and still being tried (RFC 3464 §2.3.3 "delayed"). */
    DELAY,
    /** A mail was delivered ("delivered"). */
    DELIVERED,
    /** A mail was handed to a system that sends no reports ("relayed"). */
    RELAYED,
    /** A mail was passed on to the members of a list ("expanded"). */
    EXPANDED,
    /** A reader complained (RFC 5965). */
    COMPLAINT,
    /** An automatic reply (RFC 3834). */
    AUTO_REPLY,
    /** The receiver wants the sender to prove itself first. */
    CHALLENGE,
    /** A reader's program says what it did with the mail (RFC 8098). */
    DISPOSITION,
    /** None of these. */
    NONE
}
