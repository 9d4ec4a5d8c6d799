package io.github.todoku.embedding;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.suppression.Suppressions;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** The bounces of an IMAP mailbox, each read once, into who gets no more mail. */
final class BouncesOfAMailbox {
    private static final int MAX_OCTETS = 5_000_000;

    private BouncesOfAMailbox() {}

    /** What makes lasting what was said of one mail: the commit of a database. */
    @FunctionalInterface
    interface Keeping {
        /** Keeps it. */
        void keep() throws IOException;
    }

    /** Reads what nobody has seen; a mail is marked as seen only when what it says is kept, so that a run that is killed loses none. */
    static int read(Folder inbox, Suppressions suppressions, Keeping kept, Instant now)
            throws MessagingException, IOException {
        int read = 0;
        for (Message mail : inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false))) {
            if (mail instanceof IMAPMessage there) {
                there.setPeek(true); // else the server marks it when it is read
            }
            if (mail.getSize() <= MAX_OCTETS) { // no bounce is as large
                ByteArrayOutputStream octets = new ByteArrayOutputStream();
                mail.writeTo(octets);
                suppressions.add(
                        BounceParser.standard().parse(octets.toByteArray()), now); // never throws, whatever it is
                kept.keep();
                read++;
            }
            mail.setFlag(Flags.Flag.SEEN, true);
        }
        return read;
    }
}
