package io.github.todoku.dns.client;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each server of a zone answered to one question, beside the resolver's answer. Immutable.
 *
 * @param question what was asked
 * @param zone the top of the zone the name belongs to; null if it could not be found out
 * @param hosts the names of the zone's servers; whoever operates them can publish
 * @param cached what the resolver answered
 * @param servers what each server answered, one entry an address
 */
public record AuthoritativeReport(
        DnsQuestion question, @Nullable DnsName zone, List<DnsName> hosts, DnsAnswer cached, List<ServerAnswer> servers)
        implements Serializable {

    /**
     * Copies the lists.
     *
     * @param question what was asked
     * @param zone the top of the zone
     * @param hosts the names of its servers
     * @param cached what the resolver answered
     * @param servers what each server answered
     */
    public AuthoritativeReport {
        hosts = List.copyOf(hosts);
        servers = List.copyOf(servers);
    }

    /** {@return whether the zone is not known, or none of its servers answered for it} */
    public boolean cannotTell() {
        return zone == null || authoritative().isEmpty();
    }

    /** {@return what did not answer: the resolver, or servers of the zone} */
    public List<DnsAnswer.TempFail> gaps() {
        return Stream.concat(Stream.of(cached), servers.stream().map(ServerAnswer::answer))
                .filter(DnsAnswer.TempFail.class::isInstance)
                .map(DnsAnswer.TempFail.class::cast)
                .toList();
    }

    /**
     * What one server said.
     *
     * @param host its name
     * @param address where it was asked
     * @param answer what it answered; a TempFail also if its address must not be asked
     * @param serial the version of the zone it holds; null if it did not say
     * @param took how long its answer took
     */
    public record ServerAnswer(
            DnsName host,
            InetAddress address,
            DnsAnswer answer,
            @Nullable Long serial,
            Duration took) implements Serializable {

        /** {@return whether it is authoritative for the zone; a server that answers but is not is lame} */
        public boolean isAuthoritative() {
            return answer.fold(f -> f.origin().authoritative(), e -> e.origin().authoritative(), failed -> false);
        }
    }

    /**
     * {@return the name to enter in the operator's form: {@code _dmarc}, or {@code @} for the zone's top; empty if the zone
     * is not known}
     */
    public Optional<String> ownerInZone() {
        if (zone == null) {
            return Optional.empty();
        }
        int labels = question.name().labelCount() - zone.labelCount();
        if (labels == 0) {
            return Optional.of("@");
        }
        List<String> own = question.name().labels().subList(0, labels);
        return DnsName.ofLabels(own).map(DnsName::toString);
    }

    /**
     * {@return the names of the zone's servers that were not asked, since of a zone with more than
     * {@value AuthoritativeServers#MAX_NAMES} only so many are}
     */
    public List<DnsName> unasked() {
        return hosts.subList(Math.min(hosts.size(), AuthoritativeServers.MAX_NAMES), hosts.size());
    }

    /** {@return the answers of the authoritative servers} */
    public List<ServerAnswer> authoritative() {
        return servers.stream().filter(ServerAnswer::isAuthoritative).toList();
    }

    /** {@return whether the authoritative servers give the same answer, apart from the order of records; true for one or none} */
    public boolean agree() {
        return authoritative().stream().map(s -> said(s.answer())).distinct().count() <= 1;
    }

    /** {@return whether the servers hold the same version of the zone, as far as they say} */
    public boolean sameSerial() {
        return servers.stream()
                        .map(ServerAnswer::serial)
                        .filter(serial -> serial != null)
                        .distinct()
                        .count()
                <= 1;
    }

    /**
     * {@return whether the resolver still gives an answer that no server of the zone gives any more} Empty if either is not
     * known.
     */
    public Optional<Boolean> isStale() {
        List<ServerAnswer> speaking = authoritative();
        if (cached.isFailure() || speaking.isEmpty() || !cached.aliases().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(speaking.stream().noneMatch(s -> said(s.answer()).equals(said(cached))));
    }

    /**
     * {@return how long ago the resolver got its answer: the TTL of the zone minus the TTL that the resolver has left} Empty
     * unless both give the same records.
     */
    public Optional<Duration> age() {
        if (!(cached instanceof DnsAnswer.Found mine)) {
            return Optional.empty();
        }
        return authoritative().stream()
                .filter(s -> s.answer() instanceof DnsAnswer.Found
                        && said(s.answer()).equals(said(cached)))
                .map(s -> ((DnsAnswer.Found) s.answer()).ttl().minus(mine.ttl()))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .findFirst();
    }

    /** What an answer says, without TTL and order. */
    private static Set<Object> said(DnsAnswer answer) {
        Set<Object> said = new HashSet<>(answer.aliases());
        if (answer instanceof DnsAnswer.Found found) {
            said.addAll(found.records());
        } else {
            said.add(answer.getClass());
        }
        return said;
    }
}
