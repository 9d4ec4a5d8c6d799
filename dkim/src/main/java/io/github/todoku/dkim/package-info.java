/**
 * DKIM: signatures of messages verified and made, and the keys that a domain's selectors publish.
 *
 * <p>For a message open {@link io.github.todoku.dkim.DkimVerifier}, which gives a
 * {@link io.github.todoku.dkim.DkimVerification}; {@link io.github.todoku.dkim.DkimExplainer} tells why a signature broke,
 * and {@link io.github.todoku.dkim.DkimSigner} signs. Every limit is in {@link io.github.todoku.dkim.DkimLimits}.
 *
 * <p>For a domain's keys open {@link io.github.todoku.dkim.DkimChecker}: it takes a
 * {@link io.github.todoku.dkim.DkimRequest} and gives a {@link io.github.todoku.dkim.DkimReport}. Without asking the DNS,
 * {@link io.github.todoku.dkim.DkimRecord} reads a record and {@link io.github.todoku.dkim.DkimSignature} a header field.
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
 * <tr><td>RFC 6376 §5 signing, §5.4.1 which fields</td><td>{@link io.github.todoku.dkim.DkimSigner},
 * {@code SigningFields}</td></tr>
 * <tr><td>RFC 6376 §6 verifying</td><td>{@link io.github.todoku.dkim.DkimVerifier}, {@code VerifierRun},
 * {@code SignatureReader}, {@code SignatureCheck}</td></tr>
 * <tr><td>RFC 8616 §5 internationalized mail</td><td>{@code SignedDomain}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dkim;

import org.jspecify.annotations.NullMarked;
