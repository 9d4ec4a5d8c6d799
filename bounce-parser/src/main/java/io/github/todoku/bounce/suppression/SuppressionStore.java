package io.github.todoku.bounce.suppression;

import java.util.Optional;

/**
 * Where histories are kept: a file, a table. Asked by one thread at a time. A store whose medium can fail throws unchecked, and
 * what {@link Suppressions#add} does with one report belongs into one transaction.
 */
public interface SuppressionStore {
    /**
     * {@return what is kept of an address}
     *
     * @param key the address as {@link Suppressions#key} writes it
     */
    Optional<AddressHistory> find(String key);

    /**
     * Keeps a history in the place of the one before.
     *
     * @param key the address as {@link Suppressions#key} writes it
     * @param history what is to be kept
     */
    void save(String key, AddressHistory history);

    /**
     * {@return whether a mail is new, and from now on it is not}
     *
     * @param mail what tells the mail from all others
     */
    boolean remember(String mail);
}
