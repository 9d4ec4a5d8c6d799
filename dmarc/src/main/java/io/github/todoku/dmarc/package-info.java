/**
 * DMARC: which policy applies to a From domain, what is aligned with it, and the record to publish.
 *
 * <p>Open {@link io.github.todoku.dmarc.DmarcChecker} first: it takes a {@link io.github.todoku.dmarc.DmarcRequest} and
 * gives a {@link io.github.todoku.dmarc.DmarcResult}. {@link io.github.todoku.dmarc.DmarcRecord} reads a record without
 * asking the DNS; {@link io.github.todoku.dmarc.DmarcPlanner} plans the one to publish.
 *
 * <table>
 * <caption>Where each section is implemented</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 9989 §3.2.10, §4.4 alignment</td><td>{@link io.github.todoku.dmarc.DmarcAlignment}</td></tr>
 * <tr><td>RFC 9989 §4.6, §4.7, §4.8 the record and its tags</td><td>{@link io.github.todoku.dmarc.DmarcRecord},
 * {@link io.github.todoku.dmarc.DmarcTag}, {@code PolicyRecordReader}</td></tr>
 * <tr><td>RFC 9989 §4.10 the DNS tree walk</td><td>{@code TreeWalk}, {@link io.github.todoku.dmarc.DmarcWalk}</td></tr>
 * <tr><td>RFC 9989 §4.10.1 policy discovery</td><td>{@code Discovery}, {@code PolicyChoice}</td></tr>
 * <tr><td>RFC 9989 §4.10.2 alignment evaluation</td><td>{@code Discovery},
 * {@link io.github.todoku.dmarc.DmarcWalk#organizationalDomain}</td></tr>
 * <tr><td>RFC 9989 §5.1.3 to §5.1.7 what a domain owner publishes</td><td>{@link io.github.todoku.dmarc.DmarcPlanner},
 * {@code DmarcEdit}</td></tr>
 * <tr><td>RFC 9990 "Verifying External Destinations"</td><td>{@link io.github.todoku.dmarc.ReportDestination},
 * {@code ExternalDestinations}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dmarc;

import org.jspecify.annotations.NullMarked;
