package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.Permanence.Said;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.internal.learned.SecondOpinion;
import io.github.todoku.bounce.internal.rules.EscapedOctets;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Bounce} of what an extractor collected: which status counts, whether trying again helps, and why. */
public final class BounceAssembler {
    /** What a report has to say it says at its beginning; behind that come help and copies. */
    private static final int MAX_BACKGROUND = 2_500;

    private final RuleTable rules;
    private final SecondOpinion opinion;

    /** With these rules. */
    public BounceAssembler(RuleTable rules) {
        this.rules = rules;
        this.opinion = new SecondOpinion(rules);
    }

    /** The bounce that the report tells of. */
    public Bounce assemble(RecipientReport report) {
        List<ReplyCase> cases = cases(report);
        SmtpReply reply = bestReply(cases);
        EnhancedStatus status = status(report, cases);
        Permanence permanence = permanence(report.action(), status, reply);
        Classification classification = cases.isEmpty() ? Classification.unknown() : classify(cases, permanence);
        return Bounce.of(
                report.recipient(),
                differs(report) ? report.originalRecipient() : null,
                null,
                report.action(),
                status,
                reply,
                report.remoteHost(),
                report.command(),
                report.lastAttempt(),
                permanence,
                classification);
    }

    /** The bounce that a line of a log tells of. */
    public Bounce assembleLine(RecipientReport report) {
        return RemovalGuard.of(null, null, null).guarded(assemble(report), false);
    }

    /** What the words mean, and the advice that suits how lasting the trouble is. */
    public Classification classify(List<ReplyCase> cases, Permanence permanence) {
        Classification found = opinion.on(rules.classify(cases.get(0), cases.subList(1, cases.size())), cases);
        boolean codeOnly = cases.get(0).reply().text().isEmpty();
        Advice advice = tempered(codeOnly ? verified(found.advice()) : found.advice(), permanence);
        return advice == found.advice()
                ? found
                : new Classification(found.cause(), advice, found.details(), found.evidence(), found.facts());
    }

    /** A code that nothing bears out is one witness (docs/decisions/0030). */
    private static Advice verified(Advice advice) {
        return advice == Advice.REMOVE_ADDRESS ? Advice.VERIFY_THEN_REMOVE : advice;
    }

    /** No address is given up for a refusal that calls itself temporary. */
    private static Advice tempered(Advice advice, Permanence permanence) {
        boolean givesUp = advice == Advice.REMOVE_ADDRESS
                || advice == Advice.VERIFY_THEN_REMOVE
                || advice == Advice.REMOVE_AFTER_REPEATS;
        return givesUp && permanence.overall() == Said.TEMPORARY ? Advice.RETRY_LATER : advice;
    }

    /** Who said what about trying again; a report that gives up is permanent unless all codes in it are temporary. */
    public static Permanence permanence(
            @Nullable DeliveryAction action, @Nullable EnhancedStatus status, @Nullable SmtpReply reply) {
        Said byAction = action == DeliveryAction.FAILED
                ? Said.PERMANENT
                : action == DeliveryAction.DELAYED ? Said.TEMPORARY : Said.UNKNOWN;
        Said byStatus = status == null ? Said.UNKNOWN : ofClass(status.statusClass());
        Said byReply = reply == null || reply.code() == null ? Said.UNKNOWN : ofClass(reply.code() / 100);
        Said byText = reply == null ? Said.UNKNOWN : LastingWords.in(reply.text());
        Said overall = byAction;
        if (byAction != Said.TEMPORARY) {
            if (byStatus == Said.PERMANENT || byReply == Said.PERMANENT) {
                overall = Said.PERMANENT;
            } else if (byStatus == Said.TEMPORARY || byReply == Said.TEMPORARY) {
                overall = Said.TEMPORARY;
            } else if (byAction == Said.UNKNOWN) {
                overall = byText;
            }
        }
        return new Permanence(overall, byAction, byStatus, byReply, byText);
    }

    private static Said ofClass(int digit) {
        return digit == 5 ? Said.PERMANENT : digit == 4 ? Said.TEMPORARY : Said.UNKNOWN;
    }

    private static boolean differs(RecipientReport report) {
        return report.originalRecipient() != null && !report.originalRecipient().equalsIgnoreCase(report.recipient());
    }

    private static List<ReplyCase> cases(RecipientReport report) {
        List<ReplyCase> cases = new ArrayList<>();
        for (RecipientReport.Words words : report.words()) {
            SmtpReply reply = words.background() ? whole(words.text(), cases.isEmpty()) : replyIn(words.text());
            if (reply != null) {
                cases.add(new ReplyCase(
                        reply,
                        report.status(),
                        report.remoteHost(),
                        report.recipient(),
                        report.command(),
                        words.place(),
                        words.background()));
            }
        }
        if (report.status() != null && cases.stream().allMatch(ReplyCase::background)) {
            SmtpReply codeOnly = new SmtpReply(null, report.status(), List.of(""));
            cases.add(
                    0,
                    new ReplyCase(
                            codeOnly,
                            null,
                            report.remoteHost(),
                            report.recipient(),
                            report.command(),
                            Place.DELIVERY_STATUS,
                            false));
        }
        return cases;
    }

    private static @Nullable SmtpReply replyIn(String text) {
        return SmtpReply.parse(text).orElse(null);
    }

    /** The whole text as it stands: what is before a reply in it tells too. Its codes count only if there are no others. */
    private static SmtpReply whole(String text, boolean alone) {
        String bounded = EscapedOctets.read(text.length() > MAX_BACKGROUND ? text.substring(0, MAX_BACKGROUND) : text);
        SmtpReply reply = alone ? replyIn(bounded) : null;
        return reply == null
                ? new SmtpReply(null, null, List.of(bounded))
                : new SmtpReply(reply.code(), reply.status(), List.of(bounded));
    }

    /** The first words that bear a code; else the first words. */
    private static @Nullable SmtpReply bestReply(List<ReplyCase> cases) {
        for (ReplyCase words : cases) {
            if (words.reply().code() != null) {
                return words.reply();
            }
        }
        return cases.isEmpty() || cases.get(0).reply().text().isEmpty()
                ? null
                : cases.get(0).reply();
    }

    /**
     * Of all codes written the one that says most; among equals the Status field's, then the first. What stands in prose
     * counts only where the fields have none.
     */
    private static @Nullable EnhancedStatus status(RecipientReport report, List<ReplyCase> cases) {
        EnhancedStatus best = report.status();
        for (ReplyCase words : cases) {
            best = better(best, words.reply().status());
        }
        for (RecipientReport.Words words : report.words()) {
            if (words.place() != Place.TEXT || best == null) {
                best = better(best, EnhancedStatus.find(words.text()).orElse(null));
            }
        }
        return best;
    }

    private static @Nullable EnhancedStatus better(@Nullable EnhancedStatus best, @Nullable EnhancedStatus other) {
        return other != null && (best == null || tells(other) > tells(best)) ? other : best;
    }

    private static int tells(EnhancedStatus status) {
        if (status.subject() == 4 && status.detail() == 7) {
            return 2; // time is over: what stood in the way may be told beside it
        }
        return (status.subject() == 0 ? 0 : 2) + (status.detail() == 0 ? 0 : 2);
    }
}
