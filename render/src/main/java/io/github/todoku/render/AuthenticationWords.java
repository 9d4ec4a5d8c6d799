package io.github.todoku.render;

import io.github.todoku.diagnosis.AuthenticationSummary;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcFinding;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.AuthoritativeReport;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.senders.KnownService;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.SpfVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** DKIM, DMARC and the summary of a case in sentences, for text and page alike. Immutable. */
public final class AuthenticationWords {
    private final ReportWords words;

    private AuthenticationWords(ReportWords words) {
        this.words = words;
    }

    /**
     * The sentences in English or Japanese.
     *
     * @param locale the language: English or Japanese
     * @return the sentences in English or Japanese
     */
    public static AuthenticationWords of(Locale locale) {
        return new AuthenticationWords(ReportWords.of(locale));
    }

    /** Whether a sentence is good news. */
    public enum Look {
        /** It is as it should be. */
        GOOD,
        /** It is not. */
        BAD,
        /** It is not known. */
        UNSURE,
        /** Neither good nor bad. */
        PLAIN
    }

    /**
     * One sentence.
     *
     * @param look whether it is good news
     * @param text the sentence
     */
    public record Line(Look look, String text) {}

    /**
     * One identity of a mail.
     *
     * @param identity which: HELO, MAIL FROM, From, or a DKIM signature
     * @param name the name it gives
     * @param says what vouches for it
     * @param aligned whether it is aligned with From; empty where that is no question
     * @param look whether that is good news
     */
    public record Row(String identity, String name, String says, String aligned, Look look) {}

    /** {@return the titles of the columns of {@link #rows}} */
    public List<String> titles() {
        return List.of("identity", "name", "says", "aligned").stream()
                .map(column -> words.text("auth.title." + column))
                .toList();
    }

    /**
     * The identities side by side.
     *
     * @param summary the summary
     * @return HELO, MAIL FROM, the signatures, and From
     */
    public List<Row> rows(AuthenticationSummary summary) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(words.text("auth.helo"), known(summary.helo()), "", "", Look.PLAIN));
        SpfVerdict spf = summary.spf();
        rows.add(new Row(
                words.text("auth.mail-from"),
                known(summary.mailFromDomain()),
                spf == null ? words.text("auth.spf-not-asked") : words.text("auth.spf", spf.token()),
                aligned(summary.mailFromAligned()),
                summary.isMailFromPassing() ? Look.GOOD : summary.isMailFromSettled() ? Look.BAD : Look.UNSURE));
        for (AuthenticationSummary.Signer signer : summary.signers()) {
            rows.add(new Row(
                    words.text("auth.signature"),
                    "d=" + signer.domain() + " s=" + signer.selector(),
                    words.text("dkim.state." + signer.key()) + returned(signer),
                    aligned(signer.aligned()),
                    signer.cannotPass() || signer.isFailing()
                            ? Look.BAD
                            : signer.isPassing() ? Look.GOOD : Look.UNSURE));
        }
        rows.add(new Row(words.text("auth.from"), known(summary.from()), policy(summary), "", Look.PLAIN));
        return rows;
    }

    private String returned(AuthenticationSummary.Signer signer) {
        return signer.returned() == null
                ? ""
                : words.text("auth.separator")
                        + words.text("auth.returned", signer.returned().word());
    }

    private String known(@Nullable Object name) {
        return name == null ? words.text("auth.not-known") : name.toString();
    }

    private String aligned(DmarcAlignment.State state) {
        return words.text("auth.aligned." + state);
    }

    private String policy(AuthenticationSummary summary) {
        if (summary.policy() != null && summary.policyDomain() != null) {
            return words.text(
                    "auth.policy", summary.policyDomain(), summary.policy().word());
        }
        boolean unknown = summary.unknown().contains(AuthenticationSummary.Unknown.POLICY);
        return words.text(unknown ? "auth.policy-unknown" : "auth.no-policy");
    }

    /**
     * The outcome, and what is not known.
     *
     * @param summary the summary
     * @return the sentences
     */
    public List<Line> outcome(AuthenticationSummary summary) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                look(summary.outcome()), words.text("auth.outcome." + summary.outcome(), known(summary.from()))));
        if (!summary.unknown().isEmpty()) {
            String unknown = summary.unknown().stream()
                    .sorted()
                    .map(each -> words.text("auth.unknown." + each))
                    .collect(Collectors.joining(words.text("auth.separator")));
            lines.add(new Line(Look.UNSURE, words.text("auth.unknown", unknown)));
        }
        return lines;
    }

    private static Look look(AuthenticationSummary.Outcome outcome) {
        return switch (outcome) {
            case PASSES_BY_SPF, PASSES_BY_SIGNATURE -> Look.GOOD;
            case SIGNATURE_FAILS, FAILS -> Look.BAD;
            case NO_POLICY -> Look.PLAIN;
            case HANGS_ON_SIGNATURE, UNKNOWN -> Look.UNSURE;
        };
    }

    /**
     * What DMARC will say once the SPF record that a case proposes is published: SPF can pass and the mail still be refused.
     *
     * @param examined the case
     * @return the sentence; empty if no SPF record is proposed, SPF would not pass by it, there is no policy, or too little
     *     is known
     */
    public Optional<Line> outlook(Case examined) {
        AuthenticationSummary summary = examined.authentication();
        return examined.outcomeAfterRemedy()
                .map(outcome -> new Line(
                        look(outcome),
                        words.text(
                                "auth.outlook." + outcome,
                                known(summary.from()),
                                known(summary.mailFromDomain()),
                                policy(summary))));
    }

    /**
     * What a domain's DKIM keys are.
     *
     * @param report the report
     * @return one sentence for each key, followed by its faults; for a domain without a known selector, whether it can have
     *     keys
     */
    public List<Line> dkim(DkimReport report) {
        List<Line> lines = new ArrayList<>();
        report.notableKeys().forEach(key -> lines.add(key(key, key.selector().isGuess())));
        if (lines.isEmpty()) {
            Look look = report.anywhere() == DkimReport.Anywhere.NONE ? Look.BAD : Look.UNSURE;
            String key = report.anywhere() == DkimReport.Anywhere.POSSIBLE
                    ? "proof.dkim.selector-unknown"
                    : "dkim.anywhere." + report.anywhere();
            lines.add(new Line(look, words.text(key, report.domain())));
        }
        return lines;
    }

    private Line key(DkimKey key, boolean guess) {
        Look look = switch (key.state()) {
            case USABLE -> guess ? Look.PLAIN : Look.GOOD;
            case CANNOT_TELL -> Look.UNSURE;
            case REVOKED -> guess ? Look.PLAIN : Look.BAD;
            default -> Look.BAD;
        };
        String faults =
                key.findings().stream().map(each -> each.text(words.locale())).collect(Collectors.joining(" "));
        String state = words.text("dkim.state." + key.state());
        return new Line(
                look,
                words.text(guess ? "proof.dkim.guess" : "proof.dkim", key.owner(), state)
                        + (faults.isEmpty() ? "" : " " + faults));
    }

    /**
     * What the signatures of a mail that came back whole give.
     *
     * @param proof what was found
     * @return a sentence for each signature, followed by what explains that it fails; then how many are left out, if any
     */
    public List<Line> returnedMail(Proof.ReturnedMail proof) {
        List<Line> lines = new ArrayList<>();
        for (Proof.ReturnedMail.Signature each : proof.signatures()) {
            DkimSignatureResult signature = each.result();
            String changes = each.changes().stream()
                    .map(change -> " " + (change.text(words.locale()) + " " + change.advice(words.locale())).strip())
                    .collect(Collectors.joining());
            lines.add(new Line(
                    signature.isPass() ? Look.GOOD : signature.cannotTell() ? Look.UNSURE : Look.BAD,
                    words.text(
                                    "proof.returned-mail",
                                    signature.domainText(),
                                    signature.selectorText(),
                                    signature.result().word(),
                                    signature.reason().text(words.locale()))
                            + changes));
        }
        if (proof.leftOut() > 0) {
            lines.add(new Line(Look.PLAIN, words.text("proof.returned-mail.more", proof.leftOut())));
        }
        return lines;
    }

    /**
     * What each of a domain's own name servers says of its SPF record.
     *
     * @param proof what they said
     * @return whether they agree, and each server's answer where they do not
     */
    public List<Line> servers(Proof.Servers proof) {
        List<AuthoritativeReport.ServerAnswer> speaking = proof.report().authoritative();
        boolean agree = proof.agree();
        DnsName domain = proof.report().question().name();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                agree ? Look.GOOD : Look.BAD,
                words.text(agree ? "proof.servers.agree" : "proof.servers.disagree", domain, speaking.size())));
        for (AuthoritativeReport.ServerAnswer server : agree ? List.<AuthoritativeReport.ServerAnswer>of() : speaking) {
            List<String> texts = Proof.Servers.spfTexts(server);
            String said = texts.isEmpty() ? "-" : String.join(" | ", texts);
            String serial = server.serial() == null ? "" : " " + words.text("proof.servers.serial", server.serial());
            lines.add(new Line(
                    Look.PLAIN,
                    words.text("proof.servers.one", server.host(), IpLiteral.format(server.address()), said + serial)));
        }
        return lines;
    }

    /**
     * What the recipient's domain demands of TLS, and whether it keeps to it.
     *
     * @param proof what was found
     * @return each finding, with what mends it
     */
    public List<Line> recipientTls(Proof.RecipientTls proof) {
        List<Line> lines = new ArrayList<>();
        for (Finding finding : proof.findings()) {
            Look look = switch (finding.severity()) {
                case FAIL -> Look.BAD;
                case WARN, CANNOT_TELL -> Look.UNSURE;
                case PASS -> Look.GOOD;
                case INFO -> Look.PLAIN;
            };
            String advice = look == Look.BAD ? " " + finding.advice(words.locale()) : "";
            lines.add(new Line(look, (finding.text(words.locale()) + advice).strip()));
        }
        return lines;
    }

    /**
     * What the From domain's DMARC policy is.
     *
     * @param result the result
     * @return the record or that there is none, its faults, and who is aligned
     */
    public List<Line> dmarc(DmarcResult result) {
        List<Line> lines = new ArrayList<>();
        DnsName from = result.request().from();
        if (result.policyDomain().isPresent()) {
            String policy = result.applied().map(DmarcPolicy::word).orElse("-");
            lines.add(new Line(
                    Look.PLAIN,
                    words.text("proof.dmarc", from, result.policyDomain().get(), policy)));
        } else if (result.isMissing()) {
            lines.add(new Line(Look.BAD, words.text("proof.dmarc.missing", from)));
        } else {
            lines.add(new Line(Look.UNSURE, words.text("proof.dmarc.unknown", from)));
        }
        for (Finding finding : result.findings()) {
            boolean said = finding.kind() == DmarcFinding.NO_RECORD;
            if (!said && finding.severity() != Severity.INFO) {
                Look look = finding.severity() == Severity.FAIL ? Look.BAD : Look.UNSURE;
                lines.add(new Line(look, finding.text(words.locale())));
            }
        }
        return lines;
    }

    /**
     * The service that the mail's own names belong to, and what has to be set up there so that its mail is aligned.
     *
     * @param known the service
     * @return the sentences
     */
    public List<Line> known(KnownService known) {
        SendingService service = known.service();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Look.PLAIN, words.text("proof.known", known.by(), service.name())));
        String keys =
                service.dkim().form() != null ? service.dkim().form() : String.join(", ", service.dkimSelectors());
        if (!keys.isEmpty()) {
            lines.add(new Line(
                    Look.PLAIN,
                    words.text(
                            "proof.known.dkim",
                            service.name(),
                            keys,
                            Objects.toString(service.dkim().target(), "TXT"))));
        }
        if (service.spf().aligned() != SendingService.Aligned.UNKNOWN) {
            String note = Objects.toString(service.spf().alignedNote(), "");
            lines.add(new Line(
                    Look.PLAIN,
                    words.text("proof.known.aligned." + service.spf().aligned(), service.name())
                            + (note.isEmpty() ? "" : " (" + note + ")")));
        }
        return lines;
    }
}
