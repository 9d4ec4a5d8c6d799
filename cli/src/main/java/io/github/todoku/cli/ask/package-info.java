/**
 * What a command asks where it is more than one check of the library: the program and its page ask it alike. Begin with {@link
 * io.github.todoku.cli.ask.DmarcAsk} or {@link io.github.todoku.cli.ask.DkimAsk}.
 */
@NullMarked
package io.github.todoku.cli.ask;

import org.jspecify.annotations.NullMarked;
