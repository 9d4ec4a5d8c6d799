package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Cause;
import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What many bounces say together: which causes, and, where mail comes back only sometimes, which paths fail. Immutable.
 */
public final class CaseSeries implements Serializable {
    private static final long serialVersionUID = 1;

    private final long bounces;
    private final long others;
    private final long delivered;
    private final List<Group> groups;
    private final long leftOut;
    private final List<SendingPath> paths;
    private final List<Split> splits;
    private final Reading reading;
    private final Resend resend;

    CaseSeries(
            long bounces,
            long others,
            long delivered,
            List<Group> groups,
            long leftOut,
            List<SendingPath> paths,
            List<Split> splits,
            Reading reading,
            Resend resend) {
        this.bounces = bounces;
        this.others = others;
        this.delivered = delivered;
        this.groups = List.copyOf(groups);
        this.leftOut = leftOut;
        this.paths = List.copyOf(paths);
        this.splits = List.copyOf(splits);
        this.reading = reading;
        this.resend = resend;
    }

    /** {@return how many bounces were examined} */
    public long bounces() {
        return bounces;
    }

    /** {@return how many reports were not bounces: automatic replies, complaints and the like} */
    public long others() {
        return others;
    }

    /** {@return how many mails are known to have arrived} */
    public long delivered() {
        return delivered;
    }

    /** {@return the bounces of one cause, sender and path together, the largest group first} */
    public List<Group> groups() {
        return groups;
    }

    /** {@return how many bounces belong to groups past {@link SeriesExamination#MAX_GROUPS}, which are only counted} */
    public long leftOut() {
        return leftOut;
    }

    /** {@return the paths that mail takes, as far as they are known} */
    public List<SendingPath> paths() {
        return paths;
    }

    /** {@return the bounces that are the sender's responsibility, counted along each axis} */
    public List<Split> splits() {
        return splits;
    }

    /** {@return why mail comes back only sometimes, as far as the paths show} */
    public Reading reading() {
        return reading;
    }

    /** {@return which recipients can be sent to again} */
    public Resend resend() {
        return resend;
    }

    /**
     * How many bounces are in none of the first groups: in later ones, or in those that are only counted.
     *
     * @param shown how many groups are shown
     * @return how many bounces are in none of them
     */
    public long bouncesPast(int shown) {
        return leftOut + groups.stream().skip(shown).mapToLong(Group::count).sum();
    }

    /** {@return the paths by which mail came back as not authenticated, and on which SPF fails today: what needs fixing} */
    public List<SendingPath> failingPaths() {
        return paths.stream().filter(SendingPath::isToBeMended).toList();
    }

    /**
     * Bounces that are one case.
     */
    public static final class Group implements Serializable {
        private static final long serialVersionUID = 1;

        private final String cause;
        private final Cause bounceCause;
        private final @Nullable DnsName domain;
        private final @Nullable InetAddress client;
        private final @Nullable String receiver;
        private final @Nullable String list;
        private final long count;
        private final @Nullable Case first;

        Group(
                String cause,
                Cause bounceCause,
                @Nullable DnsName domain,
                @Nullable InetAddress client,
                @Nullable String receiver,
                @Nullable String list,
                long count,
                @Nullable Case first) {
            this.cause = cause;
            this.bounceCause = bounceCause;
            this.domain = domain;
            this.client = client;
            this.receiver = receiver;
            this.list = list;
            this.count = count;
            this.first = first;
        }

        /** {@return the id of the decision row} */
        public String cause() {
            return cause;
        }

        /** {@return what the receivers' words alone say} */
        public Cause bounceCause() {
            return bounceCause;
        }

        /** {@return the MAIL FROM domain; null if not known} */
        public @Nullable DnsName domain() {
            return domain;
        }

        /** {@return the address that sent; null if not known} */
        public @Nullable InetAddress client() {
            return client;
        }

        /** {@return who refused; null if not known} */
        public @Nullable String receiver() {
            return receiver;
        }

        /** {@return the block list that the receiver named, its beginning if it is long; null if none} */
        public @Nullable String list() {
            return list;
        }

        /** {@return how many} */
        public long count() {
            return count;
        }

        /**
         * {@return the first of them that is kept whole; null where there was no room for it
         * ({@link SeriesExamination#MAX_EXAMPLE_OCTETS}), which affects the rarest groups first}
         */
        public @Nullable Case first() {
            return first;
        }
    }

    /**
     * Which recipients can be sent to again.
     *
     * @param counts recipients by the answer, most first; one that is kept by name counts once, by its last bounce
     * @param latest for each address what its last examined bounce says, {@link SeriesExamination#MAX_RECIPIENTS} at most
     * @param leftOut how many bounced recipients are only counted, each time: without an address, or past the bound
     */
    public record Resend(List<AgainCount> counts, List<Recipient> latest, long leftOut) implements Serializable {
        /**
         * Copies the lists.
         *
         * @param counts the recipients by the answer
         * @param latest what was said last of each address
         * @param leftOut how many are only counted
         */
        public Resend {
            counts = List.copyOf(counts);
            latest = List.copyOf(latest);
        }
    }

    /**
     * How many recipients have one answer.
     *
     * @param again whether and when to send again; null where no row is sure
     * @param recipients how many
     */
    public record AgainCount(@Nullable Again again, long recipients) implements Serializable {
        /**
         * {@return the answer as a phrase}
         *
         * @param locale the language: English or Japanese
         */
        public String text(Locale locale) {
            return Again.phrase(again, locale);
        }
    }

    /**
     * Bounces and deliveries counted along one axis.
     *
     * @param axis which
     * @param counts one for each value, most bounces first
     */
    public record Split(Axis axis, List<Count> counts) implements Serializable {
        /**
         * Copies the list.
         *
         * @param axis which
         * @param counts one for each value
         */
        public Split {
            counts = List.copyOf(counts);
        }

        /** {@return whether any bounce or delivery says where on this axis it belongs} */
        public boolean tells() {
            return counts.stream().anyMatch(count -> !count.value().isEmpty());
        }
    }

    /** What distinguishes bounces. */
    public enum Axis {
        /** The address that sent. */
        CLIENT,
        /** IPv4 or IPv6. */
        FAMILY,
        /** The service that sent. */
        SERVICE,
        /** The receiver, by the registrable domain of the host that refused, else the recipient's domain. */
        RECEIVER,
        /** The day, UTC, by the date of the mail that came back. */
        DAY,
        /** The hour, UTC; only where all lie within three days: which shows an address that takes turns with others. */
        HOUR
    }

    /**
     * A value of an axis.
     *
     * @param value as text; empty where the bounce does not say
     * @param failed how many bounces
     * @param delivered how many mails are known to have arrived
     */
    public record Count(String value, long failed, long delivered) implements Serializable {}

    /** Why mail comes back only sometimes. None of them ever means "it is fixed": one mail that arrived proves nothing. */
    public enum Reading {
        /** No bounce says which path the mail took. */
        NO_PATH,
        /** A path fails; what the others do is not known, since no other is. */
        ONE_PATH_FAILS,
        /** Every path that is known fails today. */
        ALL_FAIL,
        /** Some paths fail today and others pass: that alone explains it. */
        SOME_FAIL,
        /** A path that fails today has delivered too: the receiver does not refuse each time, and may at any time. */
        FAILING_PATH_DELIVERS,
        /** SPF passes on every path today: it has been fixed since, or there is another reason. */
        NONE_FAILS_NOW,
        /** The DNS did not settle it. */
        UNKNOWN
    }
}
