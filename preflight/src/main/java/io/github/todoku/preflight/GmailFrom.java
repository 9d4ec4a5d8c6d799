package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.AddressList;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.MailAddress;
import java.util.Optional;
import java.util.Set;

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
                .filter(GmailFrom::isGmail)
                .findFirst();
    }

    static boolean isGmail(DnsName domain) {
        return GMAIL.contains(domain);
    }
}
