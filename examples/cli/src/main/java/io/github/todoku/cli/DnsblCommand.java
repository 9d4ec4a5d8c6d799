package io.github.todoku.cli;

import io.github.todoku.diagnosis.JsonReport;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The block lists alone. */
@picocli.CommandLine.Command(
        name = "dnsbl",
        mixinStandardHelpOptions = true,
        description = "Ask the default block lists about addresses or domains.")
final class DnsblCommand implements Callable<Integer>, Command {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "ADDRESS|DOMAIN", description = "What to ask about.")
    List<String> subjects = new ArrayList<>();

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
        List<DnsblSubject> wanted = new ArrayList<>();
        for (String text : subjects) {
            wanted.add(DnsblSubject.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.name", text)));
        }
        int exit = ExitCode.GOOD;
        try (DnsOptions.OpenDns open = dns.open()) {
            DnsblChecker checker = DnsblChecker.using(open.resolver());
            for (DnsblSubject subject : wanted) {
                DnsblReport report =
                        checker.check(subject, DnsblCatalog.shipped().defaults());
                print(report);
                exit = worse(exit, report.status());
            }
        }
        return exit;
    }

    private void print(DnsblReport report) {
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.dnsbl(report, output.words().locale()));
        } else {
            ProofText.lists(report, terminal, output.words());
        }
    }

    private static int worse(int exit, DnsblReport.Status status) {
        return switch (status) {
            case LISTED -> ExitCode.BAD;
            case INCOMPLETE -> exit == ExitCode.BAD ? exit : ExitCode.CANNOT_TELL;
            case CLEAN -> exit;
        };
    }
}
