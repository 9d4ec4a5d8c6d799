package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.HeaderFields;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.SampleMessage;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A preflight as {@code todoku preflight} is called. */
final class PreflightExample {
    /** On which day everything is judged that names none. */
    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);

    private PreflightExample() {}

    static List<Finding> findings(InMemoryDns dns, String[] words, Stanza example) {
        PreflightRequest request = request(words);
        List<String> header = example.all("Message");
        if (!header.isEmpty()) {
            request =
                    request.withMessage(SampleMessage.of(HeaderFields.parse(String.join("\r\n", header) + "\r\n\r\n")));
        }
        Preflight preflight = Preflight.using(dns);
        if (!example.all("List").isEmpty()) {
            DnsblCatalog catalog = ListExample.catalog(example);
            preflight = preflight.withLists(catalog, ListExample.checker(dns, catalog, example));
        }
        PreflightReport report = preflight.check(request);
        List<Finding> findings = new ArrayList<>();
        report.rows().forEach(row -> findings.addAll(row.checks()));
        report.rules().forEach(judgement -> findings.add(judgement.finding()));
        report.includes().forEach(include -> findings.add(include.why()));
        return findings;
    }

    private static PreflightRequest request(String[] words) {
        PreflightRequest request = PreflightRequest.of(words[1]).asOf(DAY);
        for (int i = 2; i < words.length; i++) {
            switch (words[i]) {
                case "--address" -> request = request.from(words[++i]);
                case "--selector" -> request = request.selector(DnsName.of(words[++i]));
                case "--at" -> request = request.asOf(LocalDate.parse(words[++i]));
                case "--service" -> request = through(request, words[++i].split("=", 2));
                default -> {} // of the lists
            }
        }
        return request;
    }

    private static PreflightRequest through(PreflightRequest request, String[] service) {
        SendingService known = ServiceCatalog.shipped().find(service[0]).orElseThrow();
        return service.length == 1 ? request.through(known) : request.through(known, DnsName.of(service[1]));
    }
}
