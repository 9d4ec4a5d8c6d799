package io.github.todoku.mail.domain.net;

import io.github.todoku.dns.Deadline;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.MxProbeResult;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** One look at a mail server, from the connection to QUIT. On the thread that runs it. */
final class SmtpExchange {
    /** The most lines of one reply, and octets of a line (RFC 5321 §4.5.3.1.5 allows 512). */
    private static final int MAX_LINES = 100;

    private static final int MAX_LINE_OCTETS = 2000;

    private static final String STARTTLS = "STARTTLS";

    private final MxProbe.Target target;
    private final X509TrustManager trust;
    private final boolean specialAddresses;
    private final int port;
    private final Deadline deadline;

    SmtpExchange(MxProbe.Target target, X509TrustManager trust, boolean specialAddresses, int port, Deadline deadline) {
        this.target = target;
        this.trust = trust;
        this.specialAddresses = specialAddresses;
        this.port = port;
        this.deadline = deadline;
    }

    /** A reply of SMTP: the code, and the text of each line. */
    private record Reply(int code, List<String> lines) {
        boolean isGood() {
            return code / 100 == 2;
        }

        String text() {
            return code + " " + String.join(" / ", lines);
        }
    }

    MxProbeResult run() {
        try (Dial dial = Dial.to(List.of(target.address()), port, specialAddresses, deadline)) {
            try {
                return talk(dial);
            } catch (IOException hungUp) {
                return putOff(dial.isLate() ? "no answer in time" : String.valueOf(hungUp.getMessage()));
            }
        } catch (Dial.NoConnectionException none) {
            return MxProbeResult.without(
                    none.special ? MxProbeResult.Outcome.SPECIAL_ADDRESS : MxProbeResult.Outcome.UNREACHABLE,
                    String.valueOf(none.getMessage()));
        }
    }

    private static MxProbeResult putOff(String detail) {
        return MxProbeResult.without(MxProbeResult.Outcome.PUT_OFF, detail);
    }

    private MxProbeResult talk(Dial dial) throws IOException {
        Socket socket = dial.socket();
        Reply greeting = read(socket);
        if (!greeting.isGood()) {
            quit(socket);
            return putOff(greeting.text());
        }
        Reply hello = say("EHLO " + literal(socket.getLocalAddress()), socket);
        if (hello.code() / 100 == 4) {
            quit(socket);
            return putOff(hello.text());
        }
        if (!hello.isGood() || !offersStartTls(hello)) {
            quit(socket);
            return MxProbeResult.without(MxProbeResult.Outcome.NO_STARTTLS, "");
        }
        Reply go = say(STARTTLS, socket);
        if (go.code() != 220) {
            quit(socket);
            return MxProbeResult.without(MxProbeResult.Outcome.TLS_FAILED, go.text());
        }
        return secured(dial);
    }

    /** What the client calls itself: the address it comes from (RFC 5321 §4.1.3), for it has no name to prove. */
    private static String literal(InetAddress local) {
        String text = local.getHostAddress();
        int scope = text.indexOf('%');
        return "[" + (local instanceof Inet6Address ? "IPv6:" : "") + (scope < 0 ? text : text.substring(0, scope))
                + "]";
    }

    /** The lines behind the first are the extensions (RFC 5321 §4.1.1.1). */
    private static boolean offersStartTls(Reply hello) {
        return hello.lines().stream().skip(1).anyMatch(line -> line.strip().equalsIgnoreCase(STARTTLS));
    }

    private MxProbeResult secured(Dial dial) throws IOException {
        try (SSLSocket tls = (SSLSocket) Trust.sockets(new Trust.Looking())
                .createSocket(dial.socket(), target.host().toString(), port, true)) {
            tls.startHandshake();
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate each : tls.getSession().getPeerCertificates()) {
                chain.add((X509Certificate) each);
            }
            String protocol = tls.getSession().getProtocol();
            quit(tls);
            return MxProbeResult.tls(protocol, chain, distrust(chain));
        } catch (SSLException broken) {
            String why = String.valueOf(broken.getMessage());
            boolean old =
                    why.toLowerCase(Locale.ROOT).contains("protocol_version") || why.contains("protocol version TLSv1");
            return MxProbeResult.without(old ? MxProbeResult.Outcome.TLS_OLD : MxProbeResult.Outcome.TLS_FAILED, why);
        } catch (IOException hungUp) {
            return dial.isLate()
                    ? putOff("no answer in time")
                    : MxProbeResult.without(MxProbeResult.Outcome.TLS_FAILED, String.valueOf(hungUp.getMessage()));
        }
    }

    private @Nullable String distrust(List<X509Certificate> chain) {
        try {
            trust.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return null;
        } catch (CertificateException untrusted) {
            return HttpsExchange.innermost(untrusted);
        }
    }

    /** Says goodbye, and waits for the answer if there is one; that it does not come changes nothing. */
    private static void quit(Socket socket) {
        try {
            say("QUIT", socket);
        } catch (IOException gone) {
            // the server hung up first
        }
    }

    private static Reply say(String command, Socket socket) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return read(socket);
    }

    /** Octet by octet, since what follows the reply to STARTTLS belongs to TLS. */
    private static Reply read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        List<String> lines = new ArrayList<>();
        while (lines.size() < MAX_LINES) {
            String line = line(in);
            if (!line.matches("[2-5][0-9][0-9]([ -].*)?")) {
                throw new IOException("no reply of SMTP");
            }
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new IOException("a reply of more than " + MAX_LINES + " lines");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server hung up");
            }
            if (line.length() == MAX_LINE_OCTETS) {
                throw new IOException("a line of more than " + MAX_LINE_OCTETS + " octets");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
