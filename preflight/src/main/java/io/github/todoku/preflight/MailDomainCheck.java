package io.github.todoku.preflight;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain exists and accepts mail, as a sender finds it (RFC 5321 §5.1).
 *
 * @param domain the domain
 * @param state what came out
 * @param exchanges its MX hosts, the preferred first
 * @param failure the answer that did not come, or null
 */
public record MailDomainCheck(
        DnsName domain,
        State state,
        List<DnsName> exchanges,
        @Nullable String failure) implements Serializable {

    /** What came out. */
    public enum State {
        /** It has MX records. */
        TAKES_MAIL,
        /** It has no MX but an address, which is then the mail host (RFC 5321 §5.1). */
        ADDRESS_ONLY,
        /** It says that it accepts no mail (RFC 7505). */
        NULL_MX,
        /** It exists and has neither. */
        NO_HOST,
        /** There is no such name. */
        NO_SUCH_NAME,
        /** The DNS did not answer. */
        CANNOT_TELL
    }

    /**
     * Copies the list.
     *
     * @param domain the domain
     * @param state what came out
     * @param exchanges its MX hosts, the preferred first
     * @param failure the answer that did not come, or null
     */
    public MailDomainCheck {
        exchanges = List.copyOf(exchanges);
    }

    /** {@return whether the DNS did not answer} */
    public boolean cannotTell() {
        return state == State.CANNOT_TELL;
    }

    /** {@return the answer that did not come, on one line; empty if all came} */
    public List<String> gaps() {
        return failure == null ? List.of() : List.of(failure);
    }
}
