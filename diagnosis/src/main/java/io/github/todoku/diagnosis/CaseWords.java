package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.SubjectKind;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.words.Sentences;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sentences of a case: keys and their arguments, which are the same for all of them. */
public final class CaseWords {
    private final Case of;
    private final Sentences wording;
    private final Object[] arguments;

    private CaseWords(Case of, Sentences wording) {
        this.of = of;
        this.wording = wording;
        InetAddress client = of.facts().clientAddress();
        this.arguments = new Object[] {
            known(0, of.facts().domain()),
            known(1, client == null ? null : IpLiteral.format(client)),
            known(2, of.facts().receivingHost()),
            known(
                    3,
                    of.proof(Proof.Service.class)
                            .map(p -> p.service().service())
                            .orElse(null)),
            known(4, lists()),
            known(5, of.facts().recipientDomain()),
            String.join("; ", of.gaps()),
            known(7, silentDomain()),
            known(8, of.facts().fromDomain()),
            known(
                    9,
                    of.proof(Proof.Known.class)
                            .map(proof -> proof.service().service().name())
                            .orElse(null)),
            known(10, listedDomains()),
            known(11, brokenSignature())
        };
    }

    /**
     * The sentences in English or Japanese.
     *
     * @param of the case
     * @param locale the language: English or Japanese
     * @return the sentences in English or Japanese
     */
    public static CaseWords of(Case of, Locale locale) {
        return new CaseWords(of, Messages.in(locale));
    }

    private Object known(int index, @Nullable Object value) {
        return value == null ? wording.text("unknown." + index) : value;
    }

    /** The domain whose servers gave the SPF check no answer. */
    private @Nullable String silentDomain() {
        return of.proof(Proof.Spf.class)
                .map(proof -> proof.result().finding())
                .map(Finding::owner)
                .filter(domain -> !domain.isEmpty())
                .orElse(null);
    }

    /** The lists that hold what was refused, the address or a domain; where none does, the one the receiver named. */
    private @Nullable String lists() {
        boolean byDomain = DecisionTable.shipped()
                .find(of.cause())
                .filter(row -> row.asks("Listed-Domain"))
                .isPresent();
        List<String> listed = reports(byDomain)
                .flatMap(report -> report.entries(DnsblVerdict.Listed.class).stream())
                .map(entry -> entry.list().name())
                .distinct()
                .toList();
        return listed.isEmpty() ? of.facts().listName() : String.join(", ", listed);
    }

    /** What is wrong with the signature that decided, of the mail that came back. */
    private @Nullable String brokenSignature() {
        return of.proof(Proof.ReturnedMail.class)
                .map(Proof.ReturnedMail::telling)
                .flatMap(telling -> Stream.concat(
                                telling.changes().stream(),
                                Stream.of(telling.result().reason()))
                        .filter(each -> each.severity() == Severity.FAIL)
                        .findFirst())
                .map(why -> why.text(wording.locale()))
                .orElse(null);
    }

    /** The domains that a list holds; where none does, all that lists were asked about. */
    private @Nullable String listedDomains() {
        List<DnsblReport> asked = reports(true).toList();
        List<DnsblReport> listed = asked.stream().filter(DnsblReport::isListed).toList();
        String names = (listed.isEmpty() ? asked : listed)
                .stream().map(report -> report.subject().text()).collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }

    private Stream<DnsblReport> reports(boolean ofDomains) {
        return of.evidence().stream()
                .filter(Proof.Lists.class::isInstance)
                .map(proof -> ((Proof.Lists) proof).report())
                .filter(report -> (report.subject().kind() == SubjectKind.DOMAIN) == ofDomains);
    }

    /**
     * {@return why it came back}
     */
    public String cause() {
        return wording.text("cause." + of.cause(), arguments);
    }

    /**
     * {@return what to do: the first remedy}
     */
    public String remedy() {
        return wording.text(
                "remedy." + of.remedy().map(Remedy::key).orElse(of.isBounce() ? "none" : "no-bounce"), arguments);
    }

    /**
     * Whether and when to send again.
     *
     * @param again the advice
     * @return whether and when to send again
     */
    public String again(Again again) {
        return again.text(wording.locale());
    }

    /**
     * Until when caches may keep today's answer; only where a record has to be published or waited for.
     *
     * @return the sentence, if there is one to say
     */
    public Optional<String> until() {
        boolean matters = of.remedy()
                .filter(remedy -> !remedy.records().isEmpty() || remedy.again() == Again.WAIT)
                .isPresent();
        return of.oldAnswerUntil()
                .filter(until -> matters)
                .map(until -> wording.text("case.until", Messages.time(until)));
    }

    /**
     * What speaks for the cause, and which other causes the evidence rules out.
     *
     * @return a sentence for each; empty where nothing was weighed
     */
    public List<String> weighed() {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> against = new LinkedHashMap<>();
        for (Case.Weighed row : of.weighed()) {
            if (row.holds()) {
                lines.add(wording.text("case.for", row.cause(), kinds(row.met())));
            } else {
                against.computeIfAbsent(kinds(row.refuted()), kinds -> new ArrayList<>())
                        .add(row.cause());
            }
        }
        against.forEach((kinds, causes) ->
                lines.add(wording.text("case.against", kinds, String.join(wording.text("separator"), causes))));
        return lines;
    }

    private String kinds(List<String> kinds) {
        return kinds.stream()
                .map(kind -> wording.text("kind." + kind))
                .collect(Collectors.joining(wording.text("separator")));
    }

    /**
     * Any other sentence about the case, by its whole key.
     *
     * @param key the sentence's key
     * @return any other sentence about the case, by its whole key
     */
    public String text(String key) {
        return wording.text(key, arguments);
    }
}
