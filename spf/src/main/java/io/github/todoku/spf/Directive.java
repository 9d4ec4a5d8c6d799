package io.github.todoku.spf;

/**
 * {@code directive = [ qualifier ] mechanism} (RFC 7208 §4.6.1).
 *
 * @param qualifier what is said about a client that matches; {@link Qualifier#PASS} also if none is written
 * @param mechanism the test
 * @param start where the term begins, qualifier included
 * @param end where it ends
 */
public record Directive(Qualifier qualifier, Mechanism mechanism, int start, int end) implements Term {}
