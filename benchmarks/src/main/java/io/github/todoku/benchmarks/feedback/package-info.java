/** What reading and summing up reports costs, against a bare loop over the JDK's StAX. */
@NullMarked
package io.github.todoku.benchmarks.feedback;

import org.jspecify.annotations.NullMarked;
