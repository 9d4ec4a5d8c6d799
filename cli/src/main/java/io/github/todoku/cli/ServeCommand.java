package io.github.todoku.cli;

import io.github.todoku.cli.serve.PageAnswers;
import io.github.todoku.cli.serve.PageServer;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.render.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The page: paste a bounce, see the record. */
@picocli.CommandLine.Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serve a page on this machine: paste a bounce, a domain or a record into it. Programs can "
                + "ask the same at /api (docs/serve.md).")
final class ServeCommand implements Command {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on (default: ${DEFAULT-VALUE}).")
    int port = 8080;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; by default only this machine can reach it (default: "
                    + "${DEFAULT-VALUE}).")
    String bind = "127.0.0.1";

    @Option(
            names = "--name",
            paramLabel = "HOST",
            description = "A host name that browsers use for it, behind a proxy or on an intranet; may be given "
                    + "several times. Requests under any other name are refused.")
    List<String> names = List.of();

    @Mixin
    ServicesOption known = new ServicesOption();

    @Mixin
    ListAccessOptions lists = new ListAccessOptions();

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        InetAddress address =
                IpLiteral.parse(bind).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", bind));
        if (port < 0 || port > 0xFFFF) {
            throw new Failure(ExitCode.USAGE, "usage.port", port);
        }
        try (DnsOptions.OpenDns open = dns.open();
                PageServer page = start(new InetSocketAddress(address, port), open)) {
            String url = page.url();
            if (output.json) {
                output.terminal().raw(JsonLine.of(Map.of("url", url)));
            } else {
                output.terminal().line(Terminal.Style.HEADING, output.words().text("serve.ready", url));
            }
            new CountDownLatch(1).await();
        }
        return ExitCode.GOOD;
    }

    private PageServer start(InetSocketAddress address, DnsOptions.OpenDns open) {
        DnsblCatalog catalog = lists.catalog();
        PageAnswers answers = new PageAnswers(
                open.resolver(),
                open.servers(),
                catalog,
                lists.checker(open.resolver(), catalog, dns),
                known.catalog(),
                dns.timeout());
        try {
            return PageServer.start(
                    address, new HashSet<>(names), output.showAddresses ? answers.showingAddresses() : answers);
        } catch (IOException taken) {
            throw new Failure(
                    ExitCode.UNREADABLE, "serve.taken", address.getPort(), String.valueOf(taken.getMessage()));
        }
    }
}
