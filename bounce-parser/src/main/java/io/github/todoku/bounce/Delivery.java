package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A recipient whose mail arrived, was relayed or expanded, as a report says. Immutable; {@code toString} masks addresses.
 *
 * @param recipient who, as the sender knows him; null if none is named
 * @param originalRecipient the address the sender used; null if the report does not say
 * @param forwardedTo where his mail went, where a {@link VerpPattern} shows that the report names another address; else null
 * @param action what was done; null if only the status says it
 * @param status the enhanced status as written; null if none was
 */
public record Delivery(
        @Nullable String recipient,
        @Nullable String originalRecipient,
        @Nullable String forwardedTo,
        @Nullable DeliveryAction action,
        @Nullable EnhancedStatus status)
        implements Serializable {

    /** One line with the local part masked. */
    @Override
    public String toString() {
        return "Delivery[" + (recipient == null ? "?" : Printable.line(Masking.mask(recipient))) + " " + action + " "
                + status + "]";
    }
}
