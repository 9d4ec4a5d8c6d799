package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.PreflightFinding;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.spf.publish.SpfPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a busy person reads of a preflight: what to do first, and one grid of requirements by receivers. */
final class PreflightFirst {
    /** The most things to do that are named. */
    static final int MAX_STEPS = 3;

    /** What would be known if the DNS had answered; the rest no DNS can tell, or nobody was named to ask about. */
    private static final Set<PreflightFinding> UNANSWERED = EnumSet.of(
            PreflightFinding.NO_ANSWER,
            PreflightFinding.SPF,
            PreflightFinding.SPF_FIRST,
            PreflightFinding.TOO_LARGE,
            PreflightFinding.LISTS_INCOMPLETE,
            PreflightFinding.LISTS_INCOMPLETE_AND_LEFT_OUT);

    private final PreflightReport of;
    private final ReportWords words;

    PreflightFirst(PreflightReport of, ReportWords words) {
        this.of = of;
        this.words = words;
    }

    /**
     * One thing to do.
     *
     * @param text what is wrong, or what the record does
     * @param change the record to publish, where one mends it
     * @param severity how much it matters
     */
    record Todo(String text, @Nullable RecordChange change, Severity severity) {
        Optional<RecordChange> record() {
            return Optional.ofNullable(change);
        }
    }

    /** The SPF records that were planned, or what keeps one from being planned, then what fails, then what warns; each said once. */
    List<Todo> todo() {
        if (of.existence() == MailDomainCheck.State.NO_SUCH_NAME) { // all else follows from that
            return of.rules().stream()
                    .map(PreflightReport.Judgement::finding)
                    .filter(each -> each.kind() == PreflightFinding.NO_SUCH_NAME)
                    .limit(1)
                    .map(each -> new Todo(each.text(words.locale()), null, Severity.FAIL))
                    .toList();
        }
        Map<String, Todo> todo = new LinkedHashMap<>();
        for (SpfPlan plan : of.plans()) {
            String text = words.text("preflight.plan", plan.domain());
            todo.put(text, new Todo(text, plan.change().orElse(null), Severity.FAIL));
        }
        for (Finding each : of.obstacles()) {
            String text = each.text(words.locale());
            todo.put(text, new Todo(text, null, Severity.FAIL));
        }
        for (Severity severity : List.of(Severity.FAIL, Severity.WARN)) {
            for (Finding each : counted()) {
                if (each.severity() == severity) {
                    String text = each.text(words.locale());
                    todo.putIfAbsent(text, new Todo(text, each.change().orElse(null), severity));
                }
            }
        }
        return todo.values().stream().limit(MAX_STEPS).toList();
    }

    /** What the verdict rests on; SPF of the senders not where a record is planned that mends it. */
    private List<Finding> counted() {
        List<Finding> counted = new ArrayList<>();
        for (PreflightReport.Row row : of.rows()) {
            if (of.plans().isEmpty()) {
                counted.add(row.spf());
                if (row.aligned().kind() != PreflightFinding.SPF_FIRST) {
                    counted.add(row.aligned());
                }
            }
            if (!row.isService()) {
                counted.add(row.reverse());
                counted.add(row.lists());
            }
        }
        for (PreflightReport.Judgement each : of.rules()) {
            boolean must = each.rule().level() == ReceiverPack.Level.MUST;
            boolean spf = !of.plans().isEmpty() && isOfSpf(each.rule().check());
            if (!spf && each.finding().kind() != PreflightFinding.SPF_FIRST) {
                counted.add(
                        !must && each.finding().severity() == Severity.FAIL
                                ? each.finding().withSeverity(Severity.WARN)
                                : each.finding());
            }
        }
        return counted;
    }

    private static boolean isOfSpf(ReceiverPack.Check check) {
        return check == ReceiverPack.Check.SPF_OR_DKIM
                || check == ReceiverPack.Check.SPF_AND_DKIM
                || check == ReceiverPack.Check.ALIGNED;
    }

    /** The receivers that have published rules, in their order. */
    List<String> receivers() {
        return of.rules().stream()
                .filter(each -> each.rule().check() != ReceiverPack.Check.NOT_PUBLISHED)
                .map(PreflightReport.Judgement::pack)
                .distinct()
                .toList();
    }

    /** The names of those that have published none. */
    List<String> withoutRules() {
        return of.rules().stream()
                .filter(each -> each.rule().check() == ReceiverPack.Check.NOT_PUBLISHED)
                .map(each ->
                        ReceiverPack.find(each.pack()).map(ReceiverPack::name).orElse(each.pack()))
                .distinct()
                .toList();
    }

    /** Each requirement with a mark for each receiver; a receiver that does not ask has none. */
    Map<ReceiverPack.Check, Map<String, String>> grid() {
        Map<ReceiverPack.Check, Map<String, String>> grid = new EnumMap<>(ReceiverPack.Check.class);
        for (PreflightReport.Judgement each : of.rules()) {
            if (each.rule().check() != ReceiverPack.Check.NOT_PUBLISHED) {
                grid.computeIfAbsent(each.rule().check(), check -> new LinkedHashMap<>())
                        .putIfAbsent(each.pack(), mark(each));
            }
        }
        return grid;
    }

    /** What each requirement that is not met, or not known, came to: one line each, what receivers agree on said once. */
    Collection<String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> first = todo().stream().map(Todo::text).toList();
        for (PreflightReport.Judgement each : of.rules()) {
            Severity severity = each.finding().severity();
            String text = each.finding().text(words.locale());
            boolean planned = !of.plans().isEmpty() && isOfSpf(each.rule().check());
            boolean unseen = severity == Severity.CANNOT_TELL && mark(each).equals("-");
            if (severity != Severity.PASS
                    && severity != Severity.INFO
                    && !unseen
                    && !planned
                    && !first.contains(text)) {
                reasons.putIfAbsent(text, mark(each) + " " + title(each.rule().check()) + ": " + text);
            }
        }
        return reasons.values();
    }

    String title(ReceiverPack.Check check) {
        return words.text("rule." + check.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static String mark(PreflightReport.Judgement judgement) {
        return switch (judgement.finding().severity()) {
            case PASS, INFO -> "✓";
            case WARN -> "!";
            case FAIL -> judgement.rule().level() == ReceiverPack.Level.MUST ? "✗" : "!";
            case CANNOT_TELL ->
                judgement.finding().kind() instanceof PreflightFinding kind && UNANSWERED.contains(kind) ? "?" : "-";
        };
    }
}
