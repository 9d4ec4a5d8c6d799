/**
 * Name servers asked over the network. Open {@link io.github.todoku.dns.client.DnsClient} first.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 5452 §9.1 whose reply it is, RFC 6891 EDNS, RFC 7766 TCP</td>
 * <td>{@link io.github.todoku.dns.client.DnsClient}</td></tr>
 * <tr><td>RFC 2308 §5, RFC 9520 what is remembered</td><td>{@link io.github.todoku.dns.client.CachingResolver}</td></tr>
 * <tr><td>RFC 1034 §4.3.2 what a zone's own servers answer</td>
 * <td>{@link io.github.todoku.dns.client.AuthoritativeServers}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dns.client;

import org.jspecify.annotations.NullMarked;
