package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reply to classify, and what is known beside it: any text, with or without a code in it, as a sender's database has it.
 * Immutable; {@code toString} masks addresses.
 *
 * <pre>{@code
 * ReplyRequest.of("User unknown").withCode(550).withCommand("RCPT TO").withRemoteHost("mx.example.org")
 * }</pre>
 */
public final class ReplyRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final String text;
    private final @Nullable Integer code;
    private final @Nullable EnhancedStatus status;
    private final @Nullable String command;
    private final @Nullable String remoteHost;
    private final @Nullable String recipient;

    private ReplyRequest(
            String text,
            @Nullable Integer code,
            @Nullable EnhancedStatus status,
            @Nullable String command,
            @Nullable String remoteHost,
            @Nullable String recipient) {
        this.text = text;
        this.code = code;
        this.status = status;
        this.command = command;
        this.remoteHost = remoteHost;
        this.recipient = recipient;
    }

    /**
     * {@return a request about these words, of which nothing more is known}
     *
     * @param text the words; a code or a status in them is found, and of a long text the first {@value SmtpReply#MAX_LENGTH}
     *     characters are read
     */
    public static ReplyRequest of(String text) {
        return new ReplyRequest(text, null, null, null, null, null);
    }

    /**
     * {@return the same with the reply code that the server gave; it takes precedence over one in the words}
     *
     * @param code 200 to 599
     * @throws IllegalArgumentException if it is outside that
     */
    public ReplyRequest withCode(int code) {
        if (code < 200 || code > 599) {
            throw new IllegalArgumentException("reply code " + code + " is not in 200..599");
        }
        return new ReplyRequest(text, code, status, command, remoteHost, recipient);
    }

    /**
     * {@return the same with an enhanced status given beside the words, as in a Status field; one in them stays}
     *
     * @param status the status
     */
    public ReplyRequest withStatus(EnhancedStatus status) {
        return new ReplyRequest(text, code, status, command, remoteHost, recipient);
    }

    /**
     * {@return the same with the SMTP command that was answered: "user unknown" means a dead address in answer to RCPT, and
     * a filter in answer to DATA}
     *
     * @param command such as {@code RCPT TO}, in any case; unknown ones are ignored
     */
    public ReplyRequest withCommand(String command) {
        return new ReplyRequest(text, code, status, command, remoteHost, recipient);
    }

    /**
     * {@return the same with the host that said it: many words and codes mean one thing at one provider and another elsewhere}
     *
     * @param remoteHost its name or address
     */
    public ReplyRequest withRemoteHost(String remoteHost) {
        return new ReplyRequest(text, code, status, command, remoteHost, recipient);
    }

    /**
     * {@return the same with the address it is about}
     *
     * @param recipient the address
     */
    public ReplyRequest withRecipient(String recipient) {
        return new ReplyRequest(text, code, status, command, remoteHost, recipient);
    }

    /** {@return the words} */
    public String text() {
        return text;
    }

    /** {@return the reply code, where it is known beside the words; null if not} */
    public @Nullable Integer code() {
        return code;
    }

    /** {@return the status beside the words; null if none is known} */
    public @Nullable EnhancedStatus status() {
        return status;
    }

    /** {@return the command that was answered; null if unknown} */
    public @Nullable String command() {
        return command;
    }

    /** {@return the host that said it; null if unknown} */
    public @Nullable String remoteHost() {
        return remoteHost;
    }

    /** {@return the address it is about; null if unknown} */
    public @Nullable String recipient() {
        return recipient;
    }

    /** One line with addresses masked. */
    @Override
    public String toString() {
        String begin = text.length() > 200 ? text.substring(0, 200) : text;
        return Printable.line(
                "ReplyRequest[" + Masking.mask(begin, recipient) + ", " + code + ", " + status + ", " + command + "]");
    }
}
