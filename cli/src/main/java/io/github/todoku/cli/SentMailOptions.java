package io.github.todoku.cli;

import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.IpLiteral;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only the sending program knows of a mail that came back: for a bare reply that is all there is. */
final class SentMailOptions {
    @Option(
            names = "--mail-from",
            paramLabel = "DOMAIN",
            description = "The MAIL FROM domain of the mail, where the bounce does not say; <> for the null sender.")
    @Nullable
    String mailFrom;

    @Option(
            names = "--from",
            paramLabel = "DOMAIN",
            description = "The domain of its From field, where the bounce does not say.")
    @Nullable
    String from;

    @Option(
            names = "--sent-from",
            paramLabel = "ADDRESS",
            description = "The address this mail was sent from, according to the sender's own log.")
    @Nullable
    String client;

    @Option(names = "--helo", paramLabel = "NAME", description = "The name given in HELO or EHLO.")
    @Nullable
    String helo;

    @Option(
            names = "--recipient",
            paramLabel = "ADDRESS",
            description = "The recipient, where the bounce does not say.")
    @Nullable
    String recipient;

    @Option(
            names = "--receiving-host",
            paramLabel = "HOST",
            description = "The host that answered, where the bounce does not say.")
    @Nullable
    String receivingHost;

    @Option(
            names = "--command",
            paramLabel = "VERB",
            description =
                    "The SMTP command that was answered: CONNECT, EHLO, MAIL, RCPT, DATA… Some receivers use the same"
                            + " words for an address that is gone and for a mail they refuse.")
    @Nullable
    String command;

    SentMail sent() {
        SentMail sent = SentMail.UNKNOWN;
        if (mailFrom != null) {
            sent = mailFrom.equals("<>") ? sent.fromNullSender() : sent.mailFromDomain(Names.domain(mailFrom));
        }
        if (from != null) {
            sent = sent.from(Names.domain(from));
        }
        if (client != null) {
            String text = client;
            sent = sent.client(
                    IpLiteral.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", text)));
        }
        if (helo != null) {
            sent = sent.helo(Names.any(helo));
        }
        if (receivingHost != null) {
            sent = sent.receivingHost(receivingHost);
        }
        if (recipient != null) {
            sent = recipient(sent, recipient);
        }
        return command == null ? sent : command(sent, command);
    }

    private static SentMail recipient(SentMail sent, String address) {
        try {
            return sent.recipient(address);
        } catch (IllegalArgumentException refused) {
            throw new Failure(ExitCode.USAGE, "usage.recipient");
        }
    }

    private static SentMail command(SentMail sent, String verb) {
        try {
            return sent.command(verb);
        } catch (IllegalArgumentException refused) {
            throw new Failure(ExitCode.USAGE, "usage.command", verb.toUpperCase(Locale.ROOT));
        }
    }
}
