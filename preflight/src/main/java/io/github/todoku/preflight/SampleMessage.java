package io.github.todoku.preflight;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.message.Message;
import java.io.Serializable;

/**
 * What one message shows of that which receivers ask for and the DNS cannot show: one-click unsubscription (RFC 8058), the
 * fields of its header, and, where it is a message as it arrived, TLS on the way. Only its header is looked at, and nothing of
 * it is kept. Immutable.
 */
public final class SampleMessage implements Serializable {
    private static final long serialVersionUID = 1;

    private final Finding unsubscribe;
    private final Finding format;
    private final Finding tls;

    private SampleMessage(Finding unsubscribe, Finding format, Finding tls) {
        this.unsubscribe = unsubscribe;
        this.format = format;
        this.tls = tls;
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
        return new SampleMessage(OneClick.judge(header), HeaderFormat.judge(header), ReceivedTls.judge(header));
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

    /** {@code unsubscribe preflight.one-click, …}, for logs. */
    @Override
    public String toString() {
        return "unsubscribe " + unsubscribe.id() + ", format " + format.id() + ", TLS " + tls.id();
    }
}
