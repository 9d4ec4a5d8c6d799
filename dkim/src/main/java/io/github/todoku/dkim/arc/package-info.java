/**
 * ARC: what those who passed a message on found, each sealing what came before (RFC 8617). An experiment of 2019 that is on its
 * way to historic, with DKIM2 to take its place; large receivers still read it, so verify it and, where you change mail on its way,
 * seal it.
 *
 * <p>Open {@link io.github.todoku.dkim.arc.ArcVerifier} first, which gives an {@link io.github.todoku.dkim.arc.ArcChain};
 * {@link io.github.todoku.dkim.arc.ArcSealer} adds a set.
 *
 * <table>
 * <caption>Where a section is obeyed</caption>
 * <tr><th>section</th><th>class</th></tr>
 * <tr><td>RFC 8617 §4.1, §4.2 the three fields and their sets</td><td>{@code ArcSetReader},
 * {@link io.github.todoku.dkim.arc.ArcSet}</td></tr>
 * <tr><td>RFC 8617 §5.1 sealing</td><td>{@link io.github.todoku.dkim.arc.ArcSealer}</td></tr>
 * <tr><td>RFC 8617 §5.2 validating</td><td>{@code ArcStructure}, {@code ArcRun}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.dkim.arc;

import org.jspecify.annotations.NullMarked;
