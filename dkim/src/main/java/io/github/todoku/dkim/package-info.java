/**
 * DKIM keys: what a domain's selectors publish, and which keys the signatures of a message name. Signatures are not
 * verified.
 *
 * <p>Open {@link io.github.todoku.dkim.DkimChecker} first: it takes a {@link io.github.todoku.dkim.DkimRequest} and gives
 * a {@link io.github.todoku.dkim.DkimReport}. Without asking the DNS, {@link io.github.todoku.dkim.DkimRecord} reads a
 * record and {@link io.github.todoku.dkim.DkimSignature} a header field.
 *
 * <table>
 * <caption>Where each section is implemented</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 6376 §3.1 selectors</td><td>{@link io.github.todoku.dkim.DkimSelector}</td></tr>
 * <tr><td>RFC 6376 §3.2 tag=value lists</td><td>{@code TagList} in core</td></tr>
 * <tr><td>RFC 6376 §3.5 the DKIM-Signature field</td><td>{@link io.github.todoku.dkim.DkimSignature}</td></tr>
 * <tr><td>RFC 6376 §3.6.1 the key record</td><td>{@link io.github.todoku.dkim.DkimRecord},
 * {@link io.github.todoku.dkim.DkimTag}, {@code KeyRecordReader}</td></tr>
 * <tr><td>RFC 6376 §3.6.2 keys in the DNS</td><td>{@link io.github.todoku.dkim.DkimChecker},
 * {@link io.github.todoku.dkim.DkimKey}, {@code SelectorReader}</td></tr>
 * <tr><td>RFC 8301 §3 algorithms and key sizes</td><td>{@code PublicKeyReader}, {@code KeyRecordReader}</td></tr>
 * <tr><td>RFC 8463 §4 Ed25519 keys</td><td>{@code PublicKeyReader}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dkim;

import org.jspecify.annotations.NullMarked;
