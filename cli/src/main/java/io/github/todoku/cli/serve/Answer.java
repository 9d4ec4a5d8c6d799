package io.github.todoku.cli.serve;

import java.util.function.Supplier;

/**
 * What came out, for the page and for programs.
 *
 * @param html the part of the page that tells it
 * @param json the same as an object, made when it is wanted
 */
record Answer(String html, Supplier<String> json) {}
