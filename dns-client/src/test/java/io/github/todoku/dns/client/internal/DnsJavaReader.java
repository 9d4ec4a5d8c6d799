package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The same reading of a reply as {@link ReplyDecoder}'s, over dnsjava's {@link Message}: what ours is compared with. */
final class DnsJavaReader {
    /** How many CNAMEs in a row are followed, all within the message. */
    static final int MAX_ALIASES = 8;

    private final DnsQuestion question;
    private final Message message;
    private final Object source;
    private final List<DnsName> aliases = new ArrayList<>(0);
    private long ttl = Integer.MAX_VALUE;

    private DnsJavaReader(DnsQuestion question, Message message, Object source) {
        this.question = question;
        this.message = message;
        this.source = source;
    }

    /**
     * The answer in a reply.
     *
     * @param recursive whether the server was to find the answer; then a referral is no answer
     * @param source who sent it, for details of failures
     */
    static DnsAnswer read(DnsQuestion question, byte[] reply, boolean recursive, Object source) {
        Message message;
        try {
            message = new Message(reply);
        } catch (IOException | RuntimeException e) { // dnsjava refuses some malformed data unchecked
            return new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.MALFORMED, "a reply that cannot be read, from " + source);
        }
        return read(question, message, recursive, source);
    }

    /** The answer in a message. */
    static DnsAnswer read(DnsQuestion question, Message message, boolean recursive, Object source) {
        try {
            return new DnsJavaReader(question, message, source).read(recursive);
        } catch (DnsJavaRecords.UnreadableException e) {
            return new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.MALFORMED, "a record that cannot be read, from " + source);
        }
    }

    private DnsAnswer read(boolean recursive) throws DnsJavaRecords.UnreadableException {
        int rcode = message.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return failedBy(rcode);
        }
        List<Record> section = message.getSection(Section.ANSWER);
        int wanted = question.type().code();
        DnsName name = question.name();
        while (true) {
            List<DnsRecord> records = records(section, name, wanted);
            if (!records.isEmpty()) {
                return rcode == Rcode.NOERROR
                        ? new DnsAnswer.Found(question, records, aliases, seconds(ttl), origin(name))
                        : fail(DnsAnswer.Reason.MALFORMED, "NXDOMAIN with records");
            }
            List<DnsRecord> cname = records(section, name, Type.CNAME);
            if (cname.isEmpty()) {
                return nothing(name, rcode, recursive);
            }
            name = ((DnsRecord.Cname) cname.get(0)).target();
            if (aliases.size() == MAX_ALIASES || name.equals(question.name()) || aliases.contains(name)) {
                return fail(DnsAnswer.Reason.ALIAS_LOOP, "aliases on and on at " + name);
            }
            aliases.add(name);
        }
    }

    private DnsAnswer failedBy(int rcode) {
        DnsAnswer.Reason reason = switch (rcode) {
            case Rcode.SERVFAIL -> DnsAnswer.Reason.SERVFAIL;
            case Rcode.REFUSED -> DnsAnswer.Reason.REFUSED;
            default -> DnsAnswer.Reason.OTHER_RCODE;
        };
        return fail(reason, Rcode.string(rcode));
    }

    private DnsAnswer.TempFail fail(DnsAnswer.Reason reason, String what) {
        return new DnsAnswer.TempFail(question, reason, what + " from " + source);
    }

    /** The records of a type at a name; the least TTL is noted. */
    private List<DnsRecord> records(List<Record> section, DnsName owner, int type)
            throws DnsJavaRecords.UnreadableException {
        List<DnsRecord> records = List.of();
        byte[] canonical = owner.toLowerCase().toWire();
        for (Record each : section) {
            if (each.getType() == type && DnsJavaRecords.isName(each.getName(), canonical)) {
                records = records.isEmpty() ? new ArrayList<>(section.size()) : records;
                records.add(DnsJavaRecords.record(each));
                ttl = Math.min(ttl, DnsJavaRecords.ttl(each));
            }
        }
        return records;
    }

    private DnsAnswer nothing(DnsName name, int rcode, boolean recursive) throws DnsJavaRecords.UnreadableException {
        Optional<Duration> negativeTtl = negativeTtl(name);
        DnsAnswer.Origin origin = origin(name);
        boolean referral = rcode == Rcode.NOERROR
                && aliases.isEmpty()
                && negativeTtl.isEmpty()
                && !origin.authoritative()
                && !origin.nameServers().isEmpty();
        if (referral && recursive) {
            return fail(DnsAnswer.Reason.REFUSED, "a referral: no recursion");
        }
        Duration believed = negativeTtl.orElse(Duration.ZERO);
        return rcode == Rcode.NXDOMAIN
                ? new DnsAnswer.NxDomain(question, aliases, believed, origin)
                : new DnsAnswer.NoData(question, aliases, believed, origin);
    }

    /** The lesser of the SOA's TTL and its last field, and no more than the aliases allow (RFC 2308 §5). */
    private Optional<Duration> negativeTtl(DnsName name) throws DnsJavaRecords.UnreadableException {
        for (Record each : message.getSection(Section.AUTHORITY)) {
            if (each instanceof SOARecord soa && name.isWithin(DnsJavaRecords.name(soa.getName()))) {
                long least = Math.min(DnsJavaRecords.ttl(soa), DnsJavaRecords.ttl(soa.getMinimum()));
                return Optional.of(seconds(Math.min(least, ttl)));
            }
        }
        return Optional.empty();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private DnsAnswer.Origin origin(DnsName name) throws DnsJavaRecords.UnreadableException {
        List<DnsAnswer.NameServer> servers = List.of();
        for (Record each : message.getSection(Section.AUTHORITY)) {
            if (each instanceof NSRecord ns) {
                DnsName zone = DnsJavaRecords.name(ns.getName());
                if (name.isWithin(zone)) {
                    servers = servers.isEmpty() ? new ArrayList<>(2) : servers;
                    servers.add(
                            new DnsAnswer.NameServer(zone, DnsJavaRecords.name(ns.getTarget()), glue(ns.getTarget())));
                }
            }
        }
        boolean authoritative = message.getHeader().getFlag(Flags.AA);
        boolean authentic = message.getHeader().getFlag(Flags.AD);
        return servers.isEmpty() && !authoritative && !authentic
                ? DnsAnswer.Origin.UNKNOWN
                : new DnsAnswer.Origin(authoritative, authentic, servers);
    }

    private List<InetAddress> glue(Name host) throws DnsJavaRecords.UnreadableException {
        List<InetAddress> addresses = List.of();
        for (Record each : message.getSection(Section.ADDITIONAL)) {
            boolean address = each.getType() == Type.A || each.getType() == Type.AAAA;
            if (address && each.getName().equals(host)) {
                addresses = addresses.isEmpty() ? new ArrayList<>(2) : addresses;
                DnsRecord record = DnsJavaRecords.record(each);
                addresses.add(record instanceof DnsRecord.A a ? a.address() : ((DnsRecord.Aaaa) record).address());
            }
        }
        return addresses;
    }
}
