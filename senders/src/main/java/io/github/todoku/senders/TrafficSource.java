package io.github.todoku.senders;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody whose traffic shows up in reports: who sends for others, or passes on what others sent. Immutable. */
public final class TrafficSource implements Serializable {
    private static final long serialVersionUID = 1;

    /** What it does with mail. */
    public enum Role {
        /** Its customers send through it. */
        SENDER,
        /** It passes on mail that was sent to it: it never belongs into the author's SPF record. */
        FORWARDER,
        /** It does both: sends for its customers, and passes on what comes in to them. */
        GATEWAY
    }

    private final String name;
    private final @Nullable String service;
    private final String kind;
    private final Role role;

    TrafficSource(String name, @Nullable String service, String kind, Role role) {
        this.name = name;
        this.service = service;
        this.kind = kind;
        this.role = role;
    }

    /** {@return its name, for people} */
    public String name() {
        return name;
    }

    /**
     * {@return its entry in a catalogue of services; empty if there is none}
     *
     * @param services the catalogue
     */
    public Optional<SendingService> service(ServiceCatalog services) {
        return service == null ? Optional.empty() : services.find(service);
    }

    /** {@return {@code mailbox}, {@code marketing}, {@code mailing list} …} */
    public String kind() {
        return kind;
    }

    /** {@return what it does with mail} */
    public Role role() {
        return role;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrafficSource that && name.equals(that.name) && role == that.role;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, role);
    }

    /** {@return name and role, for logs} */
    @Override
    public String toString() {
        return name + " " + role;
    }
}
