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
 *
 * @param id stable, for programs: {@code amazon-ses}
 * @param name the service's own name
 * @param category {@code mailbox}, {@code transactional}, {@code marketing} …
 * @param spf what SPF needs
 * @param dkim what DKIM needs
 * @param returnPath the MAIL FROM domain that the service uses, as its documents write it; null if not known
 * @param knownBy domains of the service: what stands at or below them is its own
 * @param via the id of the service from whose servers this one sends; null for its own servers
 * @param doubtful names of the fields that rest on general knowledge alone
 * @param basis where this was read
 */
public record SendingService(
        String id,
        String name,
        String category,
        Spf spf,
        Dkim dkim,
        @Nullable String returnPath,
        List<DnsName> knownBy,
        @Nullable String via,
        Set<String> doubtful,
        Basis basis)
        implements Serializable {

    /**
     * Copies the collections.
     *
     * @param id stable, for programs
     * @param name the service's own name
     * @param category what it is for
     * @param spf what SPF needs
     * @param dkim what DKIM needs
     * @param returnPath the MAIL FROM domain that the service uses
     * @param knownBy domains of the service
     * @param via the id of the service from whose servers this one sends
     * @param doubtful names of the fields that rest on general knowledge alone
     * @param basis where this was read
     */
    public SendingService {
        knownBy = List.copyOf(knownBy);
        doubtful = Set.copyOf(doubtful);
    }

    /**
     * What SPF needs.
     *
     * @param include the name that customers include; null if there is none, or none that is the same for all
     * @param terms whole SPF terms to publish, where one include does not say it
     * @param form how the term reads for each customer, with {@code <…>} for what differs; null if it is the same for all
     * @param placement where it belongs
     * @param placementNote the condition on that, in English; null if there is none
     * @param aligned whether the MAIL FROM domain is aligned with the From domain, as DMARC wants it
     * @param alignedNote what it takes, in English; null if nothing
     */
    public record Spf(
            @Nullable DnsName include,
            List<String> terms,
            @Nullable String form,
            SpfSender.Service.Placement placement,
            @Nullable String placementNote,
            Aligned aligned,
            @Nullable String alignedNote)
            implements Serializable {

        /**
         * Copies the list.
         *
         * @param include the name that customers include
         * @param terms whole SPF terms to publish
         * @param form how the term reads for each customer
         * @param placement where it belongs
         * @param placementNote the condition on that
         * @param aligned whether SPF comes out aligned
         * @param alignedNote what it takes
         */
        public Spf {
            terms = List.copyOf(terms);
        }
    }

    /**
     * What DKIM needs.
     *
     * @param selectors the selectors that are the same for all customers
     * @param form how selectors read otherwise, in English; null if there are no others
     * @param target {@code TXT}, {@code CNAME}, or what the CNAME points to; null if not known
     */
    public record Dkim(
            List<String> selectors,
            @Nullable String form,
            @Nullable String target) implements Serializable {

        /**
         * Copies the list.
         *
         * @param selectors the selectors that are the same for all customers
         * @param form how selectors read otherwise
         * @param target what to publish
         */
        public Dkim {
            selectors = List.copyOf(selectors);
        }
    }

    /**
     * Where an entry was read, and how far to trust it.
     *
     * @param grade how sure the include is
     * @param source what was read
     * @param asOf the date the source bears; null if it bears none
     */
    public record Basis(
            Grade grade, String source, @Nullable LocalDate asOf) implements Serializable {}

    /** Whether mail through the service has a MAIL FROM domain aligned with From. */
    public enum Aligned {
        /** It has, as soon as the service is set up. */
        YES,
        /** Only after a step that the service leaves to the customer. */
        WITH_SETUP,
        /** It has not: only DKIM can be aligned. */
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
     * @return the number of labels of the domain that holds it; empty if none does
     */
    public Optional<Integer> depthOf(DnsName other) {
        return knownBy.stream().filter(other::isWithin).map(DnsName::labelCount).max(Integer::compare);
    }
}
