package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.spf.SpfRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What records would say of everybody if each were published at the domain; each is tried once. */
final class VerdictMaps {
    private final DnsResolver dns;
    private final DnsName domain;
    private final List<DnsRecord.Txt> otherTxt;
    private final List<IpNetwork> borders;
    private final Map<String, VerdictMap> maps = new HashMap<>();

    /** With borders also where the {@code borders} begin and end; {@code otherTxt} stays beside each record. */
    VerdictMaps(DnsResolver dns, DnsName domain, List<DnsRecord.Txt> otherTxt, List<IpNetwork> borders) {
        this.dns = dns;
        this.domain = domain;
        this.otherTxt = otherTxt;
        this.borders = borders;
    }

    VerdictMap of(String record) {
        VerdictMap map = maps.get(record);
        if (map == null) {
            map = VerdictMap.of(OverlayResolver.of(SpfChange.overlay(domain, otherTxt, record), dns), domain, borders);
            maps.put(record, map);
        }
        return map;
    }

    /** Of a record of one term alone: whoever passes by it passes by the term. */
    VerdictMap ofTerm(String word) {
        return of(SpfRecord.VERSION + " " + word + (word.regionMatches(true, 0, "redirect=", 0, 9) ? "" : " ?all"));
    }

    /** Of the DNS as it is, with nothing published. */
    VerdictMap unchanged() {
        return VerdictMap.of(dns, domain, List.of());
    }
}
