package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.SignatureFacts;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says why signatures broke: it undoes the usual changes to the message (a list's subject tag, a footer, another encoding)
 * one at a time, until the signature fits. Unlike {@link DkimVerifier} it needs the whole message.
 *
 * <pre>{@code
 * DkimExplainer.using(dns).explain(octets, 0).forEach(each -> out.println(each.text(locale)));
 * }</pre>
 *
 * <p>The work is bounded: 40 checks of a signature and 64 MB hashed. Immutable and safe for use by several threads.
 */
public final class DkimExplainer {
    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Clock clock;
    private final LineEnds lineEnds;

    private DkimExplainer(DnsResolver dns, Duration timeLimit, Clock clock, LineEnds lineEnds) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.lineEnds = Objects.requireNonNull(lineEnds, "lineEnds");
    }

    /**
     * {@return an explainer that asks this DNS}
     *
     * @param dns whom to ask for the key
     */
    public static DkimExplainer using(DnsResolver dns) {
        return new DkimExplainer(dns, DkimVerifier.DEFAULT_TIME_LIMIT, Clock.systemUTC(), LineEnds.OF_THE_WIRE);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit the longest to wait for the key
     */
    public DkimExplainer withTimeLimit(Duration limit) {
        return new DkimExplainer(dns, limit, clock, lineEnds);
    }

    /**
     * {@return the same for messages that were received at that moment}
     *
     * @param received when
     */
    public DkimExplainer at(Instant received) {
        return new DkimExplainer(dns, timeLimit, Clock.fixed(received, ZoneOffset.UTC), lineEnds);
    }

    /**
     * {@return the same for messages with other line ends}
     *
     * @param ends what ends a line
     */
    public DkimExplainer withLineEnds(LineEnds ends) {
        return new DkimExplainer(dns, timeLimit, clock, ends);
    }

    /**
     * Explains one signature.
     *
     * @param octets the message
     * @param signature which one, 0 for the topmost
     * @return what happened to the body, then what happened to the header, each a {@link DkimSuspect}; the header's is
     *     missing if the key cannot be fetched; nothing if there is no such signature or it cannot be read
     */
    public List<Finding> explain(byte[] octets, int signature) {
        Whole whole = new Whole();
        MessageSplitter splitter = new MessageSplitter(lineEnds, DkimLimits.MAX_HEADER_OCTETS, whole);
        splitter.write(octets, 0, octets.length);
        splitter.end();
        MessageHead head = whole.head;
        if (head == null || signature >= head.indexesOf("dkim-signature").size()) {
            return List.of();
        }
        int index = head.indexesOf("dkim-signature").get(signature);
        SignatureFacts facts = HeaderSuspects.read(head, index, clock.instant());
        if (facts == null || head.isCut()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        found.add(new BodySuspects(whole.body.toByteArray(), facts).find());
        DnsQuestion question = facts.question().orElse(null);
        if (question != null) {
            DnsRun run = DnsRun.using(dns, timeLimit);
            DnsAnswer key = run.lookup(question, run.deadline());
            if (key instanceof DnsAnswer.Found) {
                found.add(new HeaderSuspects(head, index, facts, key).find());
            }
        }
        return List.copyOf(found);
    }

    private static final class Whole implements MessageSplitter.Reader {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable MessageHead head;

        @Override
        public void head(MessageHead whole) {
            head = whole;
        }

        @Override
        public void body(byte[] octets, int from, int to) {
            body.write(octets, from, to - from);
        }
    }
}
