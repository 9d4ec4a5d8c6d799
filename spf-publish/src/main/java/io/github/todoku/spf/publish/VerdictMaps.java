package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.internal.PlanDns;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What records would say of everybody if each were published at the domain; each is tried once. */
final class VerdictMaps {
    private final PlanDns dns;
    private final PlanWork work;
    private final DnsName domain;

    /** Where the records stand: the domain, or the end of its aliases. */
    private final DnsName place;

    private final List<DnsRecord.Txt> otherTxt;
    private final List<IpNetwork> borders;
    private final Map<String, VerdictMap> maps = new HashMap<>();
    private @Nullable VerdictMap today;

    /** With borders also where the {@code borders} begin and end; {@code otherTxt} stays beside each record. */
    VerdictMaps(
            PlanDns dns,
            PlanWork work,
            DnsName domain,
            DnsName place,
            List<DnsRecord.Txt> otherTxt,
            List<IpNetwork> borders) {
        this.dns = dns;
        this.work = work;
        this.domain = domain;
        this.place = place;
        this.otherTxt = otherTxt;
        this.borders = borders;
    }

    VerdictMap of(String record) {
        VerdictMap map = maps.get(record);
        if (map == null) {
            map = drawn(OverlayResolver.of(overlay(record), dns), borders);
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
        VerdictMap map = today;
        if (map == null) {
            map = drawn(dns, List.of());
            today = map;
        }
        return map;
    }

    /** The work of the plan, to count what is done beside the maps. */
    PlanWork work() {
        return work;
    }

    private VerdictMap drawn(DnsResolver world, List<IpNetwork> wanted) {
        VerdictMap map = VerdictMap.of(world, work, domain, wanted);
        dns.requireAnswers(); // or the map is none, and is drawn again
        return map;
    }

    private Zone overlay(String record) {
        return RecordChange.txt(place, List.of(), record, List.of())
                .beside(otherTxt)
                .overlay();
    }
}
