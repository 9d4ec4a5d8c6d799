package io.github.todoku.render;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.MxHost;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.preflight.domain.DomainTodo;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences of a domain's page, as text and HTML both show them. */
final class DomainLines {
    private final DomainReport of;
    private final ReportWords words;

    DomainLines(DomainReport of, ReportWords words) {
        this.of = of;
        this.words = words;
    }

    /** {@code example.com: mail from it needs work; mail to it is in order.} */
    String verdict() {
        return words.text(
                "domain.verdict",
                of.domain(),
                words.text("domain.from." + of.status(DomainPart.Direction.FROM)),
                words.text("domain.to." + of.status(DomainPart.Direction.TO)));
    }

    String title(DomainPart part) {
        return words.text("domain.part." + part.id());
    }

    /** What is most telling of a part: the first of its worst; of a part that is well, what is well. */
    String summary(DomainPart part) {
        Severity status = of.status(part);
        return of.findings(part).stream()
                .filter(each -> each.severity() == status)
                .findFirst()
                .or(() -> of.findings(part).stream().findFirst())
                .map(this::text)
                .orElse("");
    }

    /** With whose record it is about, where that is another name's and the sentence does not say so: an included record's. */
    String text(Finding finding) {
        String text = finding.text(words.locale());
        String owner = finding.owner();
        boolean said = owner.isEmpty() || owner.equals(of.domain().toString()) || text.contains(owner);
        return said ? text : owner + ": " + text;
    }

    /** How many more of a part are to be looked at. */
    long others(DomainPart part) {
        long amiss = of.findings(part).stream().filter(DomainLines::isAmiss).count();
        return Math.max(0, amiss - 1);
    }

    static boolean isAmiss(Finding finding) {
        return finding.severity() == Severity.FAIL
                || finding.severity() == Severity.WARN
                || finding.severity() == Severity.CANNOT_TELL;
    }

    String proof(DomainTodo todo) {
        return words.text("domain.proof." + todo.proof());
    }

    String host(MxHost host) {
        String addresses = host.addresses().stream()
                .map(address -> IpLiteral.format(address)
                        + host.reverseName(address)
                                .map(name -> " (" + name + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return host.preference() + " " + host.name() + (addresses.isEmpty() ? "" : "  " + addresses);
    }

    List<MxHost> hosts() {
        return of.inbound().mx().hosts();
    }
}
