package io.github.todoku.bounce.internal.learned;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.Classification;
import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence;
import io.github.todoku.bounce.Evidence.Confidence;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins what the rules say with what the reader that learned says. A sure rule is not asked about. Elsewhere a rule counts as
 * a witness that is right a known number of times for once wrong: the model's probability of what the rule says is multiplied by
 * that (Bayes), and the likeliest cause wins. So a rule that fits better makes the sum better, and one that the model thinks
 * impossible yields.
 */
public final class SecondOpinion {
    /** The id in {@link Evidence} of what the model says. */
    public static final String RULE = "learned";

    private static final String SOURCE = "docs/learned-reader.md";

    /** How much likelier a cause is once a rule names it, by what such a rule reads: words or a code of its own, a general code. */
    private static final double WORDS_SAY_SO = 40;

    private static final double GENERAL_CODE_SAYS_SO = 2;

    /** No cause is impossible: a rule may know what no line of the table says. */
    private static final double LEAST = 0.0005;

    /** The same for what a rule read in words: only a model that is rather sure of something else makes it yield. */
    private static final double LEAST_BY_WORDS = 0.02;

    /**
     * How much less likely it is that there is nobody where a rule reads something else and the words name what else is unknown: most of
     * what says "not found" in the table is of dead addresses.
     */
    private static final double TAKEN_BACK = 0.2;

    /** From here on a joint verdict is as good as a provider's own words. */
    private static final double SURE = 0.97;

    private static final double LIKELY = 0.7;

    /** Below this no rule's word is enough to give up an address unseen, and the model's none to think of it. */
    private static final double REMOVES_FROM = 0.8;

    private static final double VERIFIES_FROM = 0.7;

    /** From here on the words are read as the rule reads them. */
    private static final double AGREES_FROM = 0.5;

    /** Where even the likeliest cause is less likely than this, the words do not tell. */
    private static final double TELLS_FROM = 0.2;

    private static final Set<Cause> OF_RECIPIENT = Set.of(
            Cause.ADDRESS_UNKNOWN,
            Cause.ADDRESS_MOVED,
            Cause.MAILBOX_DISABLED,
            Cause.MAILBOX_FULL,
            Cause.RECIPIENT_REFUSED,
            Cause.SUPPRESSED);

    private static final Cause[] CAUSES = Cause.values();

    private static final Set<String> BEFORE_RECIPIENT = Set.of("CONN", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL");

    private final RuleTable table;
    private final ReplyModel model;

    /** Of the model that comes with the library, on these rules. */
    public SecondOpinion(RuleTable table) {
        this(table, ReplyModel.shipped());
    }

    SecondOpinion(RuleTable table, ReplyModel model) {
        this.table = table;
        this.model = model;
    }

    /**
     * The verdict of the rules and the model together.
     *
     * @param rules what the rules say
     * @param cases the words it was said of, the best first
     */
    public Classification on(Classification rules, List<ReplyCase> cases) {
        ReplyCase words = wordsOf(rules, cases);
        if (words == null) {
            return rules;
        }
        boolean aboutNobody = words.background() && (words.recipient() == null || !isSilent(rules));
        if (isSure(rules) || aboutNobody) {
            return needsProof(rules, words)
                    ? proven(rules, words, model.read(words.reply().text()))
                    : rules;
        }
        ReadWords read = model.read(words.reply().text());
        Classification found = joined(rules, words, read.beside(codes(words)));
        return needsProof(found, words) ? proven(found, words, read) : found;
    }

    /**
     * Whether an address would be given up on what the words alone must say too. A user's own rule and a provider's own words are taken
     * as they are, and so is what a rule read in a report's whole text: the model knows replies.
     */
    private boolean needsProof(Classification found, ReplyCase words) {
        String rule = found.advice() == Advice.REMOVE_ADDRESS
                ? found.evidence().get(0).rule()
                : null;
        return rule != null && !table.isOwn(rule) && !(words.background() && table.readsWords(rule));
    }

    /**
     * The verdict, if the words, read without their codes, say that there is nobody (docs/decisions/0030): what a code says again is
     * no second witness.
     */
    private Classification proven(Classification found, ReplyCase words, ReadWords read) {
        if (!read.isLegible()) {
            return unproven(found);
        }
        Reading reading = read.beside(CodeFeatures.none(words.command()));
        double gone = reading.likely(Cause.ADDRESS_UNKNOWN) + reading.likely(Cause.ADDRESS_MOVED);
        boolean byWords = table.readsWords(found.evidence().get(0).rule());
        return gone >= (byWords ? AGREES_FROM : REMOVES_FROM) ? found : unproven(found);
    }

    /** Whether the rules need no second opinion: the provider's own words, or a user's own rule. */
    private static boolean isSure(Classification rules) {
        return rules.evidence().isEmpty() || rules.evidence().get(0).confidence() == Confidence.HIGH;
    }

    private static boolean isSilent(Classification rules) {
        return rules.cause() == Cause.UNKNOWN && rules.evidence().get(0).confidence() == Confidence.LOW;
    }

    /**
     * The words that are read: those a rule was read in; else the first with a code, else the first. The report's whole text is
     * read only where there is nothing else.
     */
    private static @Nullable ReplyCase wordsOf(Classification rules, List<ReplyCase> cases) {
        ReplyCase best = null;
        ReplyCase read = null;
        for (ReplyCase words : cases) {
            if (isBlank(words.reply())) {
                continue;
            }
            boolean isRead = !isSilent(rules) && isOf(rules.evidence().get(0), words);
            if (isRead && (read == null || length(words) > length(read))) {
                read = words; // the reply may stand at the end of the report's text, which was read
            }
            if (best == null || worth(words) > worth(best)) {
                best = words;
            }
        }
        return read == null ? best : read;
    }

    private static boolean isBlank(SmtpReply reply) {
        for (String line : reply.lines()) {
            if (!line.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private static int length(ReplyCase words) {
        return words.reply().text().length();
    }

    private static boolean isOf(Evidence evidence, ReplyCase words) {
        if (evidence.place() != words.place()) {
            return false;
        }
        String line = words.reply().toLine();
        return evidence.words()
                .endsWith(line.length() > Evidence.MAX_WORDS ? line.substring(0, Evidence.MAX_WORDS) : line);
    }

    private static int worth(ReplyCase words) {
        return words.background() ? 0 : words.reply().code() == null ? 1 : 2;
    }

    private static CodeFeatures codes(ReplyCase words) {
        return CodeFeatures.of(words.reply().code(), statusOf(words), words.command());
    }

    /** The reply's own; where it has no codes at all that of the field, which else may be the sending server's guess. */
    private static @Nullable EnhancedStatus statusOf(ReplyCase words) {
        EnhancedStatus own = words.reply().status();
        return own == null && words.reply().code() == null ? words.status() : own;
    }

    private Classification joined(Classification rules, ReplyCase words, Reading reading) {
        Cause said = isSilent(rules) ? null : rules.cause();
        boolean byWords = rules.evidence().get(0).confidence() == Confidence.MEDIUM;
        double trust = byWords ? WORDS_SAY_SO : GENERAL_CODE_SAYS_SO;
        boolean takenBack = byWords && !givesUp(said) && table.namesAnother(words);
        Cause best = Cause.UNKNOWN;
        double most = 0;
        double sum = 0;
        boolean ofRecipient = mayBeOfRecipient(words);
        for (Cause cause : CAUSES) {
            double least = byWords && cause == said ? LEAST_BY_WORDS : LEAST;
            double weight =
                    ofRecipient || !OF_RECIPIENT.contains(cause) ? Math.max(reading.likely(cause), least) : LEAST;
            weight *= cause == said
                    ? trust
                    : takenBack && cause.defaultAdvice() == Advice.REMOVE_ADDRESS ? TAKEN_BACK : 1;
            sum += weight;
            if (weight > most) {
                most = weight;
                best = cause;
            }
        }
        double likely = most / sum;
        if (said == null) {
            boolean tells = likely >= (words.background() ? LIKELY : TELLS_FROM);
            return tells && reading.isLegible() && !table.listsReasons(words)
                    ? decided(best, rules, words, reading, likely)
                    : rules;
        }
        return best == said || best == Cause.UNKNOWN || standsAnyway(said, best, words)
                ? confirmed(rules, words, reading, best == said ? likely : 0)
                : decided(best, rules, words, reading, likely);
    }

    /** Before a recipient was named nothing is said of one (RFC 5321 §4.1.4). */
    private static boolean mayBeOfRecipient(ReplyCase words) {
        return words.command() == null || !BEFORE_RECIPIENT.contains(words.command());
    }

    /**
     * What a rule says by more than the words: that time ran out, though no connection was what stood in the way until then; that who
     * refuses a recipient when the mail is sent already has read it (docs/decisions/0030).
     */
    private static boolean standsAnyway(Cause said, Cause best, ReplyCase words) {
        boolean read = "DATA".equals(words.command()) || "BDAT".equals(words.command());
        return (said == Cause.EXPIRED && best == Cause.NETWORK) || (said == Cause.RECIPIENT_REFUSED && read);
    }

    /** The verdict of one witness: nobody is given up unseen, and it is not sure. */
    private static Classification unproven(Classification found) {
        List<Evidence> evidence = new ArrayList<>(found.evidence());
        if (isSure(found)) {
            evidence.set(0, withConfidence(evidence.get(0), Confidence.MEDIUM));
        }
        return new Classification(found.cause(), Advice.VERIFY_THEN_REMOVE, found.details(), evidence, found.facts());
    }

    private static Evidence withConfidence(Evidence rule, Confidence confidence) {
        return Evidence.of(rule.words(), rule.place(), rule.rule(), rule.source(), rule.asOf(), confidence);
    }

    /** The rule's verdict stands; the model says how surely. */
    private static Classification confirmed(Classification rules, ReplyCase words, Reading reading, double likely) {
        List<Evidence> evidence = new ArrayList<>(rules.evidence());
        evidence.set(0, withConfidence(evidence.get(0), confidence(likely)));
        evidence.add(1, learned(words, reading, reading.cause(), confidence(reading.likely(reading.cause()))));
        Advice advice = rules.advice() == Advice.REMOVE_ADDRESS && likely < REMOVES_FROM
                ? Advice.VERIFY_THEN_REMOVE
                : rules.advice();
        return new Classification(rules.cause(), advice, rules.details(), evidence, rules.facts());
    }

    /** The model's verdict, with what the rules had to say behind it. It alone gives up nobody. */
    private Classification decided(Cause cause, Classification rules, ReplyCase words, Reading reading, double likely) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(learned(words, reading, cause, confidence(likely)));
        evidence.addAll(rules.evidence());
        Advice advice = isContested(rules) ? unproven(cause) : advice(cause, words, dead(reading));
        return new Classification(cause, advice, Set.of(), evidence, rules.facts());
    }

    /** Whether a rule that reads words says that something else is the matter: then nobody is given up. */
    private static boolean isContested(Classification rules) {
        return rules.evidence().get(0).confidence() == Confidence.MEDIUM
                && rules.cause() != Cause.RECIPIENT_REFUSED
                && !givesUp(rules.advice());
    }

    /** How likely it is, by the model alone, that there is nobody. */
    private static double dead(Reading reading) {
        double likely = 0;
        for (Cause cause : CAUSES) {
            likely += givesUp(cause.defaultAdvice()) ? reading.likely(cause) : 0;
        }
        return likely;
    }

    private static boolean givesUp(@Nullable Cause cause) {
        return cause != null && givesUp(cause.defaultAdvice());
    }

    private static boolean givesUp(Advice advice) {
        return advice == Advice.REMOVE_ADDRESS || advice == Advice.VERIFY_THEN_REMOVE;
    }

    private static Advice unproven(Cause cause) {
        return givesUp(cause.defaultAdvice()) ? Advice.REVIEW : cause.defaultAdvice();
    }

    private Advice advice(Cause cause, ReplyCase words, double dead) {
        if (!givesUp(cause.defaultAdvice())) {
            return cause.defaultAdvice();
        }
        return dead >= VERIFIES_FROM && !words.background() && !table.takesBack(words)
                ? Advice.VERIFY_THEN_REMOVE
                : Advice.REVIEW;
    }

    private static Confidence confidence(double likely) {
        return likely >= SURE ? Confidence.HIGH : likely >= LIKELY ? Confidence.MEDIUM : Confidence.LOW;
    }

    private static Evidence learned(ReplyCase words, Reading reading, Cause cause, Confidence confidence) {
        return Evidence.of(
                words.reply().toLine(),
                words.place(),
                RULE,
                SOURCE,
                null,
                confidence,
                new Evidence.Learned(cause, reading.likely(cause), reading.reasons(cause)));
    }
}
