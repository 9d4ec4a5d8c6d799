package io.github.todoku.message;

import java.io.Serializable;
import java.util.List;

/**
 * The addresses in a From, To, Cc or Reply-To field: {@code address-list} (RFC 5322 §3.4), with the older forms of §4.4 and
 * the letters of RFC 6532. Immutable.
 *
 * <p>Names, comments, groups and source routes are skipped. Whoever decides by an address, as DMARC does by the one in From,
 * should ask {@link #isWellFormed()}: for a malformed field, only what could be understood is listed.
 */
public final class AddressList implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<MailAddress> addresses;
    private final boolean wellFormed;

    AddressList(List<MailAddress> addresses, boolean wellFormed) {
        this.addresses = List.copyOf(addresses);
        this.wellFormed = wellFormed;
    }

    /**
     * {@return the addresses in a field's value; linear in its length}
     *
     * @param value the value, folded or not
     */
    public static AddressList parse(String value) {
        return new AddressReader(value).read();
    }

    /** {@return the addresses in their order, those of groups too; at most 10,000} */
    public List<MailAddress> addresses() {
        return addresses;
    }

    /** {@return whether the whole value follows the grammar, so that no address in it was missed} */
    public boolean isWellFormed() {
        return wellFormed;
    }

    /** {@return the addresses, masked, for logs} */
    @Override
    public String toString() {
        return addresses + (wellFormed ? "" : " (malformed)");
    }
}
