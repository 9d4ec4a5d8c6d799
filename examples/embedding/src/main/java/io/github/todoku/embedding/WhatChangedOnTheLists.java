package io.github.todoku.embedding;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** By night: which of our addresses came onto a list or left it since the last run. Silence means that nothing changed. */
final class WhatChangedOnTheLists {
    private WhatChangedOnTheLists() {}

    /** Takes the file that remembers, and addresses. */
    public static void main(String[] args) throws IOException {
        List<InetAddress> ours = Stream.of(args).skip(1).map(IpLiteral::of).toList();
        try (DnsClient dns = DnsClient.system()) {
            watch(DnsblChecker.using(dns), Path.of(args[0]), ours, System.out);
        }
    }

    static void watch(DnsblChecker checker, Path state, List<InetAddress> ours, PrintStream out) throws IOException {
        TreeSet<String> before = new TreeSet<>(Files.exists(state) ? Files.readAllLines(state) : List.of());
        TreeSet<String> after = new TreeSet<>();
        for (InetAddress address : ours) {
            for (DnsblReport.Entry entry : checker.check(address).entries()) {
                String row = address.getHostAddress() + " " + entry.list().name();
                boolean was = before.contains(row);
                boolean is = entry.isAnswered() ? entry.isListed() : was; // a list that refuses has not let go
                if (is) {
                    after.add(row);
                }
                if (is != was) {
                    out.println(row + (is ? ": listed " + entry.answers() : ": no longer listed"));
                }
            }
        }
        Path beside = Path.of(state + ".new"); // whole, or as it was
        Files.write(beside, after);
        Files.move(beside, state, StandardCopyOption.REPLACE_EXISTING);
    }
}
