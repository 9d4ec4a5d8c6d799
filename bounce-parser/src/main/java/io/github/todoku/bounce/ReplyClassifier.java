package io.github.todoku.bounce;

import io.github.todoku.bounce.internal.report.BareReply;
import io.github.todoku.bounce.internal.report.BounceAssembler;
import io.github.todoku.bounce.internal.report.Codes;
import io.github.todoku.bounce.internal.rules.ReplyCase;
import io.github.todoku.bounce.internal.rules.RuleTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says why a server refused, from its reply alone: for senders that have the reply at hand. The same rules that
 * {@link BounceParser} uses. Immutable, safe for threads; asks no DNS.
 *
 * <pre>{@code
 * Classification c = ReplyClassifier.standard().classify("550 5.1.1 <bob@example.org>: User unknown");
 * out.println(c.cause() + " " + c.advice());
 * }</pre>
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
     * {@return with more rules, which are tried before the existing ones; {@code rules} is the text of a file in the form of
     * the library's own, described in {@code docs/bounce-rules.md}: rules, receivers to scope them to, lists of phrases}
     *
     * @param rules the rules
     * @throws IllegalArgumentException naming rule and line, if the file is wrong
     */
    public ReplyClassifier withRules(String rules) {
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
        return classify(reply, remoteHost, null, null);
    }

    /**
     * {@return the same, knowing also what was asked and for whom: "user unknown" means a dead address in answer to RCPT, and
     * a filter in answer to DATA. With all given it is what {@link BounceParser} says of the same words}
     *
     * @param reply the reply
     * @param remoteHost the host that said it; may be null
     * @param command the SMTP command it answers, such as {@code RCPT TO}; in any case, null if unknown
     * @param recipient the address it is about; may be null
     */
    public Classification classify(
            SmtpReply reply, @Nullable String remoteHost, @Nullable String command, @Nullable String recipient) {
        ReplyCase words = new ReplyCase(
                reply,
                null,
                remoteHost,
                recipient,
                command == null ? null : Codes.verb(command),
                Evidence.Place.REPLY,
                false);
        return assembler.classify(List.of(words), BounceAssembler.permanence(null, reply.status(), reply));
    }

    /**
     * {@return why, what to do, and what that rests on, for any text; {@link Cause#UNKNOWN} if it does not say}
     *
     * @param reply the reply, with or without a code
     */
    public Classification classify(String reply) {
        return classify(ReplyRequest.of(reply));
    }

    /**
     * {@return why, what to do, and what that rests on, for any text and what is known beside it; {@link Cause#UNKNOWN} if
     * neither says}
     *
     * @param request the words and what is known beside them
     */
    public Classification classify(ReplyRequest request) {
        return read(request).classification();
    }

    /**
     * {@return the same as what is said of one recipient: with the code and the status that count, and whether trying again may help}
     *
     * @param request the words and what is known beside them
     */
    public Bounce read(ReplyRequest request) {
        SmtpReply said = SmtpReply.parse(request.text()).orElse(null);
        Integer code = request.code() != null ? request.code() : said == null ? null : said.code();
        SmtpReply reply =
                new SmtpReply(code, said == null ? null : said.status(), said == null ? List.of("") : said.lines());
        String command = request.command() == null ? null : Codes.verb(request.command());
        ReplyCase words = new ReplyCase(
                reply,
                request.status(),
                request.remoteHost(),
                request.recipient(),
                command,
                Evidence.Place.REPLY,
                false);
        EnhancedStatus status = request.status() == null ? reply.status() : request.status();
        Permanence permanence = BounceAssembler.permanence(null, status, reply);
        return Bounce.of(
                request.recipient(),
                null,
                null,
                status,
                said == null && code == null ? null : reply,
                request.remoteHost(),
                command,
                permanence,
                assembler.classify(List.of(words), permanence));
    }

    /**
     * {@return what a line written by a mail server says: a line of Postfix's or Exim's log, or a reply as they quote it
     * ({@code host mx.example.org[192.0.2.7] said: 550 … (in reply to RCPT TO command)}); with recipient, host and command,
     * where given. Empty if it is neither, or is about a mail that arrived}
     *
     * @param line the line
     */
    public Optional<Bounce> readLine(String line) {
        return BareReply.line(line).map(assembler::assembleLine);
    }

    /**
     * {@return the receivers with wordings of their own that may have said it, by the names the rules have for them:
     * {@code gmail}, {@code outlook}; empty if none is known}
     *
     * @param reply the reply
     * @param remoteHost the host that said it; may be null
     * @param recipient the address it is about; may be null
     */
    public Set<String> receivers(SmtpReply reply, @Nullable String remoteHost, @Nullable String recipient) {
        return rules.receivers(new ReplyCase(reply, null, remoteHost, recipient, null, Evidence.Place.REPLY, false));
    }

    /** {@return the names of all receivers that the rules know} */
    public Set<String> receivers() {
        return rules.receivers();
    }

    RuleTable rules() {
        return rules;
    }
}
