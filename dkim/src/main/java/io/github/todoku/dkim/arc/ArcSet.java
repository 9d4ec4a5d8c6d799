package io.github.todoku.dkim.arc;

import io.github.todoku.dns.DnsName;
import io.github.todoku.message.AuthenticationResults;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one sealer added: what it found, over the message as it sent it on. Immutable. */
public final class ArcSet implements Serializable {
    private static final long serialVersionUID = 1;

    private final int instance;
    private final DnsName sealer;
    private final @Nullable DnsName signer;
    private final @Nullable AuthenticationResults results;

    ArcSet(int instance, DnsName sealer, @Nullable DnsName signer, @Nullable AuthenticationResults results) {
        this.instance = instance;
        this.sealer = sealer;
        this.signer = signer;
        this.results = results;
    }

    /** {@return which one it is, 1 for the oldest} */
    public int instance() {
        return instance;
    }

    /** {@return {@code d=} of the seal: who has it in custody} */
    public DnsName sealer() {
        return sealer;
    }

    /**
     * {@return {@code d=} of the message signature; nearly always the sealer; empty if that signature, of a set that is not the newest,
     * could never hold}
     */
    public Optional<DnsName> signer() {
        return Optional.ofNullable(signer);
    }

    /** {@return what the sealer found when the message came; believe it as far as you trust the sealer; empty if it cannot be read} */
    public Optional<AuthenticationResults> results() {
        return Optional.ofNullable(results);
    }

    /** {@code i=1 example.com}, for logs. */
    @Override
    public String toString() {
        return "i=" + instance + " " + sealer;
    }
}
