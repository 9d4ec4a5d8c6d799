/**
 * Mail as bytes: what is in a message and where, as it came.
 *
 * <p>Begin with {@link io.github.todoku.message.Message} for a message in memory and with
 * {@link io.github.todoku.message.MessageStream} for one whose body is only streamed; both give
 * {@link io.github.todoku.message.HeaderFields}. {@link io.github.todoku.message.Mbox} and
 * {@link io.github.todoku.message.Maildir} give many messages, one at a time. Nothing in a message makes a method throw:
 * what is malformed is read as it was probably meant, what is too large is read up to
 * {@link io.github.todoku.message.MessageLimits}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 5322 §2.2 header fields, folding</td><td>{@link io.github.todoku.message.HeaderFields},
 * {@link io.github.todoku.message.HeaderField}, {@code HeaderReader}</td></tr>
 * <tr><td>RFC 5322 §3.2 comments, quoted strings</td><td>{@code HeaderScanner}, {@code HeaderText}</td></tr>
 * <tr><td>RFC 5322 §3.4, §4.4, RFC 6532 addresses</td><td>{@link io.github.todoku.message.MailAddress},
 * {@link io.github.todoku.message.AddressList}</td></tr>
 * <tr><td>RFC 2045 §5, RFC 6522 §3 Content-Type</td><td>{@link io.github.todoku.message.ContentType}</td></tr>
 * <tr><td>RFC 2045 §6 transfer encodings</td><td>{@code TransferDecoding}</td></tr>
 * <tr><td>RFC 2046 §5 multiparts, messages in messages</td><td>{@code MimeScanner},
 * {@link io.github.todoku.message.MimePart}</td></tr>
 * <tr><td>RFC 2047 encoded words</td><td>{@link io.github.todoku.message.EncodedWords}</td></tr>
 * <tr><td>RFC 4155 mbox</td><td>{@link io.github.todoku.message.Mbox}</td></tr>
 * <tr><td>RFC 8601 Authentication-Results</td><td>{@link io.github.todoku.message.AuthenticationResults},
 * {@link io.github.todoku.message.MethodResult}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.message;

import org.jspecify.annotations.NullMarked;
