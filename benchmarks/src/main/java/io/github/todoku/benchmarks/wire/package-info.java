/** Speed of the DNS client beside dnsperf and dnsjava, in one run; {@code benchmarks/wire.sh} is the way in. */
@NullMarked
package io.github.todoku.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
