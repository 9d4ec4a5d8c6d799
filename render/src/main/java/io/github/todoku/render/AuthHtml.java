package io.github.todoku.render;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.message.auth.MessageVerdict;
import java.util.List;
import java.util.Map;

/** The verdict on a message: its story, the signatures one by one, and the field that a receiver would add. */
final class AuthHtml {
    private final MessageVerdict of;
    private final Map<Integer, List<Finding>> changes;
    private final ReportWords words;
    private final HtmlWriter out;

    AuthHtml(MessageVerdict of, Map<Integer, List<Finding>> changes, ReportWords words, HtmlWriter out) {
        this.of = of;
        this.changes = changes;
        this.words = words;
        this.out = out;
    }

    void write(String authservId) {
        List<String> story = List.of(of.text(words.locale()).split("\n", -1));
        boolean bad = !of.isPass() && of.dmarc().disposition() != DmarcPolicy.NONE;
        out.open("header", "class", of.isPass() ? "good" : bad ? "bad" : "unsure");
        out.element("h1", story.get(0));
        out.close();
        story.subList(1, story.size()).forEach(line -> out.element("p", line.strip()));
        List<DkimSignatureResult> signatures = of.dkim().signatures();
        for (int i = 0; i < signatures.size(); i++) {
            signature(signatures.get(i), changes.getOrDefault(i, List.of()));
        }
        of.gaps().forEach(gap -> out.element("p", words.gap(gap), "class", "unsure"));
        String field = of.authenticationResults(authservId).toHeader().replace("\r\n", "\n");
        CopyHtml.text(field.strip(), words, out);
    }

    private void signature(DkimSignatureResult signature, List<Finding> explained) {
        out.element("h2", "DKIM: " + signature.domainText() + " (" + signature.selectorText() + ")");
        String look = signature.isPass() ? "good" : signature.cannotTell() ? "unsure" : "bad";
        out.open("p", "class", look).element("strong", signature.result().word());
        out.text(" " + signature.reason().text(words.locale())).close();
        signature.findings().stream()
                .filter(each -> !each.equals(signature.reason()) && each.severity() != Severity.PASS)
                .forEach(each -> out.element("p", each.text(words.locale())));
        signature.findings().forEach(this::advice);
        explained.forEach(each -> {
            out.element("p", each.text(words.locale()));
            advice(each);
        });
    }

    private void advice(Finding finding) {
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            out.element("p", "→ " + advice, "class", "faint");
        }
    }
}
