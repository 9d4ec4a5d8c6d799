package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblCheckerBuilder;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.ListStatus;
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
            description = "Ask these too; without their word the report is incomplete.")
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
                : catalog.all().stream()
                        .filter(list -> list.status().state() != ListStatus.State.DEAD)
                        .toList();
    }

    DnsblChecker checker(DnsResolver dns, DnsblCatalog catalog, DnsOptions how) {
        DnsblCheckerBuilder builder = access.builder(dns, catalog, how);
        required.forEach(name -> builder.require(find(catalog, name)));
        return builder.build();
    }

    private static DnsblList find(DnsblCatalog catalog, String name) {
        return catalog.find(name).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.list", name));
    }
}
