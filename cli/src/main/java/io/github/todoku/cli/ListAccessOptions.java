package io.github.todoku.cli;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.publicsuffix.PublicSuffixList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The block lists that are known, and by what right they are asked: for every command that asks some. */
final class ListAccessOptions {
    @Option(names = "--catalog", paramLabel = "FILE", description = "Lists of your own, or changes to known ones.")
    @Nullable
    String catalogFile;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Keys for lists that need one, each on its own line: the key's name, a space, the key.")
    @Nullable
    String keyFile;

    @Option(
            names = "--permitted",
            split = ",",
            paramLabel = "LIST|NAME",
            description = "Lists whose operator has agreed to bulk or commercial use, or registrations you have.")
    List<String> permitted = new ArrayList<>();

    @Option(
            names = "--commercial",
            description = "Commercial use: leave out lists that are free for non-commercial use only.")
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

    /** A checker with all that these options say. */
    DnsblChecker checker(DnsResolver resolver, DnsblCatalog catalog, DnsOptions dns) {
        Duration timeout = dns.timeout();
        boolean shorter = timeout.compareTo(DnsblChecker.DEFAULT_TIME_LIMIT) < 0;
        DnsblChecker checker = DnsblChecker.using(resolver)
                .withCatalog(catalog)
                .withRegistrableDomain(PublicSuffixList::registrableDomain)
                .withTimeLimit(shorter ? timeout : DnsblChecker.DEFAULT_TIME_LIMIT);
        if (dns.isZone()) { // a world of one's own: there every address may be asked for
            checker = checker.withSpecialAddresses();
        }
        if (commercial) {
            checker = checker.withCommercialUse();
        }
        for (String name : permitted) {
            checker = checker.withRegistration(name);
            Optional<DnsblList> list = catalog.find(name);
            checker = list.isPresent() ? checker.withPermitted(list.get()) : checker;
        }
        for (Map.Entry<String, String> key : keys().entrySet()) {
            try {
                checker = checker.withKey(key.getKey(), key.getValue());
            } catch (IllegalArgumentException wrong) { // its message does not hold the key
                throw new Failure(
                        ExitCode.BAD_INPUT, "input.keys", String.valueOf(keyFile), String.valueOf(wrong.getMessage()));
            }
        }
        return checker;
    }

    /** Each key by its name. */
    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        if (keyFile == null) {
            return keys;
        }
        for (String line : read(keyFile).lines().toList()) {
            String[] words = line.strip().split("\\s+", 2);
            if (!line.isBlank() && !line.startsWith("#")) {
                keys.put(words[0], words.length > 1 ? words[1] : "");
            }
        }
        return keys;
    }

    private static String read(String file) {
        return Input.text(file, Input.MAX_SETTINGS_OCTETS);
    }
}
