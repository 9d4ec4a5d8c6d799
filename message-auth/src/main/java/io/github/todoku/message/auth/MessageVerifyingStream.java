package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.DkimVerifyingStream;
import io.github.todoku.dkim.arc.ArcChain;
import io.github.todoku.dkim.arc.ArcVerifyingStream;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.message.MessageHead;
import io.github.todoku.message.internal.MessageSplitter;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message in pieces and checks it: for servers that hold no thread while a message comes. The header is kept, the body
 * only hashed. For one thread at a time; one that is given up should be closed, so that nothing more is asked.
 */
public final class MessageVerifyingStream extends OutputStream {
    private final DnsRun dns;
    private final DmarcChecker policies;
    private final DkimVerifyingStream dkim;
    private final ArcVerifyingStream arc;
    private final MessageSplitter splitter;
    private final @Nullable CompletableFuture<SpfVerifier.SpfResults> spf;
    private final ReceivedMessage message;
    private @Nullable CompletableFuture<SpfOutcome> told;
    private @Nullable MessageHead head;
    private @Nullable CompletableFuture<MessageVerdict> result;

    MessageVerifyingStream(
            DnsRun dns,
            ReceivedMessage message,
            DmarcChecker policies,
            DkimVerifyingStream dkim,
            ArcVerifyingStream arc,
            @Nullable CompletableFuture<SpfVerifier.SpfResults> spf) {
        this.dns = dns;
        this.policies = policies;
        this.dkim = dkim;
        this.arc = arc;
        this.spf = spf;
        this.message = message;
        this.splitter = new MessageSplitter(message.lineEnds(), DkimLimits.MAX_HEADER_OCTETS, new HeadKeeper());
    }

    private final class HeadKeeper implements MessageSplitter.Reader {
        @Override
        public void head(MessageHead whole) {
            head = whole;
            told = spf == null ? told(whole) : null;
        }

        @Override
        public void body(byte[] octets, int from, int to) {
            // the signatures' streams hash it
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /**
     * Takes the next octets of the message.
     *
     * @param octets the array they are in
     * @param offset where they begin
     * @param length how many they are
     */
    @Override
    public void write(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        dkim.write(octets, offset, length);
        arc.write(octets, offset, length);
        if (head == null) {
            splitter.write(octets, offset, offset + length);
        }
    }

    /**
     * Ends the message.
     *
     * @return the verdict, when all answers have come; no network trouble fails it, cancelling it stops the questions; always the
     *     same
     */
    public CompletableFuture<MessageVerdict> end() {
        if (result == null) {
            AuthorDomain author = AuthorDomain.of(whole());
            CompletableFuture<SpfOutcome> sender = sender();
            CompletableFuture<DkimVerification> signatures = dkim.end();
            CompletableFuture<ArcChain> chain = arc.end();
            result = dns.endingWith(CompletableFuture.allOf(sender, signatures, chain)
                    .thenCompose(come -> dmarc(author, sender.join(), signatures.join()))
                    .thenApply(dmarc ->
                            new MessageVerdict(sender.join(), signatures.join(), chain.join(), dmarc, dns.gaps())));
        }
        return result;
    }

    private CompletableFuture<SpfOutcome> sender() {
        return spf == null
                ? Objects.requireNonNull(told)
                : spf.thenApply(results -> SpfOutcome.of(results, SpfOutcome.Source.CHECKED));
    }

    /** Without a session: what a trusted host wrote of MAIL FROM, else SPF of the session that it wrote of, else its word on HELO. */
    private CompletableFuture<SpfOutcome> told(MessageHead whole) {
        String host = message.trusted().orElse(null);
        SpfOutcome word = SpfOutcome.told(whole, host);
        Optional<TrustedSession> session = host == null || word.isMailFromJudged()
                ? Optional.empty()
                : TrustedSession.of(whole, host)
                        .filter(seen -> word.source() != SpfOutcome.Source.TOLD || mailFrom(seen) != null);
        return session.map(seen -> SpfVerifier.using(dns)
                        .checkBothAsync(request(seen))
                        .thenApply(results -> SpfOutcome.of(results, SpfOutcome.Source.RECEIVED)))
                .orElseGet(() -> CompletableFuture.completedFuture(word));
    }

    /** What the caller knows of the session counts before what is written of it. */
    private SpfRequest request(TrustedSession session) {
        SpfRequest request =
                SpfRequest.from(session.ip()).helo(message.helo().isEmpty() ? session.helo() : message.helo());
        String mailFrom = mailFrom(session);
        return mailFrom == null ? request : request.mailFrom(mailFrom);
    }

    private @Nullable String mailFrom(TrustedSession session) {
        return message.mailFrom().orElse(session.mailFrom());
    }

    private CompletableFuture<DmarcVerdict> dmarc(AuthorDomain author, SpfOutcome sender, DkimVerification signatures) {
        DnsName domain = author.domain().orElse(null);
        return domain == null
                ? CompletableFuture.completedFuture(DmarcVerdict.none(author))
                : policies.checkAsync(DmarcVerdict.request(domain, sender, signatures))
                        .thenApply(record -> DmarcVerdict.of(author, sender, signatures, record));
    }

    /**
     * Ends the message and waits for the answers. If the thread is interrupted, the verdict comes at once with what is known by
     * then, and the interrupt flag stays set.
     *
     * @return the verdict
     */
    public MessageVerdict await() {
        return dns.await(end(), this::unanswered);
    }

    /** The verdict if not even the end of the time limit brings one. */
    private MessageVerdict unanswered() {
        whole();
        SpfOutcome sender = sender().getNow(SpfOutcome.late());
        DkimVerification signatures = dkim.await();
        AuthorDomain author = AuthorDomain.of(whole());
        DmarcVerdict dmarc = author.domain()
                .map(domain -> DmarcVerdict.of(
                        author, sender, signatures, policies.check(DmarcVerdict.request(domain, sender, signatures))))
                .orElseGet(() -> DmarcVerdict.none(author));
        return new MessageVerdict(sender, signatures, arc.await(), dmarc, dns.gaps());
    }

    private MessageHead whole() {
        if (head == null) {
            splitter.end();
        }
        return Objects.requireNonNull(head);
    }

    /** Gives the message up if it has not ended: nothing more is asked. */
    @Override
    public void close() {
        if (result == null) {
            dns.cancel();
        }
    }
}
