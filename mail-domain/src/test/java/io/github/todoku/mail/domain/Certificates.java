package io.github.todoku.mail.domain;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** An authority of the test's own, and what it issues, made by the JDK's keytool. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    /** Valid at the tests' own time ({@link World#NOW}) and by the clock of the machine, on any day from then on. */
    private static final String LASTING = "-startdate 2026/11/01 -validity 3650";

    private final Path folder;
    private final KeyStore store;

    private Certificates(Path folder, KeyStore store) {
        this.folder = folder;
        this.store = store;
    }

    /** An authority, and certificates by alias: {@code good} and {@code expired} for the host, {@code other} for another. */
    public static Certificates in(Path folder, String host) throws Exception {
        Path store = folder.resolve("keys.p12");
        keytool(
                store,
                "-genkeypair -alias ca -dname CN=Test-CA -keyalg EC -groupname secp256r1 " + LASTING + " -ext bc:c");
        issue(store, "good", host, LASTING);
        issue(store, "other", "other.example", LASTING);
        issue(store, "expired", host, "-startdate 2026/11/01 -validity 5");
        keytool(
                store,
                "-genkeypair -alias self -dname CN=" + host + " -keyalg EC -groupname secp256r1 " + LASTING
                        + " -ext san=dns:" + host);
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return new Certificates(folder, loaded);
    }

    private static void issue(Path store, String alias, String host, String times) throws Exception {
        keytool(
                store,
                "-genkeypair -signer ca -alias " + alias + " -dname CN=" + host + " -keyalg EC -groupname secp256r1 "
                        + times + " -ext san=dns:" + host);
    }

    private static void keytool(Path store, String arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + said);
        }
    }

    /** The chain of an alias, its own certificate first. */
    public List<X509Certificate> chain(String alias) throws Exception {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate each : store.getCertificateChain(alias)) {
            chain.add((X509Certificate) each);
        }
        return chain;
    }

    /** A server's side of TLS with the certificate of an alias. */
    public SSLContext server(String alias) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                store.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                store.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Trusts the authority, and nobody else. */
    public X509TrustManager authority() throws Exception {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("ca", store.getCertificate("ca"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
