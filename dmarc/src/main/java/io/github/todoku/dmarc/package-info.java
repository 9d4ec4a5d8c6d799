/**
 * DMARC (RFC 9989): whose policy holds for a From domain, what is aligned with it, and the record to publish.
 *
 * <p>Open {@link io.github.todoku.dmarc.DmarcChecker} first: it takes a {@link io.github.todoku.dmarc.DmarcRequest} and
 * gives a {@link io.github.todoku.dmarc.DmarcResult}. {@link io.github.todoku.dmarc.DmarcRecord} reads a record without
 * asking anything; {@link io.github.todoku.dmarc.DmarcPlanner} writes the one to publish.
 *
 * <table>
 * <caption>Where a rule is obeyed</caption>
 * <tr><th>RFC 9989</th><th>class</th></tr>
 * <tr><td>the DNS tree walk, the organizational domain</td><td>{@code TreeWalk},
 * {@link io.github.todoku.dmarc.DmarcWalk}</td></tr>
 * <tr><td>the record and its tags</td><td>{@link io.github.todoku.dmarc.DmarcRecord}, {@code RecordReader}</td></tr>
 * <tr><td>the policy that holds</td><td>{@code PolicyChoice}</td></tr>
 * <tr><td>alignment</td><td>{@link io.github.todoku.dmarc.DmarcAlignment}</td></tr>
 * <tr><td>external report destinations (RFC 9990)</td><td>{@link io.github.todoku.dmarc.ReportDestination}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dmarc;

import org.jspecify.annotations.NullMarked;
