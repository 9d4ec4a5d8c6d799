package io.github.todoku.dns;

/** How a question travels. */
public enum Transport {
    /** In a datagram, and over TCP when the answer does not fit into one (RFC 1035 §4.2.1). */
    UDP,
    /** Over TCP from the start (RFC 7766). */
    TCP,
    /** Over TLS, to a server that proves who it is, and not otherwise (RFC 7858, RFC 8310 §5). */
    TLS
}
