package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Well-made replies by chance, written by dnsjava: aliases, all types we read, some we do not, glue, OPT, odd TTLs. */
final class RandomReplies {
    private static final List<String> NAMES = List.of(
            "example.com.",
            "EXAMPLE.com.",
            "www.example.com.",
            "Mail.Example.Com.",
            "a.b.c.d.example.com.",
            "ns.example.net.",
            "x\\.y.example.com.",
            "\\000\\255.example.com.",
            "o".repeat(63) + ".example.com.",
            "com.",
            ".");
    private static final List<String> DATA = List.of(
            "A 192.0.2.1",
            "A 198.51.100.255",
            "AAAA 2001:db8::1",
            "AAAA ::ffff:192.0.2.1",
            "MX 0 .",
            "MX 65535 mail.example.com.",
            "NS ns.example.net.",
            "PTR \\000\\255.example.com.",
            "TXT \"v=spf1\" \" -all\"",
            "TXT \"\"",
            "TXT \"\\000\\200\\255\"",
            "SPF \"v=spf1 -all\"",
            "CAA 128 issue \"ca.example\"",
            "CAA 0 x \"\"",
            "TLSA 3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "TLSA 255 0 2 00",
            "SOA ns.example.net. Host\\.master.example.com. 4294967295 7200 900 1209600 300",
            "SOA . . 1 2 3 4 4294967295",
            "SRV 1 2 3 mail.example.com.",
            "DNAME example.net.",
            "TYPE65280 \\# 3 C0C0C0");
    private static final long[] TTLS = {0, 1, 300, 86400, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL};
    private static final int[] RCODES = {0, 0, 0, 0, 0, 0, 3, 3, 2, 5, 9};

    private final Random random;

    RandomReplies(Random random) {
        this.random = random;
    }

    /** A question and the octets of a reply to it. */
    static final class Reply {
        private final DnsQuestion question;
        private final byte[] octets;

        Reply(DnsQuestion question, byte[] octets) {
            this.question = question;
            this.octets = octets;
        }

        DnsQuestion question() {
            return question;
        }

        byte[] octets() {
            return octets;
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Reply next() {
        try {
            return reply();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply reply() throws IOException {
        RecordType type = any(List.of(RecordType.values()));
        Name asked = Name.fromString(any(NAMES));
        Message message = new Message(random.nextInt(1 << 16));
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setRcode(RCODES[random.nextInt(RCODES.length)]);
        for (int flag : new int[] {Flags.AA, Flags.AD, Flags.RA}) {
            if (random.nextInt(3) == 0) {
                message.getHeader().setFlag(flag);
            }
        }
        if (random.nextInt(20) > 0) {
            message.addRecord(Record.newRecord(asked, type.code(), DClass.IN), Section.QUESTION);
        }
        Name owner = asked;
        for (int hops = random.nextInt(4) == 0 ? random.nextInt(11) : 0; hops > 0; hops--) {
            Name target = random.nextInt(10) == 0 ? Name.fromString(any(NAMES)) : new Name("c" + hops, owner(asked));
            message.addRecord(record(owner, "CNAME " + target), Section.ANSWER);
            owner = target;
        }
        for (int records = random.nextInt(5); records > 0; records--) {
            message.addRecord(record(random.nextInt(4) == 0 ? Name.fromString(any(NAMES)) : owner, data(type)), 1);
        }
        for (int records = random.nextInt(4); records > 0; records--) {
            String data = random.nextInt(3) == 0 ? any(DATA) : random.nextBoolean() ? "NS ns.example.net." : soa();
            message.addRecord(record(Name.fromString(any(NAMES)), data), Section.AUTHORITY);
        }
        for (int records = random.nextInt(4); records > 0; records--) {
            Name host = Name.fromString(random.nextBoolean() ? "NS.example.net." : any(NAMES));
            message.addRecord(record(host, any(DATA)), Section.ADDITIONAL);
        }
        if (random.nextBoolean()) {
            message.addRecord(new OPTRecord(1232, random.nextInt(10) == 0 ? 1 : 0, 0), Section.ADDITIONAL);
        }
        byte[] octets = random.nextInt(3) > 0 ? message.toWire() : uncompressed(message);
        return new Reply(new DnsQuestion(DnsName.fromWire(asked.toWire()).orElseThrow(), type), octets);
    }

    /** What an alias is made below: short enough for one more label. */
    private static Name owner(Name asked) throws IOException {
        return asked.length() > 60 ? Name.fromString("example.com.") : asked;
    }

    private String data(RecordType type) {
        if (random.nextInt(4) == 0) {
            return any(DATA);
        }
        List<String> fitting =
                DATA.stream().filter(data -> data.startsWith(type + " ")).toList();
        return fitting.isEmpty() ? "CNAME www.example.com." : any(fitting);
    }

    private String soa() {
        return "SOA ns.example.net. hostmaster.example.com. 1 2 3 4 " + TTLS[random.nextInt(TTLS.length)];
    }

    private Record record(Name owner, String data) throws IOException {
        int blank = data.indexOf(' ');
        int type = Type.value(data.substring(0, blank));
        Record record = Record.fromString(owner, type, DClass.IN, 0, data.substring(blank + 1), Name.root);
        byte[] wire = record.toWire(Section.ANSWER);
        ByteBuffer.wrap(wire).putInt(owner.length() + 4, (int) TTLS[random.nextInt(TTLS.length)]); // no maker takes all
        return Record.fromWire(wire, Section.ANSWER);
    }

    private static byte[] uncompressed(Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(message.getHeader().toWire());
        for (int section = Section.QUESTION; section <= Section.ADDITIONAL; section++) {
            for (Record each : message.getSection(section)) {
                out.writeBytes(each.toWire(section));
            }
        }
        return out.toByteArray();
    }

    /** The octets with a few changed, cut off or put in; now and then nothing but chance behind the header. */
    byte[] broken(byte[] octets) {
        byte[] copy = octets.clone();
        switch (random.nextInt(8)) {
            case 0 -> copy = Arrays.copyOf(copy, random.nextInt(copy.length));
            case 1 -> {
                int at = random.nextInt(copy.length);
                copy = Arrays.copyOf(copy, copy.length + 1 + random.nextInt(4));
                System.arraycopy(octets, at, copy, copy.length - (octets.length - at), octets.length - at);
            }
            case 2 -> {
                byte[] chance = new byte[random.nextInt(200)];
                random.nextBytes(chance);
                System.arraycopy(chance, 0, copy, Math.min(12, copy.length), Math.min(chance.length, copy.length - 12));
            }
            default -> {
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    int at = 4 + random.nextInt(copy.length - 4);
                    copy[at] = (byte) (random.nextInt(4) == 0 ? 0xC0 : random.nextInt(256));
                }
            }
        }
        return copy;
    }
}
