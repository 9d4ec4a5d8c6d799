/**
 * The octets that signatures cover: what DKIM (RFC 6376) and ARC (RFC 8617) share. Not an API.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 6376 §3.4 canonicalization</td><td>{@code BodyHash}, {@code HeaderHash}</td></tr>
 * <tr><td>RFC 6376 §3.5 tags of a signature</td><td>{@code SignatureTags}, {@code SignatureReader}</td></tr>
 * <tr><td>RFC 6376 §3.7 hashes; §5.4.2 repeated fields</td><td>{@code HeaderHash}</td></tr>
 * <tr><td>RFC 6376 §6.1 verification</td><td>{@code SignatureCheck}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dkim.internal;

import org.jspecify.annotations.NullMarked;
