package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfRequest;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail as its receiver saw it come: a record is tried for it. No person's address is in it.
 *
 * @param client the address that sent it
 * @param sender the domain of MAIL FROM, or the name that stands for it
 * @param author the domain of From; null where it is not known
 */
record TriedMail(
        InetAddress client, DnsName sender, @Nullable DnsName author) {
    /** The fields of a form that say which mail it is. */
    static final String CLIENT = "client";

    static final String SENDER = "sender";
    static final String AUTHOR = "author";

    /** Read from a form; empty where it says nothing of a mail, or nothing that can be read. */
    static Optional<TriedMail> of(Map<String, byte[]> fields) {
        DnsName author =
                DomainInput.parse(RequestBody.text(fields, AUTHOR)).domain().orElse(null);
        return IpLiteral.parse(RequestBody.text(fields, CLIENT))
                .flatMap(client -> DomainInput.parse(RequestBody.text(fields, SENDER))
                        .domain()
                        .map(sender -> new TriedMail(client, sender, author)));
    }

    /** Whether SPF lets it pass; of a person at the domain nothing is known. */
    SpfRequest request() {
        return SpfRequest.from(client).helo(sender.toString()).mailFrom("postmaster@" + sender);
    }
}
