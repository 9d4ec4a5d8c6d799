package io.github.todoku.jakartamail;

import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dkim.DkimVerifyingStream;
import io.github.todoku.dns.DnsResolver;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** Verifies a message that was received, and not changed since: {@code saveChanges()} writes it anew. */
public final class IsItReallyFromThem {
    private IsItReallyFromThem() {}

    /** The results of its signatures. */
    public static DkimVerification check(MimeMessage received, DnsResolver dns) throws IOException, MessagingException {
        try (DkimVerifyingStream stream = DkimVerifier.using(dns).begin()) {
            received.writeTo(stream);
            return stream.await();
        }
    }
}
