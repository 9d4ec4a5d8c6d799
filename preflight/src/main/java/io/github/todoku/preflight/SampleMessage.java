package io.github.todoku.preflight;

import io.github.todoku.dkim.DkimSignature;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.Message;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one message shows of that which receivers ask for and the DNS cannot show: one-click unsubscription (RFC 8058), the
 * fields of its header, and, where it is a message as it arrived, TLS on the way. Only its header is looked at, and nothing of
 * it is kept but the names of the keys that it says it is signed with. Immutable.
 */
public final class SampleMessage implements Serializable {
    private static final long serialVersionUID = 1;

    private final Finding unsubscribe;
    private final Finding format;
    private final Finding tls;
    private final List<DkimSignature> signatures;
    private final @Nullable DnsName gmailAuthor;

    private SampleMessage(HeaderFields header) {
        this.unsubscribe = OneClick.judge(header);
        this.format = HeaderFormat.judge(header);
        this.tls = ReceivedTls.judge(header);
        this.signatures = DkimSignature.parseAll(header.all("DKIM-Signature"));
        this.gmailAuthor = GmailFrom.in(header).orElse(null);
    }

    /**
     * {@return what a message shows}
     *
     * @param message a message as it is sent, or better as it arrived
     */
    public static SampleMessage of(Message message) {
        return of(message.headers());
    }

    /**
     * {@return what the header of a message shows}
     *
     * @param header its fields
     */
    public static SampleMessage of(HeaderFields header) {
        return new SampleMessage(header);
    }

    /** {@return whether it can be unsubscribed from by one click} */
    public Finding unsubscribe() {
        return unsubscribe;
    }

    /** {@return whether its header has what it must have, and nothing twice that may stand once (RFC 5322 §3.6)} */
    public Finding format() {
        return format;
    }

    /** {@return whether it came to the receiver over TLS, as far as its Received fields show that} */
    public Finding tls() {
        return tls;
    }

    /** The selectors of the keys of a domain that it says it is signed with. */
    Stream<DnsName> selectors(DnsName domain) {
        return signatures.stream()
                .filter(each -> each.domain().filter(domain::equals).isPresent())
                .flatMap(each -> each.selector().stream());
    }

    /** The domain of an author whose address is at Gmail. */
    Optional<DnsName> gmailAuthor() {
        return Optional.ofNullable(gmailAuthor);
    }

    /** {@code unsubscribe preflight.one-click, …}, for logs. */
    @Override
    public String toString() {
        return "unsubscribe " + unsubscribe.id() + ", format " + format.id() + ", TLS " + tls.id();
    }
}
