package io.github.todoku.dnsbl;

import java.io.Serializable;

/**
 * An answer by which a list says that it will not answer; never a listing, never "not listed".
 *
 * @param answer the A record, written as in {@link DnsblCode}; or {@code REFUSED} or {@code FORMERR} for a response code
 * @param cause why
 */
public record RefusalCode(String answer, RefusalCause cause) implements Serializable {}
