package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.ReverseName;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.fixtures.JudgedCases;
import io.github.todoku.spf.publish.AuthorizedNetwork;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Writes cases for judges from other houses: a world, a bounce in it, and the remedy that the doctor gives. Into the
 * directory of {@code -Dtodoku.remedies=DIR} go the zones {@code before} and {@code after}, and {@code cases}: what is to
 * be tried at which domain.
 */
class RemedyCasesTest {
    private static final int CASES = 600;
    private static final List<String> WORDINGS = List.of(
            "550-5.7.26 This message does not pass authentication checks (SPF and DKIM both do not pass). SPF check for"
                    + " [%1$s] does not pass with ip: [%2$s]. - gsmtp",
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to"
                    + " authenticate with either SPF or DKIM. Authentication results: DKIM = did not pass SPF [%1$s] with"
                    + " ip: [%2$s] = did not pass - gsmtp",
            "550-5.7.26 The MAIL FROM domain [%1$s] has an SPF record with a hard fail policy (-all) but it fails to pass"
                    + " SPF checks with the ip: [%2$s] - gsmtp");
    private static final List<String> TERMS = List.of(
            "ip4:192.0.2.0/28",
            "ip4:192.0.2.64/26",
            "ip4:192.0.2.77",
            "ip6:2001:db8:a::/48",
            "a",
            "mx",
            "a:www.shared.test",
            "include:_spf.one.test",
            "include:_spf.two.test",
            "include:_spf.deep.test",
            "include:spf.host.test",
            "a:four.shared.test",
            "?ip4:198.51.100.0/28",
            "-ip4:198.51.100.99",
            "IP4:192.0.2.0/28",
            "include:_gone.test",
            "a:void.shared.test",
            "mx:void2.shared.test",
            "exists:void3.shared.test");
    private static final List<String> ENDINGS = List.of("-all", "~all", "?all", "redirect=_spf.host.test");
    private static final List<String> CLIENTS = List.of(
            "203.0.113.5",
            "203.0.113.70",
            "2001:db8:1::25",
            "2001:db8:2::9",
            "203.0.113.200",
            "198.51.100.20",
            "2001:db8:f::1",
            "192.0.2.200");
    private static final List<String> PROFILES = List.of(
            "203.0.113.0/26",
            "198.51.100.16/28",
            "2001:db8:f::/64",
            "include:_spf.one.test",
            "include:_spf.deep.test",
            "a:www.shared.test");
    private static final List<String> SAMPLES = List.of(
            "192.0.2.1",
            "192.0.2.77",
            "192.0.2.100",
            "192.0.2.130",
            "192.0.2.140",
            "203.0.113.5",
            "203.0.113.70",
            "203.0.113.135",
            "203.0.113.200",
            "198.51.100.5",
            "198.51.100.99",
            "2001:db8:a::1",
            "2001:db8:1::25",
            "2001:db8:2::9",
            "2001:db8:3::3");

    private static final String SHARED = """
            www.shared.test.   A    192.0.2.130
            www.shared.test.   AAAA 2001:db8:3::3
            four.shared.test.  A    192.0.2.140
            mail.shared.test.  A    192.0.2.150
            mail.shared.test.  AAAA 2001:db8:3::4
            _spf.one.test.     TXT  "v=spf1 ip4:203.0.113.0/26 ip6:2001:db8:1::/48 ~all"
            _spf.two.test.     TXT  "v=spf1 include:_net.two.test -all"
            _net.two.test.     TXT  "v=spf1 ip4:203.0.113.64/27 ip6:2001:db8:2::/48 -all"
            _spf.deep.test.    TXT  "v=spf1 include:_a.deep.test include:_b.deep.test ~all"
            _a.deep.test.      TXT  "v=spf1 ip4:203.0.113.128/28 -all"
            _b.deep.test.      TXT  "v=spf1 include:_spf.one.test ip4:203.0.113.192/28 -all"
            spf.host.test.     TXT  "v=spf1 a:www.shared.test ip4:192.0.2.0/28 -all"
            _spf.host.test.    TXT  "v=spf1 include:spf.host.test ~all"
            """;

    private final JudgedCases cases = new JudgedCases();

    @Test
    void remediesAreWrittenForOtherJudges() throws IOException {
        String directory = System.getProperty("todoku.remedies");
        assumeTrue(directory != null, "no directory named: give -Dtodoku.remedies=DIR");
        Random random = new Random(Long.getLong("todoku.remedies.seed", 1));
        String shared = SHARED + reverse();
        cases.inBoth(shared);
        for (int number = 0; number < CASES; number++) {
            one(DnsName.of("c" + number + ".case.test"), shared, random);
        }
        cases.writeTo(Path.of(directory));
        assertThat(cases.counted("plain"))
                .as("cases with a promise, from records that break no limit: " + cases)
                .isGreaterThanOrEqualTo(500);
    }

    /** The services' hosts have reverse names that lead back. */
    private static String reverse() {
        StringBuilder zone = new StringBuilder();
        Map<String, String> hosts = Map.of(
                "203.0.113.5",
                "mta5.one.test",
                "203.0.113.70",
                "mta70.two.test",
                "2001:db8:1::25",
                "mta6.one.test",
                "2001:db8:2::9",
                "mta9.two.test",
                "203.0.113.200",
                "mta200.deep.test");
        new TreeMap<>(hosts).forEach((ip, host) -> {
            InetAddress address = IpLiteral.of(ip);
            zone.append(ReverseName.of(address)).append(". PTR ").append(host).append(".\n");
            zone.append(host)
                    .append(ip.indexOf(':') < 0 ? ". A " : ". AAAA ")
                    .append(ip)
                    .append('\n');
        });
        return zone.toString();
    }

    private void one(DnsName domain, String shared, Random random) {
        int many = random.nextInt(6);
        List<String> records = new ArrayList<>();
        for (int i = many == 0 ? 0 : many == 1 ? 2 : 1; i > 0; i--) {
            String record = record(random);
            if (!records.contains(record)) { // the DNS has no record twice
                records.add(record);
            }
        }
        String hosts = domain + ". MX 10 mail.shared.test.\n" + domain + ". A 192.0.2.150\n"
                + (random.nextBoolean() ? domain + ". AAAA 2001:db8:3::4\n" : "")
                + domain + ". TXT \"owner=1\"\n";
        String texts = JudgedCases.zone(domain, records);
        String client = CLIENTS.get(random.nextInt(CLIENTS.size()));
        List<SpfSender> profile = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            profile.add(SpfSender.parse(client).orElseThrow());
            profile.add(SpfSender.parse(PROFILES.get(random.nextInt(PROFILES.size())))
                    .orElseThrow());
        }
        InMemoryDns dns = InMemoryDns.zone(shared + hosts + texts);
        String reply = WORDINGS.get(random.nextInt(WORDINGS.size())).formatted(domain, client);
        String bounce = DecisionTableTest.bounce(reply, "taro@customer.example", DecisionTableTest.NO_WORLD)
                .replace("hanamaru.example", domain.toString());
        Case examined = Doctor.using(dns)
                .withProfile(new SendingProfile(profile))
                .check(BounceParser.standard().parse(bounce));
        Remedy remedy = examined.remedy().orElse(null);
        if (remedy == null || remedy.records().isEmpty()) {
            cases.count("no record: " + examined.cause());
            return;
        }
        cases.count("remedy");
        cases.count("cause " + examined.cause());
        cases.count(records.size() + " records");
        RecordChange change = remedy.records().get(0);
        String group = breaksVoids(domain, shared + hosts, records) ? "voids" : "plain";
        boolean claimed = !remedy.key().equals("draft-only"); // a draft is not to be published, and says so
        cases.count(group + (claimed ? "" : " without promise"));
        cases.inBoth(hosts);
        cases.published(domain, records, change);
        List<String> wanted = new ArrayList<>(List.of(client));
        if (claimed) {
            profile.forEach(sender -> wanted.addAll(ends(dns, domain, sender)));
        }
        cases.line(domain, group, claimed ? "wanted" : "tried", wanted);
        Set<String> edges = new LinkedHashSet<>();
        for (String record : records) {
            edges.addAll(edges(domain, shared + hosts, record));
        }
        List<String> kept = JudgedCases.chosen(edges, 10, random);
        kept.addAll(JudgedCases.chosen(SAMPLES, 5, random));
        cases.line(domain, group, claimed ? "kept" : "tried", kept);
    }

    /** The first and the last address of every network that a record names, and the one behind. */
    private static List<String> edges(DnsName domain, String world, String record) {
        List<String> edges = new ArrayList<>();
        SpfTree tree = SpfWalker.using(InMemoryDns.zone(world + JudgedCases.zone(domain, List.of(record))))
                .check(domain);
        for (AuthorizedNetwork each : tree.networks()) {
            edges.addAll(JudgedCases.ends(each.network()));
            byte[] last = JudgedCases.last(each.network());
            BigInteger behind = new BigInteger(1, last).add(BigInteger.ONE);
            if (behind.bitLength() <= 8 * last.length) {
                edges.add(IpNetwork.ofOctets(octets(behind, last.length), 8 * last.length)
                        .toString());
            }
        }
        return edges;
    }

    private static byte[] octets(BigInteger number, int length) {
        byte[] octets = new byte[length];
        byte[] written = number.toByteArray();
        int count = Math.min(written.length, length);
        System.arraycopy(written, written.length - count, octets, length - count, count);
        return octets;
    }

    /** First and last address of every network that a sender has. */
    private static List<String> ends(InMemoryDns dns, DnsName domain, SpfSender sender) {
        List<String> ends = new ArrayList<>();
        SpfProof proof =
                SpfPlanner.using(dns).plan(domain, List.of(sender)).proof().orElse(null);
        if (proof != null) {
            proof.senders().forEach(each -> each.networks().forEach(network -> ends.addAll(JudgedCases.ends(network))));
        }
        return ends;
    }

    /** Whether a record of today has more than two void queries for somebody: not ours, which must not bring that about. */
    private static boolean breaksVoids(DnsName domain, String world, List<String> records) {
        for (String record : records) {
            SpfProof proof = SpfPlanner.using(InMemoryDns.zone(world + JudgedCases.zone(domain, List.of(record))))
                    .plan(domain, List.of())
                    .proof()
                    .orElse(null);
            if (proof == null || proof.before().voidQueries() > 2) {
                return true;
            }
        }
        return false;
    }

    private static String record(Random random) {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = random.nextInt(6); i > 0; i--) {
            record.append(' ').append(TERMS.get(random.nextInt(TERMS.size())));
        }
        return record.append(' ')
                .append(ENDINGS.get(random.nextInt(ENDINGS.size())))
                .toString();
    }
}
