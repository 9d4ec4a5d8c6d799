package io.github.todoku.springboot;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.render.JsonReport;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /domains/example.com}: may it send? What a customer typed is understood, or refused with the reason. */
@RestController
class DomainController {
    private final Preflight preflight;

    DomainController(Preflight preflight) {
        this.preflight = preflight;
    }

    @GetMapping("/domains/{typed}")
    CompletableFuture<ResponseEntity<Map<String, @Nullable Object>>> check(@PathVariable String typed, Locale locale) {
        DomainInput input = DomainInput.parse(typed);
        if (input.domain().isEmpty()) {
            String why = input.refusal().map(each -> each.text(locale)).orElse("");
            return CompletableFuture.completedFuture(ResponseEntity.badRequest().body(Map.of("error", why)));
        }
        DnsName domain = input.domain().get();
        return preflight // no thread of the server waits
                .checkAsync(domain)
                .thenApply(report ->
                        ResponseEntity.ok(JsonReport.of(report, locale).toMap()));
    }
}
