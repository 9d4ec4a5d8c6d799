package io.github.todoku.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Breaks an input by chance, in the ways in which mail is broken: cut, joined, repeated, bytes changed. */
final class Breaker {
    private static final String ODD = "\0\u001b\r\n\t \"\\%;:=()<>@./,#$\u007f\u0080\u00ff\u009b";

    private Breaker() {}

    static byte[] broken(byte[] input, byte[] other, Random random) {
        byte[] broken = input.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int at = broken.length == 0 ? 0 : random.nextInt(broken.length);
            switch (random.nextInt(6)) {
                case 0 -> broken = Arrays.copyOf(broken, at);
                case 1 -> broken = joined(Arrays.copyOf(broken, at), other);
                case 2 -> broken = joined(broken, Arrays.copyOfRange(broken, at, broken.length));
                case 3 ->
                    broken = joined(
                            Arrays.copyOf(broken, at),
                            Arrays.copyOfRange(
                                    broken, Math.min(broken.length, at + 1 + random.nextInt(8)), broken.length));
                case 4 -> set(broken, at, ODD.charAt(random.nextInt(ODD.length())));
                default -> set(broken, at, random.nextInt(256));
            }
        }
        return broken;
    }

    private static void set(byte[] octets, int at, int value) {
        if (octets.length > 0) {
            octets[at] = (byte) value;
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    /** So that a fault can be tried again. */
    static String shown(byte[] input) {
        StringBuilder shown = new StringBuilder();
        for (char c : new String(input, StandardCharsets.ISO_8859_1).toCharArray()) {
            shown.append(c >= ' ' && c < 0x7F && c != '\\' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return shown.toString();
    }
}
