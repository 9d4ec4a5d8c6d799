package io.github.todoku.dnsbl;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an operator lets askers do. Data, not law: the operator's page has the last word.
 *
 * @param access what it takes to be answered
 * @param name the name under which the key or the registration is given to the checker; null where none is needed
 * @param use who may use it without a further agreement
 * @param perDay questions a day that are free; null if the operator states none
 * @param perSecond questions a second that are let through; null if the operator states none
 * @param refusesPublicResolvers whether it is known to refuse public and shared resolvers, with or without saying so
 * @param source where these terms were read, and when; null if nothing was read
 */
public record UseTerms(
        Access access,
        @Nullable String name,
        Use use,
        @Nullable Integer perDay,
        @Nullable Integer perSecond,
        boolean refusesPublicResolvers,
        @Nullable String source)
        implements Serializable {

    /** What it takes to be answered. */
    public enum Access {
        /** Nothing. */
        OPEN,
        /** A key, which is a label in the question's name. */
        KEY,
        /** A registration of the resolver's address or of an account. */
        REGISTRATION,
        /** It cannot be asked by DNS from outside. */
        NOT_PUBLIC
    }

    /** Who may use it. */
    public enum Use {
        /** Anyone. */
        ANY,
        /** Those who earn nothing by it. */
        NON_COMMERCIAL,
        /** Nothing was found: single questions only. */
        UNSTATED
    }

    /** {@return whether questions by the thousand are within the terms; a list without a stated allowance answers single ones} */
    public boolean allowsBulk() {
        return perDay != null || access == Access.KEY;
    }
}
