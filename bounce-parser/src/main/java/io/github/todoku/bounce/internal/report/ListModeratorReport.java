package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mailman 2 and 3: a moderator, or a rule of the list's, refuses a post. The recipient is the list, the writer its owner. */
final class ListModeratorReport implements ReportExtractor {
    private static final List<String> MARKS =
            List.of("has been rejected by the list moderator", "mailing-list was rejected for the following");
    private static final String OWNER = "-owner@";

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        ReportText text = message.reportText();
        String list = text.saysAny(MARKS) ? listOf(message) : null;
        if (list == null) {
            return Optional.empty();
        }
        RecipientList recipients = new RecipientList(message.budget());
        recipients.add(RecipientReport.of(list).action(DeliveryAction.FAILED).says(text.told(), Place.TEXT));
        return Extraction.unlessEmpty("mailman", recipients, text);
    }

    /**
     * The list that the message comes from; null if nothing in its header is a list's, or if it is a post that the list hands on,
     * whatever that quotes: only posts bear List-Post (RFC 2369 §3.4).
     */
    private static @Nullable String listOf(ReportMessage message) {
        if (message.root().headers().has("List-Post")) {
            return null;
        }
        String posts = message.root().headers().first("X-BeenThere");
        String bare = Addresses.bare(posts == null ? message.from() : posts);
        if (!Addresses.isAddress(bare)) {
            return null;
        }
        int owner = bare.lastIndexOf(OWNER);
        return owner > 0
                ? bare.substring(0, owner) + bare.substring(owner + OWNER.length() - 1)
                : posts == null ? null : bare;
    }
}
