/**
 * The library on an engine that spreads work over machines: Apache Flink. {@link io.github.todoku.flink.PreflightJob} asks about
 * domains, {@link io.github.todoku.flink.BounceJob} reads bounces, {@link io.github.todoku.flink.ReportJob} adds up reports.
 */
@NullMarked
package io.github.todoku.flink;

import org.jspecify.annotations.NullMarked;
