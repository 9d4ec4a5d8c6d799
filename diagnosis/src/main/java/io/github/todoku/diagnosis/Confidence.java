package io.github.todoku.diagnosis;

/** How sure a statement is. */
public enum Confidence {
    /** The receiver's own words and the DNS say the same. */
    HIGH,
    /** One of them says so, and nothing contradicts it. */
    MEDIUM,
    /** A rule of thumb. */
    LOW
}
