package io.github.todoku.bounce;

import io.github.todoku.bounce.internal.report.BounceAssembler;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why a server refused, from its reply alone: for senders that have the reply in hand. The same rules that
 * {@link BounceParser} uses. Immutable, safe for threads; asks no DNS.
 */
public final class ReplyClassifier {
    private static final ReplyClassifier STANDARD = new ReplyClassifier(RuleTable.shipped());

    private final RuleTable rules;
    private final BounceAssembler assembler;

    private ReplyClassifier(RuleTable rules) {
        this.rules = rules;
        this.assembler = new BounceAssembler(rules);
    }

    /** {@return with the rules that come with the library} */
    public static ReplyClassifier standard() {
        return STANDARD;
    }

    /**
     * {@return with more rules, which are asked before those there are; {@code rules} is the text of a file in the form of the
     * library's own, described in {@code docs/bounce-rules.md}: rules, receivers to scope them to, lists of phrases}
     *
     * @param rules the rules
     * @throws IllegalArgumentException naming rule and line, if the file is wrong
     */
    public ReplyClassifier with(String rules) {
        return new ReplyClassifier(this.rules.with(rules));
    }

    /**
     * {@return why, what to do, and what that rests on; {@link Cause#UNKNOWN} if no rule knows the words}
     *
     * @param reply the reply
     */
    public Classification classify(SmtpReply reply) {
        return classify(reply, null);
    }

    /**
     * {@return the same, knowing who said it: many words and codes mean one thing at one provider and another elsewhere}
     *
     * @param remoteHost the host that said it; may be null
     * @param reply the reply
     */
    public Classification classify(SmtpReply reply, @Nullable String remoteHost) {
        return assembler.classify(
                List.of(ReplyCase.of(reply, remoteHost)), BounceAssembler.permanence(null, reply.status(), reply));
    }

    RuleTable rules() {
        return rules;
    }
}
