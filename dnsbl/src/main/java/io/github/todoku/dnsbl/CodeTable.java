package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the answers of one list mean. The same number is good or bad by list; only three rules hold for all: an answer outside
 * 127.0.0.0/8 is no listing, one in 127.255.255.0/24 is a refusal, and 127.0.0.1 is neither unless the list says so.
 * Immutable.
 */
final class CodeTable {
    /** Response codes that a list may use to refuse. */
    static final Set<String> RCODES = Set.of("REFUSED", "FORMERR");

    private record Code(AnswerPattern pattern, DnsblCode code) {}

    private record Refusal(AnswerPattern pattern, RefusalCause cause) {}

    private final DnsblList list;
    private final List<Code> codes = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    CodeTable(DnsblList list) {
        this.list = list;
        list.codes().forEach(code -> codes.add(new Code(pattern(code.answer()), code)));
        if (list.codes().isEmpty() && list.kind() == DnsblList.Kind.BLOCK) {
            DnsblCode usual = new DnsblCode("127.0.0.2", DnsblCode.Effect.BLOCK, ListingMeaning.LISTED, null);
            codes.add(new Code(pattern(usual.answer()), usual)); // RFC 5782 §2.1: conventionally 127.0.0.2
        }
        for (RefusalCode refusal : list.refusals()) {
            if (!RCODES.contains(refusal.answer())) {
                refusals.add(new Refusal(pattern(refusal.answer()), refusal.cause()));
            }
        }
    }

    private static AnswerPattern pattern(String answer) {
        return AnswerPattern.parse(answer).orElseThrow(() -> new IllegalArgumentException("not an answer: " + answer));
    }

    /** What an answer says; exactly one of four things. */
    sealed interface Reading {
        /** Records that mean something: at least one. */
        record Hits(List<DnsblHit> hits) implements Reading {}

        /** No such entry. */
        record Nothing() implements Reading {}

        /** The list will not answer. */
        record Refusal(RefusalCause cause, String answer) implements Reading {}

        /** An answer that cannot be read, or none. */
        record Failure(FailureCause cause, String detail) implements Reading {}
    }

    private static final Reading NOTHING = new Reading.Nothing();

    Reading read(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.Found found) {
            return read(addresses(found));
        }
        return answer instanceof DnsAnswer.TempFail failed ? failure(failed) : NOTHING;
    }

    static List<Inet4Address> addresses(DnsAnswer answer) {
        List<Inet4Address> addresses = new ArrayList<>();
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord.A a : found.records(DnsRecord.A.class)) {
                addresses.add(a.address());
            }
        }
        return addresses;
    }

    private Reading failure(DnsAnswer.TempFail failed) {
        for (RefusalCode refusal : list.refusals()) {
            boolean thisCode = failed.reason() == DnsAnswer.Reason.REFUSED
                    ? refusal.answer().equals("REFUSED")
                    : failed.reason() == DnsAnswer.Reason.OTHER_RCODE
                            && RCODES.contains(refusal.answer())
                            && failed.detail().contains(refusal.answer());
            if (thisCode) {
                return new Reading.Refusal(refusal.cause(), refusal.answer());
            }
        }
        FailureCause cause;
        switch (failed.reason()) {
            case TIMEOUT -> cause = FailureCause.TIMEOUT;
            case SERVFAIL -> cause = FailureCause.SERVFAIL;
            case REFUSED -> cause = FailureCause.REFUSED;
            case INTERRUPTED -> cause = FailureCause.INTERRUPTED;
            case TOO_MANY_QUESTIONS -> cause = FailureCause.TOO_MANY_QUESTIONS;
            default -> cause = FailureCause.DNS_FAILURE;
        }
        return new Reading.Failure(cause, failed.reason() + " " + failed.detail());
    }

    /** All A records are taken together: one refusal or one foreign answer among them spoils the rest. */
    Reading read(List<Inet4Address> addresses) {
        List<DnsblHit> hits = new ArrayList<>(addresses.size());
        Reading failure = NOTHING;
        for (Inet4Address address : addresses) {
            Reading one = read(address);
            if (one instanceof Reading.Refusal) {
                return one;
            }
            if (one instanceof Reading.Failure) {
                failure = one;
            } else if (one instanceof Reading.Hits some) {
                hits.addAll(some.hits());
            }
        }
        return failure instanceof Reading.Failure || hits.isEmpty() ? failure : new Reading.Hits(hits);
    }

    private Reading read(Inet4Address address) {
        byte[] octets = address.getAddress();
        String text = address.getHostAddress();
        if (octets[0] != 127) {
            return new Reading.Failure(FailureCause.FOREIGN_ANSWER, text);
        }
        for (Refusal refusal : refusals) {
            if (refusal.pattern().matches(octets)) {
                return new Reading.Refusal(refusal.cause(), text);
            }
        }
        if (isRefusalRange(octets)) { // before any mask is laid on: 254 has bits 2 to 128 set
            return new Reading.Refusal(RefusalCause.UNEXPLAINED, text);
        }
        List<DnsblHit> hits = hits(octets, text);
        return hits.isEmpty() ? unknown(octets, text) : new Reading.Hits(hits);
    }

    private static boolean isRefusalRange(byte[] octets) {
        return octets[1] == (byte) 255 && octets[2] == (byte) 255;
    }

    private List<DnsblHit> hits(byte[] octets, String text) {
        List<DnsblHit> hits = new ArrayList<>(1);
        int unread = octets[3] & 0xFF;
        for (Code code : codes) {
            if (!code.pattern().matches(octets)) {
                continue;
            }
            if (!code.pattern().isBit()) {
                return List.of(hit(text, code.code()));
            }
            hits.add(hit(code.code().answer(), code.code()));
            unread &= ~code.pattern().bit();
        }
        if (!hits.isEmpty() && unread != 0) {
            hits.add(new DnsblHit("bits " + unread, unknownEffect(), ListingMeaning.UNKNOWN_CODE, null));
        }
        return hits;
    }

    private static DnsblHit hit(String answer, DnsblCode code) {
        return new DnsblHit(answer, code.effect(), code.meaning(), code.label());
    }

    /** Of a block list, any other code in 127.0.0.0/16 but 127.0.0.1 is "listed, unknown why"; all else cannot be read. */
    private Reading unknown(byte[] octets, String text) {
        boolean inRange = octets[1] == 0 && !(octets[2] == 0 && (octets[3] == 1 || octets[3] == 0));
        return inRange && list.kind() == DnsblList.Kind.BLOCK
                ? new Reading.Hits(List.of(new DnsblHit(text, unknownEffect(), ListingMeaning.UNKNOWN_CODE, null)))
                : new Reading.Failure(FailureCause.UNEXPECTED_ANSWER, text);
    }

    private DnsblCode.Effect unknownEffect() {
        return list.kind() == DnsblList.Kind.BLOCK ? DnsblCode.Effect.BLOCK : DnsblCode.Effect.NOTE;
    }
}
