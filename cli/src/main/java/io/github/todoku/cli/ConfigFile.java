package io.github.todoku.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a person has written down once: {@code option = value}, or {@code command.option = value} for one command, with the names
 * that the command line has. It holds where the command line says nothing.
 */
final class ConfigFile implements CommandLine.IDefaultValueProvider {
    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_SETTINGS = 200;

    private static final String OPTION = "--config";

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    /** What belongs to one call and not to all. */
    private static final Set<String> NEVER = Set.of("config", "help", "version");

    private final Path file;
    private final List<Setting> settings;
    private final Set<String> typed;
    private final Set<String> used = new TreeSet<>();

    private ConfigFile(Path file, List<Setting> settings, Set<String> typed) {
        this.file = file;
        this.settings = settings;
        this.typed = typed;
    }

    /** One line; {@code command} is empty where it holds for all. */
    private record Setting(int line, String command, String option, String value) {
        String key() {
            return command.isEmpty() ? option : command + "." + option;
        }

        boolean holdsFor(String name) {
            return command.isEmpty() || name.equals(command) || name.startsWith(command + "-");
        }
    }

    /**
     * Reads the file that {@code args} name by {@code --config}, else the one in the place where programs keep theirs, if there is
     * one; null where there is none, or where only help is asked for.
     */
    static @Nullable ConfigFile read(String[] args, Map<String, String> environment, CommandLine program) {
        List<String> words = List.of(args);
        if (words.isEmpty() || words.get(0).equals("help") || !Collections.disjoint(words, HELP)) {
            return null;
        }
        String named = named(words);
        Path file = named == null ? standard(environment) : Input.path(named);
        if (file == null || (named == null && !Files.exists(file))) { // nor where this user may not look
            return null;
        }
        ConfigFile config = new ConfigFile(file, settings(file), options(words));
        config.checkNames(program);
        return config;
    }

    /** Whether there is a file in the place where programs keep theirs. */
    static boolean isThere(Map<String, String> environment) {
        Path file = standard(environment);
        return file != null && Files.exists(file);
    }

    private static @Nullable String named(List<String> words) {
        for (int i = 0; i < words.size() && !words.get(i).equals("--"); i++) {
            if (words.get(i).startsWith(OPTION + "=")) {
                return words.get(i).substring(OPTION.length() + 1);
            } else if (words.get(i).equals(OPTION) && i + 1 < words.size()) {
                return words.get(i + 1);
            }
        }
        return null;
    }

    /**
     * {@code $XDG_CONFIG_HOME/todoku/config}, by default below {@code ~/.config}. A folder that is not absolute is none: others may
     * write in the one that the program was started in. Neither is one that the locale has no name for.
     */
    private static @Nullable Path standard(Map<String, String> environment) {
        try {
            Path folder = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
            if (folder.isAbsolute()) {
                return folder.resolve("todoku").resolve("config");
            }
            Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "")));
            return home.isAbsolute() ? home.resolve(".config/todoku/config") : null;
        } catch (InvalidPathException ofAnotherLocale) {
            return null;
        }
    }

    /** The options that stand on the command line, which a setting does not change. */
    private static Set<String> options(List<String> words) {
        Set<String> options = new LinkedHashSet<>();
        for (String word : words) {
            if (word.startsWith("--")) {
                int value = word.indexOf('=');
                options.add(word.substring(2, value < 0 ? word.length() : value));
            }
        }
        return options;
    }

    private static List<Setting> settings(Path file) {
        List<Setting> settings = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        Pattern form =
                Pattern.compile("(?:(?<command>[a-z][a-z0-9-]*)\\.)?(?<option>[a-z][a-z0-9-]*)\\s*=\\s*(?<value>.*)");
        int number = 0;
        for (String raw : text(file).split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = form.matcher(line);
            if (!parts.matches() || line.chars().anyMatch(ConfigFile::isControl)) {
                throw wrong("config.line", file, number);
            }
            String command = parts.group("command") == null ? "" : parts.group("command");
            Setting setting = new Setting(number, command, parts.group("option"), parts.group("value"));
            Integer before = seen.put(setting.key(), number);
            if (before != null) {
                throw wrong("config.twice", file, number, setting.key(), before);
            } else if (settings.size() == MAX_SETTINGS) {
                throw wrong("config.many", file, number, MAX_SETTINGS);
            } else if (NEVER.contains(setting.option())) {
                throw wrong("config.never", file, number, setting.option());
            }
            settings.add(setting);
        }
        return settings;
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t';
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_BYTES + 1);
            if (octets.length > MAX_BYTES) {
                throw new Failure(ExitCode.UNREADABLE, "input.unreadable.large", file, MAX_BYTES);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException noText) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable.text", file);
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    private static Failure wrong(String key, Path file, int line, Object... more) {
        List<Object> args = new ArrayList<>(List.of(file, line));
        args.addAll(List.of(more));
        return new Failure(ExitCode.BAD_INPUT, key, args.toArray());
    }

    /** A setting that no command has is a mistake. All commands are looked at only where the one that runs does not have it. */
    private void checkNames(CommandLine program) {
        if (settings.stream().allMatch(each -> isKnown(each, program))) {
            return;
        }
        CommandLine whole = new CommandLine(new Main());
        for (Setting each : settings) {
            if (!isKnown(each, whole)) {
                List<String> alike = NearMiss.of(each.option(), names(whole), List::of);
                throw alike.isEmpty()
                        ? wrong("config.unknown", file, each.line(), each.key())
                        : wrong("config.unknown.meant", file, each.line(), each.key(), String.join(", ", alike));
            }
        }
    }

    private static boolean isKnown(Setting setting, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        boolean here = setting.holdsFor(name(spec)) && spec.findOption("--" + setting.option()) != null;
        return here || command.getSubcommands().values().stream().anyMatch(each -> isKnown(setting, each));
    }

    private static Set<String> names(CommandLine command) {
        Set<String> names = new TreeSet<>();
        command.getCommandSpec()
                .options()
                .forEach(each -> names.add(each.longestName().substring(2)));
        command.getSubcommands().values().forEach(each -> names.addAll(names(each)));
        return names;
    }

    /** {@code spf-check}: the command's words without the program's name. */
    private static String name(CommandSpec spec) {
        String whole = spec.qualifiedName("-");
        int first = whole.indexOf('-');
        return first < 0 ? "" : whole.substring(first + 1);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String name = option.longestName().substring(2);
        if (typed.contains(name)) {
            return null;
        }
        Setting setting = settings.stream()
                .filter(each -> each.option().equals(name) && each.holdsFor(name(option.command())))
                .max(Comparator.comparingInt(each -> each.command().length()))
                .orElse(null);
        if (setting == null) {
            return null;
        }
        boolean flag = option.arity().max() == 0;
        if (flag && !setting.value().equals("true") && !setting.value().equals("false")) {
            throw wrong("config.flag", file, setting.line(), setting.key(), setting.value());
        }
        used.add(setting.key());
        return setting.value().replace("${", "$${"); // a value is what is written: no variable of the parser's
    }

    /** What of it the run took, for whoever looks for the cause of a refusal; empty if nothing. */
    String used(Words words) {
        return used.isEmpty() ? "" : words.text("config.used", file, String.join(", ", used));
    }
}
