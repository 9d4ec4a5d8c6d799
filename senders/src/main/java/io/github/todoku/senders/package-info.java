/**
 * Who sends: the services that send mail for their customers, found by include, reverse name, envelope sender or address.
 *
 * <p>Open {@link io.github.todoku.senders.ServiceCatalog} first; it knows each {@link io.github.todoku.senders.SendingService}
 * by name and asks the DNS nothing. {@link io.github.todoku.senders.ServiceFinder} finds whose an address is that the
 * catalogue does not know. The services stand in {@code services.txt}. {@link io.github.todoku.senders.TrafficCatalog} knows
 * whose traffic a report tells of, forwarders and mailing lists too.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7208 §5.5 names that point back</td><td>{@link io.github.todoku.senders.ReverseCheck}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.senders;

import org.jspecify.annotations.NullMarked;
