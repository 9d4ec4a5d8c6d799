/**
 * What follows from reports: who sends in a domain's name, what is left to do for each, and whether a stricter policy is safe.
 *
 * <p>Open {@link io.github.todoku.feedback.plan.ReportPlanner} first.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7489 §6.3, RFC 9989 §4.7 policies in steps</td><td>{@link io.github.todoku.feedback.plan.Readiness}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.feedback.plan;

import org.jspecify.annotations.NullMarked;
