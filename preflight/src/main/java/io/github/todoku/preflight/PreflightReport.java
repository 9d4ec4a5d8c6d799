package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.publish.SpfPlan;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain may send through these services and addresses. Immutable.
 */
public final class PreflightReport implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName domain;
    private final Instant at;
    private final MailDomainCheck.State existence;
    private final List<Row> rows;
    private final List<IdleInclude> includes;
    private final List<Judgement> rules;
    private final @Nullable Integer lookups;
    private final List<String> gaps;
    private final List<SpfPlan> plans;
    private final List<Finding> obstacles;

    PreflightReport(
            DnsName domain,
            Instant at,
            MailDomainCheck.State existence,
            List<Row> rows,
            List<IdleInclude> includes,
            List<Judgement> rules,
            @Nullable Integer lookups,
            List<String> gaps,
            List<SpfPlan> plans,
            List<Finding> obstacles) {
        this.domain = domain;
        this.at = at;
        this.existence = existence;
        this.rows = List.copyOf(rows);
        this.includes = List.copyOf(includes);
        this.rules = List.copyOf(rules);
        this.lookups = lookups;
        this.gaps = List.copyOf(gaps);
        this.plans = List.copyOf(plans);
        this.obstacles = List.copyOf(obstacles);
    }

    /** {@return the From domain} */
    public DnsName domain() {
        return domain;
    }

    /** {@return when it was asked} */
    public Instant at() {
        return at;
    }

    /** {@return whether the From domain exists and accepts mail} */
    public MailDomainCheck.State existence() {
        return existence;
    }

    /** {@return one for each service and address: what each check says} */
    public List<Row> rows() {
        return rows;
    }

    /** {@return the includes of the domain's record that gain nothing} */
    public List<IdleInclude> includes() {
        return includes;
    }

    /** {@return what each receiver's rules say} */
    public List<Judgement> rules() {
        return rules;
    }

    /** {@return what each receiver's rules say, by the id of the receiver pack, in its order} */
    public Map<String, List<Judgement>> rulesByPack() {
        return Judgement.byPack(rules);
    }

    /** {@return how many terms of the record ask the DNS in the worst case, of the ten allowed; null if not known} */
    public @Nullable Integer lookups() {
        return lookups;
    }

    /** {@return what did not answer, one line each} */
    public List<String> gaps() {
        return gaps;
    }

    /** {@return the SPF records by which the named senders will pass that do not today: one for each MAIL FROM domain, and only where the planner's proof holds; none in a stream of many} */
    public List<SpfPlan> plans() {
        return plans;
    }

    /** {@return what keeps an SPF record from being planned that the named senders need: terms that lead nowhere, or look misspelt} */
    public List<Finding> obstacles() {
        return obstacles;
    }

    /**
     * One sender.
     */
    public static final class Row implements Serializable {
        private static final long serialVersionUID = 1;

        private final String sender;
        private final boolean service;
        private final Finding spf;
        private final Finding aligned;
        private final Finding reverse;
        private final Finding lists;

        Row(String sender, boolean service, Finding spf, Finding aligned, Finding reverse, Finding lists) {
            this.sender = sender;
            this.service = service;
            this.spf = spf;
            this.aligned = aligned;
            this.reverse = reverse;
            this.lists = lists;
        }

        /** {@return the service's name, or the address} */
        public String sender() {
            return sender;
        }

        /** {@return whether it is a service} */
        public boolean isService() {
            return service;
        }

        /** {@return whether SPF passes} */
        public Finding spf() {
            return spf;
        }

        /** {@return whether that is aligned with the From domain} */
        public Finding aligned() {
            return aligned;
        }

        /** {@return whether the reverse name points back} */
        public Finding reverse() {
            return reverse;
        }

        /** {@return whether block lists contain the address} */
        public Finding lists() {
            return lists;
        }

        /** {@return the four checks in their order} */
        public List<Finding> checks() {
            return List.of(spf, aligned, reverse, lists);
        }

        /** {@return the checks that count for the verdict: a service is responsible for its own addresses} */
        List<Finding> counted() {
            return service ? List.of(spf, aligned) : checks();
        }
    }

    /**
     * An include that gains nothing.
     *
     * @param include the name it includes
     * @param service the service that it is known as; null if it is not known
     * @param why why it gains nothing
     * @param lookups how many of the ten lookups are free without it
     */
    public record IdleInclude(DnsName include, @Nullable String service, Finding why, int lookups)
            implements Serializable {}

    /**
     * What one rule of a receiver says.
     *
     * @param pack the id of the {@link ReceiverPack} it is in
     * @param rule the rule
     * @param finding the result
     */
    public record Judgement(String pack, ReceiverPack.Rule rule, Finding finding) implements Serializable {
        /**
         * {@return the judgements by the id of the receiver pack, in their order}
         *
         * @param judgements the judgements
         */
        public static Map<String, List<Judgement>> byPack(List<Judgement> judgements) {
            return judgements.stream()
                    .collect(Collectors.groupingBy(Judgement::pack, LinkedHashMap::new, Collectors.toList()));
        }

        /** {@return whether the receiver requires it, rather than only advising it} */
        public boolean isDemanded() {
            return rule.level() == ReceiverPack.Level.MUST;
        }

        private boolean weighs() {
            return !(finding.kind() instanceof PreflightFinding kind) || kind.weighs();
        }
    }

    /**
     * {@return the worst of all: FAIL, else CANNOT_TELL, else WARN, else PASS} What a receiver only advises counts as a
     * warning. If a required rule could not be judged, or nothing at all was judged, the status is CANNOT_TELL. What the DNS
     * can never show (TLS, the addresses of a service) carries no weight, nor does a rule that was not known to be in force
     * on the day that counts, or one for keys where there are none.
     */
    public Severity status() {
        Severity worst = Severity.PASS;
        for (Row row : rows) {
            for (Finding check : row.counted()) {
                worst = worse(worst, check.severity());
            }
        }
        boolean judged = !rows.isEmpty();
        for (Judgement judgement : rules) {
            Severity severity = judgement.finding().severity();
            judged |= judgement.weighs();
            if (judgement.isDemanded() && judgement.weighs()) {
                worst = worse(worst, severity);
            } else if (severity == Severity.FAIL) {
                worst = worse(worst, Severity.WARN);
            }
        }
        if (!judged || !gaps.isEmpty()) {
            worst = worse(worst, Severity.CANNOT_TELL);
        }
        return worst;
    }

    private static Severity worse(Severity a, Severity b) {
        List<Severity> order =
                List.of(Severity.PASS, Severity.INFO, Severity.WARN, Severity.CANNOT_TELL, Severity.FAIL);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }

    /** {@return whether nothing is in the way: everything passes, or works but deserves a look} */
    public boolean isReady() {
        Severity status = status();
        return status == Severity.PASS || status == Severity.WARN;
    }

    /** {@return whether nothing fails, and something could not be checked} */
    public boolean cannotTell() {
        return status() == Severity.CANNOT_TELL;
    }

    /**
     * {@return what is wrong, deserves a look, or could not be checked: of the senders, of the receivers' rules, of
     * includes}
     */
    public List<Finding> findings() {
        Set<Finding> findings = new LinkedHashSet<>();
        rows.forEach(row -> findings.addAll(row.counted()));
        rules.stream().filter(Judgement::weighs).forEach(judgement -> findings.add(judgement.finding()));
        includes.forEach(include -> findings.add(include.why()));
        findings.removeIf(each -> each.severity() == Severity.PASS || each.severity() == Severity.INFO);
        return List.copyOf(findings);
    }

    /**
     * How much of the ten lookups the record takes, as a sentence.
     *
     * @param locale the language: English or Japanese
     * @return the sentence; empty if it is not known
     */
    public Optional<String> lookupsText(Locale locale) {
        return Optional.ofNullable(lookups)
                .map(count -> Messages.in(locale).text("preflight.lookups", count, SpfOptions.MAX_TERMS));
    }

    /** {@return whether the DNS was asked and nothing at all came back} */
    public boolean dnsWasSilent() {
        boolean told = rows.stream()
                .flatMap(row -> row.checks().stream())
                .anyMatch(check -> check.severity() != Severity.CANNOT_TELL && !isOfCatalogue(check));
        return !gaps.isEmpty() && lookups == null && !told;
    }

    /** What the catalogue tells of a service, without the DNS. */
    private static boolean isOfCatalogue(Finding check) {
        return check.kind() instanceof PreflightFinding kind
                && switch (kind) {
                    case SERVICE_ALIGNED, SERVICE_ALIGNED_WITH_SETUP, SERVICE_NOT_ALIGNED, OWN_DOMAIN -> true;
                    default -> false;
                };
    }

    /** {@code FAIL example.com}, for logs. */
    @Override
    public String toString() {
        return status() + " " + domain;
    }
}
