package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that is taken down takes its DNS client with it: once that is closed, nothing holds its classes. */
@Timeout(60)
class UnloadingTest {
    private static final int TRIES = 100;

    /** What an application does, in a class loader of its own. */
    public static final class Use implements Runnable {
        @Override
        public void run() {
            try (DnsClient client = DnsClient.builder().server("127.0.0.1:9").build()) { // nobody answers there
                SpfRequest request = SpfRequest.from(IpLiteral.of("192.0.2.1"))
                        .helo("mx.example.com")
                        .mailFrom("bob@example.com");
                String verdict = SpfVerifier.using(client)
                        .withTimeLimit(Duration.ofMillis(300))
                        .check(request)
                        .toString();
                if (verdict.isEmpty()) {
                    throw new IllegalStateException("said nothing");
                }
            }
        }
    }

    /** What an application does that reads replies and bounces. */
    public static final class Replies implements Runnable {
        @Override
        public void run() {
            String reply = "550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown";
            boolean known = SmtpReply.parse(reply).isPresent()
                    && !ReplyClassifier.standard().classify(reply).toString().isEmpty()
                    && !BounceParser.standard().parse(reply).toString().isEmpty();
            if (!known) {
                throw new IllegalStateException("said nothing");
            }
        }
    }

    @Test
    void aClosedClientLetsItsClassesGo() throws Exception {
        assertLetGo(used(Use.class));
    }

    /**
     * The JDK itself (a static handle of ObjectMethods; Java 17 holds it for good, Java 25 as long as there is room) holds on to the
     * classes of the record whose equals was called for the first time last. So an application that is taken down goes when its
     * successor has come up, and there is never more than one such.
     */
    @Test
    void whatHasReadBouncesLetsItsClassesGo() throws Exception {
        WeakReference<ClassLoader> before = used(Replies.class);
        used(Replies.class);
        assertLetGo(before);
    }

    private static void assertLetGo(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < TRIES && loader.get() != null; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(loader.get()).as("still held").isNull();
    }

    private static WeakReference<ClassLoader> used(Class<?> what) throws Exception {
        List<URL> places = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            places.add(Path.of(each).toUri().toURL());
        }
        try (URLClassLoader own =
                new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> use = own.loadClass(what.getName());
            assertThat(use).isNotSameAs(what);
            Thread thread = new Thread((Runnable) use.getConstructor().newInstance());
            thread.start();
            thread.join();
            return new WeakReference<>(own);
        }
    }
}
