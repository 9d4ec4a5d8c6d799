package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblCheckerBuilder;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.ListStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lists are asked, and by what right. */
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

    @Option(names = "--catalog", paramLabel = "FILE", description = "Lists of your own, or changes to known ones.")
    @Nullable
    String catalogFile;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Keys for lists that want one: a line each, the key's name, a blank, the key.")
    @Nullable
    String keyFile;

    @Option(
            names = "--permitted",
            split = ",",
            paramLabel = "LIST|NAME",
            description = "Lists whose operator has agreed to bulk or commercial use, or registrations you have.")
    List<String> permitted = new ArrayList<>();

    @Option(names = "--commercial", description = "You earn by it: leave out what is free for others only.")
    boolean commercial;

    DnsblCatalog catalog() {
        DnsblCatalog shipped = DnsblCatalog.shipped();
        if (catalogFile == null) {
            return shipped;
        }
        try {
            return shipped.with(read(catalogFile));
        } catch (IllegalArgumentException wrong) {
            throw new Failure(ExitCode.BAD_INPUT, "input.catalog", catalogFile, String.valueOf(wrong.getMessage()));
        }
    }

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

    DnsblChecker checker(DnsResolver dns, DnsblCatalog catalog, boolean worldOfOnesOwn, Duration timeout) {
        boolean shorter = timeout.compareTo(DnsblChecker.DEFAULT_DEADLINE) < 0;
        DnsblCheckerBuilder builder =
                DnsblChecker.builder(dns).catalog(catalog).deadline(shorter ? timeout : DnsblChecker.DEFAULT_DEADLINE);
        if (worldOfOnesOwn) {
            builder.askSpecialAddresses();
        }
        if (commercial) {
            builder.commercialUse();
        }
        required.forEach(name -> builder.require(find(catalog, name)));
        for (String name : permitted) {
            builder.registered(name);
            catalog.find(name).ifPresent(builder::permitted);
        }
        keys(builder);
        return builder.build();
    }

    private void keys(DnsblCheckerBuilder builder) {
        if (keyFile == null) {
            return;
        }
        for (String line : read(keyFile).lines().toList()) {
            String[] words = line.strip().split("\\s+", 2);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                builder.key(words[0], words.length > 1 ? words[1] : "");
            } catch (IllegalArgumentException wrong) { // its message does not hold the key
                throw new Failure(ExitCode.BAD_INPUT, "input.keys", keyFile, String.valueOf(wrong.getMessage()));
            }
        }
    }

    private static DnsblList find(DnsblCatalog catalog, String name) {
        return catalog.find(name).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.list", name));
    }

    private static String read(String file) {
        try {
            return Files.readString(Input.path(file));
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
    }
}
