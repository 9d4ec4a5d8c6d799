/**
 * For users' tests. Give a test its DNS with {@link io.github.todoku.testing.DnsZone}, and say of a domain what must hold
 * with {@link io.github.todoku.testing.SpfAssert}.
 */
@NullMarked
package io.github.todoku.testing;

import org.jspecify.annotations.NullMarked;
