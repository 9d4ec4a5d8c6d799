package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ReverseChecker;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows records with their TTL, and of an address the reverse name and whether it points back. */
@picocli.CommandLine.Command(
        name = "dig",
        mixinStandardHelpOptions = true,
        description = "Show the records of a name, or the reverse name of an address and whether it points back.")
final class DigCommand implements Command {
    @Parameters(index = "0", paramLabel = "NAME|ADDRESS", description = "What to look up.")
    String subject = "";

    @Parameters(
            index = "1..*",
            paramLabel = "TYPE",
            description = "A AAAA MX NS TXT SOA PTR CNAME CAA TLSA SPF; without one: A AAAA MX NS TXT.")
    List<String> types = new ArrayList<>();

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws Exception {
        Optional<InetAddress> address = IpLiteral.parse(subject);
        try (DnsOptions.OpenDns open = dns.open()) {
            if (address.isPresent() && types.isEmpty()) {
                return reverse(address.get(), open.resolver());
            }
            DnsName name = address.map(io.github.todoku.dns.ReverseName::of).orElseGet(() -> Names.any(subject));
            return records(name, open.resolver());
        }
    }

    private int records(DnsName name, DnsResolver resolver) throws InterruptedException {
        Deadline deadline = dns.deadline();
        List<DnsQuestion> questions = new ArrayList<>();
        for (RecordType type : wanted()) {
            questions.add(new DnsQuestion(name, type));
        }
        List<CompletionStage<DnsAnswer>> asked = new ArrayList<>();
        questions.forEach(question -> asked.add(resolver.resolve(question, deadline)));
        List<DnsAnswer> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            CompletionStage<DnsAnswer> stage = asked.get(i);
            DnsResolver there = (question, limit) -> stage; // the blocking form and its guards, over what is under way
            answers.add(there.lookup(questions.get(i), deadline));
        }
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.of(answers, output.words().locale()).toJson());
        } else {
            print(answers);
        }
        long failures = answers.stream().filter(DnsAnswer::isFailure).count();
        if (failures == answers.size()) {
            return ExitCode.NO_DNS;
        }
        return failures > 0 ? ExitCode.CANNOT_TELL : ExitCode.GOOD;
    }

    private List<RecordType> wanted() {
        if (types.isEmpty()) {
            return List.of(RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.NS, RecordType.TXT);
        }
        List<RecordType> wanted = new ArrayList<>();
        for (String type : types) {
            wanted.add(RecordType.parse(type.toUpperCase(Locale.ROOT))
                    .orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.type", type)));
        }
        return wanted;
    }

    private void print(List<DnsAnswer> answers) {
        Terminal terminal = output.terminal();
        for (DnsAnswer answer : answers) {
            output.report().lines(answer).forEach(terminal::line);
        }
    }

    private int reverse(InetAddress address, DnsResolver resolver) {
        ReverseCheck check =
                ReverseChecker.using(resolver).withTimeLimit(dns.timeout()).check(address);
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.of(check, output.words().locale()).toJson());
        } else {
            output.report().print(check);
        }
        return switch (check.state()) {
            case CONFIRMED, NO_NAME, NOT_CONFIRMED -> ExitCode.GOOD;
            case CANNOT_TELL -> check.names().isEmpty() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
        };
    }
}
