package io.github.todoku.dkim;

import io.github.todoku.finding.Finding;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The signatures of a message. Immutable. */
public final class DkimSigned implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<String> fields;
    private final List<Finding> findings;

    DkimSigned(List<String> fields, List<Finding> findings) {
        this.fields = List.copyOf(fields);
        this.findings = List.copyOf(findings);
    }

    /** {@return one whole field for each key, folded with CRLF, without one at its end} */
    public List<String> fields() {
        return fields;
    }

    /** {@return the fields as they go on top of the message, each ended by CRLF} */
    public String header() {
        return String.join("\r\n", fields) + "\r\n";
    }

    /**
     * {@return the message with the signatures on top} Where the message's first line ends with LF alone, so do theirs.
     *
     * @param message the message that was signed
     */
    public byte[] addedTo(byte[] message) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream(message.length + 1024);
        int lineFeed = 0;
        while (lineFeed < message.length && message[lineFeed] != '\n') {
            lineFeed++;
        }
        boolean bare = lineFeed < message.length && (lineFeed == 0 || message[lineFeed - 1] != '\r');
        String text = bare ? header().replace("\r\n", "\n") : header();
        signed.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        signed.writeBytes(message);
        return signed.toByteArray();
    }

    /** {@return what may break the signatures on the way} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return how many there are, for logs} */
    @Override
    public String toString() {
        return "DkimSigned[" + fields.size() + "] " + findings;
    }
}
