package io.github.todoku.preflight.domain;

import io.github.todoku.finding.Finding;
import java.io.Serializable;

/**
 * One thing to do for a domain.
 *
 * @param part what it is about
 * @param finding what is wrong; with the record to publish, where one mends it
 * @param proof whether publishing that record mends it
 */
public record DomainTodo(DomainPart part, Finding finding, Proof proof) implements Serializable {

    /** What came of trying the record out. */
    public enum Proof {
        /** The check was run with the record in place, and finds this no more, and nothing worse. */
        PROVEN,
        /** It was run, and still finds this or something as bad. */
        NOT_PROVEN,
        /** There is no record that mends it, or the DNS alone cannot show it. */
        NONE
    }
}
