/**
 * One received message: who sent it, as far as SPF, DKIM, ARC and DMARC can tell.
 *
 * <p>Open {@link io.github.todoku.message.auth.MessageVerifier} first: it takes a
 * {@link io.github.todoku.message.auth.ReceivedMessage} and gives a {@link io.github.todoku.message.auth.MessageVerdict}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 9989 §5.3.1 the Author Domain</td><td>{@link io.github.todoku.message.auth.AuthorDomain}</td></tr>
 * <tr><td>RFC 9989 §5.3.4, §5.3.5 identifiers and policy</td><td>{@link io.github.todoku.message.auth.DmarcVerdict}</td></tr>
 * <tr><td>RFC 7208 §2.4, §9.1 MAIL FROM, Received-SPF</td><td>{@link io.github.todoku.message.auth.SpfOutcome}</td></tr>
 * <tr><td>RFC 8601 §2 Authentication-Results</td><td>{@code ResultsField}</td></tr>
 * <tr><td>RFC 8601 §5 fields of others taken off</td><td>{@link io.github.todoku.message.auth.TrustBoundary}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.message.auth;

import org.jspecify.annotations.NullMarked;
