package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which of a report's bounces is looked at first. */
final class TellingBounce {
    /** Causes that the sender can mend, and that so matter for every recipient: a full mailbox beside one says little. */
    private static final Set<Cause> SENDERS =
            EnumSet.of(Cause.AUTHENTICATION, Cause.REVERSE_DNS, Cause.BLOCKED, Cause.SENDER_REJECTED);

    /** The recipient whose bounce tells most: one with a cause that is the sender's, else with a known one, else the first. */
    static Optional<Bounce> of(BounceReport report) {
        return first(report, bounce -> SENDERS.contains(bounce.cause()))
                .or(() -> first(report, bounce -> bounce.cause() != Cause.UNKNOWN))
                .or(() -> first(report, bounce -> true));
    }

    private static Optional<Bounce> first(BounceReport report, Predicate<Bounce> which) {
        return report.bounces().stream().filter(which).findFirst();
    }

    private TellingBounce() {}
}
