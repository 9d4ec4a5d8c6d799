package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.stanza.Stanza;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.finding.Finding;
import java.util.List;
import java.util.stream.Stream;

/** Block lists of an example's own: {@code List: Zone: bl.example | Name: Example list | …}. */
final class ListExample {
    private ListExample() {}

    static DnsblCatalog catalog(Stanza example) {
        return DnsblCatalog.of(String.join(
                "\n\n",
                example.all("List").stream()
                        .map(each -> each.replace(" | ", "\n") + "\nDefault: yes")
                        .toList()));
    }

    /** With what the words behind the subject say: {@code bulk}, {@code commercial}, {@code required}. */
    static DnsblChecker checker(DnsResolver dns, DnsblCatalog catalog, Stanza example) {
        DnsblChecker checker = DnsblChecker.using(dns).withSpecialAddresses().withCatalog(catalog);
        List<String> words = List.of(example.required("Run").split(" ", -1));
        checker = words.contains("bulk") ? checker.withBulkTerms() : checker;
        checker = words.contains("commercial") ? checker.withCommercialUse() : checker;
        checker = words.contains("keyed") ? checker.withKey("acme", "0123456789") : checker;
        for (DnsblList list : words.contains("required") ? catalog.all() : List.<DnsblList>of()) {
            checker = checker.withRequired(list);
        }
        return checker;
    }

    /** Where {@code after=N} others were asked about before, by the same checker. */
    static List<Finding> findings(InMemoryDns dns, String subject, Stanza example) {
        DnsblCatalog catalog = catalog(example);
        DnsblChecker checker = checker(dns, catalog, example);
        String after = Stream.of(example.required("Run").split(" ", -1))
                .filter(word -> word.startsWith("after="))
                .findFirst()
                .orElse("after=0");
        for (int i = Integer.parseInt(after.substring("after=".length())); i > 0; i--) {
            checker.check(IpLiteral.of("198.51.100." + i), catalog.all());
        }
        return checker.check(DnsblSubject.parse(subject).orElseThrow(), catalog.all())
                .findings();
    }
}
