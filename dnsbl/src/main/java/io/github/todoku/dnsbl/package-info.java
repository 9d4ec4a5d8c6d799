/**
 * DNS lists (RFC 5782): honest verdicts from the lists.
 *
 * <p>Open {@link io.github.todoku.dnsbl.DnsblChecker} first: it gives a {@link io.github.todoku.dnsbl.DnsblReport}. The lists
 * come from {@link io.github.todoku.dnsbl.DnsblCatalog}.
 *
 * <table>
 * <caption>Where RFC 5782 is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>§2.1, §2.4, §3 names to ask at</td><td>{@code QueryName}</td></tr>
 * <tr><td>§2.1, §2.3 what answers mean</td><td>{@code CodeTable}, {@link io.github.todoku.dnsbl.DnsblCode}</td></tr>
 * <tr><td>§5 test entries</td><td>{@code HealthProbe}, {@link io.github.todoku.dnsbl.ListHealth}</td></tr>
 * <tr><td>§6 A, then TXT</td><td>{@code ListCheck}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dnsbl;

import org.jspecify.annotations.NullMarked;
