package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MailAddress;
import io.github.todoku.preflight.PreflightReport.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Gmail's addresses in From, which are Gmail's alone to send with. */
final class GmailFrom {
    private static final Set<DnsName> GMAIL = Set.of(DnsName.of("gmail.com"), DnsName.of("googlemail.com"));

    /** The most From fields of one message that are looked at. */
    private static final int MAX_FIELDS = 20;

    private GmailFrom() {}

    /** The first author of a message whose address is at Gmail. */
    static Optional<DnsName> in(HeaderFields header) {
        return header.all("From").stream()
                .limit(MAX_FIELDS)
                .flatMap(field -> AddressList.parse(field).addresses().stream())
                .map(MailAddress::domainName)
                .flatMap(Optional::stream)
                .filter(GMAIL::contains)
                .findFirst();
    }

    /** By the From domain, and by the message where there is one. */
    static Finding judge(PreflightRequest request, List<Row> rows) {
        if (GMAIL.contains(request.domain())) {
            return own(request.domain(), rows);
        }
        return request.message()
                .flatMap(SampleMessage::gmailAuthor)
                .map(PreflightFinding.GMAIL_FROM::of)
                .orElseGet(() -> PreflightFinding.NOT_GMAIL_FROM.of(request.domain()));
    }

    /** Who passes SPF for Gmail, aligned with it, is Gmail. */
    private static Finding own(DnsName gmail, List<Row> rows) {
        Stream<Finding> senders = rows.stream().map(row -> sender(gmail, row));
        return PackJudge.worst(senders.toList(), PreflightFinding.NO_SENDER);
    }

    private static Finding sender(DnsName gmail, Row row) {
        boolean fails = row.spf().severity() == Severity.FAIL || row.aligned().severity() == Severity.FAIL;
        if (fails || row.aligned().kind() == PreflightFinding.SERVICE_NOT_ALIGNED) {
            return PreflightFinding.GMAIL_FROM.of(gmail);
        }
        return row.aligned().severity() == Severity.PASS
                ? row.spf()
                : row.aligned().withSeverity(Severity.CANNOT_TELL);
    }
}
