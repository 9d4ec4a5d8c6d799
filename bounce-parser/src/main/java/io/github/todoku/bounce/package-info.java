/**
 * Bounces and SMTP replies: who was not reached, why, what to do, and the words that say so.
 *
 * <p>Begin with {@link io.github.todoku.bounce.BounceParser} for mails, {@link io.github.todoku.bounce.ReplyClassifier} for
 * a reply at hand. Four answers are kept apart: {@link io.github.todoku.bounce.ReportKind} (what the message is),
 * {@link io.github.todoku.bounce.Permanence} (would trying again help), {@link io.github.todoku.bounce.Cause} with
 * {@link io.github.todoku.bounce.Advice}, and {@link io.github.todoku.bounce.Evidence}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><td>RFC 3464 §2, RFC 6533 §3</td><td>{@code DeliveryStatusReport}, {@code StatusFields}, {@code Addresses}</td></tr>
 * <tr><td>RFC 3463, IANA registry</td><td>{@link io.github.todoku.bounce.EnhancedStatus}, {@code rules/codes.rules}</td></tr>
 * <tr><td>RFC 5321 §4.2</td><td>{@link io.github.todoku.bounce.SmtpReply}</td></tr>
 * <tr><td>RFC 5965</td><td>{@code FeedbackReport}, {@link io.github.todoku.bounce.Complaint}</td></tr>
 * <tr><td>RFC 2045, 2046, 2047, 5322</td><td>{@link io.github.todoku.message}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.bounce;

import org.jspecify.annotations.NullMarked;
