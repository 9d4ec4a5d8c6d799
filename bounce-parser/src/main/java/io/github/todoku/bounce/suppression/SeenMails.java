package io.github.todoku.bounce.suppression;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.LongConsumer;

/**
 * Which mails were read, each in eight octets of a digest. The latest {@value #GENERATION} are remembered for sure, twice as many at
 * most. Not safe for threads.
 */
final class SeenMails {
    static final int GENERATION = 1 << 20;

    private final int generation;
    private Digests older = new Digests();
    private Digests newer = new Digests();

    SeenMails() {
        this(GENERATION);
    }

    SeenMails(int generation) {
        this.generation = generation;
    }

    /** Whether the mail is new; it is remembered. */
    boolean add(String mail) {
        return add(digest(mail));
    }

    boolean add(long digest) {
        if (older.contains(digest) || !newer.add(digest)) {
            return false;
        }
        if (newer.size == generation) {
            older = newer;
            newer = new Digests();
        }
        return true;
    }

    /** All of them, the older ones first. */
    void forEach(LongConsumer each) {
        older.forEach(each);
        newer.forEach(each);
    }

    static long digest(String mail) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(mail.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A set of numbers: open addressing, half full at most. Digests are spread evenly by themselves; 0 marks a free place. */
    private static final class Digests {
        private long[] places = new long[1 << 10];
        private int size;

        boolean contains(long digest) {
            return places[place(digest)] != 0;
        }

        boolean add(long digest) {
            int place = place(digest);
            if (places[place] != 0) {
                return false;
            }
            places[place] = mark(digest);
            size++;
            if (size * 2 > places.length) {
                grow();
            }
            return true;
        }

        private static long mark(long digest) {
            return digest == 0 ? 1 : digest;
        }

        private int place(long digest) {
            long mark = mark(digest);
            int place = (int) mark & (places.length - 1);
            while (places[place] != 0 && places[place] != mark) {
                place = (place + 1) & (places.length - 1);
            }
            return place;
        }

        private void grow() {
            long[] before = places;
            places = new long[before.length * 2];
            for (long mark : before) {
                if (mark != 0) {
                    places[place(mark)] = mark;
                }
            }
        }

        void forEach(LongConsumer each) {
            for (long mark : places) {
                if (mark != 0) {
                    each.accept(mark);
                }
            }
        }
    }
}
