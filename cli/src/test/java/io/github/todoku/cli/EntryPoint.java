package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.SeriesExamination;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dkim.DkimVerifyingStream;
import io.github.todoku.dkim.arc.ArcResult;
import io.github.todoku.dkim.arc.ArcSealer;
import io.github.todoku.dkim.arc.ArcVerifyingStream;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.Message;
import io.github.todoku.message.MethodResult;
import io.github.todoku.message.auth.MessageVerifyingStream;
import io.github.todoku.message.auth.ReceivedMessage;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.senders.ReverseChecker;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.publish.SpfSender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One public call that asks a resolver of the caller's: the door that takes the resolver, and what is asked behind it. All
 * are read off the API, so that a new one is tried without being named; where it wants something that {@link #SAMPLES} does
 * not have, the test says so.
 *
 * @param door takes the resolver
 * @param ask asks it
 */
record EntryPoint(Method door, Method ask) {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final InetAddress CLIENT = IpLiteral.of("192.0.2.1");

    private static final SmtpReply REPLY = SmtpReply.parse(
                    "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                            + " results: DKIM = did not pass SPF [example.com] with ip: [192.0.2.1] = did not pass"
                            + " - gsmtp")
            .orElseThrow();

    private static final BounceReport REPORT =
            BounceParser.standard().parse(("550 5.7.26 " + REPLY.text()).getBytes(StandardCharsets.UTF_8));

    private static final byte[] MAIL = signed();

    /** Speaks the words of another library, and is tried beside them. */
    private static final Set<String> ELSEWHERE = Set.of("DnsJavaBridge.toDnsJava(DnsResolver, Duration)");

    /** The layers that watch no clock: whoever asks through one of them waits by a deadline of his own. */
    private static final Set<String> UNWATCHED = Set.of(
            "DnsListener.layer(DnsListener)",
            "OverlayResolver.layer(Zone)",
            "OverlayResolver.of(Zone, DnsResolver)",
            "OverlayResolver.authoritative(Zone, DnsResolver)");

    /** What stands for each parameter, by its type, or where that is wide by its name. */
    private static final Map<String, Object> SAMPLES = Map.ofEntries(
            Map.entry("String domain", "example.com"),
            Map.entry("String name", "example.com"),
            Map.entry("String helo", "mx.example.com"),
            Map.entry("String mailFrom", "bob@example.com"),
            Map.entry("int signature", 0),
            Map.entry("int maxInFlight", 1),
            Map.entry("int maxQueued", 1),
            Map.entry("byte[]", MAIL),
            Map.entry("DnsName", DOMAIN),
            Map.entry("InetAddress", CLIENT),
            Map.entry("RecordType", RecordType.TXT),
            Map.entry("DnsQuestion", new DnsQuestion(DOMAIN, RecordType.TXT)),
            Map.entry("Zone", Zone.of(List.of())),
            Map.entry("DnsListener", new DnsListener() {}),
            Map.entry(
                    "SpfRequest", SpfRequest.from(CLIENT).helo("mx.example.com").mailFrom("bob@example.com")),
            Map.entry("List<SpfSender>", List.of(SpfSender.parse("192.0.2.9").orElseThrow())),
            Map.entry("DkimRequest", DkimRequest.of(DOMAIN).selector("s1").selector("s2")),
            Map.entry(
                    "DmarcRequest",
                    DmarcRequest.of(DnsName.of("news.example.com"))
                            .mailFromDomain(DOMAIN)
                            .signedBy(DOMAIN)),
            Map.entry("DmarcWish", DmarcWish.MONITOR),
            Map.entry("DnsblSubject", DnsblSubject.of(CLIENT)),
            Map.entry("Collection<DnsblList>", DnsblCatalog.of("""
                            Zone: bl.example
                            Name: List
                            Serves: ipv4 domain
                            Test: listed 127.0.0.2
                            Per-day: 1000000
                            """).all()),
            Map.entry(
                    "ReverseCheck", ReverseChecker.using(InMemoryDns.zone("""
                                    1.2.0.192.in-addr.arpa. PTR mx.example.net.
                                    mx.example.net. A 192.0.2.1
                                    """)).check(CLIENT)),
            Map.entry("ReceivedMessage", received(ReceivedMessage.of(MAIL))),
            Map.entry("Message", Message.parse(MAIL)),
            Map.entry(
                    "PreflightRequest",
                    PreflightRequest.of(DOMAIN)
                            .from(CLIENT)
                            .through(ServiceCatalog.shipped()
                                    .find("google-workspace")
                                    .orElseThrow())),
            Map.entry("DomainSummary", reported()),
            Map.entry("ReportWishes", ReportWishes.NONE),
            Map.entry("MxProbe", (MxProbe) (target, deadline) ->
                    CompletableFuture.completedFuture(MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, ""))),
            Map.entry("BounceReport", REPORT),
            Map.entry("List<BounceReport>", List.of(REPORT)),
            Map.entry("SmtpReply", REPLY),
            Map.entry("SentMail", SentMail.UNKNOWN));

    /** What cannot be used twice. */
    private static final Map<String, Function<DnsResolver, Object>> FRESH = Map.of(
            "InputStream", dns -> new ByteArrayInputStream(MAIL),
            "Path", dns -> file(),
            "Stream<? extends DnsblSubject>", dns -> Stream.of(DnsblSubject.of(CLIENT)),
            "Stream<PreflightRequest>", dns -> Stream.of(SAMPLES.get("PreflightRequest")),
            "DnsResolver", dns -> dns,
            "Function<InetAddress, DnsResolver>", dns -> (Function<InetAddress, DnsResolver>) server -> dns);

    /** Whose method takes the resolver, where that is no static one. */
    private static final Map<Class<?>, Function<DnsResolver, Object>> HOLDERS = Map.of(
            DnsblChecker.class, DnsblChecker::using, CachingResolver.Builder.class, dns -> CachingResolver.builder());

    /** What is asked piece by piece, and what it tells. */
    private static final Map<Class<?>, Function<Object, List<Object>>> SESSIONS = Map.of(
            DkimVerifyingStream.class,
            session -> {
                ((DkimVerifyingStream) session).write(MAIL);
                return List.of(((DkimVerifyingStream) session).await());
            },
            ArcVerifyingStream.class,
            session -> {
                ((ArcVerifyingStream) session).write(MAIL);
                return List.of(((ArcVerifyingStream) session).await());
            },
            MessageVerifyingStream.class,
            session -> {
                ((MessageVerifyingStream) session).write(MAIL);
                return List.of(((MessageVerifyingStream) session).await());
            },
            SeriesExamination.class,
            session -> {
                SeriesExamination series = (SeriesExamination) session;
                return List.of(
                        series.check(REPLY, SentMail.UNKNOWN),
                        series.check(REPORT).orElseThrow(),
                        series.result());
            });

    /** All that the API has. */
    static List<EntryPoint> all() {
        List<EntryPoint> all = new ArrayList<>();
        for (Method door : doors()) {
            asks(opened(door)).forEach(ask -> all.add(new EntryPoint(door, ask)));
        }
        return all;
    }

    /** Every way in which a resolver of the caller's comes into the library. */
    private static List<Method> doors() {
        return PublicApi.everywhere()
                .filter(m -> !Modifier.isAbstract(m.getModifiers()) && !ELSEWHERE.contains(PublicApi.name(m)))
                .filter(m -> Arrays.asList(m.getParameterTypes()).contains(DnsResolver.class)
                        || (Modifier.isStatic(m.getModifiers()) && isLayer(m)))
                .toList();
    }

    private static boolean isLayer(Method method) {
        return method.getReturnType() == DnsResolver.Layer.class;
    }

    private static Class<?> opened(Method door) {
        return isLayer(door) ? DnsResolver.class : door.getReturnType();
    }

    private static Stream<Method> asks(Class<?> opened) {
        if (DnsResolver.class.isAssignableFrom(opened)) {
            return PublicApi.methods(DnsResolver.class)
                    .filter(m -> Set.of("resolve", "lookup").contains(m.getName()));
        }
        return PublicApi.methods(opened)
                .filter(m -> !Modifier.isStatic(m.getModifiers()))
                .filter(m -> m.getReturnType() != opened)
                .filter(m -> m.getReturnType() != boolean.class) // says something of itself, and asks nobody
                .filter(m -> !Set.of("toString", "equals", "hashCode").contains(m.getName()));
    }

    /** Whether it gives a stage, and waits for nothing. */
    boolean isAsync() {
        return CompletionStage.class.isAssignableFrom(ask.getReturnType());
    }

    /** Whether it sees to the time itself. */
    boolean isWatched() {
        return !ask.getName().equals("resolve") || !UNWATCHED.contains(PublicApi.name(door));
    }

    /** What comes of it, as it comes. */
    Object begin(DnsResolver dns, Duration limit) {
        Function<DnsResolver, Object> holder = HOLDERS.get(door.getDeclaringClass());
        Object opened = invoke(holder == null ? null : holder.apply(dns), door, dns, limit);
        if (opened instanceof DnsResolver.Layer layer) {
            opened = layer.over(dns);
        }
        return invoke(fitted(opened, limit), ask, dns, limit);
    }

    /** What comes of it in the end: each result. Waits on the calling thread. */
    List<Object> call(DnsResolver dns, Duration limit) {
        Object result = begin(dns, limit);
        Function<Object, List<Object>> session = SESSIONS.get(result.getClass());
        return session == null ? settled(result) : session.apply(result);
    }

    private static List<Object> settled(Object result) {
        if (result instanceof CompletionStage<?> stage) {
            return settled(stage.toCompletableFuture().join());
        }
        return result instanceof Stream<?> stream ? List.copyOf(stream.toList()) : List.of(result);
    }

    /** With the time limit, where it takes one, and asked even of an address that is set aside for documentation. */
    private static Object fitted(Object opened, Duration limit) {
        Object fitted = opened instanceof DnsblChecker lists ? lists.withSpecialAddresses() : opened;
        return PublicApi.methods(fitted.getClass())
                .filter(m -> m.getName().equals("withTimeLimit"))
                .findFirst()
                .map(m -> reflected(fitted, m, limit))
                .orElse(fitted);
    }

    private static Object invoke(@Nullable Object holder, Method method, DnsResolver dns, Duration limit) {
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> sample(parameter, dns, limit))
                .toArray();
        return reflected(holder, method, arguments);
    }

    private static Object reflected(@Nullable Object holder, Method method, Object... arguments) {
        try {
            return method.invoke(holder, arguments);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(PublicApi.name(method) + " throws", thrown.getCause());
        }
    }

    private static Object sample(Parameter parameter, DnsResolver dns, Duration limit) {
        String type = parameter.getParameterizedType().getTypeName().replaceAll("[a-z.]+\\.(?=[A-Z])", "");
        Function<DnsResolver, Object> fresh = FRESH.get(type);
        if (fresh != null) {
            return fresh.apply(dns);
        }
        return switch (type) {
            case "Duration" -> limit;
            case "Deadline" -> Deadline.after(limit, dns.clock());
            default ->
                Optional.ofNullable(SAMPLES.get(type))
                        .or(() -> Optional.ofNullable(SAMPLES.get(type + " " + parameter.getName())))
                        .orElseThrow(() -> new AssertionError(
                                "no sample of " + type + " " + parameter.getName() + ": add one to EntryPoint"));
        };
    }

    private static byte[] signed() {
        byte[] mail = "From: bob@example.com\r\nTo: amy@example.net\r\nSubject: hello\r\n\r\nHello\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        DkimKeyPair keys = DkimKeyPair.rsa(1024);
        byte[] signed = DkimSigner.using(keys.signingKey(DOMAIN, DnsName.of("s1")))
                .sign(mail)
                .addedTo(mail);
        List<String> set = ArcSealer.using(keys.signingKey(DOMAIN, DnsName.of("arc")))
                .seal(
                        signed,
                        AuthenticationResults.of("mx.example.com", MethodResult.of("spf", "pass")),
                        ArcResult.NONE);
        return (String.join("\r\n", set) + "\r\n" + new String(signed, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One row, of an address that nothing names. */
    private static DomainSummary reported() {
        String report =
                "<feedback><report_metadata><org_name>example.net</org_name><report_id>1</report_id><date_range>"
                        + "<begin>1764547200</begin><end>1764633599</end></date_range></report_metadata><policy_published>"
                        + "<domain>example.com</domain><p>none</p></policy_published><record><row><source_ip>192.0.2.9</source_ip>"
                        + "<count>3</count><policy_evaluated><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row><identifiers>"
                        + "<header_from>example.com</header_from></identifiers><auth_results><spf><domain>example.com</domain>"
                        + "<result>fail</result></spf></auth_results></record></feedback>";
        ReportTally tally = ReportTally.standard();
        try (ReportReader reader =
                ReportReader.of(new ByteArrayInputStream(report.getBytes(StandardCharsets.UTF_8)), "-")) {
            reader.forEach(tally::add);
        }
        return tally.summary().domain("example.com").orElseThrow();
    }

    private static ReceivedMessage received(ReceivedMessage message) {
        return message.from(CLIENT).helo("mx.example.com").mailFrom("bob@example.com");
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("entry-point", ".eml");
            file.toFile().deleteOnExit();
            return Files.write(file, MAIL);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public String toString() {
        boolean same = door.getDeclaringClass() == ask.getDeclaringClass()
                && door.getName().equals("using");
        return (same ? "" : PublicApi.name(door) + " ") + PublicApi.name(ask);
    }
}
