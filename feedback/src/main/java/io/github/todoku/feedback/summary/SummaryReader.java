package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.FeedbackNote;
import io.github.todoku.feedback.RefusedReport;
import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SummaryWriter} wrote. */
final class SummaryReader {
    private static final long MAX_OCTETS = 2L << 30;
    private static final long MAX_TOKENS = 100_000_000;

    private SummaryReader() {}

    static Optional<ReportSummary> read(InputStream in) throws IOException {
        JsonTree tree = JsonTree.read(in, MAX_OCTETS, MAX_TOKENS);
        Map<String, Object> root = tree.root();
        if (!tree.isWhole() || number(root, "reportSummary") != ReportSummary.FORMAT) {
            return Optional.empty();
        }
        try {
            ReportSummary summary = summary(root);
            Map<String, Object> torn = JsonTree.object(root, "torn");
            torn.keySet()
                    .forEach(key -> summary.torn.add(
                            Long.parseUnsignedLong(key, 16),
                            summary(JsonTree.object(torn, key)),
                            ReportSummary.LENGTH));
            return Optional.of(summary);
        } catch (IllegalArgumentException damaged) { // base64 that is none, a key that is no number
            return Optional.empty();
        }
    }

    private static ReportSummary summary(Map<String, Object> root) {
        ReportSummary summary = new ReportSummary();
        summary.duplicates = number(root, "duplicates");
        summary.incomplete = number(root, "incomplete");
        summary.countedTwice = number(root, "countedTwice");
        summary.messagesOfOtherDomains = number(root, "messagesOfOtherDomains");
        long settled = number(root, "tornForGood"); // older files count these as incomplete
        summary.givenUp.restore(losses(root), Counts.plus(number(root, "tornGivenUp"), settled));
        summary.incomplete = Math.max(0, summary.incomplete - settled);
        summary.sessionsOfOtherDomains = number(root, "sessionsOfOtherDomains");
        summary.failuresOfOtherDomains = number(root, "failuresOfOtherDomains");
        LongStream.of(numbers(root.get("seen"))).forEach(summary.seen::add);
        if ("true".equals(JsonTree.text(root, "seenIsFull"))) {
            summary.seen.setFull();
        }
        summary.failures.putAll(counts(root, "failures"));
        counts(root, "refused").forEach((name, count) -> {
            for (RefusedReport.Reason each : RefusedReport.Reason.values()) {
                if (each.name().equals(name)) {
                    summary.refused.put(each, count);
                }
            }
        });
        counts(root, "notes").forEach((name, count) -> {
            for (FeedbackNote each : FeedbackNote.values()) {
                if (each.name().equals(name)) {
                    summary.notes.put(each, count);
                }
            }
        });
        for (String name : JsonTree.object(root, "tls").keySet()) {
            Map<String, Object> tls = JsonTree.object(JsonTree.object(root, "tls"), name);
            summary.tls.put(
                    name,
                    TlsSummary.of(
                            number(tls, "reports"),
                            number(tls, "succeeded"),
                            number(tls, "failed"),
                            counts(tls, "failures")));
        }
        for (String name : JsonTree.object(root, "domains").keySet()) {
            summary.domains.put(name, domain(name, JsonTree.object(JsonTree.object(root, "domains"), name)));
        }
        return summary;
    }

    private static Map<Long, GivenUpReports.Loss> losses(Map<String, Object> root) {
        Map<Long, GivenUpReports.Loss> losses = new TreeMap<>();
        JsonTree.object(root, "givenUp").forEach((key, value) -> {
            List<?> parts = JsonTree.list(value);
            if (parts.size() == 3) {
                long messages = Math.max(0, number(parts.get(2)));
                losses.put(
                        Long.parseUnsignedLong(key, 16),
                        new GivenUpReports.Loss(text(parts.get(0)), number(parts.get(1)), messages));
            }
        });
        return losses;
    }

    private static DomainSummary domain(String name, Map<String, Object> fields) {
        DomainSummary domain = new DomainSummary(name);
        domain.reports = number(fields, "reports");
        domain.rows = number(fields, "rows");
        domain.badCounts = number(fields, "badCounts");
        domain.firstSecond = number(fields, "firstSecond");
        domain.lastSecond = number(fields, "lastSecond");
        domain.lastMildSecond = lastSecond(fields, "lastMildSecond", domain);
        domain.lastUntriedQuarantine = lastSecond(fields, "lastUntriedQuarantine", domain);
        domain.lastUntriedReject = lastSecond(fields, "lastUntriedReject", domain);
        domain.givenUp = number(fields, "givenUp");
        Map<String, Object> policy = JsonTree.object(fields, "policy");
        if (!policy.isEmpty()) {
            domain.policy = new PublishedPolicy(
                    text(policy.get("p")),
                    text(policy.get("sp")),
                    text(policy.get("trial")),
                    number(policy, "atSecond"));
        }
        hitters(domain.traffic, JsonTree.object(fields, "traffic"), Traffic.Key::parse);
        long dated = days(domain.days, fields);
        domain.undated =
                fields.containsKey("undated") ? number(fields, "undated") : Math.max(0, domain.traffic.total() - dated);
        hitters(domain.receivers, JsonTree.object(fields, "receivers"), Slice::parse);
        Map<String, Object> addresses = JsonTree.object(fields, "addresses");
        String registers = JsonTree.text(addresses, "registers");
        domain.addresses.merge(DistinctCount.of(
                numbers(addresses.get("hashes")),
                registers == null ? null : Base64.getDecoder().decode(registers)));
        LongStream.of(numbers(fields.get("reportedDays"))).forEach(domain::day);
        JsonTree.list(fields.get("reporters")).forEach(each -> domain.reporter(text(each)));
        return domain;
    }

    /** What a file does not say may have been so until its last second. */
    private static long lastSecond(Map<String, Object> fields, String name, DomainSummary domain) {
        return fields.containsKey(name) ? number(fields, name) : domain.lastSecond;
    }

    /** How many messages have a day, by a file that does not say how many have none. */
    private static long days(DaySlices days, Map<String, Object> fields) {
        HeavyHitters<Slice> slices = days.slices();
        hitters(slices, JsonTree.object(fields, "days"), Slice::parse);
        Map<Long, Long> messages = new TreeMap<>();
        counts(fields, "dayMessages").forEach((day, count) -> messages.put(Long.parseLong(day), Math.max(0, count)));
        long total = slices.total();
        slices.restore(0, slices.off());
        days.restore(messages, total);
        return total;
    }

    private static <K extends Comparable<K> & Serializable> void hitters(
            HeavyHitters<K> hitters, Map<String, Object> fields, Function<String, K> key) {
        JsonTree.object(fields, "tallies").forEach((name, value) -> {
            Tally tally = hitters.at(key.apply(name));
            List<?> parts = JsonTree.list(value);
            tally.messages = Counts.plus(tally.messages, parts.isEmpty() ? 0 : Math.max(0, number(parts.get(0))));
            if (parts.size() > 7) {
                tally.firstDay = number(parts.get(1));
                tally.lastDay = number(parts.get(2));
                tally.report = optional(parts.get(3));
                tally.address = optional(parts.get(4));
                tally.spfDomain = optional(parts.get(5));
                tally.dkimDomain = optional(parts.get(6));
                tally.dkimSelector = optional(parts.get(7));
            }
        });
        hitters.restore(number(fields, "total"), number(fields, "off"));
    }

    private static Map<String, Long> counts(Map<String, Object> fields, String name) {
        Map<String, Long> counts = new TreeMap<>();
        JsonTree.object(fields, name).forEach((key, value) -> counts.put(key, number(value)));
        return counts;
    }

    private static long[] numbers(@Nullable Object value) {
        return JsonTree.list(value).stream()
                .map(each -> ByteBuffer.wrap(Base64.getDecoder().decode(text(each))))
                .flatMapToLong(octets -> LongStream.generate(octets::getLong).limit(octets.limit() / Long.BYTES))
                .toArray();
    }

    private static long number(Map<String, Object> fields, String name) {
        return number(fields.get(name));
    }

    private static long number(@Nullable Object value) {
        try {
            return Long.parseLong(text(value));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    private static @Nullable String optional(@Nullable Object value) {
        String text = text(value);
        return text.startsWith("=") ? text.substring(1) : null;
    }
}
