/** Many checks at once, against a name server on loopback; {@code benchmarks/at-once.sh} is the way in. */
@NullMarked
package io.github.todoku.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
