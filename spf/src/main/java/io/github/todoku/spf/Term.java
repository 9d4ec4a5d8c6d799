package io.github.todoku.spf;

import java.io.Serializable;

/**
 * One word of a record (RFC 7208 §4.6.1). Its place is counted in octets of the joined text, from 0; the end is exclusive.
 * {@link SpfRecord#textOf} gives it back as written.
 */
public sealed interface Term extends Serializable permits Directive, Modifier, Term.Unreadable {

    /** {@return where it begins} */
    int start();

    /** {@return where it ends, exclusive} */
    int end();

    /** {@return whether it is {@code all}, with whatever qualifier: nothing after it is reached (§5.1)} */
    default boolean isAll() {
        return this instanceof Directive directive && directive.mechanism() instanceof Mechanism.All;
    }

    /**
     * A word that is not a term; the record's findings say why.
     *
     * @param start where it begins
     * @param end where it ends
     */
    record Unreadable(int start, int end) implements Term {}
}
