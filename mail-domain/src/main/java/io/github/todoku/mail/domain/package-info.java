/**
 * What else a mail domain publishes: MX, MTA-STS, TLS-RPT, DANE, BIMI; and, when asked, what its servers show.
 *
 * <p>Open {@link io.github.todoku.mail.domain.InboundChecker} first: it looks at all that concerns mail <em>to</em> a domain.
 * Each part has a checker of its own. All of them ask the DNS and nobody else, unless they are given a
 * {@link io.github.todoku.mail.domain.PolicyFetcher} (HTTPS) or an {@link io.github.todoku.mail.domain.MxProbe} (SMTP).
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 5321 §5.1, RFC 7505 MX and null MX</td><td>{@link io.github.todoku.mail.domain.MxChecker}</td></tr>
 * <tr><td>RFC 8461 §3.1 the record</td><td>{@link io.github.todoku.mail.domain.MtaStsRecord}</td></tr>
 * <tr><td>RFC 8461 §3.2, §4.1 the policy</td><td>{@link io.github.todoku.mail.domain.MtaStsPolicy}</td></tr>
 * <tr><td>RFC 8461 §3.3 fetching it</td><td>{@link io.github.todoku.mail.domain.net.HttpsPolicyFetcher}</td></tr>
 * <tr><td>RFC 8460 §3 TLS-RPT</td><td>{@link io.github.todoku.mail.domain.TlsRptRecord}</td></tr>
 * <tr><td>RFC 7672 §2.2 finding TLSA records</td><td>{@link io.github.todoku.mail.domain.DaneChecker}</td></tr>
 * <tr><td>RFC 7672 §3, RFC 7671 usages, selectors, matching</td><td>{@code Tlsas}</td></tr>
 * <tr><td>RFC 7672 §2.1.3 whom to believe about DNSSEC</td><td>{@link io.github.todoku.mail.domain.Dnssec}</td></tr>
 * <tr><td>RFC 3207, RFC 8461 §4.2 STARTTLS and certificates</td><td>{@link io.github.todoku.mail.domain.StartTlsChecker}</td></tr>
 * <tr><td>BIMI draft</td><td>{@link io.github.todoku.mail.domain.BimiRecord}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.mail.domain;

import org.jspecify.annotations.NullMarked;
