package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/**
 * Reads a reply into an answer. What it says counts only along the chain of aliases that starts at the question; all else
 * in the message is ignored, save an SOA and name servers above the name the chain ends at.
 */
final class ReplyDecoder {
    /** How many CNAMEs in a row are followed, all within the message. */
    static final int MAX_ALIASES = 8;

    /** Name servers taken from one message; a zone has thirteen at most where it must fit a datagram. */
    static final int MAX_NAME_SERVERS = 64;

    /** No SOA says for how long. */
    private static final int NO_TTL = -1;

    private final DnsQuestion question;
    private final WireMessage message;
    private final byte[] octets;
    private final Object source;
    private List<DnsName> aliases = List.of();
    private int ttl = Integer.MAX_VALUE;

    private ReplyDecoder(DnsQuestion question, WireMessage message, Object source) {
        this.question = question;
        this.message = message;
        this.octets = message.octets();
        this.source = source;
    }

    /**
     * The answer in a reply. Never throws.
     *
     * @param recursive whether the server was to find the answer; then a referral is no answer
     * @param source who sent it, for details of failures
     */
    static DnsAnswer read(DnsQuestion question, byte[] reply, boolean recursive, Object source) {
        WireMessage message = WireMessage.of(reply);
        return message == null
                ? new DnsAnswer.TempFail(
                        question, DnsAnswer.Reason.MALFORMED, "a reply that cannot be read, from " + source)
                : new ReplyDecoder(question, message, source).read(recursive);
    }

    private DnsAnswer read(boolean recursive) {
        if (message.isTruncated()) { // RFC 2181 §9; over TCP nothing larger is to be had
            return fail(DnsAnswer.Reason.MALFORMED, "a reply that is cut short");
        }
        int rcode = message.rcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return failedBy(rcode);
        }
        int wanted = question.type().code();
        DnsName name = question.name();
        while (true) {
            List<DnsRecord> records = records(name, wanted);
            if (!records.isEmpty()) {
                return rcode == Rcode.NOERROR
                        ? new DnsAnswer.Found(question, records, aliases, Duration.ofSeconds(ttl), origin(name))
                        : fail(DnsAnswer.Reason.MALFORMED, "NXDOMAIN with records");
            }
            List<DnsRecord> cname = records(name, Type.CNAME);
            if (cname.isEmpty()) {
                return nothing(name, rcode, recursive);
            }
            name = ((DnsRecord.Cname) cname.get(0)).target();
            if (aliases.size() == MAX_ALIASES || name.equals(question.name()) || aliases.contains(name)) {
                return fail(DnsAnswer.Reason.ALIAS_LOOP, "aliases on and on at " + name);
            }
            aliases = with(aliases, name);
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

    /** The answers of a type at a name; the least TTL is noted. */
    private List<DnsRecord> records(DnsName name, int type) {
        byte[] owner = WireNames.lowered(name);
        List<DnsRecord> records = List.of();
        for (int i = message.from(WireMessage.ANSWER); i < message.to(WireMessage.ANSWER); i++) {
            if (message.type(i) == type && WireNames.isName(octets, message.ownerAt(i), owner)) {
                DnsRecord record = RdataDecoder.record(octets, type, message.dataAt(i), message.dataEnd(i));
                records = with(records, record);
                ttl = Math.min(ttl, message.ttl(i));
            }
        }
        return records;
    }

    /** Nearly always there is one, and then it is the whole list. */
    private static <T> List<T> with(List<T> list, T next) {
        if (list.isEmpty()) {
            return List.of(next);
        }
        List<T> longer = list.size() == 1 ? new ArrayList<>(list) : list;
        longer.add(next);
        return longer;
    }

    private DnsAnswer nothing(DnsName name, int rcode, boolean recursive) {
        int negativeTtl = negativeTtl(name);
        DnsAnswer.Origin origin = origin(name);
        boolean referral = rcode == Rcode.NOERROR
                && aliases.isEmpty()
                && negativeTtl == NO_TTL
                && !origin.authoritative()
                && !origin.nameServers().isEmpty();
        if (referral && recursive) {
            return fail(DnsAnswer.Reason.REFUSED, "a referral: no recursion");
        }
        Duration believed = Duration.ofSeconds(Math.max(0, negativeTtl));
        return rcode == Rcode.NXDOMAIN
                ? new DnsAnswer.NxDomain(question, aliases, believed, origin)
                : new DnsAnswer.NoData(question, aliases, believed, origin);
    }

    /**
     * The lesser of the SOA's TTL and its last field, and no more than the aliases allow (RFC 2308 §5); {@link #NO_TTL}
     * without an SOA of a zone that the name is in.
     */
    private int negativeTtl(DnsName name) {
        for (int i = message.from(WireMessage.AUTHORITY); i < message.to(WireMessage.AUTHORITY); i++) {
            if (message.type(i) == Type.SOA && name.isWithin(RdataDecoder.name(octets, message.ownerAt(i)))) {
                int least = Math.min(message.ttl(i), RdataDecoder.soaMinimum(octets, message.dataEnd(i)));
                return Math.min(least, ttl);
            }
        }
        return NO_TTL;
    }

    private DnsAnswer.Origin origin(DnsName name) {
        List<DnsAnswer.NameServer> servers = List.of();
        for (int i = message.from(WireMessage.AUTHORITY);
                i < message.to(WireMessage.AUTHORITY) && servers.size() < MAX_NAME_SERVERS;
                i++) {
            if (message.type(i) == Type.NS) {
                DnsName zone = RdataDecoder.name(octets, message.ownerAt(i));
                if (name.isWithin(zone)) {
                    DnsName host = RdataDecoder.name(octets, message.dataAt(i));
                    servers = with(servers, new DnsAnswer.NameServer(zone, host, glue(host)));
                }
            }
        }
        boolean authoritative = message.isAuthoritative();
        boolean authentic = message.isAuthentic();
        return servers.isEmpty() && !authoritative && !authentic
                ? DnsAnswer.Origin.UNKNOWN
                : new DnsAnswer.Origin(authoritative, authentic, servers);
    }

    private List<InetAddress> glue(DnsName host) {
        List<InetAddress> addresses = List.of();
        byte[] owner = WireNames.lowered(host);
        for (int i = message.from(WireMessage.ADDITIONAL); i < message.to(WireMessage.ADDITIONAL); i++) {
            int type = message.type(i);
            boolean address = (type == Type.A || type == Type.AAAA) && message.isInternet(i);
            if (address && WireNames.isName(octets, message.ownerAt(i), owner)) {
                addresses = with(addresses, RdataDecoder.address(octets, type, message.dataAt(i)));
            }
        }
        return addresses;
    }
}
