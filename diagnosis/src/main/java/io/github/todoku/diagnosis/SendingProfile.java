package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.preflight.SendingVolume;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.publish.SpfSender;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the caller knows about how the domain sends; any of it may be unknown. Immutable; built by name: {@code
 * SendingProfile.UNKNOWN.from(SpfSender.parse("192.0.2.7").get()).sending(SendingVolume.BULK)}.
 *
 * @param senders who sends for the domain: addresses, networks, includes, services ({@link SendingService#sender}). Where
 *     there are some, nobody else is proposed
 * @param volume how much it sends; where that is known, the forecast says what else the receiver requires of such senders
 * @param ownReceivers domains whose mail the caller's own servers accept: a refusal there is the caller's own to change
 */
public record SendingProfile(List<SpfSender> senders, SendingVolume volume, List<DnsName> ownReceivers)
        implements Serializable {
    /** Nothing is known. */
    public static final SendingProfile UNKNOWN = new SendingProfile(List.of());

    /**
     * Copies the lists.
     *
     * @param senders who sends for the domain
     * @param volume how much it sends
     * @param ownReceivers domains whose mail the caller's own servers take
     */
    public SendingProfile {
        senders = List.copyOf(senders);
        ownReceivers = List.copyOf(ownReceivers);
    }

    /**
     * Knows the senders and nothing else.
     *
     * @param senders who sends for the domain
     */
    public SendingProfile(List<SpfSender> senders) {
        this(senders, SendingVolume.UNKNOWN, List.of());
    }

    /**
     * {@return the same with one more sender}
     *
     * @param sender an address, a network, an include, a service
     */
    public SendingProfile from(SpfSender sender) {
        return new SendingProfile(with(senders, sender), volume, ownReceivers);
    }

    /**
     * {@return the same with how much the domain sends}
     *
     * @param much how much
     */
    public SendingProfile sending(SendingVolume much) {
        return new SendingProfile(senders, much, ownReceivers);
    }

    /**
     * {@return the same with one more domain whose mail the caller's own servers accept}
     *
     * @param domain a recipient domain, or the domain of a receiving host's name
     */
    public SendingProfile receiving(DnsName domain) {
        return new SendingProfile(senders, volume, with(ownReceivers, domain));
    }

    private static <T> List<T> with(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    /** The caller's own domain that refused: the recipient's, or that of the host. */
    Optional<DnsName> ownReceiver(CaseFacts facts) {
        return Stream.of(Optional.ofNullable(facts.recipientDomain()), name(facts.receivingHost()))
                .flatMap(Optional::stream)
                .filter(name -> ownReceivers.stream().anyMatch(name::isWithin))
                .findFirst();
    }

    private static Optional<DnsName> name(@Nullable String host) {
        return host == null ? Optional.empty() : DnsName.parse(host);
    }
}
