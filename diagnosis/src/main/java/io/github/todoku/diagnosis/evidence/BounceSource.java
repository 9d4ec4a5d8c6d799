package io.github.todoku.diagnosis.evidence;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReportedVerdict;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dns.DnsResolver;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the bounce itself says. It asks nothing. */
final class BounceSource extends EvidenceSource<Boolean> {
    static final BounceSource SOURCE = new BounceSource();

    /** Gmail's codes that say so without words. */
    private static final String CODES_SAY_MISSING = "gmail.dmarc-missing-code";

    /** Where the words say nothing of the kind. */
    private static final String UNSAID = "unsaid";

    private static final Set<String> TLS_SAID = Stream.concat(
                    ReplyPhrases.TLS.stream().map(what -> what.substring(ReplyPhrases.TLS_PREFIX.length())),
                    Stream.of(UNSAID))
            .collect(Collectors.toUnmodifiableSet());

    private BounceSource() {
        super(BOUNCE);
    }

    @Override
    public boolean isKnownBefore() {
        return true;
    }

    @Override
    @Nullable
    Object about(Inquiry inquiry) {
        return null;
    }

    @Override
    CompletableFuture<Boolean> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        throw new IllegalStateException("the bounce asks nothing");
    }

    @Override
    List<Condition> conditions() {
        Condition.Needs words = (inquiry, evidence) -> List.of("words");
        Set<String> methods = Condition.words(AuthenticationMethod.values());
        return List.of(
                Condition.state(
                                this,
                                "Bounce-Cause",
                                Condition.words(Cause.values()),
                                (inquiry, evidence) ->
                                        Condition.word(inquiry.bounce().cause()))
                        .needing(words),
                Condition.test(this, "Detail", methods, BounceSource::detail).needing(words),
                Condition.test(this, "Only-Detail", methods, BounceSource::onlyDetail)
                        .needing(words),
                Condition.state(
                                this,
                                "Policy-Said",
                                Set.of("missing", "applied", "unsaid"),
                                (inquiry, evidence) -> policySaid(inquiry))
                        .needing(words),
                Condition.state(
                                this,
                                "Tls-Said",
                                TLS_SAID,
                                (inquiry, evidence) -> tlsSaid(inquiry.facts().words()))
                        .needing(words),
                Condition.phrases(this, "Words", BounceSource::words).needing(words),
                Condition.test(this, "Receiver", ReplyClassifier.standard().receivers(), BounceSource::receiver)
                        .needing((inquiry, evidence) -> List.of("receiving-host")),
                Condition.state(
                        this,
                        "Action",
                        Condition.words(DeliveryAction.values()),
                        (inquiry, evidence) -> Condition.word(action(inquiry.bounce()))),
                Condition.state(
                        this,
                        "Refused-By",
                        Set.of("own-host", "other"),
                        (inquiry, evidence) -> isRefusedByOwnHost(inquiry) ? "own-host" : "other"),
                Condition.state(this, "Family", Set.of("ipv4", "ipv6"), (inquiry, evidence) -> family(inquiry))
                        .needing((inquiry, evidence) ->
                                List.of(inquiry.facts().clientAddress() == null ? "client-address" : "words")));
    }

    private static Truth detail(Inquiry inquiry, Evidence evidence, List<String> values) {
        Set<AuthenticationMethod> named = inquiry.refusedBy();
        return Truth.of(named.isEmpty() || named.stream().anyMatch(method -> values.contains(Condition.word(method))));
    }

    private static Truth onlyDetail(Inquiry inquiry, Evidence evidence, List<String> values) {
        Set<AuthenticationMethod> named = inquiry.refusedBy();
        return Truth.of(!named.isEmpty() && named.stream().allMatch(method -> values.contains(Condition.word(method))));
    }

    /** What the receiver says of the From domain's policy. */
    private static String policySaid(Inquiry inquiry) {
        CaseFacts facts = inquiry.facts();
        String words = facts.words() == null ? "" : facts.words().toLowerCase(Locale.ROOT);
        boolean missing = facts.dmarc() == ReportedVerdict.NONE
                || ReplyPhrases.says(ReplyPhrases.DMARC_RECORD_MISSING, facts.words())
                || inquiry.bounce().classification().evidence().stream()
                        .anyMatch(read -> CODES_SAY_MISSING.equals(read.rule()));
        return missing ? "missing" : words.contains("policy") ? "applied" : "unsaid";
    }

    /** What was amiss with TLS: the first that the words say, of those that exclude each other in practice. */
    private static String tlsSaid(@Nullable String words) {
        return ReplyPhrases.TLS.stream()
                .filter(what -> ReplyPhrases.says(what, words))
                .findFirst()
                .map(what -> what.substring(ReplyPhrases.TLS_PREFIX.length()))
                .orElse(UNSAID);
    }

    private static Truth words(Inquiry inquiry, Evidence evidence, List<String> phrases) {
        SmtpReply reply = inquiry.bounce().reply();
        if (reply == null) {
            return Truth.CANNOT_TELL;
        }
        String text = reply.text().toLowerCase(Locale.ROOT);
        return Truth.of(phrases.stream().anyMatch(phrase -> text.contains(phrase.toLowerCase(Locale.ROOT))));
    }

    private static Truth receiver(Inquiry inquiry, Evidence evidence, List<String> values) {
        Set<String> receivers = inquiry.receivers();
        CaseFacts facts = inquiry.facts();
        boolean unknown = receivers.isEmpty() && facts.receivingHost() == null && facts.recipient() == null;
        return unknown ? Truth.CANNOT_TELL : Truth.of(receivers.stream().anyMatch(values::contains));
    }

    private static DeliveryAction action(Bounce bounce) {
        return bounce.action() == null ? DeliveryAction.FAILED : bounce.action();
    }

    /**
     * Whether the mail never left the sender's host: what refused has no host name but a transport's ({@code local},
     * {@code virtual}), or the sender's own host tells no reply of another.
     */
    private static boolean isRefusedByOwnHost(Inquiry inquiry) {
        CaseFacts facts = inquiry.facts();
        if (facts.receivingHost() != null) {
            return !facts.receivingHost().contains(".")
                    && !facts.receivingHost().contains(":");
        }
        return facts.replyCode() == null
                && facts.sendersHost()
                        .filter(host -> Stream.of(facts.domain(), facts.fromDomain())
                                .flatMap(Stream::ofNullable)
                                .anyMatch(domain -> inquiry.means().isOfSameOwner(domain, host)))
                        .isPresent();
    }

    private static @Nullable String family(Inquiry inquiry) {
        InetAddress client = inquiry.facts().clientAddress();
        return client == null ? null : client instanceof Inet4Address ? "ipv4" : "ipv6";
    }
}
