package io.github.todoku.jakartamail;

import io.github.todoku.dkim.DkimSigner;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message that is signed when it is written, and so just as it goes out: {@code Transport.send} gives a message a new
 * Message-ID, and the transport leaves Bcc out; whatever was signed before would be another message.
 *
 * <p>With Spring: {@code sender.send(new SignedMimeMessage(message, signer))}, or a {@code JavaMailSenderImpl} whose
 * {@code createMimeMessage} returns {@code new SignedMimeMessage(getSession(), signer)}.
 */
public final class SignedMimeMessage extends MimeMessage {
    private final DkimSigner signer;

    /** An empty message. */
    public SignedMimeMessage(Session session, DkimSigner signer) {
        super(session);
        this.signer = signer;
    }

    /** A copy of a message. */
    public SignedMimeMessage(MimeMessage message, DkimSigner signer) throws MessagingException {
        super(message);
        this.signer = signer;
    }

    /** Every way to write a message leads here. */
    @Override
    public void writeTo(OutputStream out, String[] ignoredFields) throws IOException, MessagingException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        super.writeTo(new CrlfStream(message), ignoredFields);
        byte[] octets = message.toByteArray();
        out.write(signer.sign(octets).addedTo(octets));
        out.flush();
    }
}
