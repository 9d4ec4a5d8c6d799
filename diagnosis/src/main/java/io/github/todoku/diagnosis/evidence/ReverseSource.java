package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ReverseChecker;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The reverse name of the client, whether it points back, and what that says of who sent. */
public final class ReverseSource extends EvidenceSource<ReverseCheck> {
    /** The one of its kind. */
    public static final ReverseSource SOURCE = new ReverseSource();

    private ReverseSource() {
        super("reverse", "reverse-name");
    }

    @Override
    public boolean restsOnClient() {
        return true;
    }

    @Override
    @Nullable Object about(Inquiry inquiry) {
        return inquiry.facts().clientAddress();
    }

    @Override
    CompletableFuture<ReverseCheck> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        InetAddress client = Objects.requireNonNull(inquiry.facts().clientAddress());
        return ReverseChecker.using(dns).withTimeLimit(limit).checkAsync(client);
    }

    @Override
    List<Condition> conditions() {
        Set<String> states = new HashSet<>(Condition.words(ReverseCheck.State.values()));
        states.add("generic");
        Set<String> yesOrNo = Set.of("yes", "no");
        return List.of(
                Condition.state(this, "Sender-Host", yesOrNo, this::senderHost).needing(ReverseSource::needs),
                Condition.state(this, "Forwarded", yesOrNo, this::forwarded)
                        .needing((inquiry, evidence) -> inquiry.facts().clientAddress() != null
                                        && inquiry.facts().sendersHost().isEmpty()
                                ? List.of("sending-host")
                                : needs(inquiry, evidence))
                        .guessedIf(inquiry -> inquiry.sent().client() == null),
                Condition.state(this, "Reverse", states, this::state)
                        .needing(ReverseSource::needs)
                        .namingAddressIf(words -> true));
    }

    private static List<String> needs(Inquiry inquiry, Evidence evidence) {
        return List.of(inquiry.facts().clientAddress() == null ? "client-address" : "dns");
    }

    /** A host's own name as MAIL FROM: it is the reporting host, or a confirmed reverse name of the client. */
    private @Nullable String senderHost(Inquiry inquiry, Evidence evidence) {
        CaseFacts facts = inquiry.facts();
        DnsName domain = facts.domain();
        if (domain == null) {
            return null;
        }
        if (domain.labelCount() < 3) {
            return "no";
        }
        if (facts.sendingHost() != null
                && DnsName.parse(facts.sendingHost()).filter(domain::equals).isPresent()) {
            return "yes";
        }
        ReverseCheck check = answered(evidence);
        return check == null ? null : check.confirmed().contains(domain) ? "yes" : "no";
    }

    private @Nullable String forwarded(Inquiry inquiry, Evidence evidence) {
        Truth seen = new Forwarding(inquiry, evidence.of(this)).seen();
        return seen.isKnown() ? Condition.word(seen) : null;
    }

    private @Nullable String state(Inquiry inquiry, Evidence evidence) {
        ReverseCheck check = answered(evidence);
        if (check == null) {
            return null;
        }
        boolean generic = check.state() == ReverseCheck.State.CONFIRMED && check.looksGeneric();
        return generic ? "generic" : Condition.word(check.state());
    }

    private @Nullable ReverseCheck answered(Evidence evidence) {
        ReverseCheck check = evidence.of(this);
        return check == null || !isAnswered(check) ? null : check;
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, ReverseCheck answer, Instant at) {
        return List.of(new Proof.Reverse(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, ReverseCheck answer) {
        return answer.failures();
    }

    @Override
    boolean isAnswered(ReverseCheck answer) {
        return answer.state() != ReverseCheck.State.CANNOT_TELL;
    }
}
