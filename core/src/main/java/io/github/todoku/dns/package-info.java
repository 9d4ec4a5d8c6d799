/**
 * DNS as values: a question goes in, and an answer comes out that says which of four things happened.
 *
 * <p>Open {@link io.github.todoku.dns.DnsResolver} first: it is the one seam on which every check rests.
 * {@link io.github.todoku.dns.InMemoryDns} is a zone in a unit test, {@link io.github.todoku.dns.OverlayResolver} answers
 * "what if I published this?", {@link io.github.todoku.dns.DnsRun} sits between a check and whatever resolver it is given.
 * Real servers are asked by {@code DnsClient} of the module {@code io.github.todoku.dns.client}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 1035 §2.3.4 sizes of names</td><td>{@link io.github.todoku.dns.DnsName}</td></tr>
 * <tr><td>RFC 1035 §3.5, RFC 3596 §2.5 reverse names</td><td>{@link io.github.todoku.dns.ReverseName}</td></tr>
 * <tr><td>RFC 1035 §5 master files</td><td>{@link io.github.todoku.dns.Zone}</td></tr>
 * <tr><td>RFC 2308 no data and no such name</td><td>{@link io.github.todoku.dns.DnsAnswer}</td></tr>
 * <tr><td>RFC 4291 §2.2, RFC 4632 §3.1 addresses and blocks</td><td>{@link io.github.todoku.dns.IpLiteral},
 * {@link io.github.todoku.dns.IpNetwork}</td></tr>
 * <tr><td>RFC 1034 §4.3.2 how a zone's own server answers</td>
 * <td>{@link io.github.todoku.dns.InMemoryDns#serving}</td></tr>
 * <tr><td>RFC 6890 special addresses</td><td>{@link io.github.todoku.dns.IpScope}</td></tr>
 * <tr><td>RFC 4592 wildcards, empty non-terminals</td><td>{@link io.github.todoku.dns.InMemoryDns}</td></tr>
 * <tr><td>RFC 7208 §3.3 joined strings</td><td>{@link io.github.todoku.dns.DnsRecord.Txt}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dns;

import org.jspecify.annotations.NullMarked;
