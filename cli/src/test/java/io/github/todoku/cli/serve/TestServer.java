package io.github.todoku.cli.serve;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A page on loopback over a DNS of the test, and a client of it. */
final class TestServer implements AutoCloseable {
    static final String ZONE = """
            hanamaru.example.        TXT "v=spf1 ip4:192.0.2.0/24 -all"
            hanamaru.example.        MX  10 mx.hanamaru.example.
            mx.hanamaru.example.     A   192.0.2.25
            _dmarc.hanamaru.example. TXT "v=DMARC1; p=none; rua=mailto:d@hanamaru.example"
            _spf.mailing.example.    TXT "v=spf1 ip4:198.51.100.0/24 -all"
            """;
    static final String BOUNCE = "550-5.7.26 The MAIL FROM domain [hanamaru.example] has an SPF record with a hard fail"
            + " policy (-all) but it fails to pass SPF checks with the ip: [203.0.113.9] - gsmtp";
    static final String REPORT = """
            <?xml version="1.0"?><feedback><report_metadata><org_name>mail.example</org_name>
            <email>r@mail.example</email><report_id>1</report_id><date_range><begin>1764547200</begin>
            <end>1764633599</end></date_range></report_metadata>
            <policy_published><domain>hanamaru.example</domain><p>none</p></policy_published>
            <record><row><source_ip>203.0.113.9</source_ip><count>7</count><policy_evaluated>
            <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
            <identifiers><header_from>hanamaru.example</header_from></identifiers>
            <auth_results/></record></feedback>
            """;

    private final PageServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(PageServer server) {
        this.server = server;
    }

    static InMemoryDns dns() {
        return InMemoryDns.zone(ZONE);
    }

    static TestServer start(DnsResolver dns) throws IOException {
        return start(dns, null);
    }

    static TestServer start(DnsResolver dns, @Nullable AuthoritativeServers servers) throws IOException {
        PageAnswers answers = new PageAnswers(
                dns,
                servers,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns).withSpecialAddresses(),
                ServiceCatalog.shipped(),
                Duration.ofSeconds(20));
        return start(answers);
    }

    static TestServer start(PageAnswers answers) throws IOException {
        return new TestServer(PageServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of("mail.example.com"), answers));
    }

    int port() {
        return server.address().getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    /** A form as browsers without JavaScript send it. */
    HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--x1\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (name.equals("file") ? "; filename=\"b.eml\"\r\nContent-Type: message/rfc822" : "") + "\r\n\r\n"
                + value
                + "\r\n"));
        body.append("--x1--\r\n");
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=x1")
                .POST(BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.ISO_8859_1))));
    }

    @Override
    public void close() {
        server.close();
    }
}
