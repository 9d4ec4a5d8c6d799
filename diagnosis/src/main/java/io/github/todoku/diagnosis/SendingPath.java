package io.github.todoku.diagnosis;

import io.github.todoku.dns.DnsName;
import io.github.todoku.spf.SpfVerdict;
import java.io.Serializable;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One path that mail takes.
 */
public final class SendingPath implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName domain;
    private final InetAddress client;
    private final @Nullable String service;
    private final long failed;
    private final long unauthenticated;
    private final long delivered;
    private final @Nullable SpfVerdict spfToday;

    SendingPath(
            DnsName domain,
            InetAddress client,
            @Nullable String service,
            long failed,
            long unauthenticated,
            long delivered,
            @Nullable SpfVerdict spfToday) {
        this.domain = domain;
        this.client = client;
        this.service = service;
        this.failed = failed;
        this.unauthenticated = unauthenticated;
        this.delivered = delivered;
        this.spfToday = spfToday;
    }

    /** {@return the MAIL FROM domain} */
    public DnsName domain() {
        return domain;
    }

    /** {@return the address that sends} */
    public InetAddress client() {
        return client;
    }

    /** {@return the service that the address belongs to; null if that is not known} */
    public @Nullable String service() {
        return service;
    }

    /** {@return how many bounces of mail sent this way are the sender's responsibility} */
    public long failed() {
        return failed;
    }

    /** {@return how many of these say that the mail was not authenticated} */
    public long unauthenticated() {
        return unauthenticated;
    }

    /** {@return how many mails are known to have arrived this way} */
    public long delivered() {
        return delivered;
    }

    /** {@return what SPF says of it today; null if that was not asked} */
    public @Nullable SpfVerdict spfToday() {
        return spfToday;
    }

    /** {@return whether SPF gives a result other than pass; false also where the DNS did not answer} */
    public boolean failsToday() {
        return spfToday != null && spfToday != SpfVerdict.PASS && spfToday != SpfVerdict.TEMPERROR;
    }

    /**
     * {@return whether mail sent this way came back as not authenticated, and SPF fails for it today} An address that would
     * merely fail, or that a list blocks, does not explain such a bounce.
     */
    public boolean isToBeMended() {
        return failsToday() && unauthenticated > 0;
    }
}
