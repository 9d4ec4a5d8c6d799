package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsName;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Where our reading of a reply may differ from dnsjava's. */
enum Disagreement {
    /** We refuse: an answer or authority that is not of class IN. We ignore: glue that is not. */
    OTHER_CLASS,
    /** We refuse: a pointer to no prior name, into the header or into the name it stands in. */
    POINTER,
    /** We refuse: TC is set and the message ends before its records do; dnsjava takes what is left. */
    CUT_SHORT,
    /** We read: an extended RCODE of 128 and more; dnsjava takes the field for a TTL with its highest bit set, so for 0. */
    HIGH_RCODE,
    /** We read: a CAA tag that dnsjava refuses; capitals are allowed (RFC 8659 §4.1), and who publishes others is shown them. */
    ODD_TAG,
    /** We read: what dnsjava refuses is data of a type that we do not look into. */
    UNREAD_TYPE;

    private static final Set<Integer> READ = Set.of(
            Type.A,
            Type.NS,
            Type.CNAME,
            Type.SOA,
            Type.PTR,
            Type.MX,
            Type.TXT,
            Type.AAAA,
            Type.SPF,
            Type.CAA,
            Type.TLSA);

    /** The reason for it in this message; null if there is none. */
    static @Nullable Disagreement of(byte[] octets, boolean weRefuse) {
        Walk walk = new Walk(octets);
        Message message = readable(octets);
        if (message == null) {
            boolean tamed = !weRefuse && readable(walk.plain) != null;
            return !tamed ? null : walk.oddTag ? ODD_TAG : walk.unread ? UNREAD_TYPE : null;
        }
        if (hasOtherClass(message, weRefuse)) {
            return OTHER_CLASS;
        }
        if (!weRefuse) {
            return walk.highRcode ? HIGH_RCODE : null;
        }
        if (walk.pointer) {
            return POINTER;
        }
        return walk.cutShort && (octets[2] & 2) != 0 ? CUT_SHORT : null;
    }

    private static boolean hasOtherClass(Message message, boolean weRefuse) {
        for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
            for (Record each : message.getSection(section)) {
                boolean glue = each.getType() == Type.A || each.getType() == Type.AAAA;
                boolean counts = weRefuse ? section != Section.ADDITIONAL : section == Section.ADDITIONAL && glue;
                if (each.getDClass() != DClass.IN && counts) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Message readable(byte[] octets) {
        try {
            return new Message(octets);
        } catch (IOException | RuntimeException e) { // dnsjava refuses some data unchecked
            return null;
        }
    }

    /** One walk from front to back, as plain as can be. */
    private static final class Walk {
        private final byte[] octets;
        final byte[] plain; // without odd tags, and with types that we do not read turned to one nobody reads
        boolean pointer;
        boolean oddTag;
        boolean highRcode;
        boolean cutShort;
        boolean unread;

        Walk(byte[] octets) {
            this.octets = octets;
            this.plain = octets.clone();
            try {
                walk();
            } catch (ArrayIndexOutOfBoundsException end) {
                cutShort = true;
            }
        }

        private int int16(int at) {
            return (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
        }

        private void walk() {
            int at = 12;
            for (int i = int16(4); i > 0; i--) {
                at = name(at) + 4;
            }
            for (int i = int16(6) + int16(8) + int16(10); i > 0; i--) {
                at = name(at);
                int type = int16(at);
                int data = at + 10;
                highRcode |= type == Type.OPT && octets[at + 4] < 0;
                if (!READ.contains(type)) {
                    unread = true;
                    plain[at] = (byte) 0xFF;
                    plain[at + 1] = 0;
                }
                at = data + int16(at + 8);
                switch (type) {
                    case Type.NS, Type.CNAME, Type.PTR -> name(data);
                    case Type.MX -> name(data + 2);
                    case Type.SOA -> name(name(data));
                    case Type.CAA -> tag(data + 1);
                    default -> {}
                }
                cutShort |= at > octets.length;
            }
        }

        private void tag(int at) {
            int length = octets[at] & 0xFF;
            for (int i = at + 1; i <= at + length; i++) {
                boolean plainTag = (octets[i] >= 'a' && octets[i] <= 'z') || (octets[i] >= '0' && octets[i] <= '9');
                oddTag |= !plainTag;
                plain[i] = (byte) (plainTag ? octets[i] : 'x');
            }
        }

        private int name(int at) {
            int end = -1;
            int floor = octets.length;
            int start = at;
            for (int steps = 0; steps < DnsName.MAX_WIRE_LENGTH; steps++) {
                int octet = octets[at] & 0xFF;
                pointer |= at >= floor;
                if (octet == 0) {
                    return end < 0 ? at + 1 : end;
                }
                if (octet < 0xC0) {
                    at += 1 + octet;
                } else {
                    end = end < 0 ? at + 2 : end;
                    floor = start;
                    pointer |= at + 1 >= octets.length;
                    at = int16(at) & 0x3FFF;
                    start = at;
                    pointer |= at < 12;
                }
            }
            pointer = true;
            return end < 0 ? at : end;
        }
    }
}
