/**
 * Before the first mail: may a domain send through these services and addresses, and what do each receiver's rules say?
 *
 * <p>Open {@link io.github.todoku.preflight.Preflight} first; it makes a {@link io.github.todoku.preflight.PreflightReport}.
 * What each receiver requires of senders is in {@code receivers.txt} and is read by
 * {@link io.github.todoku.preflight.ReceiverPack}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 5321 §5.1 where mail for a domain goes</td><td>{@link io.github.todoku.preflight.MailDomainCheck}</td></tr>
 * <tr><td>RFC 7505 null MX</td><td>{@link io.github.todoku.preflight.MailDomainCheck}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.preflight;

import org.jspecify.annotations.NullMarked;
