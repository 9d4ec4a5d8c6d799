package io.github.todoku.message;

/** What ends a line in the octets of a message that is hashed, and so must be read exactly. */
public enum LineEnds {
    /** CRLF alone, as on the wire (RFC 5321 §2.3.8); a bare CR or LF is an octet like any other. */
    OF_THE_WIRE,
    /**
     * As in a file: if the first line ends with LF alone, every LF without a CR before it stands for a CRLF. If it ends with
     * CRLF, the octets count as they are.
     */
    OF_A_FILE
}
