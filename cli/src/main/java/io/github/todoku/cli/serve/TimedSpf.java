package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import java.time.Duration;

/** SPF within the time that receivers take for it, and no longer than an answer may take. */
final class TimedSpf {
    private TimedSpf() {}

    static SpfResult check(SpfRequest request, DnsResolver dns, Duration limit) {
        Duration shorter = limit.compareTo(SpfOptions.DEFAULT_TIME_LIMIT) < 0 ? limit : SpfOptions.DEFAULT_TIME_LIMIT;
        return SpfVerifier.using(dns)
                .withOptions(SpfOptions.standard().withTimeLimit(shorter))
                .check(request);
    }
}
