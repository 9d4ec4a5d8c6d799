package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfPlan;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain may send through these services and addresses. Immutable.
 *
 * @param domain the From domain
 * @param at when it was asked
 * @param rows one for each service and address: what each check says
 * @param includes the includes of the domain's record that buy nothing
 * @param rules what each receiver's rules say
 * @param lookups how many terms of the record ask the DNS in the worst case, of the ten allowed; null if not known
 * @param gaps what did not answer, one line each
 * @param plans the SPF records by which the named senders will pass that do not today: one for each MAIL FROM domain, and only
 *     where the planner's proof holds; none in a stream of many
 */
public record PreflightReport(
        DnsName domain,
        Instant at,
        List<Row> rows,
        List<IdleInclude> includes,
        List<Judgement> rules,
        @Nullable Integer lookups,
        List<String> gaps,
        List<SpfPlan> plans)
        implements Serializable {

    /**
     * Copies the lists.
     *
     * @param domain the From domain
     * @param at when it was asked
     * @param rows one for each service and address
     * @param includes the includes that buy nothing
     * @param rules what each receiver's rules say
     * @param lookups how many terms of the record ask the DNS
     * @param gaps what did not answer
     * @param plans the SPF records to publish
     */
    public PreflightReport {
        rows = List.copyOf(rows);
        includes = List.copyOf(includes);
        rules = List.copyOf(rules);
        gaps = List.copyOf(gaps);
        plans = List.copyOf(plans);
    }

    /** The reasons of checks that the DNS can never tell begin so. */
    static final String NOT_IN_DNS = "not-in-dns.";

    /** The reasons of rules that were not in force on the day that counts, or perhaps not, begin so. */
    static final String NOT_THEN = "not-then.";

    /** The reason of a service that SPF can never align: a warning by itself, for DKIM can still do it. */
    static final String NOT_ALIGNED = "service-not-aligned";

    /** The reasons of rules that say nothing of such a domain begin so. */
    static final String NOT_FOR = "not-for.";

    /** What a check came to. "Not run" is never a pass. */
    public enum Status {
        /** Good. */
        PASS,
        /** It works, and should be looked at. */
        WARN,
        /** Not good. */
        FAIL,
        /** Cannot be told, with the reason. */
        NOT_RUN
    }

    /**
     * One check of one sender.
     *
     * @param status what it came to
     * @param reason the sentence's key: {@code preflight.<reason>} of the bundle
     * @param about what stands in the sentence
     */
    public record Cell(Status status, String reason, List<String> about) implements Serializable {
        /**
         * Copies the list.
         *
         * @param status what it came to
         * @param reason the sentence's key
         * @param about what stands in the sentence
         */
        public Cell {
            about = List.copyOf(about);
        }

        static Cell of(Status status, String reason, Object... about) {
            List<String> texts = new ArrayList<>();
            for (Object each : about) {
                texts.add(String.valueOf(each));
            }
            return new Cell(status, reason, texts);
        }

        /**
         * {@return the sentence}
         *
         * @param locale the language: English or Japanese
         */
        public String text(Locale locale) {
            return Messages.in(locale).text("preflight." + reason, about.toArray());
        }
    }

    /**
     * One sender.
     *
     * @param sender the service's name, or the address
     * @param service whether it is a service
     * @param spf whether SPF passes
     * @param aligned whether that is aligned with the From domain
     * @param reverse whether the reverse name points back
     * @param lists whether block lists hold the address
     */
    public record Row(String sender, boolean service, Cell spf, Cell aligned, Cell reverse, Cell lists)
            implements Serializable {
        /** {@return the four checks in their order} */
        public List<Cell> cells() {
            return List.of(spf, aligned, reverse, lists);
        }
    }

    /**
     * An include that buys nothing.
     *
     * @param include the name it includes
     * @param service the service that it is known as; null if it is not known
     * @param why why it buys nothing
     * @param lookups how many of the ten lookups are free without it
     */
    public record IdleInclude(String include, @Nullable String service, Cell why, int lookups)
            implements Serializable {}

    /**
     * What one rule of a receiver says.
     *
     * @param pack whose rule
     * @param rule the rule
     * @param finding what it came to
     */
    public record Judgement(ReceiverPack pack, ReceiverPack.Rule rule, Cell finding) implements Serializable {}

    /**
     * {@return the worst of all: fail before not run before warn} Advice of a receiver weighs as a warning; a rule that must
     * hold and could not be told is not run, and so is a report in which nothing was judged. What the DNS can never tell
     * (TLS, the addresses of a service) weighs nothing, nor does a rule that was not known to be in force on the day that counts, or
     * one for keys where there are none.
     */
    public Status status() {
        Status worst = Status.PASS;
        for (Row row : rows) {
            for (Cell cell : row.service() ? List.of(row.spf(), row.aligned()) : row.cells()) {
                worst = worse(worst, cell.status());
            }
        }
        boolean judged = !rows.isEmpty();
        for (Judgement judgement : rules) {
            Status status = judgement.finding().status();
            boolean must = judgement.rule().level() == ReceiverPack.Level.MUST;
            String reason = judgement.finding().reason();
            boolean weighs = Stream.of(NOT_IN_DNS, NOT_THEN, NOT_FOR).noneMatch(reason::startsWith);
            judged |= weighs;
            if (must && weighs) {
                worst = worse(worst, status);
            } else if (status == Status.FAIL) {
                worst = worse(worst, Status.WARN);
            }
        }
        if (!judged || !gaps.isEmpty()) {
            worst = worse(worst, Status.NOT_RUN);
        }
        return worst;
    }

    private static Status worse(Status a, Status b) {
        List<Status> order = List.of(Status.PASS, Status.WARN, Status.NOT_RUN, Status.FAIL);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }

    /**
     * How much of the ten lookups the record takes, as a sentence.
     *
     * @param locale the language: English or Japanese
     * @return the sentence; empty if it is not known
     */
    public Optional<String> lookupsText(Locale locale) {
        return Optional.ofNullable(lookups)
                .map(count -> Messages.in(locale).text("preflight.lookups", count, SpfOptions.MAX_TERMS));
    }

    /** {@return whether the DNS was asked and nothing at all came back} */
    public boolean dnsWasSilent() {
        boolean told = rows.stream()
                .flatMap(row -> row.cells().stream())
                .anyMatch(cell ->
                        cell.status() != Status.NOT_RUN && !cell.reason().startsWith("service"));
        return !gaps.isEmpty() && lookups == null && !told;
    }
}
