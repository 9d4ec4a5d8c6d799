package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.senders.internal.Envelopes;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What SPF says of the MAIL FROM domain and the client today (RFC 7208). */
public final class SpfSource extends EvidenceSource<SpfResult> {
    /** The one of its kind. */
    public static final SpfSource SOURCE = new SpfSource();

    private SpfSource() {
        super("spf");
    }

    @Override
    public boolean restsOnClient() {
        return true;
    }

    /** RFC 7208 §4.6.4 wants at least twenty seconds allowed. */
    @Override
    Duration budget() {
        return Duration.ofSeconds(20);
    }

    @Override
    @Nullable
    Object about(Inquiry inquiry) {
        CaseFacts facts = inquiry.facts();
        return facts.clientAddress() == null || facts.domain() == null
                ? null
                : List.of(facts.clientAddress(), facts.domain());
    }

    @Override
    CompletableFuture<SpfResult> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        CaseFacts facts = inquiry.facts();
        DnsName domain = Objects.requireNonNull(facts.domain());
        InetAddress client = Objects.requireNonNull(facts.clientAddress());
        String helo = facts.sendingHost() == null ? domain.toString() : facts.sendingHost();
        return SpfVerifier.using(dns)
                .checkAsync(SpfRequest.from(client).helo(helo).mailFrom(Envelopes.postmaster(domain)));
    }

    @Override
    List<Condition> conditions() {
        Set<String> problems =
                Arrays.stream(SpfFinding.values()).map(SpfFinding::id).collect(Collectors.toUnmodifiableSet());
        return List.of(
                Condition.state(this, "Spf", Condition.words(SpfVerdict.values()), this::verdict)
                        .needing(SpfSource::needs)
                        .guessedIf(inquiry -> inquiry.facts().domainFrom() == CaseFacts.Origin.FROM_FIELD)
                        .namingAddressIf(words -> words.contains("fail")),
                Condition.test(this, "Spf-Problem", problems, this::problem).needing(SpfSource::needs),
                Condition.state(this, "Spf-Silent", Set.of("domain", "other-domain"), this::silent)
                        .needing(SpfSource::needs),
                Condition.test(this, "Spf-Record", Set.of("parked", "open"), this::record)
                        .needing(SpfSource::needs));
    }

    /** What keeps a check of the client and the MAIL FROM domain from being told. */
    static List<String> needs(Inquiry inquiry, Evidence evidence) {
        CaseFacts facts = inquiry.facts();
        return List.of(facts.clientAddress() == null ? "client-address" : facts.domain() == null ? "domain" : "dns");
    }

    private @Nullable String verdict(Inquiry inquiry, Evidence evidence) {
        SpfResult result = evidence.of(this);
        if (result == null) {
            return null;
        }
        // it may be our own resolver that is silent, not the domain's servers
        boolean silent = result.verdict() == SpfVerdict.TEMPERROR && !evidence.isAnsweredElsewhere(this);
        // and what a zone file does not speak of, the DNS may well have
        boolean outside = result.gaps().stream().anyMatch(gap -> gap.reason() == DnsAnswer.Reason.OUTSIDE_ZONE);
        return silent || (result.verdict() == SpfVerdict.TEMPERROR && outside)
                ? null
                : Condition.word(result.verdict());
    }

    private Truth problem(Inquiry inquiry, Evidence evidence, List<String> values) {
        SpfResult result = evidence.of(this);
        if (result == null) {
            return Truth.CANNOT_TELL;
        }
        Finding problem = result.finding();
        return Truth.of(problem != null && values.contains(problem.id()));
    }

    /** Whose servers kept the check from ending; our own limits are nobody's silence. */
    private @Nullable String silent(Inquiry inquiry, Evidence evidence) {
        SpfResult result = evidence.of(this);
        Finding problem = result == null ? null : result.finding();
        if (result == null || problem == null || problem.kind() != SpfFinding.DNS_FAILED) {
            return null;
        }
        if (result.gaps().stream().anyMatch(gap -> gap.reason() == DnsAnswer.Reason.OUTSIDE_ZONE)) {
            return null;
        }
        DnsName domain = inquiry.facts().domain();
        boolean own = domain != null
                && DnsName.parse(problem.owner()).filter(domain::equals).isPresent();
        return own ? "domain" : "other-domain";
    }

    private Truth record(Inquiry inquiry, Evidence evidence, List<String> values) {
        SpfResult result = evidence.of(this);
        if (result == null || result.verdict() == SpfVerdict.TEMPERROR) {
            return Truth.CANNOT_TELL;
        }
        SpfRecord written = result.trace().record();
        boolean parked = written != null && RecordShape.isParked(written);
        return Truth.of((values.contains("parked") && parked)
                || (values.contains("open") && RecordShape.letsNearlyAnybodyPass(result.trace())));
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, SpfResult answer, Instant at) {
        DnsName domain = inquiry.facts().domain();
        InetAddress client = inquiry.facts().clientAddress();
        return domain == null || client == null ? List.of() : List.of(new Proof.Spf(at, domain, client, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, SpfResult answer) {
        Finding problem = answer.finding();
        return answer.verdict() == SpfVerdict.TEMPERROR && problem != null
                ? List.of(problem.text(Locale.ENGLISH))
                : List.of();
    }

    /** That of the domain's own record: only it would be replaced. */
    @Override
    Optional<Instant> oldRecordUntil(SpfResult answer, Instant at, Optional<Instant> kept) {
        SpfLookup lookup = answer.trace().lookup();
        Duration ttl = lookup == null
                ? Duration.ZERO
                : lookup.answer().fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO);
        return ttl.isZero() ? Optional.empty() : Optional.of(at.plus(ttl));
    }
}
