package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signatures made here are verified by opendkim, dkimpy and Mail::DKIM, and theirs here; {@code -Ddkim.peers=FOLDER} names the
 * scripts that call them.
 */
class PeersTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair RSA = DkimKeyPair.rsa(2048);
    private static final DkimKeyPair ED25519 = DkimKeyPair.ed25519();

    private static final Map<String, String> MAILS = new LinkedHashMap<>();

    static {
        MAILS.put("plain", SignedMail.MAIL);
        MAILS.put("empty-body", head("") + "\n");
        MAILS.put("blank-lines", head("") + "\nHello  there \t\n\n \t\n\n");
        MAILS.put("dots", head("") + "\n.\n..\n. Hello\n.\n");
        MAILS.put(
                "folded",
                head("References: <1@example.com>\n\t<2@example.com>\n  <3@example.com>\nX-Note:  two   blanks\t \n")
                        + "\nHello\n");
        MAILS.put("utf8", head("Cc: Andr\u00c3\u00a9 <andre@example.net>\n") + "\nGr\u00c3\u00bc\u00c3\u009fe\n");
        MAILS.put(
                "base64", head("Content-Transfer-Encoding: base64\n") + "\n" + ("QUJD".repeat(19) + "\n").repeat(500));
        MAILS.replaceAll((name, mail) -> mail.replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private static String head(String more) {
        return """
                From: Author <author@example.com>
                To: Reader <reader@example.net>
                Subject: A test
                Date: Mon, 2 Nov 2026 09:00:00 +0900
                """ + more;
    }

    /**
     * Another program that signs and verifies.
     *
     * @param name its script
     * @param command what runs the script
     * @param ed25519 whether it knows Ed25519
     */
    private record Peer(String name, List<String> command, boolean ed25519) {
        String run(String... arguments) throws IOException, InterruptedException {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(whole).redirectErrorStream(true).start();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(text).isZero();
                return text;
            }
        }
    }

    private static List<Peer> peers() {
        String folder = System.getProperty("dkim.peers");
        Assumptions.assumeTrue(folder != null, "no -Ddkim.peers: the other programs are not asked");
        return List.of(
                new Peer("opendkim", List.of("/usr/bin/python3", folder + "/opendkim.py"), true),
                new Peer("dkimpy", List.of("/usr/bin/python3", folder + "/dkimpy.py"), true),
                new Peer("Mail::DKIM", List.of("perl", folder + "/mail-dkim.pl"), false));
    }

    private static DkimSigner signer(String keys, DkimCanonicalization header, DkimCanonicalization body) {
        DkimSigningKey rsa = RSA.signingKey(DOMAIN, DnsName.of("rsa"));
        DkimSigningKey ed = ED25519.signingKey(DOMAIN, DnsName.of("ed"));
        DkimSigner signer = switch (keys) {
            case "rsa" -> DkimSigner.using(rsa);
            case "ed25519" -> DkimSigner.using(ed);
            default -> DkimSigner.using(rsa, ed);
        };
        return signer.withCanonicalization(header, body);
    }

    @TestFactory
    Stream<DynamicTest> theyVerifyOurs(@TempDir Path folder) throws IOException {
        List<Peer> peers = peers();
        String records =
                "rsa._domainkey.example.com " + RSA.record() + "\ned._domainkey.example.com " + ED25519.record() + "\n";
        Path keys = Files.writeString(folder.resolve("keys.txt"), records);
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, String> mail : MAILS.entrySet()) {
            for (String signed : List.of("rsa", "ed25519", "both")) {
                for (DkimCanonicalization header : DkimCanonicalization.values()) {
                    for (DkimCanonicalization body : DkimCanonicalization.values()) {
                        byte[] octets = mail.getValue().getBytes(StandardCharsets.ISO_8859_1);
                        Path file = folder.resolve(String.join("-", mail.getKey(), signed, header.word(), body.word()));
                        Files.write(
                                file, signer(signed, header, body).sign(octets).addedTo(octets));
                        wanted.put(
                                file.toString(), signed.equals("both") ? List.of("rsa", "ed25519") : List.of(signed));
                    }
                }
            }
        }
        return peers.stream()
                .map(peer -> dynamicTest(peer.name(), () -> {
                    List<String> arguments = new ArrayList<>(List.of("verify", keys.toString()));
                    arguments.addAll(wanted.keySet());
                    String output = peer.run(arguments.toArray(String[]::new));
                    List<String> expected = new ArrayList<>();
                    wanted.forEach((file, algorithms) -> expected.add(file + " "
                            + String.join(
                                    " ",
                                    algorithms.stream()
                                            .map(each -> peer.ed25519() || each.equals("rsa") ? "pass" : "invalid")
                                            .toList())));
                    assertThat(output.lines()).containsExactlyElementsOf(expected);
                }));
    }

    @TestFactory
    Stream<DynamicTest> weVerifyTheirs(@TempDir Path folder) throws IOException {
        List<Peer> peers = peers();
        Path rsa = Files.writeString(folder.resolve("rsa.pem"), RSA.privatePem());
        Path ed25519 = Files.writeString(folder.resolve("ed25519.pem"), ED25519.privatePem());
        DkimVerifier verifier =
                DkimVerifier.using(InMemoryDns.zone(SignedMail.record("rsa._domainkey.example.com.", RSA.record())
                        + SignedMail.record("ed._domainkey.example.com.", ED25519.record())));
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> mail : MAILS.entrySet()) {
            Path file = folder.resolve(mail.getKey());
            files.add(Files.writeString(file, mail.getValue(), StandardCharsets.ISO_8859_1)
                    .toString());
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Peer peer : peers) {
            for (String form : List.of("simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed")) {
                for (String kind : peer.ed25519() ? List.of("rsa", "ed25519") : List.of("rsa")) {
                    if (isBrokenAtTheirs(peer, kind, form)) {
                        continue;
                    }
                    tests.add(dynamicTest(String.join(" ", peer.name(), kind, form), () -> {
                        String key = (kind.equals("rsa") ? rsa : ed25519).toString();
                        String selector = kind.equals("rsa") ? "rsa" : "ed";
                        List<String> arguments = new ArrayList<>(List.of("sign", key, selector, kind, form));
                        arguments.addAll(files);
                        peer.run(arguments.toArray(String[]::new));
                        for (String file : files) {
                            DkimVerification verification = verifier.check(Path.of(file + ".signed"));
                            assertThat(verification.signatures())
                                    .as(file + verification)
                                    .singleElement()
                                    .matches(DkimSignatureResult::isPass);
                        }
                    }));
                }
            }
        }
        return tests.stream();
    }

    /** What opendkim 2.11.0 signs by Ed25519 over a simple header neither dkimpy nor opendkim itself verifies. */
    private static boolean isBrokenAtTheirs(Peer peer, String kind, String form) {
        return peer.name().equals("opendkim") && kind.equals("ed25519") && form.startsWith("simple/");
    }
}
