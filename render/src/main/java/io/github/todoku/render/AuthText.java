package io.github.todoku.render;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.message.auth.MessageVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdict on a message as text for a terminal: the story, then what is worth knowing and what to do. */
final class AuthText {
    private AuthText() {}

    static void print(Terminal terminal, MessageVerdict verdict, Map<Integer, List<Finding>> changes, Locale locale) {
        List<String> lines = List.of(verdict.text(locale).split("\n", -1));
        Terminal.Style style = verdict.isPass()
                ? Terminal.Style.GOOD
                : verdict.dmarc().disposition() != DmarcPolicy.NONE ? Terminal.Style.BAD : Terminal.Style.WARNING;
        terminal.line(style, lines.get(0));
        lines.subList(1, lines.size()).forEach(terminal::line);
        List<DkimSignatureResult> signatures = verdict.dkim().signatures();
        for (int i = 0; i < signatures.size(); i++) {
            DkimSignatureResult signature = signatures.get(i);
            signature.findings().forEach(each -> print(terminal, signature, each, locale));
            changes.getOrDefault(i, List.of()).forEach(each -> print(terminal, signature, each, locale));
        }
    }

    private static void print(Terminal terminal, DkimSignatureResult signature, Finding finding, Locale locale) {
        boolean reason = finding.equals(signature.reason());
        if (!reason && finding.severity() != Severity.PASS) {
            terminal.line("  " + signature.domainText() + ": " + finding.text(locale));
        }
        String advice = finding.advice(locale);
        if (!advice.isEmpty()) {
            terminal.line("  → " + advice);
        }
    }
}
