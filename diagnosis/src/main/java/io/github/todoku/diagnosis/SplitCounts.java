package io.github.todoku.diagnosis;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bounces and deliveries counted along every axis. */
final class SplitCounts {
    /** How many values of an axis are told apart; the rest count as "not said". */
    static final int MAX_VALUES = 200;

    private static final String NOT_SAID = "";

    private final Map<CaseSeries.Axis, Map<String, CaseSeries.Count>> counts = new EnumMap<>(CaseSeries.Axis.class);

    void failed(CaseFacts facts, @Nullable Instant at) {
        count(facts.clientAddress(), receiver(facts), at, 1, 0);
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
            List<CaseSeries.Count> most = new ArrayList<>(values.values());
            most.sort(Comparator.comparingLong(CaseSeries.Count::failed).reversed());
            splits.add(new CaseSeries.Split(axis, most));
        });
        if (!splits.isEmpty()) {
            splits.add(byService);
        }
        return splits;
    }

    /** Who refused: the recipient's domain, else the domain of the host that answered. */
    static @Nullable String receiver(CaseFacts facts) {
        if (facts.recipientDomain() != null) {
            return facts.recipientDomain().toString();
        }
        String host = facts.receivingHost();
        return host == null
                ? null
                : DnsName.parse(host)
                        .filter(name -> name.labelCount() >= 2)
                        .map(name -> name.suffix(2).toString())
                        .orElse(null);
    }
}
