package io.github.todoku.cli;

import io.github.todoku.cli.ask.ServicesAsk;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.SendingService;
import io.github.todoku.spf.publish.SpfSender;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The sending services that {@code --service} and {@code --add} know by name. */
@picocli.CommandLine.Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = {
            "List the sending services that are known by name: id, name, domains, and what to publish for each.",
            "preflight --service, dkim --service and spf plan --add take an id or a name. The DNS is not " + "asked."
        })
final class ServicesCommand implements Command {
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
            output.terminal().raw(ServicesAsk.json(listed).toJson());
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
            terminal.line("  " + words.text("services.domains", String.join(", ", ServicesAsk.domains(service))));
        }
        boolean publishes = service.spf().placement() != SpfSender.Service.Placement.NONE;
        String terms = publishes ? String.join(" ", ServicesAsk.terms(service)) : "";
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
}
