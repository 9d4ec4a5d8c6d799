/**
 * From a bounce to its cause, the proof, the record to publish and the verdict after publishing.
 *
 * <p>Open {@link io.github.todoku.diagnosis.Doctor} first; it makes a {@link io.github.todoku.diagnosis.Case}.
 * {@link io.github.todoku.diagnosis.JsonReport} prints one, {@link io.github.todoku.diagnosis.ReportWords} has the sentences
 * in English and Japanese. The rows that decide stand in {@code decision-table.txt}.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 5321 §5.1 where mail for a domain goes</td><td>{@link io.github.todoku.diagnosis.MailDomainCheck}</td></tr>
 * <tr><td>RFC 7505 null MX</td><td>{@link io.github.todoku.diagnosis.MailDomainCheck}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.diagnosis;

import org.jspecify.annotations.NullMarked;
