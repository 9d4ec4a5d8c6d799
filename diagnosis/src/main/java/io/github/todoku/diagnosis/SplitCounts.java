package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bounces and deliveries counted along every axis. */
final class SplitCounts {
    /** How many values of an axis are told apart; the rest count as "not said". */
    static final int MAX_VALUES = 200;

    /** Up to how many days hours are told apart: what changes within a day is seen there. */
    static final int MAX_DAYS_BY_HOUR = 3;

    private static final String NOT_SAID = "";

    private final Map<CaseSeries.Axis, Map<String, CaseSeries.Count>> counts = new EnumMap<>(CaseSeries.Axis.class);

    /** Who takes the mail of a recipient's domain, by the hosts that refused. */
    private final Map<String, String> hostedBy = new HashMap<>();

    private final Function<DnsName, Optional<DnsName>> registrable;

    /** By a rule from a name to the domain above it that somebody registered. */
    SplitCounts(Function<DnsName, Optional<DnsName>> registrable) {
        this.registrable = registrable;
    }

    void failed(CaseFacts facts, @Nullable Instant at) {
        String receiver = receiver(facts);
        if (facts.recipientDomain() != null && receiver != null && hostedBy.size() < MAX_VALUES) {
            hostedBy.putIfAbsent(facts.recipientDomain().toString(), receiver);
        }
        count(facts.clientAddress(), receiver, at, 1, 0);
    }

    void delivered(Delivered mail) {
        DnsName receiver = mail.receiver();
        count(mail.client(), receiver == null ? null : receiver.toString(), mail.at(), 0, 1);
    }

    private void count(
            @Nullable InetAddress client, @Nullable String receiver, @Nullable Instant at, int failed, int delivered) {
        count(CaseSeries.Axis.CLIENT, client == null ? null : IpLiteral.format(client), failed, delivered);
        String family = client instanceof Inet4Address ? "IPv4" : "IPv6";
        count(CaseSeries.Axis.FAMILY, client == null ? null : family, failed, delivered);
        count(CaseSeries.Axis.RECEIVER, receiver, failed, delivered);
        String day =
                at == null ? null : at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        count(CaseSeries.Axis.DAY, day, failed, delivered);
        String hour =
                at == null ? null : at.truncatedTo(ChronoUnit.HOURS).toString().replace(":00:00Z", ":00Z");
        count(CaseSeries.Axis.HOUR, hour, failed, delivered);
    }

    private void count(CaseSeries.Axis axis, @Nullable String said, int failed, int delivered) {
        Map<String, CaseSeries.Count> values = counts.computeIfAbsent(axis, a -> new LinkedHashMap<>());
        String value = said == null || (values.size() >= MAX_VALUES && !values.containsKey(said)) ? NOT_SAID : said;
        values.merge(
                value,
                new CaseSeries.Count(value, failed, delivered),
                (a, b) -> new CaseSeries.Count(value, a.failed() + b.failed(), a.delivered() + b.delivered()));
    }

    List<CaseSeries.Split> all(CaseSeries.Split byService) {
        List<CaseSeries.Split> splits = new ArrayList<>();
        counts.forEach((axis, values) -> {
            if (axis == CaseSeries.Axis.HOUR && days() > MAX_DAYS_BY_HOUR) {
                return;
            }
            List<CaseSeries.Count> most = new ArrayList<>(
                    axis == CaseSeries.Axis.RECEIVER ? byHost(values).values() : values.values());
            most.sort(Comparator.comparingLong(CaseSeries.Count::failed).reversed());
            splits.add(new CaseSeries.Split(axis, most));
        });
        if (!splits.isEmpty()) {
            splits.add(byService);
        }
        return splits;
    }

    private long days() {
        return counts.getOrDefault(CaseSeries.Axis.DAY, Map.of()).keySet().stream()
                .filter(day -> !day.equals(NOT_SAID))
                .count();
    }

    /** A log of deliveries knows recipients' domains alone: those whose host refused other mail stand beside that. */
    private Map<String, CaseSeries.Count> byHost(Map<String, CaseSeries.Count> values) {
        Map<String, CaseSeries.Count> sum = new LinkedHashMap<>();
        values.forEach((value, count) -> {
            String host = hostedBy.getOrDefault(value, value);
            sum.merge(
                    host,
                    new CaseSeries.Count(host, count.failed(), count.delivered()),
                    (a, b) -> new CaseSeries.Count(host, a.failed() + b.failed(), a.delivered() + b.delivered()));
        });
        return sum;
    }

    /** Who refused: the domain of the host that answered, which takes the mail of many domains; else the recipient's. */
    @Nullable
    String receiver(CaseFacts facts) {
        String host = facts.receivingHost();
        Optional<DnsName> refused =
                host == null ? Optional.empty() : DnsName.parse(host).flatMap(registrable);
        return refused.or(() -> Optional.ofNullable(facts.recipientDomain()))
                .map(DnsName::toString)
                .orElse(null);
    }
}
