package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;

/**
 * A sending service that an address belongs to, according to the DNS.
 *
 * @param service the service's domain
 * @param include the name whose SPF record allows the address
 * @param by the reverse name that led there
 */
public record ServiceFound(DnsName service, DnsName include, DnsName by) implements Serializable {}
