/** What reading a bounce costs: thread CPU a mail, beside our own MIME scan, and on hostile input. */
@NullMarked
package io.github.todoku.benchmarks.bounce;

import org.jspecify.annotations.NullMarked;
