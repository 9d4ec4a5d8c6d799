package io.github.todoku.diagnosis;

import io.github.todoku.bounce.AuthenticationMethod;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.Condition.Truth;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a row's conditions against the bounce and the findings. Three answers: yes, no, cannot tell. */
final class RowConditions {
    /** Conditions that the bounce may decide alone; lists too: which of them matter stands in the reply. */
    private static final Set<Condition.Source> KNOWN_BEFORE =
            EnumSet.of(Condition.Source.BOUNCE, Condition.Source.LISTS, Condition.Source.DOMAIN_LISTS);

    private final Bounce bounce;
    private final CaseFacts facts;
    private final Findings findings;
    private final MailAuthConditions mailAuth;
    private final ListConditions lists;
    private @Nullable Set<String> receivers;

    RowConditions(Bounce bounce, CaseFacts facts, Findings findings) {
        this.bounce = bounce;
        this.facts = facts;
        this.findings = findings;
        this.mailAuth = new MailAuthConditions(bounce, facts, findings);
        this.lists = new ListConditions(facts, findings);
    }

    /** Whether what the bounce says leaves the row possible. */
    boolean isCandidate(DecisionRow row) {
        return row.conditions().entrySet().stream()
                .filter(c -> KNOWN_BEFORE.contains(c.getKey().source()))
                .allMatch(c -> test(c.getKey(), c.getValue()) != Truth.NO);
    }

    /** Whether the row holds. */
    Truth hold(DecisionRow row) {
        Truth sum = Truth.YES;
        for (Map.Entry<Condition, List<String>> condition : row.conditions().entrySet()) {
            sum = sum.and(test(condition.getKey(), condition.getValue()));
        }
        return sum;
    }

    /** Which evidence meets the row's conditions, and which refutes one. */
    Case.Weighed weigh(DecisionRow row) {
        Set<String> met = new LinkedHashSet<>();
        Set<String> refuted = new LinkedHashSet<>();
        row.conditions().forEach((condition, values) -> {
            Truth truth = test(condition, values);
            if (truth != Truth.UNKNOWN) {
                (truth == Truth.YES ? met : refuted).add(decidedBy(condition).kind());
            }
        });
        met.removeAll(refuted);
        return new Case.Weighed(row.id(), refuted.isEmpty(), List.copyOf(met), List.copyOf(refuted));
    }

    /** Whether SPF counts stands in the bounce, unless it names DMARC alone. */
    private Condition.Source decidedBy(Condition condition) {
        Set<AuthenticationMethod> named =
                facts.refusedBy(bounce.classification().details());
        boolean said = named.isEmpty() || named.contains(AuthenticationMethod.SPF);
        return condition == Condition.SPF_COUNTS && said ? Condition.Source.BOUNCE : condition.source();
    }

    /** What would settle the conditions that cannot be told. */
    Set<String> needs(DecisionRow row) {
        Set<String> needs = new LinkedHashSet<>();
        row.conditions().forEach((condition, values) -> {
            if (test(condition, values) == Truth.UNKNOWN) {
                needs.addAll(needs(condition));
            }
        });
        return needs;
    }

    private List<String> needs(Condition condition) {
        boolean noClient = facts.clientAddress() == null;
        boolean noDomain = facts.domain() == null;
        return switch (condition.source()) {
            case BOUNCE ->
                List.of(
                        switch (condition) {
                            case FAMILY -> noClient ? "client-address" : "words";
                            case RECEIVER -> "receiving-host";
                            default -> "words";
                        });
            case MAIL_FROM_DOMAIN -> List.of(noDomain ? "domain" : "dns");
            case RECIPIENT_DOMAIN -> List.of(facts.recipientDomain() == null ? "recipient" : "dns");
            case REVERSE ->
                List.of(
                        noClient
                                ? "client-address"
                                : condition == Condition.FORWARDED
                                                && facts.sendersHost().isEmpty()
                                        ? "sending-host"
                                        : "dns");
            case LISTS, DOMAIN_LISTS -> lists.needs(condition);
            case DKIM, DMARC -> mailAuth.needs(condition);
            case SERVERS -> List.of(findings.serversCanBeAsked ? "dns" : "servers");
            case SPF, SERVICE, SIBLING -> List.of(noClient ? "client-address" : noDomain ? "domain" : "dns");
        };
    }

    private Truth test(Condition condition, List<String> values) {
        return switch (condition) {
            case BOUNCE_CAUSE -> anyOf(values, id(bounce.cause()));
            case DETAIL -> detail(values);
            case ONLY_DETAIL -> onlyDetail(values);
            case WORDS -> words(values);
            case RECEIVER -> receiver(values);
            case FAMILY -> family(values);
            case SENDER_HOST -> senderHost(values);
            case FORWARDED -> forwarded(values);
            case SPF -> spf(values);
            case SPF_PROBLEM -> spfProblem(values);
            case SPF_SILENT -> spfSilent(values);
            case SPF_RECORD -> spfRecord(values);
            case MAIL_FROM_DOMAIN -> mailDomain(values, findings.mailFrom);
            case RECIPIENT_DOMAIN -> mailDomain(values, findings.recipient);
            case REVERSE -> reverse(values);
            case LISTED, LISTED_DOMAIN -> lists.test(condition, values);
            case SERVICE -> service(values);
            case SIBLING -> sibling(values);
            case SERVERS -> servers(values);
            case DKIM, DMARC, ALIGNED, SPF_COUNTS, POLICY_SAID -> mailAuth.test(condition, values);
        };
    }

    private static Truth anyOf(List<String> values, String actual) {
        return of(values.contains(actual));
    }

    private static Truth of(boolean holds) {
        return holds ? Truth.YES : Truth.NO;
    }

    private static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Truth detail(List<String> values) {
        Set<AuthenticationMethod> named =
                facts.refusedBy(bounce.classification().details());
        return of(named.isEmpty() || named.stream().anyMatch(method -> values.contains(id(method))));
    }

    private Truth onlyDetail(List<String> values) {
        Set<AuthenticationMethod> named =
                facts.refusedBy(bounce.classification().details());
        return of(!named.isEmpty() && named.stream().allMatch(method -> values.contains(id(method))));
    }

    private Truth words(List<String> phrases) {
        SmtpReply reply = bounce.reply();
        if (reply == null) {
            return Truth.UNKNOWN;
        }
        String text = reply.text().toLowerCase(Locale.ROOT);
        return of(phrases.stream().anyMatch(phrase -> text.contains(phrase.toLowerCase(Locale.ROOT))));
    }

    private Truth receiver(List<String> values) {
        boolean unknown = receivers().isEmpty() && facts.receivingHost() == null && facts.recipient() == null;
        return unknown ? Truth.UNKNOWN : of(receivers().stream().anyMatch(values::contains));
    }

    /** Read from the words once: several rows ask. */
    private Set<String> receivers() {
        SmtpReply reply = bounce.reply();
        if (receivers == null) {
            receivers = reply == null
                    ? Set.of()
                    : ReplyClassifier.standard().receivers(reply, facts.receivingHost(), facts.recipient());
        }
        return receivers;
    }

    private Truth family(List<String> values) {
        InetAddress client = facts.clientAddress();
        if (client == null) {
            return Truth.UNKNOWN;
        }
        return anyOf(values, client instanceof Inet4Address ? "ipv4" : "ipv6");
    }

    /** A host's own name as MAIL FROM: it is the reporting host, or a confirmed reverse name of the client. */
    private Truth senderHost(List<String> values) {
        DnsName domain = facts.domain();
        if (domain == null) {
            return Truth.UNKNOWN;
        }
        if (domain.labelCount() < 3) {
            return anyOf(values, "no");
        }
        if (facts.sendingHost() != null
                && DnsName.parse(facts.sendingHost()).filter(domain::equals).isPresent()) {
            return anyOf(values, "yes");
        }
        ReverseCheck check = findings.reverse;
        if (check == null || check.state() == ReverseCheck.State.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        return anyOf(values, check.confirmed().contains(domain) ? "yes" : "no");
    }

    private Truth forwarded(List<String> values) {
        Truth seen = new Forwarding(facts, findings).seen();
        return seen == Truth.UNKNOWN ? seen : anyOf(values, id(seen));
    }

    private Truth spf(List<String> values) {
        SpfResult result = findings.spf;
        if (result == null) {
            return Truth.UNKNOWN;
        }
        if (result.verdict() == SpfVerdict.TEMPERROR && !findings.somethingElseAnswered()) {
            return Truth.UNKNOWN; // it may be our own resolver that is silent, not the domain's servers
        }
        return anyOf(values, id(result.verdict()));
    }

    private Truth spfProblem(List<String> values) {
        SpfResult result = findings.spf;
        if (result == null) {
            return Truth.UNKNOWN;
        }
        Finding problem = result.problem();
        return of(problem != null && values.contains(problem.id()));
    }

    /** Whose servers kept the check from ending; our own limits are nobody's silence. */
    private Truth spfSilent(List<String> values) {
        SpfResult result = findings.spf;
        Finding problem = result == null ? null : result.problem();
        if (problem == null || problem.kind() != SpfFinding.DNS_FAILED) {
            return Truth.UNKNOWN;
        }
        DnsName domain = facts.domain();
        boolean own = domain != null
                && DnsName.parse(problem.owner()).filter(domain::equals).isPresent();
        return anyOf(values, own ? "domain" : "other-domain");
    }

    private Truth spfRecord(List<String> values) {
        SpfResult result = findings.spf;
        if (result == null || result.verdict() == SpfVerdict.TEMPERROR) {
            return Truth.UNKNOWN;
        }
        SpfRecord written = result.trace().record();
        boolean parked = written != null && RecordShape.isParked(written.text());
        return of((values.contains("parked") && parked)
                || (values.contains("open") && RecordShape.letsNearlyAnybodyPass(result.trace())));
    }

    private static Truth mailDomain(List<String> values, @Nullable MailDomainCheck check) {
        if (check == null || check.state() == MailDomainCheck.State.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        return anyOf(values, id(check.state()));
    }

    private Truth reverse(List<String> values) {
        ReverseCheck check = findings.reverse;
        if (check == null || check.state() == ReverseCheck.State.UNKNOWN) {
            return Truth.UNKNOWN;
        }
        boolean generic = check.state() == ReverseCheck.State.CONFIRMED && check.looksGeneric();
        return anyOf(values, generic ? "generic" : id(check.state()));
    }

    private Truth service(List<String> values) {
        return findings.serviceLookedFor
                ? anyOf(values, findings.service != null ? "known" : "unknown")
                : Truth.UNKNOWN;
    }

    /** Two servers that differ are enough; that all are alike is known only if all have answered. */
    private Truth servers(List<String> values) {
        AuthoritativeReport report = findings.servers;
        if (report == null || report.authoritative().isEmpty()) {
            return Truth.UNKNOWN;
        }
        if (!new Proof.Servers(Instant.EPOCH, report).agree()) {
            return anyOf(values, "disagree");
        }
        boolean all = report.authoritative().size() == report.servers().size();
        return all ? anyOf(values, "agree") : Truth.UNKNOWN;
    }

    private Truth sibling(List<String> values) {
        if (facts.clientAddress() instanceof Inet4Address) {
            return anyOf(values, "not-asked");
        }
        return findings.siblingPasses == null
                ? Truth.UNKNOWN
                : anyOf(values, findings.siblingPasses ? "passes" : "other");
    }
}
