package io.github.todoku.dnsbl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a list's operator allows. Data, not law: the operator's page has the last word. Immutable. */
public final class UseTerms extends Value {
    private static final long serialVersionUID = 1;

    /** Of a list of which nothing was read. */
    static final UseTerms UNSTATED = new UseTerms(Access.OPEN, null, Use.UNSTATED, null, null, false, null);

    private final Access access;
    private final @Nullable String name;
    private final Use use;
    private final @Nullable Integer perDay;
    private final @Nullable Integer perSecond;
    private final boolean refusesPublicResolvers;
    private final @Nullable String source;

    UseTerms(
            Access access,
            @Nullable String name,
            Use use,
            @Nullable Integer perDay,
            @Nullable Integer perSecond,
            boolean refusesPublicResolvers,
            @Nullable String source) {
        this.access = access;
        this.name = name;
        this.use = use;
        this.perDay = perDay;
        this.perSecond = perSecond;
        this.refusesPublicResolvers = refusesPublicResolvers;
        this.source = source;
    }

    /** What it takes to be answered. */
    public enum Access {
        /** Nothing. */
        OPEN,
        /** A key, which is a label in the query name. */
        KEY,
        /** The registration of an account, or of the resolver's address. */
        REGISTRATION,
        /** It cannot be asked by public DNS. */
        NOT_PUBLIC
    }

    /** Who may use it without a further agreement. */
    public enum Use {
        /** Anyone. */
        ANY,
        /** Those who earn nothing by it. */
        NON_COMMERCIAL,
        /** The operator does not say: single queries only. */
        UNSTATED
    }

    /** {@return what it takes to be answered} */
    public Access access() {
        return access;
    }

    /** {@return the name under which the checker is given the key or the registration; empty where neither is needed} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return who may use it without a further agreement} */
    public Use use() {
        return use;
    }

    /** {@return how many queries a day are free; empty if the operator does not say} */
    public OptionalInt perDay() {
        return perDay == null ? OptionalInt.empty() : OptionalInt.of(perDay);
    }

    /** {@return how many queries a second are let through; empty if the operator does not say} */
    public OptionalInt perSecond() {
        return perSecond == null ? OptionalInt.empty() : OptionalInt.of(perSecond);
    }

    /** {@return whether it is known to refuse public and shared resolvers, openly or silently} */
    public boolean refusesPublicResolvers() {
        return refusesPublicResolvers;
    }

    /** {@return where these terms were read, and when; empty if nothing was read} */
    public Optional<String> source() {
        return Optional.ofNullable(source);
    }

    /** {@return whether bulk queries are within the terms; a list that does not say answers single ones only} */
    public boolean allowsBulk() {
        return perDay != null || access == Access.KEY;
    }

    @Override
    List<@Nullable Object> parts() {
        return Arrays.asList(access, name, use, perDay, perSecond, refusesPublicResolvers, source);
    }
}
