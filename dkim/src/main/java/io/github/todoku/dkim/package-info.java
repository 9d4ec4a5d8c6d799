/**
 * DKIM keys (RFC 6376 §3.6): what a selector publishes, and what the signatures of a message name. No signature is
 * verified here.
 *
 * <p>Open {@link io.github.todoku.dkim.DkimChecker} first: it takes a {@link io.github.todoku.dkim.DkimRequest} and gives
 * a {@link io.github.todoku.dkim.DkimReport}. {@link io.github.todoku.dkim.DkimRecord} reads a record, and
 * {@link io.github.todoku.dkim.DkimSignature} a header field, without asking anything.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 6376 §3.2 tag=value lists</td><td>{@code TagList} of core</td></tr>
 * <tr><td>§3.5 the DKIM-Signature field</td><td>{@link io.github.todoku.dkim.DkimSignature}</td></tr>
 * <tr><td>§3.6.1 the key record</td><td>{@link io.github.todoku.dkim.DkimRecord}, {@code RecordReader}</td></tr>
 * <tr><td>§3.6.2 keys in the DNS</td><td>{@link io.github.todoku.dkim.DkimChecker}</td></tr>
 * <tr><td>RFC 8301 §3 algorithms and key sizes; RFC 8463 Ed25519</td><td>{@code KeyReader}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dkim;

import org.jspecify.annotations.NullMarked;
