package io.github.todoku.jakartamail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A mail server for one message, which keeps the octets that come after DATA. */
final class LoopbackSmtp implements AutoCloseable {
    private final ServerSocket server = listen();
    private final CompletableFuture<byte[]> received = new CompletableFuture<>();

    LoopbackSmtp() {
        Thread thread = new Thread(this::serve, "loopback-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    byte[] received() {
        return received.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    private void serve() {
        try (Socket client = server.accept();
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            say(out, "220 mx.example.net");
            for (String line = line(in); !line.startsWith("QUIT"); line = line(in)) {
                if (line.startsWith("DATA")) {
                    say(out, "354 go on");
                    byte[] message = data(in);
                    say(out, "250 ok");
                    received.complete(message);
                } else {
                    say(out, line.startsWith("EHLO") ? "250-mx.example.net\r\n250 8BITMIME" : "250 ok");
                }
            }
            say(out, "221 bye");
        } catch (IOException broken) {
            received.completeExceptionally(broken);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The message, without the dots that SMTP puts before dots (RFC 5321 §4.5.2). */
    private static byte[] data(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (String line = line(in); !line.equals("."); line = line(in)) {
            message.writeBytes(
                    ((line.startsWith(".") ? line.substring(1) : line) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return message.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the client is gone");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
