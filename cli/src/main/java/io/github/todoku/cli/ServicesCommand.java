package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.publish.SpfSender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The sending services that {@code --service} and {@code --add} know by name. */
@picocli.CommandLine.Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = {
            "List the sending services that are known by name: id, name, domains, and what to publish for each.",
            "preflight --service, dkim --service and spf plan --add take an id or a name. Nothing is asked."
        })
final class ServicesCommand implements Callable<Integer>, Command {
    @Parameters(index = "0..*", arity = "0..*", paramLabel = "NAME", description = "Only these, by id or name.")
    List<String> names = new ArrayList<>();

    @Mixin
    ServicesOption known = new ServicesOption();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        var catalog = known.catalog();
        List<SendingService> listed = names.isEmpty()
                ? List.copyOf(catalog.services())
                : names.stream().map(name -> Names.service(catalog, name)).toList();
        if (output.json) {
            output.terminal()
                    .raw(JsonLine.of(Map.of(
                            "services",
                            listed.stream().map(ServicesCommand::fields).toList())));
        } else {
            listed.forEach(this::print);
        }
        return ExitCode.GOOD;
    }

    private void print(SendingService service) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        terminal.line(Terminal.Style.HEADING, service.id() + "  " + service.name());
        if (!service.knownBy().isEmpty()) {
            terminal.line("  " + words.text("services.domains", String.join(", ", domains(service))));
        }
        boolean publishes = service.spf().placement() != SpfSender.Service.Placement.NONE;
        String terms = publishes ? String.join(" ", terms(service)) : "";
        String where = words.text("services.placement." + service.spf().placement());
        terminal.line("  "
                + (terms.isEmpty()
                        ? words.text("services.spf.alone", where)
                        : words.text("services.spf", terms, where)));
        if (!service.dkim().selectors().isEmpty()) {
            terminal.line("  "
                    + words.text(
                            "services.dkim", String.join(", ", service.dkim().selectors())));
        }
    }

    private static List<String> domains(SendingService service) {
        return service.knownBy().stream().map(DnsName::toString).toList();
    }

    /** The SPF terms to publish; with {@code <…>} for what differs from customer to customer. */
    private static List<String> terms(SendingService service) {
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
