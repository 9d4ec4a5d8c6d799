/** SPF checks beside JSPF in one run, and what a check costs in time and threads when answers take their time. */
@NullMarked
package io.github.todoku.benchmarks.spf;

import org.jspecify.annotations.NullMarked;
