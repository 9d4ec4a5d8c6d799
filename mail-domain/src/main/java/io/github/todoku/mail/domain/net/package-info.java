/**
 * The network behind the two seams: {@link io.github.todoku.mail.domain.net.HttpsPolicyFetcher} and
 * {@link io.github.todoku.mail.domain.net.SmtpMxProbe}. What they connect to is what the check's own DNS said, and no
 * special address unless allowed.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 8461 §3.3 fetching a policy</td><td>{@link io.github.todoku.mail.domain.net.HttpsPolicyFetcher}</td></tr>
 * <tr><td>RFC 3207 §4 STARTTLS</td><td>{@link io.github.todoku.mail.domain.net.SmtpMxProbe}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.mail.domain.net;

import org.jspecify.annotations.NullMarked;
