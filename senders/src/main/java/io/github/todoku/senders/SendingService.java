package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.publish.SpfSender;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service that sends mail for its customers, and what a customer publishes for it. Facts with their source; what is
 * not known is null or empty, never guessed. Immutable.
 */
public final class SendingService implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final String name;
    private final String category;
    private final Spf spf;
    private final Dkim dkim;
    private final @Nullable String returnPath;
    private final List<DnsName> knownBy;
    private final @Nullable String via;
    private final Set<String> doubtful;
    private final Basis basis;

    SendingService(
            String id,
            String name,
            String category,
            Spf spf,
            Dkim dkim,
            @Nullable String returnPath,
            List<DnsName> knownBy,
            @Nullable String via,
            Set<String> doubtful,
            Basis basis) {
        this.id = id;
        this.name = name;
        this.category = category;
        this.spf = spf;
        this.dkim = dkim;
        this.returnPath = returnPath;
        this.knownBy = List.copyOf(knownBy);
        this.via = via;
        this.doubtful = Set.copyOf(doubtful);
        this.basis = basis;
    }

    /** {@return its stable name, for programs: {@code amazon-ses}} */
    public String id() {
        return id;
    }

    /** {@return the service's own name} */
    public String name() {
        return name;
    }

    /** {@return {@code mailbox}, {@code transactional}, {@code marketing} …} */
    public String category() {
        return category;
    }

    /** {@return whether it takes mail to pass it on: its hosts send nothing in their customers' names} */
    public boolean isForwarding() {
        return List.of(category.split(" ", -1)).contains("forwarding");
    }

    /** {@return what SPF needs} */
    public Spf spf() {
        return spf;
    }

    /** {@return what DKIM needs} */
    public Dkim dkim() {
        return dkim;
    }

    /** {@return the MAIL FROM domain that the service uses, as its documents write it; null if not known} */
    public @Nullable String returnPath() {
        return returnPath;
    }

    /** {@return domains of the service: what is at or below them is its own} */
    public List<DnsName> knownBy() {
        return knownBy;
    }

    /** {@return the id of the service from whose servers this one sends; null for its own servers} */
    public @Nullable String via() {
        return via;
    }

    /** {@return names of the fields that rest on general knowledge alone} */
    public Set<String> doubtful() {
        return doubtful;
    }

    /** {@return where this was read} */
    public Basis basis() {
        return basis;
    }

    /**
     * What SPF needs.
     */
    public static final class Spf implements Serializable {
        private static final long serialVersionUID = 1;

        private final @Nullable DnsName include;
        private final List<String> terms;
        private final @Nullable String form;
        private final SpfSender.Service.Placement placement;
        private final @Nullable String placementNote;
        private final Aligned aligned;
        private final @Nullable String alignedNote;

        Spf(
                @Nullable DnsName include,
                List<String> terms,
                @Nullable String form,
                SpfSender.Service.Placement placement,
                @Nullable String placementNote,
                Aligned aligned,
                @Nullable String alignedNote) {
            this.include = include;
            this.terms = List.copyOf(terms);
            this.form = form;
            this.placement = placement;
            this.placementNote = placementNote;
            this.aligned = aligned;
            this.alignedNote = alignedNote;
        }

        /** {@return the name that customers include; null if there is none, or it is not the same for all} */
        public @Nullable DnsName include() {
            return include;
        }

        /** {@return whole SPF terms to publish, where a single include is not enough} */
        public List<String> terms() {
            return terms;
        }

        /** {@return how the term reads for each customer, with {@code <…>} for what differs; null if it is the same for all} */
        public @Nullable String form() {
            return form;
        }

        /** {@return where it belongs} */
        public SpfSender.Service.Placement placement() {
            return placement;
        }

        /** {@return the condition on that, in English; null if there is none} */
        public @Nullable String placementNote() {
            return placementNote;
        }

        /** {@return whether the MAIL FROM domain is aligned with the From domain, as DMARC wants it} */
        public Aligned aligned() {
            return aligned;
        }

        /** {@return what it takes, in English; null if nothing} */
        public @Nullable String alignedNote() {
            return alignedNote;
        }
    }

    /**
     * What DKIM needs.
     *
     * @param selectors the selectors that are the same for all customers
     * @param form how selectors read otherwise, in English; null if there are no others
     * @param target {@code TXT}, {@code CNAME}, or what the CNAME points to; null if not known
     * @param help the service's own page on it; null if not known
     */
    public record Dkim(
            List<String> selectors,
            @Nullable String form,
            @Nullable String target,
            @Nullable String help) implements Serializable {

        /**
         * Copies the list.
         *
         * @param selectors the selectors that are the same for all customers
         * @param form how selectors read otherwise
         * @param target what to publish
         * @param help the service's page
         */
        public Dkim {
            selectors = List.copyOf(selectors);
        }
    }

    /**
     * Where an entry was read, and how far it can be trusted.
     *
     * @param grade how sure the include is
     * @param source what was read
     * @param asOf the date of the source; null if it has none
     */
    public record Basis(
            Grade grade, String source, @Nullable LocalDate asOf) implements Serializable {}

    /** Whether the MAIL FROM domain of mail sent through the service is aligned with From. */
    public enum Aligned {
        /** It is, as soon as the service is set up. */
        YES,
        /** Only after a step that is left to the customer. */
        WITH_SETUP,
        /** It is not: only DKIM can be aligned. */
        NO,
        /** Not known. */
        UNKNOWN
    }

    /** How sure an entry is. */
    public enum Grade {
        /** The vendor's own page says so. */
        A,
        /** Seen in a real zone, or in live DNS by the named source. */
        B,
        /** Other people's lists only. */
        C,
        /** Nothing was found. */
        NONE
    }

    /** {@return the service as a sender to plan for} */
    public SpfSender.Service sender() {
        List<String> terms = spf.include() == null ? spf.terms() : List.of("include:" + spf.include());
        return new SpfSender.Service(name, terms, spf.placement(), spf.placementNote());
    }

    /** {@return the same selectors for all customers, as a DKIM check can try them; empty if each customer has its own} */
    public List<String> dkimSelectors() {
        return dkim.selectors();
    }

    /**
     * Whether a name is at or below one of the service's own domains, and how deep that domain is.
     *
     * @param other the name
     * @return the number of labels of that domain; empty if none does
     */
    public Optional<Integer> depthOf(DnsName other) {
        return knownBy.stream().filter(other::isWithin).map(DnsName::labelCount).max(Integer::compare);
    }
}
