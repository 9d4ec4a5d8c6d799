package io.github.todoku.feedback;

import io.github.todoku.message.Mbox;
import io.github.todoku.message.MessageSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The mails of an mbox. */
final class MboxLayer extends Layer {
    private final Found found;
    private final Mbox mbox;
    private final Iterator<MessageSource> mails;
    private int count;

    MboxLayer(InputStream in, Found found) {
        this.found = found;
        this.mbox = Mbox.of(in, ReportLimits.MAX_MAIL_BYTES);
        this.mails = mbox.iterator();
    }

    @Override
    String place() {
        return found.place();
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) throws IOException {
        try {
            if (mails.hasNext()) {
                byte[] octets = mails.next().octets();
                layers.push(MailLayer.of(new ByteArrayInputStream(octets), found.mail(++count)));
            }
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        mbox.close();
    }
}
