package io.github.todoku.mail.domain;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** What came of fetching one file by HTTPS. Immutable. */
public final class PolicyFetch implements Serializable {
    private static final long serialVersionUID = 1;

    /** How it ended. */
    public enum Outcome {
        /** The server answered, with whatever status. */
        ANSWERED,
        /** The host's address lies in a range that is not public; nothing was connected to. */
        SPECIAL_ADDRESS,
        /** No connection came about, which may be due to this place. */
        UNREACHABLE,
        /** The host is there and takes no connection. */
        REFUSED,
        /** The certificate is not valid for the host. */
        CERTIFICATE,
        /** TLS failed for another reason. */
        TLS,
        /** The file is larger than was asked for. */
        TOO_LARGE,
        /** It took too long. */
        TIMEOUT,
        /** What came is no answer of HTTP. */
        MALFORMED
    }

    private final Outcome outcome;
    private final int status;
    private final String mediaType;
    private final byte[] body;
    private final String detail;

    private PolicyFetch(Outcome outcome, int status, String mediaType, byte[] body, String detail) {
        this.outcome = outcome;
        this.status = status;
        this.mediaType = mediaType;
        this.body = body;
        this.detail = detail;
    }

    /**
     * {@return an answer}
     *
     * @param status the status code of HTTP
     * @param mediaType the value of Content-Type; empty if there was none
     * @param body the octets of the file
     */
    public static PolicyFetch answered(int status, String mediaType, byte[] body) {
        return new PolicyFetch(Outcome.ANSWERED, status, mediaType, body.clone(), "");
    }

    /**
     * {@return a fetch that brought no answer}
     *
     * @param outcome why
     * @param detail more of why, for people
     * @throws IllegalArgumentException for {@link Outcome#ANSWERED}
     */
    public static PolicyFetch failed(Outcome outcome, String detail) {
        if (outcome == Outcome.ANSWERED) {
            throw new IllegalArgumentException("an answer has a status");
        }
        return new PolicyFetch(outcome, 0, "", new byte[0], detail);
    }

    /** {@return how it ended} */
    public Outcome outcome() {
        return outcome;
    }

    /** {@return the status code of HTTP; 0 without an answer} */
    public int status() {
        return status;
    }

    /** {@return the value of Content-Type, as it came; empty if there was none} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return whether the file is of a media type, whatever its parameters}
     *
     * @param type as {@code text/plain}
     */
    public boolean isOfType(String type) {
        int semicolon = mediaType.indexOf(';');
        return (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .equalsIgnoreCase(type);
    }

    /** {@return the octets of the file} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the file as text in UTF-8, what is none of it replaced} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** {@return why there is no answer; empty if there is one} */
    public String detail() {
        return detail;
    }

    /** {@code ANSWERED 200 text/plain, 120 octets}, for logs. */
    @Override
    public String toString() {
        return outcome == Outcome.ANSWERED
                ? outcome + " " + status + " " + Printable.octets(mediaType) + ", " + body.length + " octets"
                : outcome + " " + Printable.line(detail);
    }
}
