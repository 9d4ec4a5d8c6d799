package io.github.todoku.mail.domain.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.fixtures.Certificates;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.mail.domain.StartTlsChecker;
import io.github.todoku.mail.domain.StartTlsReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A scripted server on loopback: what it answers to each command, and whether TLS comes about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@NullUnmarked // what a table or a mail server gives is what the test is about
class SmtpMxProbeTest {
    private static final DnsName HOST = DnsName.of("mx.example.com");
    private static final String GREETING = "220 mx.example.com ESMTP";
    private static final String WITH_TLS = "250-mx.example.com\r\n250-PIPELINING\r\n250 STARTTLS";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private Certificates certificates;
    private ServerSocket listening;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        certificates = Certificates.in(folder, HOST.toString());
    }

    @BeforeEach
    void begin() {
        heard.clear();
        mostOpen.set(0);
    }

    @AfterEach
    void stop() throws IOException {
        if (listening != null) {
            listening.close();
        }
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
    }

    /** Answers by the first word of a command; what is not in the script ends the connection. */
    private void listen(String greeting, Map<String, String> script, SSLContext tls) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening = socket;
        var unused = threads.submit(() -> {
            while (!socket.isClosed()) {
                Socket client = socket.accept();
                var unusedToo = threads.submit(() -> {
                    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                    try (client) {
                        talk(client, greeting, script, tls);
                    } finally {
                        open.decrementAndGet();
                    }
                    return null;
                });
            }
            return null;
        });
    }

    private void talk(Socket client, String greeting, Map<String, String> script, SSLContext tls) throws IOException {
        say(greeting, client);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            String reply = script.get(line.split(" ", 2)[0]);
            if (reply == null) {
                return;
            }
            say(reply, client);
            if (line.equals("STARTTLS") && reply.startsWith("220")) {
                if (tls == null) {
                    return;
                }
                SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(client, null, false);
                secured.setUseClientMode(false);
                in = new BufferedReader(new InputStreamReader(secured.getInputStream(), StandardCharsets.US_ASCII));
                for (String quit = in.readLine(); quit != null; quit = in.readLine()) {
                    heard.add("TLS " + quit);
                    say("221 bye", secured);
                }
                return;
            }
            if (line.equals("QUIT")) {
                return;
            }
        }
    }

    private static void say(String reply, Socket socket) throws IOException {
        socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private SmtpMxProbe prober() throws Exception {
        return SmtpMxProbe.using(threads)
                .withTrust(certificates.authority())
                .withSpecialAddresses()
                .withPort(listening.getLocalPort());
    }

    private MxProbeResult probe(Duration limit) throws Exception {
        return prober().probe(new MxProbe.Target(HOST, InetAddress.getLoopbackAddress()), Deadline.after(limit))
                .toCompletableFuture()
                .get();
    }

    private MxProbeResult probe() throws Exception {
        return probe(Duration.ofSeconds(20));
    }

    @Test
    void aServerWithStartTlsShowsItsCertificate() throws Exception {
        listen(GREETING, Map.of("EHLO", WITH_TLS, "STARTTLS", "220 go"), certificates.server("good"));
        MxProbeResult result = probe();
        assertThat(result.outcome()).isEqualTo(MxProbeResult.Outcome.TLS);
        assertThat(result.chain()).isEqualTo(certificates.chain("good"));
        assertThat(result.isTrusted()).isTrue();
        assertThat(result.protocol()).startsWith("TLSv1.");
        assertThat(heard).hasSize(3).contains("EHLO [127.0.0.1]", "STARTTLS", "TLS QUIT");
    }

    @Test
    void aCertificateThatIsNotTrustedIsStillShown() throws Exception {
        listen(GREETING, Map.of("EHLO", WITH_TLS, "STARTTLS", "220 go"), certificates.server("self"));
        MxProbeResult result = probe();
        assertThat(result.outcome()).isEqualTo(MxProbeResult.Outcome.TLS);
        assertThat(result.isTrusted()).isFalse();
        assertThat(result.detail()).isNotEmpty();
    }

    @Test
    void aServerWithoutStartTlsSaysGoodbye() throws Exception {
        listen(GREETING, Map.of("EHLO", "250-mx\r\n250 SIZE", "QUIT", "221 bye"), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.NO_STARTTLS);
        assertThat(heard).containsExactly("EHLO [127.0.0.1]", "QUIT");
    }

    @Test
    void aNameThatContainsStartTlsIsNoOffer() throws Exception {
        listen(GREETING, Map.of("EHLO", "250-STARTTLS\r\n250 SIZE", "QUIT", "221 bye"), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.NO_STARTTLS);
    }

    @Test
    void tlsThatDoesNotComeAboutIsAFailure() throws Exception {
        listen(GREETING, Map.of("EHLO", WITH_TLS, "STARTTLS", "220 go"), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.TLS_FAILED);
    }

    @Test
    void aRefusedStartTlsIsAFailure() throws Exception {
        listen(GREETING, Map.of("EHLO", WITH_TLS, "STARTTLS", "454 no TLS now", "QUIT", "221 bye"), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.TLS_FAILED);
        assertThat(probe().detail()).isEqualTo("454 no TLS now");
    }

    @Test
    void aServerThatPutsUsOffTellsNothing() throws Exception {
        listen("450 try later", Map.of("QUIT", "221 bye"), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.PUT_OFF);
        stop();
        listen(GREETING, Map.of(), null); // hangs up at EHLO
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.PUT_OFF);
        stop();
        listen("SSH-2.0-nonsense", Map.of(), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.PUT_OFF);
    }

    @Test
    void aSilentServerIsLeftAtTheDeadline() throws Exception {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        long begin = System.nanoTime();
        assertThat(probe(Duration.ofSeconds(1)).outcome()).isEqualTo(MxProbeResult.Outcome.PUT_OFF);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void anEndlessReplyIsCut() throws Exception {
        listen("220-x\r\n".repeat(500) + "220 x", Map.of(), null);
        assertThat(probe().outcome()).isEqualTo(MxProbeResult.Outcome.PUT_OFF);
    }

    @Test
    void aClosedPortIsNoFaultOfTheServers() throws Exception {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SmtpMxProbe prober = prober();
        listening.close();
        assertThat(prober.probe(
                                new MxProbe.Target(HOST, InetAddress.getLoopbackAddress()),
                                Deadline.after(Duration.ofSeconds(10)))
                        .toCompletableFuture()
                        .get()
                        .outcome())
                .isEqualTo(MxProbeResult.Outcome.UNREACHABLE);
    }

    @Test
    void anAddressThatIsNotPublicIsNotConnectedTo() throws Exception {
        listen(GREETING, Map.of(), null);
        MxProbeResult result = SmtpMxProbe.using(threads)
                .withPort(listening.getLocalPort())
                .probe(
                        new MxProbe.Target(HOST, InetAddress.getLoopbackAddress()),
                        Deadline.after(Duration.ofSeconds(10)))
                .toCompletableFuture()
                .get();
        assertThat(result.outcome()).isEqualTo(MxProbeResult.Outcome.SPECIAL_ADDRESS);
        assertThat(mostOpen).hasValue(0);
    }

    /** Five names, one server: it sees one connection at a time. */
    @Test
    void oneServerIsNotConnectedToTwiceAtOnce() throws Exception {
        listen(GREETING, Map.of("EHLO", WITH_TLS, "STARTTLS", "220 go"), certificates.server("good"));
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            zone.append("example.com. MX ").append(i).append(" mx").append(i).append(".example.com.\n");
            zone.append("mx").append(i).append(".example.com. A 127.0.0.1\n");
        }
        StartTlsReport report = StartTlsChecker.using(InMemoryDns.zone(zone.toString()), prober())
                .check(DnsName.of("example.com"));
        assertThat(report.hosts()).hasSize(5);
        assertThat(report.findings().stream()
                        .filter(each -> each.kind() == MailDomainFinding.TLS_GOOD)
                        .toList())
                .hasSize(5);
        assertThat(heard).hasSize(15);
        assertThat(mostOpen).hasValueLessThanOrEqualTo(2); // the last one's end may overlap with the next one's begin
        assertThat(List.copyOf(heard)).filteredOn("STARTTLS"::equals).hasSize(5);
    }
}
