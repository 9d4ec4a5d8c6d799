package io.github.todoku.cli.serve;

import io.github.todoku.dkim.DkimExplainer;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Who vouches for a message, and what became of the signatures that fail. */
final class MessageAnswer {
    /** The name that stands in Authentication-Results, as of {@code todoku verify}. */
    private static final String AUTHSERV_ID = "localhost";

    private final DnsResolver dns;
    private final Duration limit;

    MessageAnswer(DnsResolver dns, Duration limit) {
        this.dns = dns;
        this.limit = limit;
    }

    /**
     * Verifies, and waits.
     *
     * @param session adds what is known of the connection; without its address SPF cannot be told
     */
    Answer of(byte[] octets, UnaryOperator<ReceivedMessage> session, Locale locale) {
        MessageVerdict verdict = MessageVerifier.using(dns)
                .withTimeLimit(limit)
                .check(session.apply(ReceivedMessage.of(octets).withLineEnds(LineEnds.OF_A_FILE)));
        Map<Integer, List<Finding>> changes = changes(verdict, octets);
        return new Answer(
                () -> HtmlReport.main(verdict, AUTHSERV_ID, changes, locale),
                () -> JsonReport.of(verdict, "-", null, AUTHSERV_ID, changes, locale)
                        .toJson());
    }

    private Map<Integer, List<Finding>> changes(MessageVerdict verdict, byte[] octets) {
        DkimExplainer explainer = DkimExplainer.using(dns).withTimeLimit(limit).withLineEnds(LineEnds.OF_A_FILE);
        Map<Integer, List<Finding>> changes = new HashMap<>();
        List<DkimSignatureResult> signatures = verdict.dkim().signatures();
        for (int i = 0; i < signatures.size(); i++) {
            if (signatures.get(i).result() == DkimResult.FAIL) {
                changes.put(i, explainer.explain(octets, i));
            }
        }
        return changes;
    }
}
