package io.github.todoku.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.DnsClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class DomainServiceTest {
    /** The DNS of the test in the place of the real one, with the same figures. */
    @Configuration
    static class TestDns {
        @Bean
        @Primary
        DnsResolver world(MeterRegistry meters) {
            return InMemoryDns.zone("""
                            example.com.  MX  10 mx.example.com.
                            example.com.  TXT "v=spf1 ip4:192.0.2.0/24 -all"
                            """).with(DnsListener.layer(new MeteredDns(meters)));
        }
    }

    private static ConfigurableApplicationContext start(Class<?>... sources) {
        SpringApplication application = new SpringApplication(sources);
        return application.run(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--todoku.dns.server=127.0.0.1:9",
                "--todoku.dns.timeout=100ms",
                "--spring.main.banner-mode=off");
    }

    @Test
    void aCustomersDomainIsCheckedAndCounted() throws Exception {
        try (ConfigurableApplicationContext context = start(DomainService.class, TestDns.class)) {
            HttpResponse<String> ready = get(context, "/domains/www.example.com");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            HttpResponse<String> checked = get(context, "/domains/postmaster@example.com");
            assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
            assertThat(checked.body())
                    .contains("\"domain\":\"example.com\"")
                    .contains("\"schema\":2")
                    .doesNotContain("\"root\"");
            HttpResponse<String> refused = get(context, "/domains/192.0.2.7");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("error").contains("192.0.2.7");

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("dns.answers").tag("type", "TXT").timers()).anyMatch(timer -> timer.count() > 0);
        }
    }

    @Test
    void theClientIsClosedWithTheContextAndTakesItsSettingsFromIt() {
        DnsClient dns;
        try (ConfigurableApplicationContext context = start(DomainService.class)) {
            dns = context.getBean(DnsClient.class);
            assertThat(dns.servers()).singleElement().asString().contains("127.0.0.1:9");
            assertThat(dns.lookup("example.com", RecordType.TXT).isFailure()).isTrue();
            assertThat(context.getBean(MeterRegistry.class).get("dns.tries").timers())
                    .isNotEmpty();
        }
        assertThat(dns.openSockets()).isZero();
        assertThat(dns.lookup("example.com", RecordType.A).isFailure()).isTrue();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
        String port = context.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Language", "en")
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
