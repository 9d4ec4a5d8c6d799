/**
 * What receivers report: who sends in a domain's name, what of it passes, and what to publish.
 *
 * <p>Open {@link io.github.todoku.feedback.ReportReader} first: it gives the items of any file, folder or stream.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7489 appendix C, RFC 9990 §3.1.1 aggregate reports</td><td>{@link io.github.todoku.feedback.AggregateReport},
 * {@code AggregateReader}, {@code RowReader}</td></tr>
 * <tr><td>RFC 8460 §4.4 TLS reports</td><td>{@link io.github.todoku.feedback.TlsReport}, {@code TlsReportReader}</td></tr>
 * <tr><td>RFC 5965, 6591, 9991 failure reports</td><td>{@link io.github.todoku.feedback.FailureReport}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.feedback;

import org.jspecify.annotations.NullMarked;
