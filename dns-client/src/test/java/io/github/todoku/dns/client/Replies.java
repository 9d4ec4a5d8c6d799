package io.github.todoku.dns.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Replies to a query, well made; tests break them afterwards. */
final class Replies {
    private final Message message;

    private Replies(byte[] query) {
        try {
            Message asked = new Message(query);
            message = new Message(asked.getHeader().getID());
            message.getHeader().setFlag(Flags.QR);
            message.getHeader().setFlag(Flags.RD);
            message.getHeader().setFlag(Flags.RA);
            message.addRecord(asked.getQuestion(), Section.QUESTION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Replies to(byte[] query) {
        return new Replies(query);
    }

    /** A reply that says nothing but this code. */
    static byte[] rcode(byte[] query, int rcode) {
        return to(query).rcode(rcode).bytes();
    }

    /** The question answered with A 192.0.2.1 (TXT "yes" if that was asked). */
    static byte[] yes(byte[] query) {
        Replies reply = to(query);
        Record question = reply.message.getQuestion();
        String data = question.getType() == 16 ? "TXT yes" : "A 192.0.2.1";
        return reply.answer(question.getName() + " 300 IN " + data).bytes();
    }

    Replies rcode(int rcode) {
        message.getHeader().setRcode(rcode);
        return this;
    }

    Replies flag(int flag) {
        message.getHeader().setFlag(flag);
        return this;
    }

    Replies answer(String... lines) {
        return section(Section.ANSWER, lines);
    }

    Replies authority(String... lines) {
        return section(Section.AUTHORITY, lines);
    }

    Replies additional(String... lines) {
        return section(Section.ADDITIONAL, lines);
    }

    Replies record(int section, Record record) {
        message.addRecord(record, section);
        return this;
    }

    private Replies section(int section, String... lines) {
        try (Master master = new Master(
                new java.io.ByteArrayInputStream(
                        String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Name.root)) {
            for (Record each = master.nextRecord(); each != null; each = master.nextRecord()) {
                message.addRecord(each, section);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(List.of(lines)), e);
        }
    }

    byte[] bytes() {
        return message.toWire(65535);
    }
}
