/**
 * Many reports as one answer: summed up in bounded memory, merged in any order, told by sender.
 *
 * <p>Open {@link io.github.todoku.feedback.summary.ReportTally} first; it makes
 * {@link io.github.todoku.feedback.summary.ReportSummary}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7489 §3.1 alignment, §7.2 aggregate reports</td>
 * <td>{@link io.github.todoku.feedback.summary.AlignmentOutcome}, {@code SenderRecognition}</td></tr>
 * <tr><td>RFC 8460 §4.3 result types</td><td>{@link io.github.todoku.feedback.summary.TlsSummary}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.feedback.summary;

import org.jspecify.annotations.NullMarked;
