/**
 * What checks find, and the records that fix it: the same three values in every module.
 *
 * <p>Open {@link io.github.todoku.finding.Finding} first.
 *
 * <table>
 *   <caption>Where the standards are obeyed</caption>
 *   <tr><th>section</th><th>class</th></tr>
 *   <tr><td>RFC 1035 §3.3, character-strings; §5.1, the line of a master file</td>
 *       <td>{@link io.github.todoku.finding.RecordChange}</td></tr>
 *   <tr><td>RFC 2181 §5, an RRset changes as a whole</td><td>{@link io.github.todoku.finding.RecordChange#overlay}</td></tr>
 *   <tr><td>RFC 4592 §2.2.1, a record takes a wildcard's place</td><td>{@link io.github.todoku.finding.RecordChange#along}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.finding;

import org.jspecify.annotations.NullMarked;
