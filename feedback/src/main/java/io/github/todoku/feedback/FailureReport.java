package io.github.todoku.feedback;

import io.github.todoku.bounce.Complaint;

/**
 * One message that somebody complained of or that failed authentication (RFC 5965, 6591, 9991). Immutable.
 *
 * @param place where it was found
 * @param complaint what it says
 */
public record FailureReport(String place, Complaint complaint) implements ReportItem {}
