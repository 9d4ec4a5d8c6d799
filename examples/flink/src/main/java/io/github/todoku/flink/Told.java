package io.github.todoku.flink;

import io.github.todoku.bounce.BounceReport;

/**
 * A report on its way to one of the addresses that it tells of.
 *
 * @param address as {@code Suppressions.key} writes it
 * @param report the whole report
 */
public record Told(String address, BounceReport report) {}
