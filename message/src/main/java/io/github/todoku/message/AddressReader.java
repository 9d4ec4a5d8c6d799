package io.github.todoku.message;

import io.github.todoku.message.internal.HeaderScanner;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code address-list} (RFC 5322 §3.4, §4.4) without recursion: words are gathered, and what follows them tells what
 * they were, a name, a group's name or a local part. One object a field.
 */
final class AddressReader {
    private static final int MAX_ADDRESSES = 10_000;

    private final HeaderScanner scanner;
    private final List<MailAddress> addresses = new ArrayList<>();
    private boolean wellFormed = true;
    private boolean inGroup;

    AddressReader(String value) {
        this.scanner = new HeaderScanner(value);
    }

    AddressList read() {
        boolean dividerNeeded = false;
        scanner.skipBlanks();
        while (!scanner.atEnd()) {
            if (addresses.size() == MAX_ADDRESSES) {
                wellFormed = false;
                break;
            }
            if (scanner.take(',')) {
                dividerNeeded = false;
            } else if (scanner.take(';')) { // ends a group; a list may go on behind it
                wellFormed &= inGroup;
                inGroup = false;
                dividerNeeded = true;
            } else {
                wellFormed &= !dividerNeeded;
                dividerNeeded = address();
            }
            scanner.skipBlanks();
        }
        return new AddressList(addresses, wellFormed && !inGroup && !scanner.isTorn());
    }

    /** One address, or a group's name; false behind the latter, where no comma may stand. */
    private boolean address() {
        Words words = words();
        if (scanner.take('<')) {
            angleAddress();
        } else if (scanner.take('@')) {
            add(words, domain());
        } else if (scanner.take(':')) {
            wellFormed &= !inGroup && words.count > 0;
            inGroup = true;
            return false;
        } else {
            malformed(words.count == 0);
        }
        return true;
    }

    /** {@code "<" [obs-route] addr-spec ">"}. */
    private void angleAddress() {
        scanner.skipBlanks();
        boolean route = false;
        while (scanner.peek() == '@' || scanner.peek() == ',') { // §4.4: @a,@b:
            scanner.take(',');
            scanner.skipBlanks();
            if (scanner.take('@')) {
                wellFormed &= !domain().isEmpty();
                route = true;
            }
            scanner.skipBlanks();
        }
        if (route) {
            wellFormed &= scanner.take(':');
        }
        Words local = words();
        if (scanner.take('@')) {
            add(local, domain());
        } else {
            malformed(false);
        }
        scanner.skipBlanks();
        if (!scanner.take('>')) {
            wellFormed = false;
            while (!scanner.atEnd() && !scanner.take('>')) {
                malformed(true);
                scanner.skipBlanks();
            }
        }
    }

    /** What is no address, or a character that stands where none may; taken so that the reading goes on. */
    private void malformed(boolean takeOne) {
        wellFormed = false;
        if (takeOne && scanner.atom().isEmpty() && !scanner.atEnd()) {
            scanner.take(scanner.peek());
        }
    }

    private void add(Words local, String domain) {
        if (local.count == 0 || !local.isLocalPart() || domain.isEmpty()) {
            wellFormed = false;
            return;
        }
        addresses.add(new MailAddress(local.text.toString(), domain));
    }

    /** Words and dots between them, as names and local parts have them. */
    private static final class Words {
        final StringBuilder text = new StringBuilder();
        int count;
        private int dots;
        private boolean afterDot = true;
        private boolean broken;

        void word(String word) {
            broken |= !afterDot;
            afterDot = false;
            count++;
            text.append(word);
        }

        void dot() {
            broken |= afterDot;
            afterDot = true;
            dots++;
            text.append('.');
        }

        /** {@code word *("." word)} (§4.4). */
        boolean isLocalPart() {
            return !broken && count == dots + 1;
        }
    }

    private Words words() {
        Words words = new Words();
        while (true) {
            scanner.skipBlanks();
            String atom = scanner.atom();
            if (!atom.isEmpty()) {
                words.word(atom);
            } else if (scanner.peek() == '"') {
                words.word(scanner.quotedString());
            } else if (scanner.take('.')) {
                words.dot();
            } else {
                return words;
            }
        }
    }

    /** {@code dot-atom / domain-literal / obs-domain}; empty if none stands here. */
    private String domain() {
        scanner.skipBlanks();
        if (scanner.peek() == '[') {
            return scanner.literal();
        }
        StringBuilder domain = new StringBuilder(scanner.atom());
        scanner.skipBlanks();
        while (scanner.take('.')) {
            scanner.skipBlanks();
            String label = scanner.atom();
            if (label.isEmpty() || domain.isEmpty()) {
                wellFormed = false;
                return "";
            }
            domain.append('.').append(label);
            scanner.skipBlanks();
        }
        return domain.toString();
    }
}
