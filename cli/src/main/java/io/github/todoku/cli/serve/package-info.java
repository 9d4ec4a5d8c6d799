/**
 * The page and the HTTP interface of {@code todoku serve}: paste a bounce, see the record. The JDK's HTTP server, nothing stored,
 * nothing loaded from elsewhere.
 *
 * <p>{@link io.github.todoku.cli.serve.PageServer} is the door; {@link io.github.todoku.cli.serve.Gate} decides who may ask and how
 * much; {@link io.github.todoku.cli.serve.Pasted} sees what was pasted; {@link io.github.todoku.cli.serve.PageAnswers} asks the library;
 * {@link io.github.todoku.cli.serve.PageHtml} draws.
 */
@NullMarked
package io.github.todoku.cli.serve;

import org.jspecify.annotations.NullMarked;
