package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dns.stanza.StanzaReader;
import io.github.todoku.spf.publish.SpfSender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The sending services that are known by name: from an include, a reverse name or a MAIL FROM domain to the service, and
 * from the service to what is to be published for it.
 *
 * <pre>{@code
 * SendingService ses = ServiceCatalog.shipped().find("amazon-ses").orElseThrow();
 * out.println(ses.sender().term()); // include:amazonses.com
 * }</pre>
 *
 * <p>Asks the DNS nothing. Immutable; any thread may read it.
 */
public final class ServiceCatalog {
    /** How many services are suggested to somebody who mistyped one. */
    public static final int MAX_ALIKE = 5;

    private final Map<String, SendingService> services;

    private ServiceCatalog(Map<String, SendingService> services) {
        this.services = services;
    }

    /** {@return the catalogue of this library; its data is in {@code services.txt}} */
    public static ServiceCatalog shipped() {
        return Holder.SHIPPED;
    }

    /**
     * This catalogue with entries of the caller's: stanzas in the form of {@code services.txt}. An entry with a known id
     * replaces ours; one with {@code Disabled: yes} removes ours.
     *
     * @param file the name of the text, for messages
     * @param text the stanzas
     * @return the sum
     * @throws IllegalArgumentException if the text cannot be read: names file and line
     */
    public ServiceCatalog with(String file, String text) {
        return plus(StanzaReader.read(file, text));
    }

    private ServiceCatalog plus(List<Stanza> stanzas) {
        Map<String, SendingService> sum = new LinkedHashMap<>(services);
        for (Stanza stanza : stanzas) {
            if (stanza.optional("Disabled").filter("yes"::equals).isPresent()) {
                if (sum.remove(stanza.required("Service").toLowerCase(Locale.ROOT)) == null) {
                    throw stanza.wrong("no such service to disable");
                }
            } else {
                SendingService service = ServiceReader.read(stanza);
                sum.put(service.id(), service);
            }
        }
        return new ServiceCatalog(sum);
    }

    /** {@return all services, in the order of their ids, the caller's new ones last} */
    public Collection<SendingService> services() {
        return List.copyOf(services.values());
    }

    /** {@return the same as senders that an SPF record can name, for planners} */
    public List<SpfSender> senders() {
        return services.values().stream().<SpfSender>map(SendingService::sender).toList();
    }

    /**
     * {@return the service with this id or name, in any case}
     *
     * @param name {@code sendgrid} or {@code Twilio SendGrid}
     */
    public Optional<SendingService> find(String name) {
        SendingService byId = services.get(name.strip().toLowerCase(Locale.ROOT));
        return byId != null
                ? Optional.of(byId)
                : services.values().stream()
                        .filter(service -> service.name().equalsIgnoreCase(name.strip()))
                        .findFirst();
    }

    /**
     * The services whose id or name begins with or contains what was typed, for "did you mean".
     *
     * @param name what was typed
     * @return at most {@value #MAX_ALIKE}
     */
    public List<SendingService> like(String name) {
        String typed = name.strip().toLowerCase(Locale.ROOT);
        List<SendingService> alike = new ArrayList<>();
        for (SendingService service : services.values()) {
            boolean close = service.id().contains(typed)
                    || service.name().toLowerCase(Locale.ROOT).contains(typed)
                    || typed.contains(service.id());
            if (close && alike.size() < MAX_ALIKE) {
                alike.add(service);
            }
        }
        return alike;
    }

    /**
     * {@return the service that an include names: by that very name, or else by a domain above it}
     *
     * @param include the included name
     */
    public Optional<SendingService> ofInclude(DnsName include) {
        for (SendingService service : services.values()) {
            DnsName own = service.spf().include();
            if (service.via() == null && own != null && own.equals(include)) {
                return Optional.of(service);
            }
        }
        return ofHost(include);
    }

    /**
     * {@return the service that a host or a MAIL FROM domain belongs to, by its deepest matching domain} A reverse name
     * alone proves nothing: ask {@link ReverseCheck} whether it is confirmed.
     *
     * @param host a confirmed reverse name, or the domain of an envelope sender
     */
    public Optional<SendingService> ofHost(DnsName host) {
        SendingService best = null;
        int depth = 0;
        for (SendingService service : services.values()) {
            int labels = service.depthOf(host).orElse(0);
            if (labels > depth) {
                best = service;
                depth = labels;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Read when first used; immutable. */
    private static final class Holder {
        static final ServiceCatalog SHIPPED = new ServiceCatalog(Map.of())
                .plus(StanzaReader.resource("services.txt", ServiceCatalog.class.getResourceAsStream("services.txt")));
    }
}
