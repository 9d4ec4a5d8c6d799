package io.github.todoku.render;

import io.github.todoku.diagnosis.AuthenticationSummary;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case as sections of a page. */
final class CaseHtml {
    private final Case of;
    private final ReportWords words;
    private final CaseWords caseWords;
    private final boolean showAddresses;
    private final HtmlWriter out;

    CaseHtml(Case of, ReportWords words, boolean showAddresses, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.caseWords = CaseWords.of(of, words.locale());
        this.showAddresses = showAddresses;
        this.out = out;
    }

    void write() {
        verdict();
        publish();
        then();
        authentication();
        new ProofHtml(of, words, out).write();
        bounced();
        recipients();
    }

    private void verdict() {
        String look = of.isDecided() ? "bad" : "unsure";
        out.open("header", "class", look);
        out.element("h1", masked(caseWords.cause()));
        String confidence = words.text("confidence." + of.confidence());
        out.element(
                "p",
                words.text("html.examined", of.cause() + " (" + confidence + ")", words.time(of.at())),
                "class",
                "faint");
        out.close();
    }

    private void publish() {
        out.element("h2", words.text(CaseText.remedyHeading(of)));
        out.element("p", masked(caseWords.remedy()));
        for (int i = 0; i < of.remedies().size(); i++) {
            Remedy remedy = of.remedies().get(i);
            if (i > 0) {
                out.element("p", words.text("case.further", i + 1, masked(caseWords.text("remedy." + remedy.key()))));
            }
            remedy.notes().forEach(note -> out.element("p", caseWords.text(note), "class", "unsure"));
            boolean first = i == 0;
            remedy.records().forEach(record -> record(record, first));
            warnings(remedy.findings());
        }
    }

    private void record(RecordChange record, boolean first) {
        out.element("p", record.owner() + ".  " + record.type());
        out.open("div", "class", "sides");
        out.open("div").element("h3", words.text("html.today"));
        if (record.before().isEmpty()) {
            out.element("p", words.text("html.nothing"), "class", "faint");
        }
        record.before().forEach(text -> out.element("pre", text));
        out.close();
        out.open("div").element("h3", words.text("html.after"));
        out.open("pre");
        String gap = "";
        for (RecordChange.DiffWord part : record.diff()) {
            out.text(gap);
            gap = " ";
            switch (part.op()) {
                case KEEP -> out.text(part.text());
                case ADD -> out.element("ins", part.text());
                case REMOVE -> out.element("del", part.text());
            }
        }
        out.close().close().close();
        warnings(record.findings());
        if (first && of.waitsForConfirmation()) {
            out.element("p", words.text("case.zoneLineOnceConfirmed"));
            out.element("pre", String.join("\n", record.zoneLines()));
        } else if (first && of.isReadyToPublish()) {
            out.element("p", words.text("case.zoneLine"));
            CopyHtml.lines(record, words, out);
        }
    }

    private void warnings(List<Finding> toKnow) {
        toKnow.forEach(warning -> out.element("p", CaseText.warningText(warning, words.locale()), "class", "unsure"));
    }

    private void then() {
        out.element("h2", words.text("case.then"));
        if (!of.prognosis().outlooks().isEmpty()) {
            out.open("table").open("tr");
            out.element("th", words.text("html.address"));
            out.element("th", words.text("html.before"));
            out.element("th", words.text("html.after"));
            out.close();
            for (Prognosis.Outlook outlook : of.prognosis().outlooks()) {
                out.open("tr");
                out.element("td", IpLiteral.format(outlook.client()));
                out.element("td", outlook.before().verdict().token());
                out.element("td", outlook.after().verdict().token(), "class", outlook.willPass() ? "good" : "bad");
                out.close();
            }
            out.close();
        }
        PrognosisWords.lines(of.prognosis(), words.locale())
                .forEach(line -> out.element("p", line.text(), "class", ProofHtml.look(line.look())));
        Prognosis.DmarcOutlook dmarc = of.prognosis().dmarc();
        if (dmarc != null) {
            out.element(
                    "p",
                    words.text(
                            "case.dmarc." + dmarc.willStand(),
                            dmarc.before().request().from()),
                    "class",
                    dmarc.willStand() ? "good" : "bad");
        }
        AuthenticationWords.of(words.locale())
                .outlook(of)
                .ifPresent(line -> out.element("p", line.text(), "class", ProofHtml.look(line.look())));
        String again = of.remedy()
                .map(remedy -> words.text("case.again", caseWords.again(remedy.again())))
                .orElseGet(() -> words.text("case.noPrognosis"));
        out.element("p", again);
        caseWords.until().ifPresent(until -> out.element("p", until));
    }

    /** Only where DMARC was asked for: without a From domain there is nothing to put side by side. */
    private void authentication() {
        if (of.proof(Proof.Dmarc.class).isEmpty()) {
            return;
        }
        AuthenticationSummary summary = of.authentication();
        AuthenticationWords told = AuthenticationWords.of(words.locale());
        out.element("h2", words.text("case.authentication"));
        out.open("table").open("tr");
        told.titles().forEach(title -> out.element("th", title));
        out.close();
        for (AuthenticationWords.Row row : told.rows(summary)) {
            out.open("tr", "class", ProofHtml.look(row.look()));
            out.element("td", row.identity()).element("td", masked(row.name()));
            out.element("td", row.says()).element("td", row.aligned());
            out.close();
        }
        out.close();
        told.outcome(summary).forEach(line -> out.element("p", line.text(), "class", ProofHtml.look(line.look())));
    }

    private void bounced() {
        CaseFacts facts = of.facts();
        out.element("h2", words.text("case.bounced"));
        out.open("dl");
        String recipient = facts.recipient();
        fact("case.recipient", recipient == null || showAddresses ? recipient : Masking.maskAddress(recipient));
        fact("case.sendingHost", facts.sendingHost());
        fact("case.receivingHost", facts.receivingHost());
        String code = (facts.replyCode() == null ? "" : facts.replyCode() + " ")
                + (facts.status() == null ? "" : facts.status());
        fact("case.code", code.isBlank() ? null : code);
        fact("case.reply", facts.words());
        fact(
                "case.domain",
                facts.domain() == null
                        ? null
                        : facts.domain() + " (" + words.text("origin." + facts.domainFrom()) + ")");
        fact(
                "case.client",
                facts.clientAddress() == null
                        ? null
                        : IpLiteral.format(facts.clientAddress()) + " (" + words.text("origin." + facts.clientFrom())
                                + ")");
        fact("case.list", facts.listName());
        out.close();
    }

    /** Only where there are several: one alone is told above. */
    private void recipients() {
        if (of.recipients().size() > 1) {
            new RecipientsHtml(words, showAddresses, out).write(of.recipients(), 0);
        }
    }

    private void fact(String key, @Nullable String value) {
        if (value != null) {
            out.element("dt", words.text(key), "class", "faint");
            out.element("dd", masked(value));
        }
    }

    private String masked(String text) {
        return showAddresses ? text : Masking.mask(text, of.facts().recipient());
    }
}
