package io.github.todoku.render;

import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseWords;
import io.github.todoku.diagnosis.Prognosis;
import io.github.todoku.diagnosis.Remedy;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.message.Masking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A case for people: what bounced, why, the proof, what to publish, what then. */
final class CaseText {
    private static final int WIDTH = 84;

    private final Case of;
    private final CaseWords caseWords;
    private final ReportWords words;
    private final AuthenticationWords told;
    private final Terminal terminal;
    private final boolean showAddresses;

    CaseText(Case of, ReportWords words, Terminal terminal, boolean showAddresses) {
        this.of = of;
        this.words = words;
        this.caseWords = CaseWords.of(of, words.locale());
        this.told = AuthenticationWords.of(words.locale());
        this.terminal = terminal;
        this.showAddresses = showAddresses;
    }

    void print(String dns) {
        bounced();
        why();
        authentication();
        proof(dns);
        publish();
        then();
        if (of.recipients().size() > 1) {
            new RecipientsText(words, showAddresses, terminal).print(of.recipients(), 0);
        }
    }

    private void heading(String key, Object... args) {
        terminal.line(Terminal.Style.HEADING, words.text(key, args));
    }

    private void bounced() {
        CaseFacts facts = of.facts();
        heading("case.bounced");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"case.recipient", recipient(facts)});
        rows.add(new String[] {"case.sendingHost", masked(facts.sendingHost())});
        rows.add(new String[] {"case.receivingHost", masked(facts.receivingHost())});
        rows.add(new String[] {"case.code", code(facts)});
        rows.add(new String[] {"case.reply", masked(facts.words())});
        fields(rows);
        terminal.gap();
    }

    private @Nullable String recipient(CaseFacts facts) {
        String recipient = facts.recipient();
        if (recipient == null) {
            return null;
        }
        String shown = showAddresses ? recipient : Masking.maskAddress(recipient);
        return facts.otherRecipients() > 0 ? words.text("case.otherRecipients", shown, facts.otherRecipients()) : shown;
    }

    private static String code(CaseFacts facts) {
        String code = facts.replyCode() == null ? "" : facts.replyCode().toString();
        return (code + " " + (facts.status() == null ? "" : facts.status())).strip();
    }

    private void fields(List<String[]> rows) {
        int width = 0;
        for (String[] row : rows) {
            width = Math.max(width, Terminal.columns(words.text(row[0])));
        }
        for (String[] row : rows) {
            String value = row[1] == null || row[1].isEmpty() ? words.text("case.notSaid") : row[1];
            terminal.field(words.text(row[0]), width, value, WIDTH - width);
        }
    }

    private @Nullable String masked(@Nullable String text) {
        return text == null || showAddresses
                ? text
                : Masking.mask(text, of.facts().recipient());
    }

    private void why() {
        if (of.cause().equals(Case.CANNOT_TELL)) {
            heading("case.why.unknown");
        } else {
            heading("case.why", of.cause(), words.text("confidence." + of.confidence()));
        }
        paragraph(String.valueOf(masked(caseWords.cause())));
        CaseFacts facts = of.facts();
        List<String> said = new ArrayList<>();
        add(said, "SPF", facts.spf());
        add(said, "DKIM", facts.dkim());
        add(said, "DMARC", facts.dmarc());
        List<String[]> rows = new ArrayList<>();
        if (!said.isEmpty()) {
            rows.add(new String[] {"case.receiverSaid", words.list(said)});
        }
        if (facts.domain() != null) {
            rows.add(new String[] {
                "case.domain", facts.domain() + "  (" + words.text("origin." + facts.domainFrom()) + ")"
            });
        }
        if (facts.clientAddress() != null) {
            rows.add(new String[] {
                "case.client",
                IpLiteral.format(facts.clientAddress()) + "  (" + words.text("origin." + facts.clientFrom()) + ")"
            });
        }
        if (facts.listName() != null) {
            rows.add(new String[] {"case.list", masked(facts.listName())});
        }
        fields(rows);
        Map<List<String>, List<String>> open = new LinkedHashMap<>();
        of.open()
                .forEach(row -> open.computeIfAbsent(row.needs(), needs -> new ArrayList<>())
                        .add(row.cause()));
        open.forEach((needs, causes) -> paragraph(open(causes, needs)));
        terminal.gap();
    }

    private String open(List<String> causes, List<String> needs) {
        String missing = words.list(
                needs.stream().map(need -> caseWords.text("need." + need)).toList());
        return causes.equals(List.of(Case.CANNOT_TELL))
                ? words.text("case.open.nothing", missing)
                : words.text(
                        "case.open",
                        causes.stream()
                                .map(cause -> String.valueOf(masked(caseWords.text("cause." + cause))))
                                .collect(Collectors.joining(" / ")),
                        missing);
    }

    private void add(List<String> said, String method, @Nullable Enum<?> verdict) {
        if (verdict != null) {
            said.add(method + ": " + words.text("reported." + verdict.name()));
        }
    }

    /** HELO, MAIL FROM, the signatures and From side by side; only where DMARC was asked for. */
    private void authentication() {
        if (of.proof(Proof.Dmarc.class).isEmpty()) {
            return;
        }
        heading("case.authentication");
        List<List<String>> rows = new ArrayList<>();
        for (AuthenticationWords.Row row : told.rows(of.authentication())) {
            rows.add(List.of(row.identity(), String.valueOf(masked(row.name())), row.says(), row.aligned()));
        }
        TextTable.print(told.titles(), rows, terminal);
        ProofText.lines(told.outcome(of.authentication()), terminal);
        terminal.gap();
    }

    private void proof(String dns) {
        heading("case.proof", dns, words.time(of.at()));
        if (of.evidence().isEmpty()) {
            paragraph(words.text(of.facts().words() == null ? "case.nothingAsked" : "case.noQuestion"));
        }
        boolean lists = false;
        for (Proof proof : of.evidence()) {
            if (proof instanceof Proof.Spf spf) {
                ProofText.spf(spf.result(), terminal, words);
            } else if (proof instanceof Proof.Servers servers) {
                ProofText.lines(told.servers(servers), terminal);
            } else if (proof instanceof Proof.Dkim dkim) {
                ProofText.lines(told.dkim(dkim.report()), terminal);
            } else if (proof instanceof Proof.ReturnedMail mail) {
                ProofText.lines(told.returnedMail(mail), terminal);
            } else if (proof instanceof Proof.Dmarc dmarc) {
                ProofText.lines(told.dmarc(dmarc.result()), terminal);
            } else if (proof instanceof Proof.Known known) {
                ProofText.lines(told.known(known.service()), terminal);
            } else if (proof instanceof Proof.Reverse reverse) {
                ProofText.reverse(reverse.check(), terminal, words);
            } else if (proof instanceof Proof.Lists report) {
                ProofText.lists(report.report(), terminal, words);
                lists = true;
            } else if (proof instanceof Proof.MailDomain domain) {
                ProofText.mailDomain(domain.check(), terminal, words);
            } else if (proof instanceof Proof.RecipientTls tls) {
                ProofText.lines(told.recipientTls(tls), terminal);
            } else if (proof instanceof Proof.Service service) {
                terminal.line("  · "
                        + words.text(
                                "proof.service",
                                service.service().include(),
                                service.service().by()));
            } else if (proof instanceof Proof.OwnReceiver own) {
                terminal.line("  · " + words.text("proof.ownReceiver", own.domain()));
            }
        }
        if (!lists && of.isDecided() && !of.evidence().isEmpty() && of.facts().clientAddress() != null) {
            String client = IpLiteral.format(of.facts().clientAddress());
            terminal.line(Terminal.Style.FAINT, "  - " + words.text("proof.lists.notAsked", client));
        }
        caseWords.weighed().forEach(this::paragraph);
        of.gaps().forEach(gap -> terminal.line(Terminal.Style.WARNING, "  ? " + words.gap(gap)));
        terminal.gap();
    }

    private void publish() {
        heading(remedyHeading(of));
        paragraph(String.valueOf(masked(caseWords.remedy())));
        for (int i = 0; i < of.remedies().size(); i++) {
            Remedy remedy = of.remedies().get(i);
            if (i > 0) {
                terminal.gap();
                paragraph(words.text(
                        "case.further", i + 1, String.valueOf(masked(caseWords.text("remedy." + remedy.key())))));
            }
            remedy.notes().forEach(this::note);
            boolean first = i == 0;
            remedy.records().forEach(record -> record(record, first));
            warnings(remedy.findings());
        }
        terminal.gap();
    }

    /** Where there is no record to publish, what to do is something else. */
    static String remedyHeading(Case of) {
        boolean records =
                of.remedies().stream().anyMatch(each -> !each.records().isEmpty());
        return records ? "case.publish" : "case.todo";
    }

    private void note(String key) {
        String mark = "  ! ";
        for (String line : Terminal.wrap(Terminal.safe(caseWords.text(key)), WIDTH - mark.length())
                .split("\n", -1)) {
            terminal.line(Terminal.Style.WARNING, mark + line);
            mark = "    ";
        }
    }

    private void record(RecordChange record, boolean first) {
        terminal.gap();
        terminal.line("  " + record.owner() + ".  " + record.type());
        record.before().forEach(text -> terminal.line(Terminal.Style.BAD, "    - " + text));
        terminal.line(Terminal.Style.GOOD, "    + " + record.after());
        terminal.gap();
        if (first && (of.isReadyToPublish() || of.waitsForConfirmation())) {
            String key = of.isReadyToPublish() ? "case.zoneLine" : "case.zoneLineOnceConfirmed";
            terminal.line(Terminal.Style.FAINT, "  " + words.text(key));
            record.zoneLines().forEach(line -> terminal.line("    " + line));
        }
        warnings(record.findings());
    }

    private void warnings(List<Finding> toKnow) {
        toKnow.forEach(warning -> terminal.line(Terminal.Style.WARNING, "  ! " + warningText(warning, words.locale())));
    }

    /** What is so, and what to do about it, where there is anything to do. */
    static String warningText(Finding warning, Locale locale) {
        return (warning.text(locale) + " " + warning.advice(locale)).strip();
    }

    private void then() {
        heading("case.then");
        for (Prognosis.Outlook outlook : of.prognosis().outlooks()) {
            String key = outlook.willPass() ? "case.willPass" : "case.willNotPass";
            terminal.line(
                    outlook.willPass() ? Terminal.Style.GOOD : Terminal.Style.BAD,
                    "  " + (outlook.willPass() ? "✓ " : "✗ ")
                            + words.text(
                                    key,
                                    IpLiteral.format(outlook.client()),
                                    outlook.before().verdict().token(),
                                    outlook.after().verdict().token()));
        }
        ProofText.lines(PrognosisWords.lines(of.prognosis(), words.locale()), terminal);
        Prognosis.DmarcOutlook dmarc = of.prognosis().dmarc();
        if (dmarc != null) {
            terminal.line(
                    dmarc.willStand() ? Terminal.Style.GOOD : Terminal.Style.BAD,
                    (dmarc.willStand() ? "  ✓ " : "  ✗ ")
                            + words.text(
                                    "case.dmarc." + dmarc.willStand(),
                                    dmarc.before().request().from()));
        }
        told.outlook(of).ifPresent(line -> ProofText.lines(List.of(line), terminal));
        of.remedy().ifPresent(remedy -> paragraph(words.text("case.again", caseWords.again(remedy.again()))));
        caseWords.until().ifPresent(this::paragraph);
        if (of.remedy().isEmpty()) {
            paragraph(words.text("case.noPrognosis"));
        }
    }

    private void paragraph(String text) {
        for (String line : Terminal.wrap(Terminal.safe(text), WIDTH).split("\n", -1)) {
            terminal.line("  " + line);
        }
    }
}
