package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a report asks beside the walk.
 *
 * @param type99 the obsolete type at the domain
 * @param mx whether the domain takes mail
 * @param dmarc the TXT records at {@code _dmarc}
 * @param explanation the TXT records at the target of {@code exp}; null if there is none, or its name is none
 */
record LintAnswers(
        DnsAnswer type99,
        DnsAnswer mx,
        DnsAnswer dmarc,
        @Nullable DnsAnswer explanation) {}
