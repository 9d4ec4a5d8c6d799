/**
 * Everything about a domain's mail on one page.
 *
 * <p>Open {@link io.github.todoku.preflight.domain.DomainChecker} first: it gives a
 * {@link io.github.todoku.preflight.domain.DomainReport}.
 *
 * <table>
 * <caption>Where a subject is</caption>
 * <tr><th>subject</th><th>class</th></tr>
 * <tr><td>what is looked at</td><td>{@link io.github.todoku.preflight.domain.DomainPart}</td></tr>
 * <tr><td>what to do first, and its proof</td><td>{@link io.github.todoku.preflight.domain.DomainTodo}</td></tr>
 * </table>
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.preflight.domain;

import org.jspecify.annotations.NullMarked;
