package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.publish.SpfSender;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is to send for a domain, and who is to judge it. Immutable; built by name.
 */
public final class PreflightRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName domain;
    private final List<Through> services;
    private final List<InetAddress> addresses;
    private final List<DnsName> selectors;
    private final List<ReceiverPack> packs;
    private final LocalDate asOf;
    private final @Nullable SampleMessage message;

    PreflightRequest(
            DnsName domain,
            List<Through> services,
            List<InetAddress> addresses,
            List<DnsName> selectors,
            List<ReceiverPack> packs,
            LocalDate asOf,
            @Nullable SampleMessage message) {
        this.domain = domain;
        this.services = List.copyOf(services);
        this.addresses = List.copyOf(addresses);
        this.selectors = List.copyOf(selectors);
        this.packs = List.copyOf(packs);
        this.asOf = asOf;
        this.message = message;
    }

    /** {@return the From domain} */
    public DnsName domain() {
        return domain;
    }

    /** {@return the services that are to send} */
    public List<Through> services() {
        return services;
    }

    /** {@return the addresses that are to send with the domain itself as MAIL FROM} */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /** {@return the DKIM selectors that are in use; empty if they are not known} */
    public List<DnsName> selectors() {
        return selectors;
    }

    /** {@return the receivers that judge} */
    public List<ReceiverPack> packs() {
        return packs;
    }

    /** {@return the day whose rules count: today, or one in the past} */
    public LocalDate asOf() {
        return asOf;
    }

    /** {@return what a message of this sender shows, if one was given} */
    public Optional<SampleMessage> message() {
        return Optional.ofNullable(message);
    }

    /**
     * One service, as this domain uses it.
     *
     * @param service the service
     * @param mailFromDomain the MAIL FROM domain that it uses for this domain; null where the service's usual one counts
     */
    public record Through(SendingService service, @Nullable DnsName mailFromDomain) implements Serializable {
        /** Whether the service wants a bounce subdomain, and which is not said. */
        boolean lacksBounceDomain() {
            return mailFromDomain == null && service.spf().placement() == SpfSender.Service.Placement.BOUNCE_DOMAIN;
        }

        /** Whether the From domain is the MAIL FROM domain, too. */
        boolean sendsAsDomain() {
            SpfSender.Service.Placement placement = service.spf().placement();
            return mailFromDomain == null
                    && (placement == SpfSender.Service.Placement.ROOT
                            || placement == SpfSender.Service.Placement.PER_CUSTOMER);
        }
    }

    /** The MAIL FROM domains that are known: the From domain for addresses and for services that use it. */
    Stream<DnsName> mailFromDomains() {
        boolean itself = !addresses.isEmpty() || services.stream().anyMatch(Through::sendsAsDomain);
        Stream<DnsName> own = itself ? Stream.of(domain) : Stream.empty();
        return Stream.concat(own, services.stream().map(Through::mailFromDomain).filter(Objects::nonNull));
    }

    /**
     * {@return a request for a domain that names no sender yet and is judged by every pack, by today's rules}
     *
     * @param domain the From domain
     */
    public static PreflightRequest of(DnsName domain) {
        return new PreflightRequest(
                domain, List.of(), List.of(), List.of(), ReceiverPack.shipped(), LocalDate.now(ZoneOffset.UTC), null);
    }

    /**
     * {@return the same for what a person types} As {@link #of(DnsName)}.
     *
     * @param domain the From domain, or a mail address or link with it
     * @throws IllegalArgumentException if it cannot mean a domain; the message says why
     */
    public static PreflightRequest of(String domain) {
        return of(DomainInput.parse(domain).orElseThrow());
    }

    /**
     * {@return the same for another domain}
     *
     * @param other the From domain
     */
    public PreflightRequest forDomain(DnsName other) {
        return new PreflightRequest(other, services, addresses, selectors, packs, asOf, message);
    }

    /**
     * {@return the same with one more service, with its usual MAIL FROM domain}
     *
     * @param service the service
     */
    public PreflightRequest through(SendingService service) {
        return with(new Through(service, null));
    }

    /**
     * {@return the same with one more service that has a MAIL FROM domain of this domain's own}
     *
     * @param service the service
     * @param mailFromDomain the MAIL FROM domain: a bounce subdomain
     */
    public PreflightRequest through(SendingService service, DnsName mailFromDomain) {
        return with(new Through(service, mailFromDomain));
    }

    private PreflightRequest with(Through more) {
        List<Through> all = new ArrayList<>(services);
        all.add(more);
        return new PreflightRequest(domain, all, addresses, selectors, packs, asOf, message);
    }

    /**
     * {@return the same with one more address}
     *
     * @param address IPv4 or IPv6
     */
    public PreflightRequest from(InetAddress address) {
        List<InetAddress> all = new ArrayList<>(addresses);
        all.add(address);
        return new PreflightRequest(domain, services, all, selectors, packs, asOf, message);
    }

    /**
     * {@return the same with one more address}
     *
     * @param address IPv4 or IPv6, as it is written: {@code 192.0.2.7}
     * @throws IllegalArgumentException if it is no address
     */
    public PreflightRequest from(String address) {
        return from(IpLiteral.of(address));
    }

    /**
     * {@return the same with one more DKIM selector that is in use}
     *
     * @param name the selector: {@code s1}
     */
    public PreflightRequest selector(DnsName name) {
        List<DnsName> all = new ArrayList<>(selectors);
        all.add(name);
        return new PreflightRequest(domain, services, addresses, all, packs, asOf, message);
    }

    /**
     * {@return the same, judged by these receivers alone}
     *
     * @param receivers the packs
     */
    public PreflightRequest judgedBy(List<ReceiverPack> receivers) {
        return new PreflightRequest(domain, services, addresses, selectors, receivers, asOf, message);
    }

    /**
     * {@return the same, judged by what every receiver requires of those who send that much}
     *
     * @param volume how much
     */
    public PreflightRequest sending(SendingVolume volume) {
        return judgedBy(ReceiverPack.shipped(volume));
    }

    /**
     * {@return the same, judged by the rules of a day: what a domain would have faced in March 2022}
     *
     * @param day the day
     */
    public PreflightRequest asOf(LocalDate day) {
        return new PreflightRequest(domain, services, addresses, selectors, packs, day, message);
    }

    /**
     * {@return the same that is judged by a message, too: rules about unsubscribing, the header and TLS}
     *
     * @param sample what a message of this sender shows
     */
    public PreflightRequest withMessage(SampleMessage sample) {
        return new PreflightRequest(domain, services, addresses, selectors, packs, asOf, sample);
    }

    /** {@code example.com through 2 services and 1 addresses}, for logs. */
    @Override
    public String toString() {
        return domain + " through " + services.size() + " services and " + addresses.size() + " addresses";
    }
}
