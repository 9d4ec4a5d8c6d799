package io.github.todoku.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblChecker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatChangedOnTheListsTest {
    private static final String WORKS = "2.0.0.127.zen.spamhaus.org. A 127.0.0.2\n";
    private static final String LISTED = WORKS + "25.113.0.203.zen.spamhaus.org. A 127.0.0.2\n";

    @TempDir
    Path folder;

    private List<String> night(InMemoryDns dns) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        WhatChangedOnTheLists.watch(
                DnsblChecker.using(dns),
                folder.resolve("state"),
                List.of(IpLiteral.of("203.0.113.25"), IpLiteral.of("203.0.113.26")),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void onlyWhatChangedIsToldAndASilentListLetsNobodyGo() throws Exception {
        InMemoryDns silent = InMemoryDns.zone(WORKS)
                .fault("25.113.0.203.zen.spamhaus.org", RecordType.A, Fault.fail(DnsAnswer.Reason.SERVFAIL));

        assertThat(night(InMemoryDns.zone(WORKS))).isEmpty();
        assertThat(night(InMemoryDns.zone(LISTED)))
                .singleElement()
                .asString()
                .startsWith("203.0.113.25 ")
                .contains(": listed");
        assertThat(night(InMemoryDns.zone(LISTED))).isEmpty();
        assertThat(night(silent)).isEmpty();
        assertThat(night(InMemoryDns.zone(WORKS))).singleElement().asString().endsWith(": no longer listed");
    }
}
