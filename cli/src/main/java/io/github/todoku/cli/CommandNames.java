package io.github.todoku.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which class is which command, as their annotations say; without {@code help}, which is about all of them. */
final class CommandNames {
    private static final Map<String, Class<?>> COMMANDS = Map.ofEntries(
            Map.entry("diagnose", DiagnoseCommand.class),
            Map.entry("preflight", PreflightCommand.class),
            Map.entry("domain", DomainCommand.class),
            Map.entry("demo", DemoCommand.class),
            Map.entry("spf", SpfCommand.class),
            Map.entry("spf check", SpfCheckCommand.class),
            Map.entry("spf lint", SpfLintCommand.class),
            Map.entry("spf tree", SpfTreeCommand.class),
            Map.entry("spf diff", SpfDiffCommand.class),
            Map.entry("spf plan", SpfPlanCommand.class),
            Map.entry("dkim", DkimCommand.class),
            Map.entry("dkim keygen", DkimKeygenCommand.class),
            Map.entry("dmarc", DmarcCommand.class),
            Map.entry("dnsbl", DnsblCommand.class),
            Map.entry("bounce", BounceCommand.class),
            Map.entry("suppressions", SuppressionsCommand.class),
            Map.entry("reply", ReplyCommand.class),
            Map.entry("reports", ReportsCommand.class),
            Map.entry("verify", VerifyCommand.class),
            Map.entry("sign", SignCommand.class),
            Map.entry("dig", DigCommand.class),
            Map.entry("dns", DnsCommand.class),
            Map.entry("dns check", DnsCheckCommand.class),
            Map.entry("services", ServicesCommand.class),
            Map.entry("serve", ServeCommand.class));

    private CommandNames() {}

    /** The first of these words that name a command; empty if none does. */
    static List<String> path(String... typed) {
        List<String> words = List.of(typed);
        for (int count = Math.min(words.size(), 2); count > 0; count--) {
            List<String> path = words.subList(0, count);
            if (named(path) != null) {
                return path;
            }
        }
        return List.of();
    }

    /** The class of the command of that name, null if there is none. */
    static @Nullable Class<?> named(List<String> path) {
        String name = String.join(" ", path);
        boolean wordByWord = name.split(" ", -1).length == path.size(); // "spf check" as one word is none
        return wordByWord ? COMMANDS.get(name) : null;
    }
}
