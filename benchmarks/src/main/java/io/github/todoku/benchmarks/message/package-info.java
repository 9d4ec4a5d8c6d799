/** What verifying and signing a message costs: beside the JDK's own primitives, and beside jDKIM. */
@NullMarked
package io.github.todoku.benchmarks.message;

import org.jspecify.annotations.NullMarked;
