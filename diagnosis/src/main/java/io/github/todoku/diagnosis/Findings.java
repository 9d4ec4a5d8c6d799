package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ServiceFound;
import io.github.todoku.senders.internal.KeptAnswers;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfSender;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What has been asked in one examination, and what came. One per run, written by the run's thread only; thrown away with
 * it.
 */
final class Findings {
    private final Clock clock;
    private final Map<Condition.Source, KeptAnswers> kept = new EnumMap<>(Condition.Source.class);
    private final Map<Condition.Source, Instant> when = new EnumMap<>(Condition.Source.class);
    private final List<String> noted = new ArrayList<>();
    private final Set<Condition.Source> late = EnumSet.noneOf(Condition.Source.class);

    @Nullable
    SpfResult spf;

    @Nullable
    MailDomainCheck mailFrom;

    @Nullable
    MailDomainCheck recipient;

    @Nullable
    ReverseCheck reverse;

    @Nullable
    DnsblReport lists;

    /** What the caller knows of how the domain sends; set before anything is asked. */
    SendingProfile profile = SendingProfile.UNKNOWN;

    /** The address that the sending program says it sent from; null if it does not say. */
    @Nullable
    InetAddress sentFrom;

    /** What the lists say of each of the mail's own domains; null while not asked. */
    @Nullable
    List<DnsblReport> domainLists;

    /** The lists that the receiver's reply may mean, if our catalogue knows them; set before anything is asked. */
    List<DnsblList> namedLists = List.of();

    /** The service that the address belongs to; null if none was found, or none looked for. */
    @Nullable
    ServiceFound service;

    /** Whether a service was looked for. */
    boolean serviceLookedFor;

    /** Whether another address of the same host passes; null while not looked at. */
    @Nullable
    Boolean siblingPasses;

    @Nullable
    DmarcResult dmarc;

    /** What each of the domain's own name servers says of its SPF record; null while not asked. */
    @Nullable
    AuthoritativeReport servers;

    /** Whether the caller gave a way to ask them. */
    boolean serversCanBeAsked;

    /** Whether the mail bears more signatures than are looked at. */
    boolean signaturesLeftOut;

    /** One for each domain that signed, or the From domain's where no signature is known. */
    List<DkimReport> dkim = List.of();

    /** The service that the mail's own names belong to, by the catalogue. */
    @Nullable
    KnownService known;

    Findings(Clock clock) {
        this.clock = clock;
    }

    /** With all that is known before anything is asked. */
    static Findings before(Instruments instruments, SentMail sent, CaseFacts facts) {
        Findings findings = new Findings(instruments.clock());
        findings.profile = instruments.profile();
        findings.sentFrom = sent.client();
        findings.namedLists = NamedLists.of(facts, instruments.catalog());
        return findings;
    }

    /** The DNS for one source to ask. */
    DnsResolver asking(Condition.Source source, DnsResolver dns) {
        return kept.computeIfAbsent(source, first -> new KeptAnswers(dns, clock));
    }

    /** Until when caches may still give what a source was told. */
    Optional<Instant> keptUntil(Condition.Source source) {
        KeptAnswers answers = kept.get(source);
        return answers == null ? Optional.empty() : answers.until();
    }

    /** Until when caches may still give what a row's conditions looked at: the latest, where it looks at several. */
    Optional<Instant> keptUntil(DecisionRow row, List<Proof> proofs) {
        Set<Condition.Source> sources = EnumSet.noneOf(Condition.Source.class);
        row.conditions().keySet().forEach(condition -> sources.add(condition.source()));
        boolean waits = row.again() == Again.WAIT;
        return sources.stream()
                .map(source -> !waits && source == Condition.Source.SPF
                        ? top(proofs, Proof.Spf.class, Findings::kept)
                        : !waits && source == Condition.Source.DMARC
                                ? top(proofs, Proof.Dmarc.class, Findings::kept)
                                : keptUntil(source))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    private static <P extends Proof> Optional<Instant> top(
            List<Proof> proofs, Class<P> kind, Function<P, Optional<Instant>> kept) {
        return proofs.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .flatMap(kept);
    }

    private static Optional<Instant> kept(Proof.Spf spf) {
        SpfLookup lookup = spf.result().trace().lookup();
        return lookup == null
                ? Optional.empty()
                : end(
                        spf.at(),
                        lookup.answer().fold(DnsAnswer.Found::ttl, DnsAnswer.Empty::ttl, failed -> Duration.ZERO));
    }

    /** Of the name whose record holds; where none does, of the domain's own. */
    private static Optional<Instant> kept(Proof.Dmarc dmarc) {
        DmarcResult result = dmarc.result();
        return result.walk().steps().stream()
                .filter(step -> result.policyDomain().isEmpty()
                        || result.policyDomain().get().equals(step.domain()))
                .findFirst()
                .flatMap(step -> end(dmarc.at(), step.ttl()));
    }

    private static Optional<Instant> end(Instant at, Duration ttl) {
        return ttl.isZero() ? Optional.empty() : Optional.of(at.plus(ttl));
    }

    /** Whether the sending program itself says that it sent from this address. */
    boolean isSentFrom(InetAddress client) {
        return client.equals(sentFrom);
    }

    /** Whether somebody other than the bounce says so: the sending program, or the profile by a network of the sender's own. */
    boolean isVouchedFor(InetAddress client) {
        return isSentFrom(client)
                || profile.senders().stream()
                        .anyMatch(sender -> sender instanceof SpfSender.Network own
                                && own.network().contains(client));
    }

    /** Notes something that gave no answer. */
    void gap(String line) {
        noted.add(line);
    }

    /** Notes that an answer of this source came now. */
    void came(Condition.Source source) {
        when.put(source, clock.instant());
    }

    /** Notes that this source gave nothing in its time. */
    void late(Condition.Source source) {
        late.add(source);
    }

    boolean isLate(Condition.Source source) {
        return late.contains(source);
    }

    /** Whether a question other than SPF's got an answer: then the DNS as such is there. */
    boolean somethingElseAnswered() {
        return (reverse != null && reverse.state() != ReverseCheck.State.UNKNOWN)
                || (mailFrom != null && mailFrom.state() != MailDomainCheck.State.UNKNOWN)
                || (recipient != null && recipient.state() != MailDomainCheck.State.UNKNOWN)
                || listReports().stream().anyMatch(report -> report.answered() > 0)
                || dkim.stream().anyMatch(Proof.Dkim::isAnswered)
                || (dmarc != null && Proof.Dmarc.isAnswered(dmarc));
    }

    private List<DnsblReport> listReports() {
        List<DnsblReport> reports = new ArrayList<>();
        if (lists != null) {
            reports.add(lists);
        }
        if (domainLists != null) {
            reports.addAll(domainLists);
        }
        return reports;
    }

    /** The proofs in the order a reader wants them. */
    List<Proof> proofs(CaseFacts facts) {
        List<Proof> proofs = new ArrayList<>();
        DnsName domain = facts.domain();
        if (spf != null && domain != null && facts.clientAddress() != null) {
            proofs.add(new Proof.Spf(at(Condition.Source.SPF), domain, facts.clientAddress(), spf));
        }
        if (servers != null) {
            proofs.add(new Proof.Servers(at(Condition.Source.SERVERS), servers));
        }
        for (DkimReport report : dkim) {
            proofs.add(new Proof.Dkim(at(Condition.Source.DKIM), report));
        }
        if (dmarc != null) {
            proofs.add(new Proof.Dmarc(at(Condition.Source.DMARC), dmarc));
        }
        if (mailFrom != null) {
            proofs.add(new Proof.MailDomain(at(Condition.Source.MAIL_FROM_DOMAIN), Proof.Role.SENDER, mailFrom));
        }
        if (reverse != null) {
            proofs.add(new Proof.Reverse(at(Condition.Source.REVERSE), reverse));
        }
        if (service != null) {
            proofs.add(new Proof.Service(at(Condition.Source.SERVICE), service));
        }
        if (known != null) {
            proofs.add(new Proof.Known(clock.instant(), known));
        }
        if (lists != null) {
            proofs.add(new Proof.Lists(at(Condition.Source.LISTS), lists));
        }
        if (domainLists != null) {
            domainLists.forEach(report -> proofs.add(new Proof.Lists(at(Condition.Source.DOMAIN_LISTS), report)));
        }
        if (recipient != null) {
            proofs.add(new Proof.MailDomain(at(Condition.Source.RECIPIENT_DOMAIN), Proof.Role.RECIPIENT, recipient));
        }
        return proofs;
    }

    private Instant at(Condition.Source source) {
        return when.getOrDefault(source, Instant.EPOCH);
    }

    /** What did not answer, one line each. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>(noted);
        late.forEach(source -> gaps.add(source.name().toLowerCase(Locale.ROOT).replace('_', '-') + ": time limit"));
        if (spf != null && spf.verdict() == SpfVerdict.TEMPERROR && spf.problem() != null) {
            gaps.add("spf: " + spf.problem().text(Locale.ENGLISH));
        }
        if (servers != null) {
            servers.servers().stream()
                    .filter(server -> server.answer().isFailure())
                    .forEach(server -> gaps.add("servers: " + server.host()));
        }
        for (DkimReport report : dkim) {
            report.keys().stream()
                    .filter(key -> key.state() == DkimKey.State.CANNOT_TELL)
                    .forEach(key -> gaps.add("dkim: " + key.owner()));
        }
        if (signaturesLeftOut) {
            gaps.add("dkim: more than " + MailAuthQuestions.MAX_SIGNATURES + " signatures");
        }
        if (dmarc != null && dmarc.walk().cannotTell()) {
            dmarc.walk().steps().stream()
                    .filter(step -> step.outcome() == DmarcWalk.Outcome.CANNOT_TELL)
                    .forEach(step -> gaps.add("dmarc: _dmarc." + step.domain()));
        }
        if (reverse != null) {
            reverse.failures().forEach(line -> gaps.add("reverse: " + line));
        }
        if (mailFrom != null && mailFrom.failure() != null) {
            gaps.add("mail-from-domain: " + mailFrom.failure());
        }
        if (recipient != null && recipient.failure() != null) {
            gaps.add("recipient-domain: " + recipient.failure());
        }
        for (DnsblReport report : listReports()) {
            report.entries(DnsblVerdict.Failed.class)
                    .forEach(entry -> gaps.add("lists: " + entry.list().zone() + " ("
                            + report.subject().text() + ")"));
        }
        return gaps;
    }
}
