package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which lists are asked. */
final class DnsblOptions {
    @Option(
            names = "--lists",
            split = ",",
            paramLabel = "LIST",
            description = "Ask these lists, by zone or name, instead of the default ones.")
    List<String> lists = new ArrayList<>();

    @Option(names = "--all", description = "Ask every list that is alive and beyond doubt.")
    boolean all;

    @Option(
            names = "--require",
            split = ",",
            paramLabel = "LIST",
            description = "Ask these too; without an answer from them the report cannot tell.")
    List<String> required = new ArrayList<>();

    @Mixin
    ListAccessOptions access = new ListAccessOptions();

    /** The lists to ask, those required at the end unless they are there already. */
    List<DnsblList> chosen(DnsblCatalog catalog) {
        List<DnsblList> chosen = new ArrayList<>();
        if (all) {
            chosen.addAll(catalog.active());
        } else if (lists.isEmpty()) {
            chosen.addAll(catalog.defaults());
        }
        lists.forEach(name -> chosen.add(find(catalog, name)));
        required.forEach(name -> chosen.add(find(catalog, name)));
        return chosen;
    }

    /** Every list that is not dead, for their health, unless some are named. */
    List<DnsblList> tested(DnsblCatalog catalog) {
        return all || !lists.isEmpty()
                ? chosen(catalog)
                : catalog.all().stream().filter(list -> !list.isDead()).toList();
    }

    DnsblChecker checker(DnsResolver dns, DnsblCatalog catalog, DnsOptions how) {
        DnsblChecker checker = access.checker(dns, catalog, how);
        for (String name : required) {
            checker = checker.withRequired(find(catalog, name));
        }
        return checker;
    }

    private static DnsblList find(DnsblCatalog catalog, String name) {
        return catalog.find(name).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.list", name));
    }
}
