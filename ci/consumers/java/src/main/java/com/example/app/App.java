package com.example.app;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.spf.SpfVerifier;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a user's program may touch: each module's data, sentences in both languages, the client with its threads and its cache. */
public final class App {
    private static final String ZONE = """
            hanamaru.example.            MX   10 mx.webhost.example.
            hanamaru.example.            TXT  "v=spf1 ip4:192.0.2.0/28 -all"
            mta25.mailing.example.       A    203.0.113.25
            _spf.mailing.example.        TXT  "v=spf1 ip4:203.0.113.0/26 -all"
            25.113.0.203.in-addr.arpa.   PTR  mta25.mailing.example.
            """;
    private static final String REPLY =
            "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication results:"
                    + " DKIM = did not pass SPF [hanamaru.example] with ip: [203.0.113.25] = did not pass - gsmtp";

    private App() {}

    /** Ends with an exception where something is not as it should be. */
    public static void main(String[] args) {
        DnsResolver dns = InMemoryDns.zone(ZONE);
        expect(SpfVerifier.using(dns).check(IpLiteral.of("192.0.2.7"), "mx.example.com", "news@hanamaru.example").isPass(), "SPF");
        Case why = Doctor.using(dns).check(BounceParser.standard().parse(REPLY));
        expect(why.cause().toString().equals("spf-missing-service"), why);
        String json = JsonReport.of(why, Locale.JAPANESE).toJson();
        expect(json.contains("\"schema\":2") && JAPANESE.matcher(json).find(), json);
        PreflightReport ready = Preflight.using(dns).check("hanamaru.example");
        expect(HtmlReport.of(ready, Locale.ENGLISH).contains("hanamaru.example"), ready);
        try (DnsClient client = DnsClient.builder()
                .server("127.0.0.1:9")
                .timeout(Duration.ofMillis(200))
                .tries(1)
                .build()) {
            DnsAnswer answer = client.lookup("example.com", RecordType.TXT);
            expect(answer instanceof DnsAnswer.TempFail, answer);
        }
        Module module = App.class.getModule();
        System.out.println("all well in " + (module.isNamed() ? module : "the class path") + " of Java "
                + Runtime.version().feature());
    }

    private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30ff]");

    private static void expect(boolean so, Object what) {
        if (!so) {
            throw new AssertionError(what);
        }
    }
}
