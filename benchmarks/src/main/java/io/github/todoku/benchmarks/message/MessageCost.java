package io.github.todoku.benchmarks.message;

import com.sun.management.ThreadMXBean;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.DKIMVerifier;

/**
 * A mail of 4 KB and two of 1 MB verified and signed (RSA-2048, relaxed/relaxed), by the JDK's primitives alone, by the library
 * and by jDKIM, in turns. Thread CPU; the median of many short rounds, each ratio within its round: the machine may be busy.
 */
public final class MessageCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_MILLIS = 5_000;
    private static final int ROUND_MILLIS = 40;
    private static final int ROUNDS = 61;
    private static final int BATCH = 8;
    private static final int SMALL = 4 << 10;
    private static final int LARGE = 1 << 20;
    private static final double ALLOCATION_BAR = 64;
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DnsName SELECTOR = DnsName.of("s1");

    private final KeyPair keys;
    private final String record;
    private final DnsResolver dns;
    private final DkimSigner signer;

    private MessageCost() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        record = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        String owner = SELECTOR + "._domainkey." + DOMAIN;
        InMemoryDns world = InMemoryDns.zone(
                owner + ". TXT \"" + record.substring(0, 200) + "\" \"" + record.substring(200) + "\"\n");
        DnsAnswer answer = world.lookup(owner, RecordType.TXT);
        if (answer.records(DnsRecord.Txt.class).isEmpty()) {
            throw new IllegalStateException("no key");
        }
        dns = (asked, deadline) -> CompletableFuture.completedFuture(answer);
        signer = DkimSigner.using(DkimSigningKey.of(DOMAIN, SELECTOR, keys.getPrivate()));
    }

    /** Something that is done again and again, and tells whether it was done right. */
    private interface Work {
        boolean run() throws Exception;
    }

    /** Prints a figure a line: name, value, unit, bar, ok or short. */
    public static void main(String[] arguments) throws Exception {
        MessageCost cost = new MessageCost();
        List<String> wanted = List.of(arguments);
        cost.verify("verify-4k", SampleMail.text(SMALL), 1.5, wanted);
        cost.verify("verify-1m-text", SampleMail.text(LARGE), 4, wanted);
        cost.verify("verify-1m-base64", SampleMail.base64(LARGE), 2, wanted);
        cost.sign("sign-4k", SampleMail.text(SMALL), 1.2, wanted);
        cost.sign("sign-1m-text", SampleMail.text(LARGE), 3, wanted);
        cost.sign("sign-1m-base64", SampleMail.base64(LARGE), 3, wanted);
    }

    private void verify(String name, byte[] mail, double bar, List<String> wanted) throws Exception {
        byte[] signed = signer.sign(mail).addedTo(mail);
        DkimVerifier verifier = DkimVerifier.using(dns);
        Work ours = () -> verifier.check(signed).isPass();
        Work theirs = () -> !new DKIMVerifier((method, selector, token) -> List.of(record))
                .verify(new ByteArrayInputStream(signed))
                .isEmpty();
        JcaFloor floor = new JcaFloor(signed, keys);
        compare(name, floor::verify, ours, theirs, bar, wanted);
    }

    private void sign(String name, byte[] mail, double bar, List<String> wanted) throws Exception {
        Work ours = () -> !signer.sign(mail).fields().isEmpty();
        String template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + DOMAIN + "; s=" + SELECTOR
                + "; h=from:to:cc:subject:date:message-id:in-reply-to:references:mime-version:content-type:"
                + "content-transfer-encoding; t=1; bh=; b=;";
        DKIMSigner peer = new DKIMSigner(template, keys.getPrivate());
        Work theirs = () -> !peer.sign(new ByteArrayInputStream(mail)).isEmpty();
        JcaFloor floor = new JcaFloor(mail, keys);
        compare(name, floor::sign, ours, theirs, bar, wanted);
    }

    private static void compare(String name, Work floor, Work ours, Work theirs, double bar, List<String> wanted)
            throws Exception {
        if (!wanted.isEmpty() && !wanted.contains(name)) {
            return;
        }
        for (Work each : List.of(floor, ours, theirs)) {
            microsEach(each, WARM_UP_MILLIS);
        }
        double[] floors = new double[ROUNDS];
        double[] own = new double[ROUNDS];
        double[] peers = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double before = microsEach(floor, ROUND_MILLIS);
            own[round] = microsEach(ours, ROUND_MILLIS);
            floors[round] = (before + microsEach(floor, ROUND_MILLIS)) / 2;
            peers[round] = microsEach(theirs, ROUND_MILLIS);
            ratios[round] = own[round] / floors[round];
        }
        line(name + "-jca-floor", 1e6 / median(floors), "per-cpu-second", 0);
        line(name, 1e6 / median(own), "per-cpu-second", 0);
        line(name + "-jdkim", 1e6 / median(peers), "per-cpu-second", 0);
        line(name + "-over-floor", median(ratios), "times", bar);
        line(name + "-allocated", kilobytes(ours), "kB", name.endsWith("-4k") ? ALLOCATION_BAR : 0);
        line(name + "-allocated-jdkim", kilobytes(theirs), "kB", 0);
    }

    private static double microsEach(Work work, int millis) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        long used = 0;
        int count = 0;
        do {
            for (int i = 0; i < BATCH; i++) { // asking for the time costs some, too
                if (!work.run()) {
                    throw new IllegalStateException("it did not pass");
                }
            }
            count += BATCH;
            used = THREADS.getCurrentThreadCpuTime() - before;
        } while (used < millis * 1_000_000L);
        return used / 1e3 / count;
    }

    private static double kilobytes(Work work) throws Exception {
        int count = 20;
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < count; i++) {
            work.run();
        }
        return (THREADS.getThreadAllocatedBytes(thread) - before) / 1e3 / count;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void line(String name, double value, String unit, double bar) {
        String verdict = bar == 0 ? "- -" : bar + " " + (value <= bar ? "ok" : "short");
        System.out.printf(Locale.ROOT, "%s %.2f %s %s%n", name, value, unit, verdict);
    }
}
