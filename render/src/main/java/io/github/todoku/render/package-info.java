/**
 * Every result as JSON, as a page of HTML, and as text for a terminal. A result is finished when it gets here: nothing more
 * is asked, judged or counted.
 *
 * <p>Open {@link io.github.todoku.render.JsonReport}, {@link io.github.todoku.render.HtmlReport} or
 * {@link io.github.todoku.render.TextReport} first. {@link io.github.todoku.render.ReportWords} has the sentences in English
 * and Japanese.
 *
 * @serial exclude
 */
@NullMarked
package io.github.todoku.render;

import org.jspecify.annotations.NullMarked;
