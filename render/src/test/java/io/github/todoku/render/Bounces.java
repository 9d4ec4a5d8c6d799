package io.github.todoku.render;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.fixtures.ReturnedMail;
import java.util.List;

/** Reports on mail of hanamaru.example that came back. */
final class Bounces {
    private static final Stanza USUAL = new Stanza("none", 1, List.of());

    private Bounces() {}

    static BounceReport of(String reply, String recipient) {
        return BounceParser.standard().parse(bounce(reply, recipient, USUAL));
    }

    /** The original's header is that of {@code world}, where it says {@code Mail-From}, {@code From} or {@code Signature}. */
    static String bounce(String reply, String recipient, Stanza world) {
        return ReturnedMail.to(recipient)
                .mailFrom(world.optional("Mail-From").orElse("news@hanamaru.example"))
                .from(world.optional("From").orElse("news@hanamaru.example"))
                .signed(world.all("Signature"))
                .refusedWith(reply);
    }
}
