/**
 * Sender Policy Framework (RFC 7208): may this client send for this domain, and why.
 *
 * <p>Open {@link io.github.todoku.spf.SpfVerifier} first: it takes a {@link io.github.todoku.spf.SpfRequest} and gives a
 * {@link io.github.todoku.spf.SpfResult}, whose {@link io.github.todoku.spf.SpfTrace} tells the story term by term.
 * {@link io.github.todoku.spf.SpfRecord} reads a record without asking anything.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>RFC section</th><th>class</th></tr>
 * <tr><td>RFC 7208 §2.3, §2.4, §4.3 identities, first processing</td><td>{@code Sender}</td></tr>
 * <tr><td>§4.4 - §4.7, §5, §6.1 check_host()</td><td>{@code CheckHost}</td></tr>
 * <tr><td>§4.5 selecting the record</td><td>{@code RecordSelection}</td></tr>
 * <tr><td>§4.6.1, §12 the grammar</td><td>{@code RecordParser}, {@code MacroParser}, {@code CidrText}</td></tr>
 * <tr><td>§4.6.4 the limits</td><td>{@code LimitedDns}, {@link io.github.todoku.spf.SpfOptions},
 * {@link io.github.todoku.spf.VoidPolicy}</td></tr>
 * <tr><td>§5.5 names of the client</td><td>{@code ClientNames}</td></tr>
 * <tr><td>§6.2 explanations</td><td>{@code ExplanationText}</td></tr>
 * <tr><td>§7 macros</td><td>{@code MacroExpander}, {@link io.github.todoku.spf.MacroString}</td></tr>
 * <tr><td>§9.1 Received-SPF</td><td>{@link io.github.todoku.spf.ReceivedSpf}</td></tr>
 * <tr><td>§9.2, RFC 8601 §2.7.2 Authentication-Results</td><td>{@link io.github.todoku.spf.SpfMethodResult}</td></tr>
 * <tr><td>RFC 8616 §4 U-labels</td><td>{@code Sender}, {@link io.github.todoku.dns.ALabels}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.spf;

import org.jspecify.annotations.NullMarked;
