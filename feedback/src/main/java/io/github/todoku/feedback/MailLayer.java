package io.github.todoku.feedback;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.feedback.RefusedReport.Reason;
import io.github.todoku.message.Message;
import io.github.todoku.message.MimePart;
import io.github.todoku.message.internal.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The parts of a mail, those of a mail in it too. What is no report in it is no fault, unless nothing in it is one. */
final class MailLayer extends Layer {
    private final Found found;
    private final Message mail;
    private final Deque<MimePart> parts = new ArrayDeque<>();
    private final @Nullable String tlsDomain;
    private int number;
    private boolean over;
    private long givenBefore = -1;

    private MailLayer(Message mail, Found found) {
        this.mail = mail;
        this.found = found;
        this.tlsDomain = mail.headers().first("TLS-Report-Domain");
        parts.push(mail.root());
    }

    static Layer of(InputStream in, Found found) throws IOException {
        try (in) {
            byte[] octets = Octets.of(in, ReportLimits.MAX_MAIL_BYTES + 1);
            if (octets.length > ReportLimits.MAX_MAIL_BYTES) {
                return new ItemLayer(
                        found.place(),
                        found.refused(Reason.TOO_LARGE, "MAX_MAIL_BYTES " + ReportLimits.MAX_MAIL_BYTES));
            }
            return new MailLayer(Message.parse(octets), found);
        }
    }

    @Override
    String place() {
        return found.place();
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) throws IOException {
        givenBefore = givenBefore < 0 ? layers.given() : givenBefore;
        while (!parts.isEmpty()) {
            MimePart part = parts.pop();
            if (part.children().isEmpty()) {
                layers.open(new ByteArrayInputStream(part.content()), found.part(++number, tlsDomain));
                return null;
            }
            for (int i = part.children().size() - 1; i >= 0; i--) {
                parts.push(part.children().get(i));
            }
        }
        if (over || layers.given() > givenBefore) {
            return null;
        }
        over = true;
        Complaint complaint = BounceParser.standard().parse(mail.octets()).complaint();
        if (complaint != null) {
            return new FailureReport(found.place(), complaint);
        }
        return found.quiet() ? null : found.refused(Reason.NO_PART, mail.root().decodedHeader("Subject"));
    }
}
