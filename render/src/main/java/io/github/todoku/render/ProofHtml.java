package io.github.todoku.render;

import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseWords;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfReason;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfTrace;
import io.github.todoku.spf.SpfVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The evidence of a case on a page: the SPF tree drawn, the lists as a grid, the rest as sentences. */
final class ProofHtml {
    /** How many terms of one record are drawn; a record of a spammer may have thousands. */
    static final int MAX_STEPS = 200;

    private final Case of;
    private final ReportWords words;
    private final HtmlWriter out;
    private final AuthenticationWords told;

    ProofHtml(Case of, ReportWords words, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.out = out;
        this.told = AuthenticationWords.of(words.locale());
    }

    void write() {
        if (of.evidence().isEmpty() && of.gaps().isEmpty()) {
            return;
        }
        out.element("h2", words.text("case.proof", "DNS", words.time(of.at())));
        for (Proof proof : of.evidence()) {
            if (proof instanceof Proof.Spf spf) {
                spf(spf.result());
            } else if (proof instanceof Proof.Servers servers) {
                told.servers(servers).forEach(this::line);
            } else if (proof instanceof Proof.Dkim dkim) {
                told.dkim(dkim.report()).forEach(this::line);
            } else if (proof instanceof Proof.ReturnedMail mail) {
                told.returnedMail(mail).forEach(this::line);
            } else if (proof instanceof Proof.Dmarc dmarc) {
                told.dmarc(dmarc.result()).forEach(this::line);
            } else if (proof instanceof Proof.Known known) {
                told.known(known.service()).forEach(this::line);
            } else if (proof instanceof Proof.Reverse reverse) {
                reverse(reverse.check());
            } else if (proof instanceof Proof.Lists lists) {
                ListsHtml.write(lists.report(), words, out);
            } else if (proof instanceof Proof.MailDomain domain) {
                mailDomain(domain.check());
            } else if (proof instanceof Proof.RecipientTls tls) {
                told.recipientTls(tls).forEach(this::line);
            } else if (proof instanceof Proof.Service service) {
                sentence(
                        "faint",
                        words.text(
                                "proof.service",
                                service.service().include(),
                                service.service().by()));
            } else if (proof instanceof Proof.OwnReceiver own) {
                sentence("faint", words.text("proof.ownReceiver", own.domain()));
            }
        }
        CaseWords.of(of, words.locale()).weighed().forEach(line -> sentence("faint", line));
        of.gaps().forEach(gap -> sentence("unsure", words.gap(gap)));
    }

    private void sentence(String look, String text) {
        out.element("p", text, "class", look);
    }

    private void line(AuthenticationWords.Line line) {
        sentence(look(line.look()), line.text());
    }

    static String look(AuthenticationWords.Look look) {
        return look.name().toLowerCase(Locale.ROOT);
    }

    private static String look(boolean good, boolean unsure) {
        return unsure ? "unsure" : good ? "good" : "bad";
    }

    private void spf(SpfResult result) {
        SpfVerdict verdict = result.verdict();
        sentence(
                look(verdict == SpfVerdict.PASS, verdict == SpfVerdict.TEMPERROR),
                words.text(
                        "proof.spf",
                        verdict.token(),
                        Objects.toString(result.domain(), "-"),
                        result.terms(),
                        result.voids()));
        out.open("ul", "class", "tree");
        branch(result.trace());
        out.close();
    }

    /** As deep as includes nest, which the limit of ten terms bounds. */
    private void branch(SpfTrace trace) {
        out.open("li").element("code", trace.domain());
        if (trace.record() != null) {
            out.open("ul");
            List<SpfTrace.Step> steps = trace.steps();
            int from = Math.max(0, steps.size() - MAX_STEPS);
            if (from > 0) {
                out.element("li", "… " + from, "class", "faint");
            }
            steps.subList(from, steps.size()).forEach(this::step);
            out.close();
        }
        if (trace.finding() != null) {
            out.open("span", "class", "bad")
                    .text(" " + trace.finding().text(words.locale()))
                    .close();
        }
        if (trace.verdict() != null) {
            out.open("span", "class", "faint")
                    .text(" = " + trace.verdict().token())
                    .close();
        }
        out.close();
    }

    private void step(SpfTrace.Step step) {
        boolean matched = step.outcome() == SpfReason.Outcome.MATCH;
        out.open("li", "class", step.finding() != null ? "bad" : matched ? "good" : "plain");
        out.element("code", step.text());
        out.open("span", "class", "faint")
                .text(" " + step.reason().text(words.locale()) + " · "
                        + words.text("html.cost", step.terms(), step.voids()))
                .close();
        if (step.nested() != null) {
            out.open("ul");
            branch(step.nested());
            out.close();
        }
        out.close();
    }

    private void reverse(ReverseCheck check) {
        String address = IpLiteral.format(check.address());
        switch (check.state()) {
            case CONFIRMED -> sentence("good", words.text("proof.reverse.confirmed", address, join(check.confirmed())));
            case NO_NAME -> sentence("bad", words.text("proof.reverse.none", address));
            case NOT_CONFIRMED ->
                sentence("bad", words.text("proof.reverse.notConfirmed", address, join(check.names())));
            case CANNOT_TELL ->
                sentence("unsure", words.text("proof.reverse.unknown", address, String.join("; ", check.failures())));
        }
    }

    private void mailDomain(MailDomainCheck check) {
        boolean good = check.state() == MailDomainCheck.State.TAKES_MAIL
                || check.state() == MailDomainCheck.State.ADDRESS_ONLY;
        String detail = check.failure() != null ? check.failure() : join(check.exchanges());
        sentence(
                look(good, check.state() == MailDomainCheck.State.CANNOT_TELL),
                words.text("proof.mailDomain." + check.state(), check.domain(), detail));
    }

    private static String join(List<DnsName> names) {
        return String.join(", ", names.stream().map(DnsName::toString).toList());
    }
}
