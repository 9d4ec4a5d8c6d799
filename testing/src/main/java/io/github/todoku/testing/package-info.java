/**
 * For users' tests. Give a test its DNS with {@link io.github.todoku.testing.DnsZone}, and say what must hold: of a domain's
 * SPF with {@link io.github.todoku.testing.SpfAssert}, of a result with the class of its name. Each has an
 * {@code assertThat}, and needs only the module whose result it is about; a failure says what was found and what gave no
 * answer.
 *
 * <table>
 * <caption>Which class, which module</caption>
 * <tr><th>result</th><th>assertions</th><th>artifact</th></tr>
 * <tr><td>SpfResult</td><td>{@link io.github.todoku.testing.SpfResultAssert}</td><td>todoku-spf</td></tr>
 * <tr><td>SpfReport</td><td>{@link io.github.todoku.testing.SpfReportAssert}</td><td>todoku-spf-publish</td></tr>
 * <tr><td>a domain's SPF</td><td>{@link io.github.todoku.testing.SpfAssert}</td><td>todoku-spf-publish</td></tr>
 * <tr><td>DkimReport</td><td>{@link io.github.todoku.testing.DkimReportAssert}</td><td>todoku-dkim</td></tr>
 * <tr><td>DmarcResult</td><td>{@link io.github.todoku.testing.DmarcResultAssert}</td><td>todoku-dmarc</td></tr>
 * <tr><td>DnsblReport</td><td>{@link io.github.todoku.testing.DnsblReportAssert}</td><td>todoku-dnsbl</td></tr>
 * <tr><td>BounceReport</td><td>{@link io.github.todoku.testing.BounceReportAssert}</td><td>todoku-bounce-parser</td></tr>
 * <tr><td>PreflightReport</td><td>{@link io.github.todoku.testing.PreflightReportAssert}</td><td>todoku-preflight</td></tr>
 * <tr><td>Case</td><td>{@link io.github.todoku.testing.CaseAssert}</td><td>todoku-diagnosis</td></tr>
 * </table>
 */
@NullMarked
package io.github.todoku.testing;

import org.jspecify.annotations.NullMarked;
