package io.github.todoku.mailserver;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.MessageVerifier;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/**
 * Refuses at RCPT who is listed or may not send for the sender's domain, and at DATA what the author's domain wants refused. Neither
 * reply comes later than the time limit; what could not be told by then is no reason to refuse.
 */
public final class Gatekeeper implements MessageHandlerFactory {
    private static final int MAX_OCTETS = 30_000_000;

    private final DnsblChecker lists;
    private final SpfVerifier spf;
    private final MessageVerifier messages;
    private final String name;
    private final Consumer<String> accepted;

    /**
     * Makes one for all sessions.
     *
     * @param dns asked
     * @param limit how long a client may be kept waiting at RCPT, and again at DATA
     * @param name this server's
     * @param accepted gets the Authentication-Results field of each mail that is taken
     */
    public Gatekeeper(DnsResolver dns, Duration limit, String name, Consumer<String> accepted) {
        this.lists = DnsblChecker.using(dns).withTimeLimit(limit);
        this.spf = SpfVerifier.using(dns).withTimeLimit(limit);
        this.messages = MessageVerifier.using(dns).withTimeLimit(limit);
        this.name = name;
        this.accepted = accepted;
    }

    @Override
    public MessageHandler create(MessageContext session) {
        InetAddress client = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
        return new Mail(client, session.getHelo().orElse(""));
    }

    private final class Mail implements MessageHandler {
        private final InetAddress client;
        private final String helo;
        private String sender = "";
        private @Nullable RejectException refusal;
        private boolean asked;

        Mail(InetAddress client, String helo) {
            this.client = client;
            this.helo = helo;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (!asked) { // once a mail, whoever it is for
                asked = true;
                refusal = refusal();
            }
            if (refusal != null) {
                throw refusal;
            }
        }

        private @Nullable RejectException refusal() {
            CompletableFuture<DnsblReport> listed = lists.checkAsync(client); // both at once
            CompletableFuture<SpfResult> allowed = spf.checkAsync(client, helo, sender);
            if (listed.join().isListed()) {
                return new RejectException(554, "5.7.1 " + client.getHostAddress() + " is on a block list");
            }
            return allowed.join().verdict() == SpfVerdict.FAIL
                    ? new RejectException(
                            550, "5.7.23 SPF: " + client.getHostAddress() + " may not send for this sender")
                    : null;
        }

        @Override
        public String data(InputStream in) throws IOException, RejectException {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw new RejectException(552, "5.3.4 Too large");
            }
            MessageVerdict verdict = messages.check(
                    ReceivedMessage.of(octets).from(client).helo(helo).mailFrom(sender));
            if (verdict.dmarc().disposition() == DmarcPolicy.REJECT) {
                throw new RejectException(550, "5.7.1 Refused by the DMARC policy of the author's domain");
            }
            accepted.accept(verdict.authenticationResults(name).toHeader());
            return "2.0.0 Accepted";
        }

        @Override
        public void done() {
            // nothing is kept
        }
    }
}
