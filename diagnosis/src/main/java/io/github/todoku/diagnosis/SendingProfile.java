package io.github.todoku.diagnosis;

import io.github.todoku.spf.SpfSender;
import java.io.Serializable;
import java.util.List;

/**
 * What the caller knows of how the domain sends; all of it may be unknown.
 *
 * @param senders who sends for the domain: addresses, networks, includes. Where there are some, nobody else is proposed
 */
public record SendingProfile(List<SpfSender> senders) implements Serializable {
    /** Nothing is known. */
    public static final SendingProfile UNKNOWN = new SendingProfile(List.of());

    /**
     * Copies the list.
     *
     * @param senders who sends for the domain: addresses, networks, includes. Where there are some, nobody else is proposed
     */
    public SendingProfile {
        senders = List.copyOf(senders);
    }
}
