package io.github.todoku.diagnosis;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * How many octets a value has when it is serialized: a measure for memory bounds that every value has, whatever it holds.
 * On the heap it takes more, since small objects have headers there: some four times, by estimate and not measured.
 */
final class SerializedSize {
    private SerializedSize() {}

    static long of(Serializable value) {
        Counter counter = new Counter();
        try (ObjectOutputStream out = new ObjectOutputStream(counter)) {
            out.writeObject(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
        return counter.octets;
    }

    private static final class Counter extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] from, int start, int length) {
            octets += length;
        }
    }
}
