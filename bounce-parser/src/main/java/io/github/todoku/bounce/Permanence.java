package io.github.todoku.bounce;

import java.io.Serializable;

/**
 * Whether trying again could help, and who said so. It says nothing about the address: a block on the sender is permanent
 * too. Immutable.
 *
 * @param overall the sum of the four: a report that gives up is permanent unless every code in it is temporary
 * @param byAction what the Action field says (RFC 3464 §2.3.3)
 * @param byStatus what the class of the enhanced status says (RFC 3463 §3.1)
 * @param byReply what the first digit of the reply code says (RFC 5321 §4.2.1)
 * @param byText what the words say
 */
public record Permanence(Said overall, Said byAction, Said byStatus, Said byReply, Said byText)
        implements Serializable {

    /** Nothing says either way. */
    public static final Permanence UNKNOWN =
            new Permanence(Said.UNKNOWN, Said.UNKNOWN, Said.UNKNOWN, Said.UNKNOWN, Said.UNKNOWN);

    /** One voice. */
    public enum Said {
        /** Trying again will not help. */
        PERMANENT,
        /** Trying again may help. */
        TEMPORARY,
        /** It does not say. */
        UNKNOWN;

        /** What a code's class digit says: 5 or 4. */
        static Said ofClass(int digit) {
            return digit == 5 ? PERMANENT : digit == 4 ? TEMPORARY : UNKNOWN;
        }
    }
}
