package io.github.todoku.cli.ask;

import io.github.todoku.dns.DnsName;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.SendingService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sending services, and what to publish for each. */
public final class ServicesAsk {
    private ServicesAsk() {}

    /**
     * {@return them as an object for programs}
     *
     * @param services in their order
     */
    public static JsonReport json(List<SendingService> services) {
        return JsonReport.of(
                Map.of("services", services.stream().map(ServicesAsk::fields).toList()));
    }

    /**
     * {@return the domains that a service is known by}
     *
     * @param service the service
     */
    public static List<String> domains(SendingService service) {
        return service.knownBy().stream().map(DnsName::toString).toList();
    }

    /**
     * {@return the SPF terms to publish; with {@code <…>} for what differs from customer to customer}
     *
     * @param service the service
     */
    public static List<String> terms(SendingService service) {
        SendingService.Spf spf = service.spf();
        if (spf.include() != null) {
            return List.of("include:" + spf.include());
        }
        String form = spf.form();
        return spf.terms().isEmpty() && form != null ? List.of(form) : spf.terms();
    }

    private static Map<String, @Nullable Object> fields(SendingService service) {
        Map<String, @Nullable Object> spf = new LinkedHashMap<>();
        spf.put("terms", terms(service));
        spf.put("placement", service.spf().placement().name());
        spf.put("placementNote", service.spf().placementNote());
        spf.put("aligned", service.spf().aligned().name());
        spf.put("alignedNote", service.spf().alignedNote());
        Map<String, @Nullable Object> dkim = new LinkedHashMap<>();
        dkim.put("selectors", service.dkim().selectors());
        dkim.put("form", service.dkim().form());
        dkim.put("target", service.dkim().target());
        dkim.put("help", service.dkim().help());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", service.id());
        fields.put("name", service.name());
        fields.put("category", service.category());
        fields.put("domains", domains(service));
        fields.put("spf", spf);
        fields.put("dkim", dkim);
        fields.put("returnPath", service.returnPath());
        fields.put("doubtful", service.doubtful().stream().sorted().toList());
        fields.put("source", service.basis().source());
        return fields;
    }
}
